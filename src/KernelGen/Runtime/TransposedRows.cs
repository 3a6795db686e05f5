using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace KernelGen.Runtime;

/// <summary>
/// A few rows times a matrix that lies transposed, [N, K]: a chain of fused multiply-adds in the order of K for each output. Blocks of the matrix are
/// turned on their way to the multiply-adds, and no copy of it is made: every number is read once. For processors with AVX2 and FMA, up to
/// sixteen rows, and K and N of at least what a vector of 256 bits holds. For emitted code; its shape may change with any version.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class TransposedRows
{
    /// <summary>
    /// Up to so many rows, one vector a row is too few chains to hide the latency of multiply-adds: two blocks of 256 bits go side by side. (Of 512 bits floats wait for
    /// memory, and Halves are slower so: on Zen 5 one row of 768 × 3072 takes 0.47 ms by two blocks and 0.21 by one, 4096 × 14336 13.5 and 5.7, 32 heads of 4097 cached keys × 128 9.0 and 3.4.)
    /// </summary>
    private const int FewChains = 4;

    /// <summary>Rows that are computed for <paramref name="rows"/> of them: each height is a loop of its own.</summary>
    public static int Height(nint rows) => rows switch
    {
        <= 2 => (int)rows,
        <= 4 => 4,
        <= 8 => 8,
        <= 12 => 12,
        _ => 16,
    };

    /// <summary>x as <see cref="Chains(float*, nint, float*, nint, nint, nint, float*, nint)"/> reads it: in <paramref name="room"/>, or where it is if that is a single row.</summary>
    public static float* Panel(float* x, nint leading, nint k, nint rows, float* room)
    {
        if (rows == 1)
            return x;
        Packing.Transposed(x, leading, k, rows, Height(rows), room);
        return room;
    }

    /// <summary>The same of Half or a BFloat16, as floats.</summary>
    public static float* Panel<T>(T* x, nint leading, nint k, nint rows, float* room)
        where T : unmanaged
    {
        if (rows == 1)
            Widening.ToFloat(x, room, k);
        else
            WidenedPacking.Transposed(x, leading, k, rows, Height(rows), room);
        return room;
    }

    /// <inheritdoc cref="Panel(float*, nint, nint, nint, float*)"/>
    public static double* Panel(double* x, nint leading, nint k, nint rows, double* room)
    {
        if (rows == 1)
            return x;
        Packing.Transposed(x, leading, k, rows, Height(rows), room);
        return room;
    }

    /// <summary>
    /// sums[i, j] = Σ x[i, p]·matrix[j, p] for i below <paramref name="rows"/>; <paramref name="x"/> lies as a panel [k][<see cref="Height"/> of them],
    /// so that a step reads its numbers side by side.
    /// </summary>
    public static void Chains(float* x, nint rows, float* matrix, nint leading, nint k, nint n, float* sums, nint lds)
    {
        if (Processor.HasAvx512 && Math.Min(k, n) >= TurnedSingle512.Side)
            ByHeight<TurnedSingle512, float, float, Vector512<float>>(x, rows, matrix, leading, k, n, sums, lds);
        else if (rows == 1 && Math.Min(k, n) >= TransposedRow.Least)
            TransposedRow.Chains(x, matrix, leading, k, n, sums);
        else if (rows <= FewChains && Math.Min(k, n) >= 2 * TurnedSingle256.Side)
            ByHeight<TurnedTwice<TurnedSingle256, float, float, Vector256<float>>, float, float, VectorPair<Vector256<float>>>(x, rows, matrix, leading, k, n, sums, lds);
        else
            ByHeight<TurnedSingle256, float, float, Vector256<float>>(x, rows, matrix, leading, k, n, sums, lds);
    }

    /// <inheritdoc cref="Chains(float*, nint, float*, nint, nint, nint, float*, nint)"/>
    public static void Chains(double* x, nint rows, double* matrix, nint leading, nint k, nint n, double* sums, nint lds)
    {
        if (Processor.HasAvx512 && Math.Min(k, n) >= TurnedDouble512.Side)
            ByHeight<TurnedDouble512, double, double, Vector512<double>>(x, rows, matrix, leading, k, n, sums, lds);
        else if (rows <= FewChains && Math.Min(k, n) >= 2 * TurnedDouble256.Side)
            ByHeight<TurnedTwice<TurnedDouble256, double, double, Vector256<double>>, double, double, VectorPair<Vector256<double>>>(x, rows, matrix, leading, k, n, sums, lds);
        else
            ByHeight<TurnedDouble256, double, double, Vector256<double>>(x, rows, matrix, leading, k, n, sums, lds);
    }

    /// <summary>The same of a matrix of Half, a BFloat16 or sbyte, whose numbers become floats as they are turned.</summary>
    public static void Chains<T>(float* x, nint rows, T* matrix, nint leading, nint k, nint n, float* sums, nint lds)
        where T : unmanaged
    {
        if (typeof(T) == typeof(sbyte))
            ChainsOfCodes(x, rows, (sbyte*)matrix, leading, k, n, sums, lds);
        else if (typeof(T) == typeof(Half))
            ChainsOf<FiniteHalves>(x, rows, (ushort*)matrix, leading, k, n, sums, lds);
        else
            ChainsOf<BFloats>(x, rows, (ushort*)matrix, leading, k, n, sums, lds);
    }

    /// <summary>Codes fill a block of 256 bits as fast as any memory gives them.</summary>
    private static void ChainsOfCodes(float* x, nint rows, sbyte* matrix, nint leading, nint k, nint n, float* sums, nint lds)
    {
        if (rows <= FewChains && n >= 2 * TurnedCodes256.Side && k >= 2 * TurnedCodes256.Depth)
            ByHeight<TurnedTwice<TurnedCodes256, sbyte, float, Vector256<float>>, sbyte, float, VectorPair<Vector256<float>>>(x, rows, matrix, leading, k, n, sums, lds);
        else
            ByHeight<TurnedCodes256, sbyte, float, Vector256<float>>(x, rows, matrix, leading, k, n, sums, lds);
    }

    private static void ChainsOf<TWords>(float* x, nint rows, ushort* matrix, nint leading, nint k, nint n, float* sums, nint lds)
        where TWords : struct, IHalfWords
    {
        if (Processor.HasAvx512 && n >= TurnedHalfWords512<TWords>.Side && k >= TurnedHalfWords512<TWords>.Depth)
            ByHeight<TurnedHalfWords512<TWords>, ushort, float, Vector512<float>>(x, rows, matrix, leading, k, n, sums, lds);
        else if (rows <= FewChains && n >= 2 * TurnedHalfWords256<TWords>.Side && k >= 2 * TurnedHalfWords256<TWords>.Depth)
            ByHeight<TurnedTwice<TurnedHalfWords256<TWords>, ushort, float, Vector256<float>>, ushort, float, VectorPair<Vector256<float>>>(x, rows, matrix, leading, k, n, sums, lds);
        else
            ByHeight<TurnedHalfWords256<TWords>, ushort, float, Vector256<float>>(x, rows, matrix, leading, k, n, sums, lds);
    }

    private static void ByHeight<TTurned, TSource, T, TVector>(T* x, nint rows, TSource* matrix, nint leading, nint k, nint n, T* sums, nint lds)
        where TTurned : struct, ITurned<TSource, T, TVector>
        where TSource : unmanaged
        where T : unmanaged
        where TVector : struct
    {
        switch (Height(rows))
        {
            case 0: break;
            case 1: Run<TTurned, TSource, T, TVector, Rows1>(x, rows, matrix, leading, k, n, sums, lds); break;
            case 2: Run<TTurned, TSource, T, TVector, Rows2>(x, rows, matrix, leading, k, n, sums, lds); break;
            case 4: Run<TTurned, TSource, T, TVector, Rows4>(x, rows, matrix, leading, k, n, sums, lds); break;
            case 8: Run<TTurned, TSource, T, TVector, Rows8>(x, rows, matrix, leading, k, n, sums, lds); break;
            case 12: Run<TTurned, TSource, T, TVector, Rows12>(x, rows, matrix, leading, k, n, sums, lds); break;
            default: Run<TTurned, TSource, T, TVector, Rows16>(x, rows, matrix, leading, k, n, sums, lds); break;
        }
    }

    /// <summary>
    /// Block after block: whole cache lines of it are turned into a buffer that never leaves the first-level cache, and the multiply-adds follow. Reading
    /// a line at once and not four columns at a time matters where rows lie a multiple of 4 KiB apart: they share the sets of that cache, which has fewer
    /// ways than a block has rows.
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TTurned, TSource, T, TVector, TRows>(T* x, nint rows, TSource* matrix, nint leading, nint k, nint n, T* sums, nint lds)
        where TTurned : struct, ITurned<TSource, T, TVector>
        where TSource : unmanaged
        where T : unmanaged
        where TVector : struct
        where TRows : struct, IRows
    {
        int side = TTurned.Side, depth = TTurned.Depth, height = TRows.Count;
        byte* room = stackalloc byte[(side * depth * sizeof(T)) + 64];
        T* turned = (T*)(((nint)room + 63) & -64), end = turned + (side * depth);
        // As many lines of the next rows as a step has: neighbours, if the rows lie one behind the other.
        bool asks = height <= FewChains && depth * sizeof(TSource) == NextRows.LineBytes && NextRows.AreShort<TSource>(k);
        (nint line, nint step) = leading == k ? (depth, side * depth) : (leading, depth);
        for (nint j = 0; j < n; j += side)
        {
            // The last columns, and the last steps, may begin before the others end: the same sums are written twice, and the same steps are turned twice.
            nint at = Math.Min(j, n - side);
            TSource* from = matrix + (at * leading), next = from + (side * leading);
            T* numbers = x;
            TVector seen = default;
            TVector s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
            TVector s8 = default, s9 = default, s10 = default, s11 = default, s12 = default, s13 = default, s14 = default, s15 = default;
            for (nint p = 0; p < k; p += depth, next += step)
            {
                if (asks)
                    NextRows.Ask(next, line, side);
                nint start = Math.Min(p, k - depth);
                TTurned.Turn(from + start, leading, turned, side, ref seen);
                for (T* b = turned + ((p - start) * side); b < end; b += side, numbers += height)
                {
                    TVector column = TTurned.Load(b);
                    s0 = TTurned.MultiplyAdd(numbers, column, s0);
                    if (height > 1)
                        s1 = TTurned.MultiplyAdd(numbers + 1, column, s1);
                    if (height > 2)
                    {
                        s2 = TTurned.MultiplyAdd(numbers + 2, column, s2);
                        s3 = TTurned.MultiplyAdd(numbers + 3, column, s3);
                    }

                    if (height > 4)
                    {
                        s4 = TTurned.MultiplyAdd(numbers + 4, column, s4);
                        s5 = TTurned.MultiplyAdd(numbers + 5, column, s5);
                        s6 = TTurned.MultiplyAdd(numbers + 6, column, s6);
                        s7 = TTurned.MultiplyAdd(numbers + 7, column, s7);
                    }

                    if (height > 8)
                    {
                        s8 = TTurned.MultiplyAdd(numbers + 8, column, s8);
                        s9 = TTurned.MultiplyAdd(numbers + 9, column, s9);
                        s10 = TTurned.MultiplyAdd(numbers + 10, column, s10);
                        s11 = TTurned.MultiplyAdd(numbers + 11, column, s11);
                    }

                    if (height > 12)
                    {
                        s12 = TTurned.MultiplyAdd(numbers + 12, column, s12);
                        s13 = TTurned.MultiplyAdd(numbers + 13, column, s13);
                        s14 = TTurned.MultiplyAdd(numbers + 14, column, s14);
                        s15 = TTurned.MultiplyAdd(numbers + 15, column, s15);
                    }
                }
            }

            if (TTurned.IsWrong(seen))
            {
                ChainsOf<AnyHalves>((float*)x, rows, (ushort*)from, leading, k, side, (float*)(sums + at), lds);
                continue;
            }

            // Sums of rows that are not there stay here.
            T* c = sums + at;
            TTurned.Store(s0, c);
            if (rows > 1)
                TTurned.Store(s1, c + lds);
            if (height > 2)
            {
                if (rows > 2)
                    TTurned.Store(s2, c + (2 * lds));
                if (rows > 3)
                    TTurned.Store(s3, c + (3 * lds));
            }

            if (height > 4)
            {
                if (rows > 4)
                    TTurned.Store(s4, c + (4 * lds));
                if (rows > 5)
                    TTurned.Store(s5, c + (5 * lds));
                if (rows > 6)
                    TTurned.Store(s6, c + (6 * lds));
                if (rows > 7)
                    TTurned.Store(s7, c + (7 * lds));
            }

            if (height > 8)
            {
                if (rows > 8)
                    TTurned.Store(s8, c + (8 * lds));
                if (rows > 9)
                    TTurned.Store(s9, c + (9 * lds));
                if (rows > 10)
                    TTurned.Store(s10, c + (10 * lds));
                if (rows > 11)
                    TTurned.Store(s11, c + (11 * lds));
            }

            if (height > 12)
            {
                if (rows > 12)
                    TTurned.Store(s12, c + (12 * lds));
                if (rows > 13)
                    TTurned.Store(s13, c + (13 * lds));
                if (rows > 14)
                    TTurned.Store(s14, c + (14 * lds));
                if (rows > 15)
                    TTurned.Store(s15, c + (15 * lds));
            }
        }
    }

    /// <summary>A height as a constant to the JIT.</summary>
    private interface IRows
    {
        static abstract int Count { get; }
    }

    private readonly struct Rows1 : IRows
    {
        public static int Count => 1;
    }

    private readonly struct Rows2 : IRows
    {
        public static int Count => 2;
    }

    private readonly struct Rows4 : IRows
    {
        public static int Count => 4;
    }

    private readonly struct Rows8 : IRows
    {
        public static int Count => 8;
    }

    private readonly struct Rows12 : IRows
    {
        public static int Count => 12;
    }

    private readonly struct Rows16 : IRows
    {
        public static int Count => 16;
    }
}
