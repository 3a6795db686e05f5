using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace KernelGen.Runtime;

/// <summary>A cache line of each of sixteen rows, turned by lanes of 32 bits, whatever they hold.</summary>
internal static unsafe class Turning512
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Turn<TSource, TColumns>(TSource* source, nint leading, float* turned, nint width, ref Vector512<float> seen)
        where TSource : unmanaged
        where TColumns : struct, IColumns<Vector512<float>>
    {
        nint leading4 = 4 * leading;
        Quarters(source, leading, out Vector512<float> a0, out Vector512<float> a1, out Vector512<float> a2, out Vector512<float> a3);
        Quarters(source + leading4, leading, out Vector512<float> b0, out Vector512<float> b1, out Vector512<float> b2, out Vector512<float> b3);
        Quarters(source + (2 * leading4), leading, out Vector512<float> c0, out Vector512<float> c1, out Vector512<float> c2, out Vector512<float> c3);
        Quarters(source + (3 * leading4), leading, out Vector512<float> d0, out Vector512<float> d1, out Vector512<float> d2, out Vector512<float> d3);
        nint step = TColumns.Count * width;
        Columns<TColumns>(a0, b0, c0, d0, turned, width, ref seen);
        Columns<TColumns>(a1, b1, c1, d1, turned + step, width, ref seen);
        Columns<TColumns>(a2, b2, c2, d2, turned + (2 * step), width, ref seen);
        Columns<TColumns>(a3, b3, c3, d3, turned + (3 * step), width, ref seen);
    }

    /// <summary>Four rows, turned within each quarter of a vector: part i has their columns i, i + 4, i + 8 and i + 12.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quarters<TSource>(TSource* row, nint leading, out Vector512<float> part0, out Vector512<float> part1, out Vector512<float> part2, out Vector512<float> part3)
        where TSource : unmanaged
    {
        Vector512<float> a = *(Vector512<float>*)row, b = *(Vector512<float>*)(row + leading);
        Vector512<float> c = *(Vector512<float>*)(row + (2 * leading)), d = *(Vector512<float>*)(row + (3 * leading));
        Vector512<double> ab0 = Avx512F.UnpackLow(a, b).AsDouble(), ab1 = Avx512F.UnpackHigh(a, b).AsDouble();
        Vector512<double> cd0 = Avx512F.UnpackLow(c, d).AsDouble(), cd1 = Avx512F.UnpackHigh(c, d).AsDouble();
        part0 = Avx512F.UnpackLow(ab0, cd0).AsSingle();
        part1 = Avx512F.UnpackHigh(ab0, cd0).AsSingle();
        part2 = Avx512F.UnpackLow(ab1, cd1).AsSingle();
        part3 = Avx512F.UnpackHigh(ab1, cd1).AsSingle();
    }

    /// <summary>The same part of four times four rows: columns i, i + 4, i + 8 and i + 12 of all sixteen.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Columns<TColumns>(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d, float* turned, nint width, ref Vector512<float> seen)
        where TColumns : struct, IColumns<Vector512<float>>
    {
        nint step4 = 4 * TColumns.Count * width;
        const byte Even = 0b10_00_10_00, Odd = 0b11_01_11_01;
        Vector512<float> ab0 = Avx512F.Shuffle4x128(a, b, Even), ab1 = Avx512F.Shuffle4x128(a, b, Odd);
        Vector512<float> cd0 = Avx512F.Shuffle4x128(c, d, Even), cd1 = Avx512F.Shuffle4x128(c, d, Odd);
        TColumns.Store(Avx512F.Shuffle4x128(ab0, cd0, Even), turned, width, ref seen);
        TColumns.Store(Avx512F.Shuffle4x128(ab1, cd1, Even), turned + step4, width, ref seen);
        TColumns.Store(Avx512F.Shuffle4x128(ab0, cd0, Odd), turned + (2 * step4), width, ref seen);
        TColumns.Store(Avx512F.Shuffle4x128(ab1, cd1, Odd), turned + (3 * step4), width, ref seen);
    }
}
