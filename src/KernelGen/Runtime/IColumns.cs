using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace KernelGen.Runtime;

/// <summary>What lanes of 32 bits that lie side by side once a block is turned become in memory. Implemented by structs, so that the JIT inlines it.</summary>
internal unsafe interface IColumns<TVector>
    where TVector : struct
{
    /// <summary>Numbers of a lane: columns of the block, one behind the other.</summary>
    static abstract int Count { get; }

    static abstract void Store(TVector lanes, float* target, nint width, ref TVector seen);
}

/// <summary>A lane is a float.</summary>
internal readonly unsafe struct SingleColumns : IColumns<Vector512<float>>, IColumns<Vector256<float>>
{
    public static int Count => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> lanes, float* target, nint width, ref Vector512<float> seen) => *(Vector512<float>*)target = lanes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> lanes, float* target, nint width, ref Vector256<float> seen) => *(Vector256<float>*)target = lanes;
}

/// <summary>A lane is two 16-bit floats: two columns, the lower half's and the upper's.</summary>
internal readonly unsafe struct HalfWordColumns<TWords> : IColumns<Vector512<float>>, IColumns<Vector256<float>>
    where TWords : struct, IHalfWords
{
    public static int Count => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> lanes, float* target, nint width, ref Vector512<float> seen)
    {
        seen = TWords.Look(lanes, seen);
        *(Vector512<float>*)target = TWords.Upper((lanes.AsInt32() << 16).AsSingle());
        *(Vector512<float>*)(target + width) = TWords.Upper(lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> lanes, float* target, nint width, ref Vector256<float> seen)
    {
        seen = TWords.Look(lanes, seen);
        *(Vector256<float>*)target = TWords.Upper((lanes.AsInt32() << 16).AsSingle());
        *(Vector256<float>*)(target + width) = TWords.Upper(lanes);
    }
}

/// <summary>A lane is four signed integers of 8 bits: four columns, from the lowest bits to the highest.</summary>
internal readonly unsafe struct CodeColumns : IColumns<Vector256<float>>
{
    public static int Count => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> lanes, float* target, nint width, ref Vector256<float> seen)
    {
        Vector256<int> codes = lanes.AsInt32();
        *(Vector256<float>*)target = Vector256.ConvertToSingle(codes << 24 >> 24);
        *(Vector256<float>*)(target + width) = Vector256.ConvertToSingle(codes << 16 >> 24);
        *(Vector256<float>*)(target + (2 * width)) = Vector256.ConvertToSingle(codes << 8 >> 24);
        *(Vector256<float>*)(target + (3 * width)) = Vector256.ConvertToSingle(codes >> 24);
    }
}
