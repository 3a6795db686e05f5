using System.Globalization;
using KernelGen.Generator.Arithmetic;

namespace KernelGen.Generator.Scheduling;

/// <summary>A register tile: rows × vectors of accumulators.</summary>
internal readonly record struct Tile(int Rows, int Vectors)
{
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "{0}×{1}", Rows, Vectors);
}

/// <summary>How one target computes a matrix product. It may change the speed and nothing else.</summary>
internal sealed record MatrixSchedule
{
    /// <summary>The largest tile. Rows are shared out evenly, so that heights differ by one at most and no row is alone.</summary>
    public required Tile Tile { get; init; }

    public required int RegistersUsed { get; init; }

    /// <summary>Steps along K in a turn of a tile's loop.</summary>
    public required int StepsAtOnce { get; init; }

    /// <summary>The tiles stand in the kernel's own method, with its shape as constants; otherwise the assembly's shared tiles are called.</summary>
    public required bool Inline { get; init; }

    /// <summary>Bytes of the vector that holds the columns of a fixed shape behind its last whole vector.</summary>
    public required int EdgeBytes { get; init; }

    /// <summary>Up to so many rows of a go through b as it lies: blocks of a transposed one are turned on their way, and no copy of it is made. 0: none do.</summary>
    public required int RowsInPlace { get; init; }

    /// <summary>Rows of a are copied to a panel [k][tile rows] first.</summary>
    public required bool PackA { get; init; }

    /// <summary>That copy keeps rows as they are, each as its numbers along K: nothing is turned.</summary>
    public bool CopiesRows { get; init; }

    /// <summary>b comes in strips [k][tile columns], made once by a [Pack] method: nothing of it is copied.</summary>
    public required bool TakesPacked { get; init; }

    /// <summary>A last strip of few columns is faster by turned rows of a.</summary>
    public bool NarrowStrips { get; init; }

    /// <summary>Whether it goes so: rows of a lie as they are, and all of them have a place for their sums.</summary>
    public bool TakesNarrowStrips => NarrowStrips && !PackA && SumsInC;

    /// <summary>Columns of b are copied to strips [k][tile columns] first, always; otherwise where <see cref="PackLargeB"/> says.</summary>
    public required bool PackB { get; init; }

    /// <summary>While a strip of b is multiplied, the next one, or what it will be made of, comes nearer, line after line of the cache.</summary>
    public required bool PrefetchB { get; init; }

    /// <summary>Numbers of it that a turn of a tile's loop asks for: whole lines.</summary>
    public required int NumbersAsked { get; init; }

    /// <summary>Columns of it that a tile asks for with that.</summary>
    public int ColumnsAsked => NumbersAsked / StepsAtOnce;

    /// <summary>b is copied where it has more than this many bytes and more than <see cref="FewRows"/> rows of a use it.</summary>
    public required long PackLargeB { get; init; }

    /// <summary>Up to so many rows, a copy of b costs more than it saves.</summary>
    public required int FewRows { get; init; }

    /// <summary>Neighbours along K that a step takes at once: 8-bit integers, two as 16-bit numbers, or four where their declared values allow it.</summary>
    public int Together { get; init; } = 1;

    /// <summary>
    /// The schedule of calls whose operands hold what is declared of them, which lets more neighbours go together, or whose packed halves are finite; null:
    /// there is none of its own.
    /// </summary>
    public MatrixSchedule? InRange { get; init; }

    /// <summary>b is a pack of halves that was seen to hold neither infinities nor NaNs, which saves half of what their conversion takes.</summary>
    public bool FiniteB { get; init; }

    /// <summary>What the tiles sum, of what the plan says.</summary>
    public Reduction SumOf(ChainPlan plan) =>
        DotsQuads ? IntegerSums.DotOfQuads(plan.Sum, operand => operand == "b" ? plan.SecondElement ?? plan.Element : plan.Element, IsTurned)
        : Together == 4 ? IntegerSums.ProductsOfQuads("a", "b", IsTurned)
        : plan.Sum;

    /// <summary>The tiles' b is the plan's a: see <see cref="Specs.MatrixProductSpec.IsTurned"/>.</summary>
    public bool IsTurned { get; init; }

    /// <summary>The processor adds four neighbours' products in one operation, whatever their values.</summary>
    public bool DotsQuads { get; init; }

    /// <summary>The longest block of K; partial sums wait in c between blocks. 0: K is not split.</summary>
    public required int KBlock { get; init; }

    /// <summary>The same where b is read in place by few rows: short blocks, so that b is read row after row as it lies in memory.</summary>
    public required int KBlockInPlace { get; init; }

    /// <summary>Elements of a that a block of its rows may have: it stays in L2 while the strips of b pass by.</summary>
    public required int BlockOfA { get; init; }

    /// <summary>Elements of b that are packed at a time where a has several such blocks.</summary>
    public required int BlockOfB { get; init; }

    /// <summary>A tile's sums go to a buffer and through the epilogue from there; otherwise they are the result.</summary>
    public required bool Staged { get; init; }

    /// <summary>The result lies turned: a tile's sums are turned on their way to it, and wait for those of the next block of K elsewhere.</summary>
    public bool TurnsResult { get; init; }

    /// <summary>Otherwise K can be split only where nothing else is done with c before the last block; then c itself holds the sums.</summary>
    public bool SumsInC => !TurnsResult && (!Staged || KBlock > 0);

    /// <summary>What a step of the tile waits for, in a word: no tile that the registers hold waits less for an output.</summary>
    public required string BoundBy { get; init; }

    /// <summary>The part of the FMA peak that the model expects, from 0 to 1; NaN where it has no say.</summary>
    public required double PredictedShare { get; init; }

    public string Describe(int available)
    {
        var culture = CultureInfo.InvariantCulture;
        string place = Inline ? "unpacked, shape as constants"
            : (TakesPacked ? "b comes packed" : PackB ? "b packed" : string.Format(culture, "b packed above {0} KiB", PackLargeB >> 10)) + (!PackA ? "" : CopiesRows ? ", a's rows widened" : ", a packed");
        if (RowsInPlace > 0)
            place = RowsInPlace == 1 ? $"one row: along the rows of b; otherwise: {place}" : $"up to {RowsInPlace.ToString(culture)} rows: b in place, turned on its way; more: {place}";
        string depth = KBlock > 0 && !Inline ? string.Format(culture, ", K in blocks of up to {0}", KBlock) : "";
        if (PrefetchB)
            place += ", the next strip of b prefetched";
        if (DotsQuads)
            depth += ", four neighbours a step";
        if (InRange is { FiniteB: true })
            depth += ", finite weights converted at half the cost";
        else if (InRange is not null)
            depth += string.Format(culture, "; within the declared values four neighbours a step, tile {0}", InRange.Tile);
        string epilogue = Staged ? ", epilogue from a buffer" : "";
        return string.Format(culture, "tile {0} vectors (bound by {1}), {2} of {3} vector registers, {4}{5}{6}", Tile, BoundBy, RegistersUsed, available, place, depth, epilogue);
    }
}
