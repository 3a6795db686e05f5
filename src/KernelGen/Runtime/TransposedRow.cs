using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace KernelGen.Runtime;

/// <summary>
/// A single row of floats times a matrix that lies transposed, by vectors of 256 bits: its numbers are turned in registers, and no buffer holds them. Measured on Zen 3 beside
/// <see cref="TransposedRows"/>' buffer, µs: 768 → 3072 410 and 496, 2048 → 1000 354 and 600, 3072 → 768 389 and 680, from memory 4096 → 4096 3,787 and 5,070. Doubles and numbers of
/// 16 and 8 bits gain nothing by it.
/// </summary>
internal static unsafe class TransposedRow
{
    /// <summary>Columns of the result that go together, and numbers of a line of the cache: at least so many of both.</summary>
    public const int Least = 2 * Side;

    /// <summary>Lanes of a vector: rows of the matrix that a chain of sums is for.</summary>
    private const int Side = 8;

    /// <summary>
    /// Lines of the cache that the upper rows are behind the lower ones. Two chains go side by side, since each waits for its own sums. Where rows lie a multiple of 4 KiB apart, the
    /// lines that both read, and those that the processor reads ahead, would share one set of the first-level cache, which has fewer ways. µs of so many lines between them on
    /// Zen 3: 3072 → 768 none 741, 1: 606, 4: 488, 8: 404, 12: 377, 24: 380; from memory 4096 → 4096 6,337, 5,041, 4,316, 3,968, 3,632, 3,639. At both ends a chain is alone,
    /// so that short rows take fewer.
    /// </summary>
    private const int MostLinesBehind = 12;

    /// <summary>Lines of a row for each line that the upper rows are behind.</summary>
    private const int LinesOfARow = 8;

    /// <summary>Lines that the upper of two chains' rows are behind the lower ones, of rows of so many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint LinesBehind(nint lines) => Math.Min(lines / LinesOfARow, MostLinesBehind);

    /// <summary>sums[j] = Σ x[p]·matrix[j, p], of at least <see cref="Least"/> both ways: a chain of fused multiply-adds in the order of p for each.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Chains(float* x, float* matrix, nint leading, nint k, nint n, float* sums)
    {
        const int Line = Least;
        nint lines = k / Line, behind = LinesBehind(lines), rest = k - (lines * Line);
        // As many lines of the next rows as a step has: neighbours, if the rows lie one behind the other.
        bool isShort = NextRows.AreShort<float>(k);
        (nint line, nint step) = leading == k ? (Line, Least * Line) : (leading, Line);
        float* room = stackalloc float[Side * Side];
        for (nint j = 0; j < n; j += Least)
        {
            // The last columns may begin before the others end: the same sums are written twice.
            nint at = Math.Min(j, n - Least);
            float* low = matrix + (at * leading), high = low + (Side * leading), ofLow = x, ofHigh = x, next = low + (Least * leading);
            Vector256<float> sumLow = default, sumHigh = default;
            for (nint i = 0; i < behind; i++, low += Line, ofLow += Line, next += step)
            {
                if (isShort)
                    NextRows.Ask(next, line, Least);
                sumLow = Chain(low, leading, ofLow, sumLow);
            }

            for (nint i = behind; i < lines; i++, low += Line, ofLow += Line, high += Line, ofHigh += Line, next += step)
            {
                if (isShort)
                    NextRows.Ask(next, line, Least);
                Pair(low, high, leading, ofLow, ofHigh, ref sumLow, ref sumHigh);
                Pair(low + 4, high + 4, leading, ofLow + 4, ofHigh + 4, ref sumLow, ref sumHigh);
                Pair(low + 8, high + 8, leading, ofLow + 8, ofHigh + 8, ref sumLow, ref sumHigh);
                Pair(low + 12, high + 12, leading, ofLow + 12, ofHigh + 12, ref sumLow, ref sumHigh);
            }

            for (nint i = 0; i < behind; i++, high += Line, ofHigh += Line)
                sumHigh = Chain(high, leading, ofHigh, sumHigh);
            if (rest >= Side)
            {
                Pair(low, high, leading, ofLow, ofHigh, ref sumLow, ref sumHigh);
                Pair(low + 4, high + 4, leading, ofLow + 4, ofHigh + 4, ref sumLow, ref sumHigh);
            }

            if (rest % Side > 0)
            {
                sumLow = Last(low + rest, leading, ofLow + rest, rest % Side, room, sumLow);
                sumHigh = Last(high + rest, leading, ofHigh + rest, rest % Side, room, sumHigh);
            }

            TurnedSingle256.Store(sumLow, sums + at);
            TurnedSingle256.Store(sumHigh, sums + at + Side);
        }
    }

    /// <summary>A line of each row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Chain(float* rows, nint leading, float* x, Vector256<float> sum)
    {
        sum = Four(rows, leading, x, sum);
        sum = Four(rows + 4, leading, x + 4, sum);
        sum = Four(rows + 8, leading, x + 8, sum);
        return Four(rows + 12, leading, x + 12, sum);
    }

    /// <summary>Four numbers of each row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Four(float* rows, nint leading, float* x, Vector256<float> sum)
    {
        Turning256.Lanes(rows, leading, out Vector256<float> column0, out Vector256<float> column1, out Vector256<float> column2, out Vector256<float> column3);
        sum = TurnedSingle256.MultiplyAdd(x, column0, sum);
        sum = TurnedSingle256.MultiplyAdd(x + 1, column1, sum);
        sum = TurnedSingle256.MultiplyAdd(x + 2, column2, sum);
        return TurnedSingle256.MultiplyAdd(x + 3, column3, sum);
    }

    /// <summary>Four numbers of each row of both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pair(float* low, float* high, nint leading, float* ofLow, float* ofHigh, ref Vector256<float> sumLow, ref Vector256<float> sumHigh)
    {
        sumLow = Four(low, leading, ofLow, sumLow);
        sumHigh = Four(high, leading, ofHigh, sumHigh);
    }

    /// <summary>The last steps, fewer than a block has, which ends there: its first columns have been added.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Last(float* end, nint leading, float* endOfX, nint steps, float* room, Vector256<float> sum)
    {
        Vector256<float> unseen = default;
        TurnedSingle256.Turn(end - Side, leading, room, Side, ref unseen);
        for (nint p = -steps; p < 0; p++)
            sum = TurnedSingle256.MultiplyAdd(endOfX + p, TurnedSingle256.Load(room + ((Side + p) * Side)), sum);
        return sum;
    }
}
