using System.ComponentModel;

namespace KernelGen.Runtime;

/// <summary>
/// A transposed convolution as ordinary ones of stride 1: output pixels that are a stride apart, a phase of them, meet the same taps. For emitted code; its
/// shape may change with any version.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct TransposedWindow
{
    private readonly nint channels, groups, height, width;
    private readonly TransposedSide down, across;

    private TransposedWindow(nint channels, nint groups, nint height, nint width, in TransposedSide down, in TransposedSide across)
    {
        (this.channels, this.groups, this.height, this.width) = (channels, groups, height, width);
        (this.down, this.across) = (down, across);
    }

    /// <summary>Channels that a filter goes through.</summary>
    public nint GroupChannels => channels / groups;

    /// <summary>Columns of a filter.</summary>
    public nint KernelWidth => across.Kernel;

    /// <summary>Numbers of a channel of the image.</summary>
    public nint Plane => height * width;

    /// <summary>Numbers of a channel of the result.</summary>
    public nint Pixels => down.Size * across.Size;

    /// <summary>Numbers of a filter in each channel, of all phases together.</summary>
    public nint Taps => down.Kernel * across.Kernel;

    /// <summary>Those that a pixel meets at most.</summary>
    public nint MostTaps => down.MostTaps * across.MostTaps;

    /// <summary>The length of the longest sum.</summary>
    public nint Terms => GroupChannels * MostTaps;

    /// <summary>How many phases have pixels.</summary>
    public nint Phases => down.Phases * across.Phases;

    /// <summary>A window whose numbers have been checked.</summary>
    public static TransposedWindow Of(
        nint channels, nint groups, nint height, nint width, nint kernelHeight, nint kernelWidth, nint strideHeight, nint strideWidth,
        nint dilationHeight, nint dilationWidth, nint top, nint left, nint outHeight, nint outWidth) =>
        new(channels, groups, height, width, new(kernelHeight, strideHeight, dilationHeight, top, outHeight), new(kernelWidth, strideWidth, dilationWidth, left, outWidth));

    /// <summary>Taps of a side that a pixel meets at most.</summary>
    public static long TapsOfPixel(long kernel, long stride, long dilation) => new TransposedSide((nint)kernel, (nint)stride, (nint)dilation, 0, 0).MostTaps;

    /// <summary>The window in whose phases the filters of a pack are sorted: a phase begins with each of the first taps.</summary>
    internal static TransposedWindow OfPack(in PackShape shape) =>
        Of(shape.Channels, 1, 1, 1, shape.KernelHeight, shape.KernelWidth, shape.PeriodHeight, shape.PeriodWidth, 1, 1, 0, 0, shape.PeriodHeight, shape.PeriodWidth);

    /// <summary>Where a pack has a number of a filter: in a strip of <paramref name="width"/> columns that begins with <paramref name="output"/>, of <paramref name="filled"/> in all.</summary>
    internal nint PlaceInPack(nint group, nint filled, nint output, nint width, nint channel, nint row, nint column, bool channelsLast)
    {
        nint firstRow = row % down.Period, firstColumn = column % across.Period;
        nint rows = TransposedSide.Pieces(down.Kernel - firstRow, down.Period), columns = TransposedSide.Pieces(across.Kernel - firstColumn, across.Period);
        nint before = (down.TapsBefore(firstRow) * across.Kernel) + (rows * across.TapsBefore(firstColumn)), tap = (row / down.Period * columns) + (column / across.Period);
        nint place = channelsLast ? (tap * GroupChannels) + channel : (channel * rows * columns) + tap;
        return (((group * Taps) + before) * GroupChannels * filled) + (output * GroupChannels * rows * columns) + (place * width);
    }

    /// <summary>Of so many rows of the result those that are computed together: whole phases, and about <paramref name="most"/> numbers of so many channels.</summary>
    public nint Band(nint outputs, nint rows, nint most)
    {
        nint phases = Math.Max(1, down.Phases);
        return Math.Min(Math.Max(1, most / Math.Max(1, outputs * across.Size) / phases) * phases, rows);
    }

    /// <summary>Pixels of the largest phase of so many rows.</summary>
    public nint MostPixels(nint rows) => TransposedSide.Pieces(rows, down.Stride) * TransposedSide.Pieces(across.Size, across.Stride);

    /// <summary>A phase, of the rows of the result from <paramref name="first"/> on.</summary>
    public TransposedPhase Phase(nint number, nint first, nint rows)
    {
        nint phaseDown = number / across.Phases;
        TransposedTaps y = down.Phase(phaseDown, first, rows), x = across.Phase(number - (phaseDown * across.Phases), 0, across.Size);
        return Phase(y, x, first);
    }

    /// <summary>The phase of a pixel, and of it only that pixel.</summary>
    public TransposedPhase PhaseOf(nint row, nint column) => Phase(down.Phase(row, row, 1), across.Phase(column, column, 1), row);

    private TransposedPhase Phase(in TransposedTaps y, in TransposedTaps x, nint first) =>
        new(Window.OfPhase(channels, groups, height, width, y, x), y, x, first, across.Size);
}
