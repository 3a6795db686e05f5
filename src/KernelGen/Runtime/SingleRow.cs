using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace KernelGen.Runtime;

/// <summary>
/// One row times a matrix as it lies, [K, N]: a chain of fused multiply-adds in the order of K for each output. Some rows of the matrix go by side by side,
/// each from front to back as the prefetcher likes it, and the sums wait in the result between them; where rows are short they go by one after the other, and the sums
/// are in registers. For processors with fused multiply-adds. For emitted code; its shape may change with any version.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class SingleRow
{
    /// <summary>
    /// Up to so many bytes from one row to the next, as attention's values have, the processor reads ahead from row to row. 32 heads × 4096 values × 128 from memory on Zen 3: 7.5 ms by
    /// eight rows at a time, 5.0 row by row, 4.2 for a plain read; asking for rows ahead gained nothing more. Of Half 5.9 and 4.3 ms; codes gain nothing by it.
    /// </summary>
    private const int BytesOfShortRow = 1024;

    /// <summary>Vectors of a row whose sums are in registers.</summary>
    private const int VectorsTogether = 8;

    /// <summary>sums[j] = Σ x[p]·matrix[p, j].</summary>
    public static void Chains(float* x, float* matrix, nint leading, nint k, nint n, float* sums)
    {
        if (Processor.HasAvx512)
            Chains<Lanes512<float>, SameSource<Lanes512<float>, float, Vector512<float>>, float, float, Vector512<float>>(x, matrix, leading, k, n, sums);
        else if (Vector256.IsHardwareAccelerated)
            Chains<Lanes256<float>, SameSource<Lanes256<float>, float, Vector256<float>>, float, float, Vector256<float>>(x, matrix, leading, k, n, sums);
        else
            Chains<Lanes128<float>, SameSource<Lanes128<float>, float, Vector128<float>>, float, float, Vector128<float>>(x, matrix, leading, k, n, sums);
    }

    /// <inheritdoc cref="Chains(float*, float*, nint, nint, nint, float*)"/>
    public static void Chains(double* x, double* matrix, nint leading, nint k, nint n, double* sums)
    {
        if (Processor.HasAvx512)
            Chains<Lanes512<double>, SameSource<Lanes512<double>, double, Vector512<double>>, double, double, Vector512<double>>(x, matrix, leading, k, n, sums);
        else if (Vector256.IsHardwareAccelerated)
            Chains<Lanes256<double>, SameSource<Lanes256<double>, double, Vector256<double>>, double, double, Vector256<double>>(x, matrix, leading, k, n, sums);
        else
            Chains<Lanes128<double>, SameSource<Lanes128<double>, double, Vector128<double>>, double, double, Vector128<double>>(x, matrix, leading, k, n, sums);
    }

    /// <summary>The same of Half or a BFloat16, whose numbers become floats on their way.</summary>
    public static void Chains<T>(T* x, T* matrix, nint leading, nint k, nint n, float* sums)
        where T : unmanaged
    {
        const int Run = 256;
        float* wide = stackalloc float[Run];
        new Span<float>(sums, (int)n).Clear();
        for (nint p = 0; p < k; p += Run)
        {
            nint run = Math.Min(Run, k - p);
            Widening.ToFloat(x + p, wide, run);
            Further(wide, matrix + (p * leading), leading, run, n, sums);
        }
    }

    /// <summary>The same with an x of floats, of a matrix of numbers that <see cref="Widening"/> takes.</summary>
    public static void Chains<T>(float* x, T* matrix, nint leading, nint k, nint n, float* sums)
        where T : unmanaged
    {
        new Span<float>(sums, (int)n).Clear();
        Further(x, matrix, leading, k, n, sums);
    }

    private static void Further<T>(float* x, T* matrix, nint leading, nint k, nint n, float* sums)
        where T : unmanaged
    {
        if (Processor.HasAvx512)
            Further<Lanes512<float>, NarrowSource512<T>, T, float, Vector512<float>>(x, matrix, leading, k, n, sums);
        else if (Vector256.IsHardwareAccelerated)
            Further<Lanes256<float>, NarrowSource256<T>, T, float, Vector256<float>>(x, matrix, leading, k, n, sums);
        else
            Further<Lanes128<float>, NarrowSource128<T>, T, float, Vector128<float>>(x, matrix, leading, k, n, sums);
    }

    private static void Chains<TLanes, TFrom, TSource, T, TVector>(T* x, TSource* matrix, nint leading, nint k, nint n, T* sums)
        where TLanes : struct, ILanes<T, TVector>
        where TFrom : struct, ISource<TSource, T, TVector>
        where TSource : unmanaged
        where T : unmanaged
        where TVector : struct
    {
        new Span<T>(sums, (int)n).Clear();
        Further<TLanes, TFrom, TSource, T, TVector>(x, matrix, leading, k, n, sums);
    }

    /// <summary>More terms of sums that have begun.</summary>
    private static void Further<TLanes, TFrom, TSource, T, TVector>(T* x, TSource* matrix, nint leading, nint k, nint n, T* sums)
        where TLanes : struct, ILanes<T, TVector>
        where TFrom : struct, ISource<TSource, T, TVector>
        where TSource : unmanaged
        where T : unmanaged
        where TVector : struct
    {
        nint together = VectorsTogether * TLanes.Count;
        if (sizeof(TSource) > 1 && leading * sizeof(TSource) <= BytesOfShortRow)
        {
            for (; n >= together; n -= together, matrix += together, sums += together)
                InRegisters<TLanes, TFrom, TSource, T, TVector>(x, matrix, leading, k, sums);
        }

        nint p = 0;
        for (; p <= k - 8; p += 8)
            Eight<TLanes, TFrom, TSource, T, TVector>(x + p, matrix + (p * leading), leading, n, sums);
        for (; p < k; p++)
            One<TLanes, TFrom, TSource, T, TVector>(x[p], matrix + (p * leading), n, sums);
    }

    /// <summary>All terms of some sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void InRegisters<TLanes, TFrom, TSource, T, TVector>(T* x, TSource* matrix, nint leading, nint k, T* sums)
        where TLanes : struct, ILanes<T, TVector>
        where TFrom : struct, ISource<TSource, T, TVector>
        where TSource : unmanaged
        where T : unmanaged
        where TVector : struct
    {
        nint lanes = TLanes.Count;
        TVector s0 = TLanes.Load(sums), s1 = TLanes.Load(sums + lanes), s2 = TLanes.Load(sums + (2 * lanes)), s3 = TLanes.Load(sums + (3 * lanes));
        TVector s4 = TLanes.Load(sums + (4 * lanes)), s5 = TLanes.Load(sums + (5 * lanes)), s6 = TLanes.Load(sums + (6 * lanes)), s7 = TLanes.Load(sums + (7 * lanes));
        for (nint p = 0; p < k; p++, matrix += leading)
        {
            TVector all = TLanes.All(x[p]);
            s0 = TLanes.MultiplyAdd(TFrom.Load(matrix), all, s0);
            s1 = TLanes.MultiplyAdd(TFrom.Load(matrix + lanes), all, s1);
            s2 = TLanes.MultiplyAdd(TFrom.Load(matrix + (2 * lanes)), all, s2);
            s3 = TLanes.MultiplyAdd(TFrom.Load(matrix + (3 * lanes)), all, s3);
            s4 = TLanes.MultiplyAdd(TFrom.Load(matrix + (4 * lanes)), all, s4);
            s5 = TLanes.MultiplyAdd(TFrom.Load(matrix + (5 * lanes)), all, s5);
            s6 = TLanes.MultiplyAdd(TFrom.Load(matrix + (6 * lanes)), all, s6);
            s7 = TLanes.MultiplyAdd(TFrom.Load(matrix + (7 * lanes)), all, s7);
        }

        TLanes.Store(s0, sums);
        TLanes.Store(s1, sums + lanes);
        TLanes.Store(s2, sums + (2 * lanes));
        TLanes.Store(s3, sums + (3 * lanes));
        TLanes.Store(s4, sums + (4 * lanes));
        TLanes.Store(s5, sums + (5 * lanes));
        TLanes.Store(s6, sums + (6 * lanes));
        TLanes.Store(s7, sums + (7 * lanes));
    }

    /// <summary>Eight terms of every sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Eight<TLanes, TFrom, TSource, T, TVector>(T* x, TSource* matrix, nint leading, nint n, T* sums)
        where TLanes : struct, ILanes<T, TVector>
        where TFrom : struct, ISource<TSource, T, TVector>
        where TSource : unmanaged
        where T : unmanaged
        where TVector : struct
    {
        TVector x0 = TLanes.All(x[0]), x1 = TLanes.All(x[1]), x2 = TLanes.All(x[2]), x3 = TLanes.All(x[3]);
        TVector x4 = TLanes.All(x[4]), x5 = TLanes.All(x[5]), x6 = TLanes.All(x[6]), x7 = TLanes.All(x[7]);
        nint lanes = TLanes.Count, j = 0;
        TSource* low = matrix, high = matrix + (4 * leading);
        for (; j <= n - lanes; j += lanes, low += lanes, high += lanes)
        {
            TVector sum = TLanes.Load(sums + j);
            sum = TLanes.MultiplyAdd(TFrom.Load(low), x0, sum);
            sum = TLanes.MultiplyAdd(TFrom.Load(low + leading), x1, sum);
            sum = TLanes.MultiplyAdd(TFrom.Load(low + (2 * leading)), x2, sum);
            sum = TLanes.MultiplyAdd(TFrom.Load(low + (3 * leading)), x3, sum);
            sum = TLanes.MultiplyAdd(TFrom.Load(high), x4, sum);
            sum = TLanes.MultiplyAdd(TFrom.Load(high + leading), x5, sum);
            sum = TLanes.MultiplyAdd(TFrom.Load(high + (2 * leading)), x6, sum);
            sum = TLanes.MultiplyAdd(TFrom.Load(high + (3 * leading)), x7, sum);
            TLanes.Store(sum, sums + j);
        }

        for (; j < n; j++)
        {
            T sum = sums[j];
            for (nint p = 0; p < 8; p++)
                sum = MultiplyAdd(x[p], TFrom.Number(matrix[(p * leading) + j]), sum);
            sums[j] = sum;
        }
    }

    /// <summary>One term of every sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One<TLanes, TFrom, TSource, T, TVector>(T x, TSource* matrix, nint n, T* sums)
        where TLanes : struct, ILanes<T, TVector>
        where TFrom : struct, ISource<TSource, T, TVector>
        where TSource : unmanaged
        where T : unmanaged
        where TVector : struct
    {
        TVector all = TLanes.All(x);
        nint lanes = TLanes.Count, j = 0;
        for (; j <= n - lanes; j += lanes)
            TLanes.Store(TLanes.MultiplyAdd(TFrom.Load(matrix + j), all, TLanes.Load(sums + j)), sums + j);
        for (; j < n; j++)
            sums[j] = MultiplyAdd(x, TFrom.Number(matrix[j]), sums[j]);
    }

    private static T MultiplyAdd<T>(T a, T b, T c)
        where T : unmanaged => typeof(T) == typeof(float)
        ? (T)(object)MathF.FusedMultiplyAdd((float)(object)a, (float)(object)b, (float)(object)c)
        : (T)(object)Math.FusedMultiplyAdd((double)(object)a, (double)(object)b, (double)(object)c);
}
