using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace KernelGen.Runtime;

/// <summary>Blocks of 16 × 16 floats: a cache line of each of sixteen rows.</summary>
internal readonly unsafe struct TurnedSingle512 : ITurned<float, float, Vector512<float>>
{
    public static int Side => 16;

    public static int Depth => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Turn(float* source, nint leading, float* turned, nint width, ref Vector512<float> seen) =>
        Turning512.Turn<float, SingleColumns>(source, leading, turned, width, ref seen);

    public static bool IsWrong(Vector512<float> seen) => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(float* source) => *(Vector512<float>*)source;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> vector, float* target) => *(Vector512<float>*)target = vector;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> MultiplyAdd(float* x, Vector512<float> vector, Vector512<float> sum) => Vector512.FusedMultiplyAdd(Vector512.Create(*x), vector, sum);
}
