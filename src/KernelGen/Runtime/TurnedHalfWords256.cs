using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace KernelGen.Runtime;

/// <summary>Blocks of 8 × 16 numbers of 16 bits, as floats: two neighbours of a row are turned as one.</summary>
internal readonly unsafe struct TurnedHalfWords256<TWords> : ITurned<ushort, float, Vector256<float>>
    where TWords : struct, IHalfWords
{
    public static int Side => 8;

    public static int Depth => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Turn(ushort* source, nint leading, float* turned, nint width, ref Vector256<float> seen) =>
        Turning256.Turn<ushort, HalfWordColumns<TWords>>(source, leading, turned, width, ref seen);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsWrong(Vector256<float> seen) => TWords.IsWrong(seen);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(float* source) => TurnedSingle256.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> vector, float* target) => TurnedSingle256.Store(vector, target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MultiplyAdd(float* x, Vector256<float> vector, Vector256<float> sum) => TurnedSingle256.MultiplyAdd(x, vector, sum);
}
