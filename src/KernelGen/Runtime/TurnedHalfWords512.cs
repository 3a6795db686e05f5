using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace KernelGen.Runtime;

/// <summary>Blocks of 16 × 32 numbers of 16 bits, a cache line of each of sixteen rows, as floats: two neighbours of a row are turned as one.</summary>
internal readonly unsafe struct TurnedHalfWords512<TWords> : ITurned<ushort, float, Vector512<float>>
    where TWords : struct, IHalfWords
{
    public static int Side => 16;

    public static int Depth => 32;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Turn(ushort* source, nint leading, float* turned, nint width, ref Vector512<float> seen) =>
        Turning512.Turn<ushort, HalfWordColumns<TWords>>(source, leading, turned, width, ref seen);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsWrong(Vector512<float> seen) => TWords.IsWrong(seen);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(float* source) => TurnedSingle512.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> vector, float* target) => TurnedSingle512.Store(vector, target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> MultiplyAdd(float* x, Vector512<float> vector, Vector512<float> sum) => TurnedSingle512.MultiplyAdd(x, vector, sum);
}
