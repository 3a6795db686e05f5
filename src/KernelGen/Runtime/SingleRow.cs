using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace KernelGen.Runtime;

/// <summary>
/// One row times a matrix as it lies, [K, N]: a chain of fused multiply-adds in the order of K for each output. Some rows of the matrix go by side by side,
/// each from front to back as the prefetcher likes it, and the sums wait in the result between them. For processors with fused multiply-adds. For emitted
/// code; its shape may change with any version.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class SingleRow
{
    /// <summary>sums[j] = Σ x[p]·matrix[p, j].</summary>
    public static void Chains(float* x, float* matrix, nint leading, nint k, nint n, float* sums)
    {
        if (Processor.HasAvx512)
            Chains<Lanes512<float>, float, Vector512<float>>(x, matrix, leading, k, n, sums);
        else if (Vector256.IsHardwareAccelerated)
            Chains<Lanes256<float>, float, Vector256<float>>(x, matrix, leading, k, n, sums);
        else
            Chains<Lanes128<float>, float, Vector128<float>>(x, matrix, leading, k, n, sums);
    }

    /// <inheritdoc cref="Chains(float*, float*, nint, nint, nint, float*)"/>
    public static void Chains(double* x, double* matrix, nint leading, nint k, nint n, double* sums)
    {
        if (Processor.HasAvx512)
            Chains<Lanes512<double>, double, Vector512<double>>(x, matrix, leading, k, n, sums);
        else if (Vector256.IsHardwareAccelerated)
            Chains<Lanes256<double>, double, Vector256<double>>(x, matrix, leading, k, n, sums);
        else
            Chains<Lanes128<double>, double, Vector128<double>>(x, matrix, leading, k, n, sums);
    }

    private static void Chains<TLanes, T, TVector>(T* x, T* matrix, nint leading, nint k, nint n, T* sums)
        where TLanes : struct, ILanes<T, TVector>
        where T : unmanaged
        where TVector : struct
    {
        new Span<T>(sums, (int)n).Clear();
        nint p = 0;
        for (; p <= k - 8; p += 8)
            Eight<TLanes, T, TVector>(x + p, matrix + (p * leading), leading, n, sums);
        for (; p < k; p++)
            One<TLanes, T, TVector>(x[p], matrix + (p * leading), n, sums);
    }

    /// <summary>Eight terms of every sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Eight<TLanes, T, TVector>(T* x, T* matrix, nint leading, nint n, T* sums)
        where TLanes : struct, ILanes<T, TVector>
        where T : unmanaged
        where TVector : struct
    {
        TVector x0 = TLanes.All(x[0]), x1 = TLanes.All(x[1]), x2 = TLanes.All(x[2]), x3 = TLanes.All(x[3]);
        TVector x4 = TLanes.All(x[4]), x5 = TLanes.All(x[5]), x6 = TLanes.All(x[6]), x7 = TLanes.All(x[7]);
        nint lanes = TLanes.Count, j = 0;
        T* low = matrix, high = matrix + (4 * leading);
        for (; j <= n - lanes; j += lanes, low += lanes, high += lanes)
        {
            TVector sum = TLanes.Load(sums + j);
            sum = TLanes.MultiplyAdd(TLanes.Load(low), x0, sum);
            sum = TLanes.MultiplyAdd(TLanes.Load(low + leading), x1, sum);
            sum = TLanes.MultiplyAdd(TLanes.Load(low + (2 * leading)), x2, sum);
            sum = TLanes.MultiplyAdd(TLanes.Load(low + (3 * leading)), x3, sum);
            sum = TLanes.MultiplyAdd(TLanes.Load(high), x4, sum);
            sum = TLanes.MultiplyAdd(TLanes.Load(high + leading), x5, sum);
            sum = TLanes.MultiplyAdd(TLanes.Load(high + (2 * leading)), x6, sum);
            sum = TLanes.MultiplyAdd(TLanes.Load(high + (3 * leading)), x7, sum);
            TLanes.Store(sum, sums + j);
        }

        for (; j < n; j++)
        {
            T sum = sums[j];
            for (nint p = 0; p < 8; p++)
                sum = MultiplyAdd(x[p], matrix[(p * leading) + j], sum);
            sums[j] = sum;
        }
    }

    /// <summary>One term of every sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One<TLanes, T, TVector>(T x, T* matrix, nint n, T* sums)
        where TLanes : struct, ILanes<T, TVector>
        where T : unmanaged
        where TVector : struct
    {
        TVector all = TLanes.All(x);
        nint lanes = TLanes.Count, j = 0;
        for (; j <= n - lanes; j += lanes)
            TLanes.Store(TLanes.MultiplyAdd(TLanes.Load(matrix + j), all, TLanes.Load(sums + j)), sums + j);
        for (; j < n; j++)
            sums[j] = MultiplyAdd(x, matrix[j], sums[j]);
    }

    private static T MultiplyAdd<T>(T a, T b, T c)
        where T : unmanaged => typeof(T) == typeof(float)
        ? (T)(object)MathF.FusedMultiplyAdd((float)(object)a, (float)(object)b, (float)(object)c)
        : (T)(object)Math.FusedMultiplyAdd((double)(object)a, (double)(object)b, (double)(object)c);
}
