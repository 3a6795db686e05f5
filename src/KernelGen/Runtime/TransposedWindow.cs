using System.ComponentModel;

namespace KernelGen.Runtime;

/// <summary>
/// A transposed convolution as ordinary ones of stride 1: output pixels that are a stride apart, a phase of them, meet the same taps. For emitted code; its
/// shape may change with any version.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct TransposedWindow
{
    private readonly nint groups;
    private readonly TransposedSide down, across;

    private TransposedWindow(nint channels, nint groups, nint height, nint width, in TransposedSide down, in TransposedSide across)
    {
        (Channels, this.groups, Height, Width) = (channels, groups, height, width);
        (this.down, this.across) = (down, across);
    }

    /// <summary>Channels of the image.</summary>
    public nint Channels { get; }

    /// <summary>Channels that a filter goes through.</summary>
    public nint GroupChannels => Channels / groups;

    /// <summary>Rows of the image.</summary>
    public nint Height { get; }

    /// <summary>Columns of the image.</summary>
    public nint Width { get; }

    /// <summary>Rows of a filter.</summary>
    public nint KernelHeight => down.Kernel;

    /// <summary>Columns of a filter.</summary>
    public nint KernelWidth => across.Kernel;

    /// <summary>Numbers of a channel of the image.</summary>
    public nint Plane => Height * Width;

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
        return new(Window.OfPhase(Channels, groups, Height, Width, y, x), y, x, first, across.Size);
    }
}

/// <summary>One side of a transposed convolution: output o and tap k meet input (o + before − k·dilation) / stride, where that is a whole number.</summary>
internal readonly record struct TransposedSide(nint Kernel, nint Stride, nint Dilation, nint Before, nint Size)
{
    /// <summary>Outputs that are a stride apart are a phase.</summary>
    public nint Phases => Math.Min(Stride, Size);

    /// <summary>Taps so far apart meet the same outputs.</summary>
    private nint Period => Stride / GreatestDivisor;

    public nint MostTaps => Pieces(Kernel, Period);

    private nint GreatestDivisor
    {
        get
        {
            (nint a, nint b) = (Stride, Dilation);
            while (b != 0)
                (a, b) = (b, a % b);
            return a;
        }
    }

    /// <summary>The outputs from <paramref name="first"/> on, so many in all, that are a multiple of the stride behind output <paramref name="phase"/>.</summary>
    public TransposedTaps Phase(nint phase, nint first, nint count)
    {
        nint start = first + Remainder(phase - first), period = Period, tap = 0;
        while (tap < Kernel && tap < period && Remainder(start + Before - (tap * Dilation)) != 0)
            tap++;
        return new()
        {
            FirstTap = tap,
            Period = period,
            Taps = tap < period && tap < Kernel ? Pieces(Kernel - tap, period) : 0,
            Start = start,
            Step = Stride,
            Count = start < first + count ? Pieces(first + count - start, Stride) : 0,
            Input = (start + Before - (tap * Dilation)) / Stride,
            InputStep = -Dilation / GreatestDivisor,
        };
    }

    internal static nint Pieces(nint length, nint unit) => (length + unit - 1) / unit;

    private nint Remainder(nint number) => ((number % Stride) + Stride) % Stride;
}

/// <summary>What the outputs of a phase meet along one side.</summary>
internal readonly record struct TransposedTaps
{
    /// <summary>The first of its taps, of which one comes every <see cref="Period"/>.</summary>
    public nint FirstTap { get; init; }

    public nint Period { get; init; }

    /// <summary>How many they are.</summary>
    public nint Taps { get; init; }

    /// <summary>The first output, of which one comes every <see cref="Step"/>.</summary>
    public nint Start { get; init; }

    public nint Step { get; init; }

    /// <summary>How many outputs there are.</summary>
    public nint Count { get; init; }

    /// <summary>The input that the first tap meets in the first output. Of the next output it is the next.</summary>
    public nint Input { get; init; }

    /// <summary>From there to the input that the next tap meets.</summary>
    public nint InputStep { get; init; }
}
