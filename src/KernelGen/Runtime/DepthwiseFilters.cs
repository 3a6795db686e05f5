using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace KernelGen.Runtime;

/// <summary>
/// What filters that go over one channel, of numbers of 16 and 8 bits, become for sums in float, and what sums of the latter become again. For emitted code; its shape may change with
/// any version.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class DepthwiseFilters
{
    /// <summary>So many filters of 16-bit floats, whose taps are <paramref name="step"/> numbers apart, as floats [filters][taps].</summary>
    public static void Widen<T>(T* filters, nint count, nint taps, nint step, float* wide)
        where T : unmanaged
    {
        if (step == 1)
        {
            WidenedRow.Copy(filters, count * taps, 0, wide);
            return;
        }

        for (nint i = 0; i < count * taps; i++)
            wide[i] = WidenedRow.Number(filters[i * step]);
    }

    /// <summary>The same of 8-bit integers, less a zero point each where there are some, or less one for all.</summary>
    public static void Widen<T>(T* filters, nint count, nint taps, T* zeroPoints, int zeroPoint, float* wide)
        where T : unmanaged
    {
        for (nint filter = 0; filter < count; filter++)
            WidenedRow.Copy(filters + (filter * taps), taps, zeroPoints is null ? zeroPoint : WidenedRow.Number(zeroPoints[filter]), wide + (filter * taps));
    }

    /// <summary>The same of packed ones: neighbours are pairs of 16 bits, <paramref name="step"/> pairs apart.</summary>
    public static void WidenPairs(int* filters, nint count, nint taps, nint step, float* wide)
    {
        for (nint filter = 0; filter < count; filter++, filters += (taps + 1) / 2 * step, wide += taps)
        {
            for (nint t = 0; t < taps; t++)
                wide[t] = ((short*)(filters + (t / 2 * step)))[t % 2];
        }
    }

    /// <summary>Whole numbers in floats as integers, where they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int* Whole(float* sums, nint count)
    {
        nint i = 0;
        if (Processor.HasAvx512)
        {
            for (; i <= count - 16; i += 16)
                *(Vector512<int>*)(sums + i) = Avx512F.ConvertToVector512Int32(*(Vector512<float>*)(sums + i));
        }

        if (Avx.IsSupported)
        {
            for (; i <= count - 8; i += 8)
                *(Vector256<int>*)(sums + i) = Avx.ConvertToVector256Int32(*(Vector256<float>*)(sums + i));
        }

        if (AdvSimd.IsSupported)
        {
            for (; i <= count - 4; i += 4)
                *(Vector128<int>*)(sums + i) = AdvSimd.ConvertToInt32RoundToEven(*(Vector128<float>*)(sums + i));
        }

        for (; i < count; i++)
            *(int*)(sums + i) = (int)sums[i];
        return (int*)sums;
    }
}
