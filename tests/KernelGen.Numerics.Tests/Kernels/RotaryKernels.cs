namespace KernelGen.Numerics.Tests.Kernels;

/// <summary>Rotary embeddings: by Base and by tables, halves and neighbours, of every type, of heads that are turned whole or in part.</summary>
internal static partial class RotaryKernels
{
    [RotaryEmbedding(HeadDim = 8, Heads = 3)] public static partial void RotaryF32_8(ReadOnlySpan<float> x, ReadOnlySpan<int> positions, Span<float> y);
    [RotaryEmbedding(HeadDim = 80, RotaryDim = 66, Base = 500_000)] public static partial void RotaryF32_80_66(ReadOnlySpan<float> x, ReadOnlySpan<int> positions, Span<float> y, int heads);
    [RotaryEmbedding(HeadDim = 70, Heads = 1, Interleaved = true)] public static partial void RotaryInterleavedF32_70(ReadOnlySpan<float> x, ReadOnlySpan<int> positions, Span<float> y);
    [RotaryEmbedding(HeadDim = 34, Heads = 2)] public static partial void RotaryF64_34(ReadOnlySpan<double> x, ReadOnlySpan<int> positions, Span<double> y);
    [RotaryEmbedding(RotaryDim = 14, Interleaved = true)] public static partial void RotaryInterleavedF64_14(ReadOnlySpan<double> x, ReadOnlySpan<int> positions, Span<double> y, int headDim, int heads);
    [RotaryEmbedding(HeadDim = 48, Heads = 2, Base = 1)] public static partial void RotaryF16_48(ReadOnlySpan<Half> x, ReadOnlySpan<int> positions, Span<Half> y);
    [RotaryEmbedding(HeadDim = 34, Heads = 1, Interleaved = true)] public static partial void RotaryInterleavedBF16F32_34(ReadOnlySpan<BFloat16> x, ReadOnlySpan<int> positions, Span<float> y);
    [RotaryEmbedding(HeadDim = 602, Heads = 1, RotaryDim = 600)] public static partial void RotaryF32_600(ReadOnlySpan<float> x, ReadOnlySpan<int> positions, Span<float> y);
    [RotaryEmbedding(HeadDim = 0, Heads = 2)] public static partial void RotaryF32_0(ReadOnlySpan<float> x, ReadOnlySpan<int> positions, Span<float> y);
    [RotaryEmbedding] public static partial void RotaryTablesF32(ReadOnlySpan<float> x, ReadOnlySpan<int> positions, Span<float> y, ReadOnlySpan<float> cos, ReadOnlySpan<float> sin, int headDim, int heads, int rotaryDim);
    [RotaryEmbedding(Heads = 2, Interleaved = true)] public static partial void RotaryTablesInterleavedF64(ReadOnlySpan<double> x, ReadOnlySpan<int> positions, Span<double> y, ReadOnlySpan<double> cos, ReadOnlySpan<double> sin, int headDim);
    [RotaryEmbedding(HeadDim = 40, RotaryDim = 38)] public static partial void RotaryTablesF16(ReadOnlySpan<Half> x, ReadOnlySpan<int> positions, Span<Half> y, ReadOnlySpan<float> cos, ReadOnlySpan<float> sin, int heads);
    [RotaryEmbedding(HeadDim = 36, Heads = 2, Interleaved = true)] public static partial void RotaryTablesBF16F32(ReadOnlySpan<BFloat16> x, ReadOnlySpan<int> positions, Span<float> y, ReadOnlySpan<BFloat16> cos, ReadOnlySpan<BFloat16> sin);
}
