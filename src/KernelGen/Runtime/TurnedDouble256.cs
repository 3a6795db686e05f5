using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace KernelGen.Runtime;

/// <summary>Blocks of 4 × 4 doubles.</summary>
internal readonly unsafe struct TurnedDouble256 : ITurned<double, double, Vector256<double>>
{
    public static int Side => 4;

    public static int Depth => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Turn(double* source, nint leading, double* turned, nint width, ref Vector256<double> seen)
    {
        Columns(source, leading, turned, width);
        Columns(source + 2, leading, turned + (2 * width), width);
    }

    /// <summary>Two columns: rows j and j + 2 share a register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Columns(double* source, nint leading, double* turned, nint width)
    {
        double* below = source + (2 * leading);
        Vector256<double> a = Rows(source, below), b = Rows(source + leading, below + leading);
        Store(Avx.UnpackLow(a, b), turned);
        Store(Avx.UnpackHigh(a, b), turned + width);
    }

    /// <summary>Two numbers of one row and two of another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Rows(double* low, double* high) =>
        Avx.InsertVector128((*(Vector128<double>*)low).ToVector256Unsafe(), *(Vector128<double>*)high, 1);

    public static bool IsWrong(Vector256<double> seen) => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Load(double* source) => *(Vector256<double>*)source;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<double> vector, double* target) => *(Vector256<double>*)target = vector;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> MultiplyAdd(double* x, Vector256<double> vector, Vector256<double> sum) => Vector256.FusedMultiplyAdd(Vector256.Create(*x), vector, sum);
}
