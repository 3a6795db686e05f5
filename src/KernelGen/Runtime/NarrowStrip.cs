using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace KernelGen.Runtime;

/// <summary>
/// The last strip of a product where it has a column or a few: a tile of one vector is too few chains to hide the latency of multiply-adds, and most of its lanes are empty. Here lanes
/// are rows of a, whose numbers are turned in registers. Convolutions of images of 7 × 7, whose last strip has one column, on Zen 3, µs with a tile and so: 1 × 1 512 → 2048 2,144
/// and 1,681, 3 × 3 512 → 512 3,921 and 3,437; of 14 × 14, with four, 256 → 1024 1,250 and 1,187. For emitted code; its shape may change with any version.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class NarrowStrip
{
    /// <summary>Up to so many columns.</summary>
    private const int Columns = 4;

    /// <summary>At least so many rows of a: two vectors.</summary>
    private const int Rows = 2 * Side;

    /// <summary>Steps that are turned at once: at least so many.</summary>
    private const int Depth = 4;

    private const int Side = 8;

    /// <summary>Numbers of a line of the cache.</summary>
    private const int Line = 16;

    /// <summary>Numbers of b that are copied at a time, one behind the other: they stay in the first-level cache beside the rows.</summary>
    private const int Numbers = 2048;

    /// <summary>Whether a strip is one of these.</summary>
    public static bool Takes(nint rows, nint columns, nint k) => columns <= Columns && rows >= Rows && k >= Depth;

    /// <summary>c[rows, columns] = a·b, or c + a·b where the sums go on: a chain of fused multiply-adds in the order of k for each number.</summary>
    [SkipLocalsInit]
    public static void Run(nint rows, nint columns, float* a, nint lda, float* b, nint ldb, nint k, float* c, nint ldc, bool first)
    {
        float* numbers = stackalloc float[Numbers + (Depth * Columns)];
        nint depth = Numbers / columns;
        for (nint p = 0, steps; p < k; p += steps)
        {
            // No last block is left with fewer steps than are turned at once.
            steps = k - p < depth + Depth ? k - p : depth;
            switch (columns)
            {
                case 1: Block<Columns1>(rows, a + p, lda, b + (p * ldb), ldb, numbers, steps, c, ldc, first && p == 0); break;
                case 2: Block<Columns2>(rows, a + p, lda, b + (p * ldb), ldb, numbers, steps, c, ldc, first && p == 0); break;
                case 3: Block<Columns3>(rows, a + p, lda, b + (p * ldb), ldb, numbers, steps, c, ldc, first && p == 0); break;
                default: Block<Columns4>(rows, a + p, lda, b + (p * ldb), ldb, numbers, steps, c, ldc, first && p == 0); break;
            }
        }
    }

    /// <summary>All rows, by so many steps, whose numbers of b fit <paramref name="numbers"/>.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block<TColumns>(nint rows, float* a, nint lda, float* b, nint ldb, float* numbers, nint k, float* c, nint ldc, bool first)
        where TColumns : struct, IColumnCount
    {
        for (nint p = 0; p < k; p++, b += ldb)
        {
            for (nint column = 0; column < TColumns.Count; column++)
                numbers[(p * TColumns.Count) + column] = b[column];
        }

        nint lines = k / Line, behind = TransposedRow.LinesBehind(lines), rest = k % Line;
        float* room = stackalloc float[Columns * Rows];
        for (nint i = 0; i < rows; i += Rows)
        {
            // The last rows may begin before the others end: their sums are made again, and not kept.
            nint at = Math.Min(i, rows - Rows);
            float* low = a + (at * lda), high = low + (Side * lda), ofLow = numbers, ofHigh = numbers;
            Sums lows = default, highs = default;
            if (!first)
            {
                for (nint row = 0; row < Rows; row++)
                {
                    for (nint column = 0; column < TColumns.Count; column++)
                        room[(column * Rows) + row] = c[((at + row) * ldc) + column];
                }

                lows = Sums.Load<TColumns>(room);
                highs = Sums.Load<TColumns>(room + Side);
            }

            for (nint line = 0; line < behind; line++, low += Line, ofLow += Line * TColumns.Count)
                WholeLine<TColumns>(low, lda, ofLow, ref lows);
            for (nint line = behind; line < lines; line++, low += Line, high += Line, ofLow += Line * TColumns.Count, ofHigh += Line * TColumns.Count)
            {
                for (nint p = 0; p < Line; p += 4)
                {
                    Four<TColumns>(low + p, lda, ofLow + (p * TColumns.Count), ref lows);
                    Four<TColumns>(high + p, lda, ofHigh + (p * TColumns.Count), ref highs);
                }
            }

            for (nint line = 0; line < behind; line++, high += Line, ofHigh += Line * TColumns.Count)
                WholeLine<TColumns>(high, lda, ofHigh, ref highs);
            for (nint p = 0; p < (rest & -4); p += 4, low += 4, high += 4, ofLow += 4 * TColumns.Count)
            {
                Four<TColumns>(low, lda, ofLow, ref lows);
                Four<TColumns>(high, lda, ofLow, ref highs);
            }

            if (rest % 4 > 0)
            {
                Last<TColumns>(low + (rest % 4), lda, ofLow, rest % 4, ref lows);
                Last<TColumns>(high + (rest % 4), lda, ofLow, rest % 4, ref highs);
            }

            lows.Store<TColumns>(room);
            highs.Store<TColumns>(room + Side);
            for (nint row = i - at; row < Rows; row++)
            {
                for (nint column = 0; column < TColumns.Count; column++)
                    c[((at + row) * ldc) + column] = room[(column * Rows) + row];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WholeLine<TColumns>(float* rows, nint lda, float* b, ref Sums sums)
        where TColumns : struct, IColumnCount
    {
        for (nint p = 0; p < Line; p += 4)
            Four<TColumns>(rows + p, lda, b + (p * TColumns.Count), ref sums);
    }

    /// <summary>Four numbers of each row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four<TColumns>(float* rows, nint lda, float* b, ref Sums sums)
        where TColumns : struct, IColumnCount
    {
        Turning256.Lanes(rows, lda, out Vector256<float> step0, out Vector256<float> step1, out Vector256<float> step2, out Vector256<float> step3);
        sums.Add<TColumns>(step0, b);
        sums.Add<TColumns>(step1, b + TColumns.Count);
        sums.Add<TColumns>(step2, b + (2 * TColumns.Count));
        sums.Add<TColumns>(step3, b + (3 * TColumns.Count));
    }

    /// <summary>The last steps, fewer than four: those before them are turned once more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Last<TColumns>(float* end, nint lda, float* b, nint steps, ref Sums sums)
        where TColumns : struct, IColumnCount
    {
        Turning256.Lanes(end - 4, lda, out _, out Vector256<float> third, out Vector256<float> second, out Vector256<float> last);
        if (steps == 3)
        {
            sums.Add<TColumns>(third, b);
            b += TColumns.Count;
        }

        if (steps >= 2)
        {
            sums.Add<TColumns>(second, b);
            b += TColumns.Count;
        }

        sums.Add<TColumns>(last, b);
    }

    /// <summary>Eight rows' sums of each column.</summary>
    private struct Sums
    {
        private Vector256<float> s0, s1, s2, s3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Sums Load<TColumns>(float* source)
            where TColumns : struct, IColumnCount
        {
            Sums sums = default;
            sums.s0 = TurnedSingle256.Load(source);
            if (TColumns.Count > 1)
                sums.s1 = TurnedSingle256.Load(source + Rows);
            if (TColumns.Count > 2)
                sums.s2 = TurnedSingle256.Load(source + (2 * Rows));
            if (TColumns.Count > 3)
                sums.s3 = TurnedSingle256.Load(source + (3 * Rows));
            return sums;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Store<TColumns>(float* target)
            where TColumns : struct, IColumnCount
        {
            TurnedSingle256.Store(s0, target);
            if (TColumns.Count > 1)
                TurnedSingle256.Store(s1, target + Rows);
            if (TColumns.Count > 2)
                TurnedSingle256.Store(s2, target + (2 * Rows));
            if (TColumns.Count > 3)
                TurnedSingle256.Store(s3, target + (3 * Rows));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add<TColumns>(Vector256<float> step, float* b)
            where TColumns : struct, IColumnCount
        {
            s0 = TurnedSingle256.MultiplyAdd(b, step, s0);
            if (TColumns.Count > 1)
                s1 = TurnedSingle256.MultiplyAdd(b + 1, step, s1);
            if (TColumns.Count > 2)
                s2 = TurnedSingle256.MultiplyAdd(b + 2, step, s2);
            if (TColumns.Count > 3)
                s3 = TurnedSingle256.MultiplyAdd(b + 3, step, s3);
        }
    }

    /// <summary>A number of columns as a constant to the JIT.</summary>
    private interface IColumnCount
    {
        static abstract int Count { get; }
    }

    private readonly struct Columns1 : IColumnCount
    {
        public static int Count => 1;
    }

    private readonly struct Columns2 : IColumnCount
    {
        public static int Count => 2;
    }

    private readonly struct Columns3 : IColumnCount
    {
        public static int Count => 3;
    }

    private readonly struct Columns4 : IColumnCount
    {
        public static int Count => 4;
    }
}
