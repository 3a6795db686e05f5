using System.ComponentModel;

namespace KernelGen.Runtime;

/// <summary>
/// What a convolution's filter sees of an image, for one group of channels. For emitted code; its shape may change with any version.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Window
{
    private Window(nint channels, nint groups, nint height, nint width)
    {
        (Channels, GroupChannels, Height, Width) = (channels, channels / groups, height, width);
    }

    /// <summary>Channels of the image.</summary>
    public nint Channels { get; }

    /// <summary>Channels that a filter goes through.</summary>
    public nint GroupChannels { get; }

    /// <summary>Rows of the image.</summary>
    public nint Height { get; private init; }

    /// <summary>Columns of the image.</summary>
    public nint Width { get; private init; }

    /// <summary>Rows of a filter.</summary>
    public nint KernelHeight { get; private init; }

    /// <summary>Columns of a filter.</summary>
    public nint KernelWidth { get; private init; }

    /// <summary>Rows from one window to the next.</summary>
    public nint StrideHeight { get; private init; }

    /// <summary>Columns from one window to the next.</summary>
    public nint StrideWidth { get; private init; }

    /// <summary>Rows from one number under a filter to the next.</summary>
    public nint DilationHeight { get; private init; }

    /// <summary>Columns from one number under a filter to the next.</summary>
    public nint DilationWidth { get; private init; }

    /// <summary>Rows of zeros above the image.</summary>
    public nint Top { get; private init; }

    /// <summary>Columns of zeros left of it.</summary>
    public nint Left { get; private init; }

    /// <summary>Columns of windows: of the result.</summary>
    public nint OutWidth { get; private init; }

    /// <summary>Filters go over one channel each, and there are several.</summary>
    public bool IsDepthwise => GroupChannels == 1 && Channels > 1;

    /// <summary>Rows of windows.</summary>
    internal nint OutHeight => Pixels / OutWidth;

    /// <summary>Rows of the image that so many rows of windows meet, with the zeros.</summary>
    internal nint RowsUnder(nint windows) => ((windows - 1) * StrideHeight) + ((KernelHeight - 1) * DilationHeight) + 1;

    /// <summary>Columns of the image that so many columns of windows meet, with the zeros.</summary>
    internal nint ColumnsUnder(nint windows) => ((windows - 1) * StrideWidth) + ((KernelWidth - 1) * DilationWidth) + 1;

    /// <summary>Some of the windows, of the same image: its margins count from the first of them, and may be negative.</summary>
    internal Window Part(nint row, nint rows, nint column, nint columns) => this with
    {
        Top = Top - (row * StrideHeight),
        Left = Left - (column * StrideWidth),
        OutWidth = columns,
        Pixels = rows * columns,
    };

    /// <summary>All that the windows meet, with the zeros: so many windows of a single number.</summary>
    internal Window Whole => this with
    {
        KernelHeight = 1,
        KernelWidth = 1,
        StrideHeight = 1,
        StrideWidth = 1,
        OutWidth = ColumnsUnder(OutWidth),
        Pixels = RowsUnder(OutHeight) * ColumnsUnder(OutWidth),
    };

    /// <summary>Windows of an image: numbers of a channel of the result.</summary>
    public nint Pixels { get; private init; }

    /// <summary>Numbers of a filter in each channel.</summary>
    public nint Taps => KernelHeight * KernelWidth;

    /// <summary>The length of every sum.</summary>
    public nint Terms => GroupChannels * Taps;

    /// <summary>Numbers of a channel of the image.</summary>
    public nint Plane => Height * Width;

    /// <summary>A window whose numbers have been checked. A filter of one number that meets every pixel sees the image as a single row.</summary>
    public static Window Of(
        nint channels, nint groups, nint height, nint width, nint kernelHeight, nint kernelWidth, nint strideHeight, nint strideWidth,
        nint dilationHeight, nint dilationWidth, nint top, nint left, nint outHeight, nint outWidth)
    {
        bool isPointwise = kernelHeight * kernelWidth == 1 && strideHeight * strideWidth == 1 && top == 0 && left == 0 && outHeight == height && outWidth == width;
        return new(channels, groups, isPointwise ? 1 : height, isPointwise ? height * width : width)
        {
            KernelHeight = kernelHeight,
            KernelWidth = kernelWidth,
            StrideHeight = strideHeight,
            StrideWidth = strideWidth,
            DilationHeight = dilationHeight,
            DilationWidth = dilationWidth,
            Top = top,
            Left = left,
            OutWidth = isPointwise ? height * width : outWidth,
            Pixels = outHeight * outWidth,
        };
    }

    /// <summary>What the pixels of a phase of a transposed convolution see: windows side by side, whose taps meet the image from its end to its beginning.</summary>
    internal static Window OfPhase(nint channels, nint groups, nint height, nint width, in TransposedTaps down, in TransposedTaps across) => new(channels, groups, height, width)
    {
        KernelHeight = down.Taps,
        KernelWidth = across.Taps,
        StrideHeight = 1,
        StrideWidth = 1,
        DilationHeight = down.InputStep,
        DilationWidth = across.InputStep,
        Top = -down.Input,
        Left = -across.Input,
        OutWidth = across.Count,
        Pixels = down.Count * across.Count,
    };
}
