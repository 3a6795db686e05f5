using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace KernelGen.Runtime;

/// <summary>Blocks of 8 × 8 doubles: a cache line of each of eight rows.</summary>
internal readonly unsafe struct TurnedDouble512 : ITurned<double, double, Vector512<double>>
{
    public static int Side => 8;

    public static int Depth => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Turn(double* source, nint leading, double* turned, nint width, ref Vector512<double> seen)
    {
        Pairs(source, leading, out Vector512<double> a0, out Vector512<double> a1);
        Pairs(source + (2 * leading), leading, out Vector512<double> b0, out Vector512<double> b1);
        Pairs(source + (4 * leading), leading, out Vector512<double> c0, out Vector512<double> c1);
        Pairs(source + (6 * leading), leading, out Vector512<double> d0, out Vector512<double> d1);
        Columns(a0, b0, c0, d0, turned, width);
        Columns(a1, b1, c1, d1, turned + width, width);
    }

    /// <summary>Two rows: their even columns, and their odd ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pairs(double* row, nint leading, out Vector512<double> even, out Vector512<double> odd)
    {
        Vector512<double> a = Load(row), b = Load(row + leading);
        even = Avx512F.UnpackLow(a, b);
        odd = Avx512F.UnpackHigh(a, b);
    }

    /// <summary>The even or the odd columns of four times two rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Columns(Vector512<double> a, Vector512<double> b, Vector512<double> c, Vector512<double> d, double* turned, nint width)
    {
        const byte Even = 0b10_00_10_00, Odd = 0b11_01_11_01;
        Vector512<double> ab0 = Avx512F.Shuffle4x128(a, b, Even), ab1 = Avx512F.Shuffle4x128(a, b, Odd);
        Vector512<double> cd0 = Avx512F.Shuffle4x128(c, d, Even), cd1 = Avx512F.Shuffle4x128(c, d, Odd);
        Store(Avx512F.Shuffle4x128(ab0, cd0, Even), turned);
        Store(Avx512F.Shuffle4x128(ab1, cd1, Even), turned + (2 * width));
        Store(Avx512F.Shuffle4x128(ab0, cd0, Odd), turned + (4 * width));
        Store(Avx512F.Shuffle4x128(ab1, cd1, Odd), turned + (6 * width));
    }

    public static bool IsWrong(Vector512<double> seen) => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Load(double* source) => *(Vector512<double>*)source;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<double> vector, double* target) => *(Vector512<double>*)target = vector;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> MultiplyAdd(double* x, Vector512<double> vector, Vector512<double> sum) => Vector512.FusedMultiplyAdd(Vector512.Create(*x), vector, sum);
}
