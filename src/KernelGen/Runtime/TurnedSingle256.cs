using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace KernelGen.Runtime;

/// <summary>Blocks of 8 × 8 floats.</summary>
internal readonly unsafe struct TurnedSingle256 : ITurned<float, float, Vector256<float>>
{
    public static int Side => 8;

    public static int Depth => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Turn(float* source, nint leading, float* turned, nint width, ref Vector256<float> seen) =>
        Turning256.Turn<float, SingleColumns>(source, leading, turned, width, ref seen);

    public static bool IsWrong(Vector256<float> seen) => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(float* source) => *(Vector256<float>*)source;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> vector, float* target) => *(Vector256<float>*)target = vector;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MultiplyAdd(float* x, Vector256<float> vector, Vector256<float> sum) => Vector256.FusedMultiplyAdd(Vector256.Create(*x), vector, sum);
}
