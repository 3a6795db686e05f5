using System.ComponentModel;

namespace KernelGen.Runtime;

/// <summary>
/// A convolution whose filters go over one channel each, in pieces: some channels of some rows and columns of the windows of one image, whose numbers stay in
/// cache. Pieces share nothing, so threads may take them as they like. For emitted code; its shape may change with any version.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DepthwiseSplit
{
    private readonly Window window;
    private readonly nint channels, together, rows, columns, bands, slices, batch;

    /// <summary>Cuts so that a piece has about so many numbers at most, of <paramref name="together"/> channels.</summary>
    internal DepthwiseSplit(in Window window, nint channels, nint batch, nint together, nint numbers)
    {
        (this.window, this.channels, this.together, this.batch) = (window, channels, together, batch);
        nint most = Math.Max(1, numbers / together);
        columns = Most(most / window.RowsUnder(1), window.StrideWidth, (window.KernelWidth - 1) * window.DilationWidth, window.OutWidth);
        rows = Most(most / window.ColumnsUnder(columns), window.StrideHeight, (window.KernelHeight - 1) * window.DilationHeight, window.OutHeight);
        (bands, slices) = (Pieces(window.OutHeight, rows), Pieces(window.OutWidth, columns));
    }

    /// <summary>How many pieces there are.</summary>
    public nint Count => batch * bands * slices * Pieces(channels, together);

    /// <summary>Channels of a piece, but for the last ones.</summary>
    public nint MostChannels => together;

    /// <summary>The largest: its windows, as an image of their own.</summary>
    public Window Largest => window.Part(0, rows, 0, columns);

    /// <summary>One of them; the pieces of the same channels follow each other.</summary>
    public DepthwisePiece Piece(nint number)
    {
        nint rest = number / slices, slice = number - (rest * slices), band = rest % bands;
        rest /= bands;
        nint picture = rest % batch, row = band * rows, column = slice * columns, channel = rest / batch * together;
        return new()
        {
            Picture = picture,
            Channel = channel,
            Channels = Math.Min(together, channels - channel),
            Place = (row * window.OutWidth) + column,
            Window = window.Part(row, Math.Min(rows, window.OutHeight - row), column, Math.Min(columns, window.OutWidth - column)),
        };
    }

    /// <summary>
    /// Windows along a side of so many, whose numbers are as many as may be, but no narrower than what lies under a window and is copied with each piece; pieces are as even as
    /// can be.
    /// </summary>
    private static nint Most(nint numbers, nint stride, nint further, nint windows)
    {
        nint most = Math.Clamp(Math.Max(numbers - further - 1, further) / stride, 0, windows - 1) + 1;
        return Even(windows, most);
    }

    /// <summary>So many at most of a length at a time, pieces as even as can be.</summary>
    internal static nint Even(nint length, nint most) => Pieces(length, Pieces(length, most));

    private static nint Pieces(nint length, nint unit) => (length + unit - 1) / unit;
}

/// <summary>Some channels of some windows of one image. For emitted code; its shape may change with any version.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DepthwisePiece
{
    /// <summary>The image.</summary>
    public nint Picture { get; init; }

    /// <summary>The first channel.</summary>
    public nint Channel { get; init; }

    /// <summary>How many channels.</summary>
    public nint Channels { get; init; }

    /// <summary>The first window's number in its image.</summary>
    public nint Place { get; init; }

    /// <summary>The windows, as an image of their own.</summary>
    public Window Window { get; init; }
}
