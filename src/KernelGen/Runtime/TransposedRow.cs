using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace KernelGen.Runtime;

/// <summary>
/// One row times a matrix that lies transposed, [N, K]: a chain of fused multiply-adds in the order of K for each of its rows. Blocks of the matrix
/// are turned in registers and never stored: every number is read once, which is all that the work of a single row is. For processors with
/// AVX2 and FMA. For emitted code; its shape may change with any version.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class TransposedRow
{
    /// <summary>
    /// How far the first half of the rows goes before the second: rows a multiple of 4 KiB apart share the sets of a first-level cache, which has eight
    /// ways, and two halves at the same place would push each other out (Zen 4, GB/s of 768 × 3072: eight rows 28, sixteen 23, sixteen with a
    /// lead of two cache lines 41; of 3072 × 768: 28, 51 and 51).
    /// </summary>
    private const int LeadBytes = 128;

    /// <summary>sums[j] = Σ x[p]·matrix[j, p]</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Chains(float* x, float* matrix, nint leading, nint k, nint n, float* sums)
    {
        nint j = 0, lead = Math.Min(LeadBytes / sizeof(float), k);

        // Two chains of eight lanes hide half of the latency.
        for (; j <= n - 16; j += 16)
        {
            float* low = matrix + (j * leading), high = low + (8 * leading);
            Vector256<float> sum0 = Chain(low, leading, x, 0, lead, Vector256<float>.Zero), sum1 = Vector256<float>.Zero;
            nint p = 0;
            for (; p <= k - lead - 8; p += 8)
            {
                sum0 = Step8(low + p + lead, leading, x + p + lead, sum0);
                sum1 = Step8(high + p, leading, x + p, sum1);
            }

            *(Vector256<float>*)(sums + j) = Chain(low, leading, x, p + lead, k, sum0);
            *(Vector256<float>*)(sums + j + 8) = Chain(high, leading, x, p, k, sum1);
        }

        // The last eight may begin before the others end: the same sums are written twice.
        for (; j < n && n >= 8; j += 8)
        {
            nint at = Math.Min(j, n - 8);
            *(Vector256<float>*)(sums + at) = Chain(matrix + (at * leading), leading, x, 0, k, Vector256<float>.Zero);
        }

        if (n >= 8)
            return;
        new Span<float>(sums, (int)n).Clear();
        for (nint p = 0; p < k; p++)
        {
            for (j = 0; j < n; j++)
                sums[j] = MathF.FusedMultiplyAdd(x[p], matrix[(j * leading) + p], sums[j]);
        }
    }

    /// <summary>The same for doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Chains(double* x, double* matrix, nint leading, nint k, nint n, double* sums)
    {
        nint j = 0, lead = Math.Min(LeadBytes / sizeof(double), k);
        for (; j <= n - 8; j += 8)
        {
            double* low = matrix + (j * leading), high = low + (4 * leading);
            Vector256<double> sum0 = Chain(low, leading, x, 0, lead, Vector256<double>.Zero), sum1 = Vector256<double>.Zero;
            nint p = 0;
            for (; p <= k - lead - 4; p += 4)
            {
                sum0 = Step4(low + p + lead, leading, x + p + lead, sum0);
                sum1 = Step4(high + p, leading, x + p, sum1);
            }

            *(Vector256<double>*)(sums + j) = Chain(low, leading, x, p + lead, k, sum0);
            *(Vector256<double>*)(sums + j + 4) = Chain(high, leading, x, p, k, sum1);
        }

        for (; j < n && n >= 4; j += 4)
        {
            nint at = Math.Min(j, n - 4);
            *(Vector256<double>*)(sums + at) = Chain(matrix + (at * leading), leading, x, 0, k, Vector256<double>.Zero);
        }

        if (n >= 4)
            return;
        new Span<double>(sums, (int)n).Clear();
        for (nint p = 0; p < k; p++)
        {
            for (j = 0; j < n; j++)
                sums[j] = Math.FusedMultiplyAdd(x[p], matrix[(j * leading) + p], sums[j]);
        }
    }

    /// <summary>Eight chains from step <paramref name="p"/> to <paramref name="end"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Chain(float* rows, nint leading, float* x, nint p, nint end, Vector256<float> sum)
    {
        for (; p <= end - 8; p += 8)
            sum = Step8(rows + p, leading, x + p, sum);
        for (; p < end; p++)
            sum = Step1(rows + p, leading, x[p], sum);
        return sum;
    }

    /// <summary>Four chains of doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Chain(double* rows, nint leading, double* x, nint p, nint end, Vector256<double> sum)
    {
        for (; p <= end - 4; p += 4)
            sum = Step4(rows + p, leading, x + p, sum);
        for (; p < end; p++)
            sum = Step1(rows + p, leading, x[p], sum);
        return sum;
    }

    /// <summary>Eight steps of eight chains.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Step8(float* rows, nint leading, float* x, Vector256<float> sum) =>
        Step4(rows + 4, leading, x + 4, Step4(rows, leading, x, sum));

    /// <summary>Four steps of eight chains: rows j and j + 4 share a register, and each half is turned in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Step4(float* rows, nint leading, float* x, Vector256<float> sum)
    {
        float* below = rows + (4 * leading);
        Vector256<float> a = Halves(rows, below), b = Halves(rows + leading, below + leading);
        Vector256<float> c = Halves(rows + (2 * leading), below + (2 * leading)), d = Halves(rows + (3 * leading), below + (3 * leading));
        Vector256<double> ab0 = Avx.UnpackLow(a, b).AsDouble(), ab1 = Avx.UnpackHigh(a, b).AsDouble();
        Vector256<double> cd0 = Avx.UnpackLow(c, d).AsDouble(), cd1 = Avx.UnpackHigh(c, d).AsDouble();
        sum = Vector256.FusedMultiplyAdd(Vector256.Create(x[0]), Avx.UnpackLow(ab0, cd0).AsSingle(), sum);
        sum = Vector256.FusedMultiplyAdd(Vector256.Create(x[1]), Avx.UnpackHigh(ab0, cd0).AsSingle(), sum);
        sum = Vector256.FusedMultiplyAdd(Vector256.Create(x[2]), Avx.UnpackLow(ab1, cd1).AsSingle(), sum);
        return Vector256.FusedMultiplyAdd(Vector256.Create(x[3]), Avx.UnpackHigh(ab1, cd1).AsSingle(), sum);
    }

    /// <summary>Four steps of four chains of doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Step4(double* rows, nint leading, double* x, Vector256<double> sum) =>
        Step2(rows + 2, leading, x + 2, Step2(rows, leading, x, sum));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Step2(double* rows, nint leading, double* x, Vector256<double> sum)
    {
        double* below = rows + (2 * leading);
        Vector256<double> a = Avx.InsertVector128((*(Vector128<double>*)rows).ToVector256Unsafe(), *(Vector128<double>*)below, 1);
        Vector256<double> b = Avx.InsertVector128((*(Vector128<double>*)(rows + leading)).ToVector256Unsafe(), *(Vector128<double>*)(below + leading), 1);
        sum = Vector256.FusedMultiplyAdd(Vector256.Create(x[0]), Avx.UnpackLow(a, b), sum);
        return Vector256.FusedMultiplyAdd(Vector256.Create(x[1]), Avx.UnpackHigh(a, b), sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Step1(float* column, nint leading, float x, Vector256<float> sum)
    {
        float* below = column + (4 * leading);
        Vector256<float> numbers = Vector256.Create(
            column[0], column[leading], column[2 * leading], column[3 * leading], below[0], below[leading], below[2 * leading], below[3 * leading]);
        return Vector256.FusedMultiplyAdd(Vector256.Create(x), numbers, sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Step1(double* column, nint leading, double x, Vector256<double> sum) =>
        Vector256.FusedMultiplyAdd(Vector256.Create(x), Vector256.Create(column[0], column[leading], column[2 * leading], column[3 * leading]), sum);

    /// <summary>Four numbers of one row, and four of another, which come straight from memory into the upper half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Halves(float* low, float* high) =>
        Avx.InsertVector128((*(Vector128<float>*)low).ToVector256Unsafe(), *(Vector128<float>*)high, 1);
}
