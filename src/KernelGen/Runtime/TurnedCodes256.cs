using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace KernelGen.Runtime;

/// <summary>Blocks of 8 × 32 integers of 8 bits, as floats: four neighbours of a row are turned as one.</summary>
internal readonly unsafe struct TurnedCodes256 : ITurned<sbyte, float, Vector256<float>>
{
    public static int Side => 8;

    public static int Depth => 32;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Turn(sbyte* source, nint leading, float* turned, nint width, ref Vector256<float> seen) =>
        Turning256.Turn<sbyte, CodeColumns>(source, leading, turned, width, ref seen);

    public static bool IsWrong(Vector256<float> seen) => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(float* source) => TurnedSingle256.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> vector, float* target) => TurnedSingle256.Store(vector, target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MultiplyAdd(float* x, Vector256<float> vector, Vector256<float> sum) => TurnedSingle256.MultiplyAdd(x, vector, sum);
}
