using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace KernelGen.Runtime;

/// <summary>Eight lanes of 32 bits of each of eight rows, turned, whatever they hold.</summary>
internal static unsafe class Turning256
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Turn<TSource, TColumns>(TSource* source, nint leading, float* turned, nint width, ref Vector256<float> seen)
        where TSource : unmanaged
        where TColumns : struct, IColumns<Vector256<float>>
    {
        Columns<TSource, TColumns>(source, leading, turned, width, ref seen);
        Columns<TSource, TColumns>(source + (4 * sizeof(float) / sizeof(TSource)), leading, turned + (4 * TColumns.Count * width), width, ref seen);
    }

    /// <summary>Four columns of lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Columns<TSource, TColumns>(TSource* source, nint leading, float* turned, nint width, ref Vector256<float> seen)
        where TSource : unmanaged
        where TColumns : struct, IColumns<Vector256<float>>
    {
        nint step = TColumns.Count * width;
        Lanes(source, leading, out Vector256<float> lanes0, out Vector256<float> lanes1, out Vector256<float> lanes2, out Vector256<float> lanes3);
        TColumns.Store(lanes0, turned, width, ref seen);
        TColumns.Store(lanes1, turned + step, width, ref seen);
        TColumns.Store(lanes2, turned + (2 * step), width, ref seen);
        TColumns.Store(lanes3, turned + (3 * step), width, ref seen);
    }

    /// <summary>Four lanes of each row, those of all rows side by side: rows j and j + 4 share a register first, and each half is turned in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Lanes<TSource>(TSource* source, nint leading, out Vector256<float> lanes0, out Vector256<float> lanes1, out Vector256<float> lanes2, out Vector256<float> lanes3)
        where TSource : unmanaged
    {
        TSource* below = source + (4 * leading);
        Vector256<float> a = Rows(source, below), b = Rows(source + leading, below + leading);
        Vector256<float> c = Rows(source + (2 * leading), below + (2 * leading)), d = Rows(source + (3 * leading), below + (3 * leading));
        Vector256<double> ab0 = Avx.UnpackLow(a, b).AsDouble(), ab1 = Avx.UnpackHigh(a, b).AsDouble();
        Vector256<double> cd0 = Avx.UnpackLow(c, d).AsDouble(), cd1 = Avx.UnpackHigh(c, d).AsDouble();
        lanes0 = Avx.UnpackLow(ab0, cd0).AsSingle();
        lanes1 = Avx.UnpackHigh(ab0, cd0).AsSingle();
        lanes2 = Avx.UnpackLow(ab1, cd1).AsSingle();
        lanes3 = Avx.UnpackHigh(ab1, cd1).AsSingle();
    }

    /// <summary>Four lanes of one row, and four of another, which come straight from memory into the upper half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Rows<TSource>(TSource* low, TSource* high)
        where TSource : unmanaged => Avx.InsertVector128((*(Vector128<float>*)low).ToVector256Unsafe(), *(Vector128<float>*)high, 1);
}
