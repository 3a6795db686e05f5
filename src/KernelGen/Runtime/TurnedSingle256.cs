using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace KernelGen.Runtime;

/// <summary>Blocks of 8 × 8 floats.</summary>
internal readonly unsafe struct TurnedSingle256 : ITurned<float, Vector256<float>>
{
    public static int Side => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Turn(float* source, nint leading, float* turned, nint width)
    {
        Columns(source, leading, turned, width);
        Columns(source + 4, leading, turned + (4 * width), width);
    }

    /// <summary>Four columns: rows j and j + 4 share a register, and each half is turned in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Columns(float* source, nint leading, float* turned, nint width)
    {
        float* below = source + (4 * leading);
        Vector256<float> a = Rows(source, below), b = Rows(source + leading, below + leading);
        Vector256<float> c = Rows(source + (2 * leading), below + (2 * leading)), d = Rows(source + (3 * leading), below + (3 * leading));
        Vector256<double> ab0 = Avx.UnpackLow(a, b).AsDouble(), ab1 = Avx.UnpackHigh(a, b).AsDouble();
        Vector256<double> cd0 = Avx.UnpackLow(c, d).AsDouble(), cd1 = Avx.UnpackHigh(c, d).AsDouble();
        Store(Avx.UnpackLow(ab0, cd0).AsSingle(), turned);
        Store(Avx.UnpackHigh(ab0, cd0).AsSingle(), turned + width);
        Store(Avx.UnpackLow(ab1, cd1).AsSingle(), turned + (2 * width));
        Store(Avx.UnpackHigh(ab1, cd1).AsSingle(), turned + (3 * width));
    }

    /// <summary>Four numbers of one row, and four of another, which come straight from memory into the upper half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Rows(float* low, float* high) =>
        Avx.InsertVector128((*(Vector128<float>*)low).ToVector256Unsafe(), *(Vector128<float>*)high, 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(float* source) => *(Vector256<float>*)source;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> vector, float* target) => *(Vector256<float>*)target = vector;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MultiplyAdd(float* x, Vector256<float> vector, Vector256<float> sum) => Vector256.FusedMultiplyAdd(Vector256.Create(*x), vector, sum);
}
