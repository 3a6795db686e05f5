using System.ComponentModel;

namespace KernelGen.Runtime;

/// <summary>
/// Matrix products cut into parts for threads: whole products of a batch, or columns in whole strips, or rows in whole tiles. Never a sum.
/// For emitted code; its shape may change with any version.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ProductSplit
{
    /// <summary>Each thread has so many parts where there are enough, so that one who is held up leaves some to the others.</summary>
    private const int PartsPerThread = 4;

    /// <summary>A cut that keeps the threads so busy is good enough for the order of preference to decide.</summary>
    private const double Even = 0.9;

    private readonly nint batch, m, n, strip, tile;
    private readonly int groups, bands, strips;

    /// <summary>Chooses the cut for so many threads. Tiles have <paramref name="tile"/> rows and <paramref name="strip"/> columns.</summary>
    public ProductSplit(int threads, nint batch, nint m, nint n, nint tile, nint strip)
    {
        // A product that is not to be cut comes as a tile of its own size, which may be nothing.
        (tile, strip) = (Math.Max(1, tile), Math.Max(1, strip));
        (this.batch, this.m, this.n, this.tile, this.strip) = (batch, m, n, tile, strip);
        (groups, bands, strips) = (1, 1, 1);
        if (threads <= 1)
            return;

        // Whole products share no operand between threads; with strips each thread packs its own columns of b; with rows each packs all of b.
        nint stripCount = Pieces(n, strip), tileCount = Pieces(m, tile);
        double byBatch = Busy(batch, threads), byColumns = Busy(stripCount, threads), byRows = Busy(tileCount, threads);
        if (byBatch >= Even || byBatch >= Math.Max(byColumns, byRows))
            groups = Cut(batch, threads);
        else if (byColumns >= Even || byColumns >= byRows)
            (groups, strips) = (Groups(batch, threads), Cut(stripCount, threads));
        else
            (groups, bands) = (Groups(batch, threads), Cut(tileCount, threads));
    }

    /// <summary>How many parts there are.</summary>
    public int Parts => groups * bands * strips;

    /// <summary>One of them.</summary>
    public ProductPart Part(int part)
    {
        int group = part / (bands * strips), rest = part % (bands * strips);
        nint first = RowSplit.Start(batch, 1, group, groups);
        nint row = RowSplit.Start(m, tile, rest / strips, bands), column = RowSplit.Start(n, strip, rest % strips, strips);
        return new()
        {
            First = first,
            End = RowSplit.Start(batch, 1, group + 1, groups),
            Row = row,
            Rows = RowSplit.Start(m, tile, (rest / strips) + 1, bands) - row,
            Column = column,
            Columns = RowSplit.Start(n, strip, (rest % strips) + 1, strips) - column,
        };
    }

    private static int Cut(nint pieces, int threads) => RowSplit.PartsOf(pieces, threads, PartsPerThread);

    /// <summary>Every product by itself, as far as an <c>int</c> counts the parts.</summary>
    private static int Groups(nint batch, int threads) => (int)Math.Clamp(batch, 1, int.MaxValue / threads / PartsPerThread);

    private static nint Pieces(nint length, nint unit) => (length + unit - 1) / unit;

    /// <summary>The share of their time that threads work if each takes whole pieces.</summary>
    private static double Busy(nint pieces, int threads) => pieces == 0 ? 0 : (double)pieces / ((double)Pieces(pieces, threads) * threads);
}

/// <summary>A block of rows and columns of some products. For emitted code; its shape may change with any version.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ProductPart
{
    /// <summary>The first product of the batch.</summary>
    public nint First { get; init; }

    /// <summary>The product behind the last.</summary>
    public nint End { get; init; }

    /// <summary>The first row.</summary>
    public nint Row { get; init; }

    /// <summary>How many rows.</summary>
    public nint Rows { get; init; }

    /// <summary>The first column.</summary>
    public nint Column { get; init; }

    /// <summary>How many columns.</summary>
    public nint Columns { get; init; }
}
