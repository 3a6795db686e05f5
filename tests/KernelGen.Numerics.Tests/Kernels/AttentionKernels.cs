namespace KernelGen.Numerics.Tests.Kernels;

/// <summary>Attention in both layouts, of dimensions that are known and not, whole and causal.</summary>
internal static partial class AttentionKernels
{
    [Attention] public static partial void AttentionF32(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output, int heads, int headDim, int queryLength, int keyLength);
    [Attention(Causal = true, Layout = AttentionLayout.SequenceFirst)] public static partial void AttentionCausalF32(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output, int heads, int kvHeads, int headDim, int valueDim, int queryLength, int keyLength, int pastLength, int batch);
    [Attention(Heads = 4, KvHeads = 2, HeadDim = 20, ValueDim = 37, QueryLength = 7, KeyLength = 261, PastLength = 253, Causal = true, Scale = 0.3)] public static partial void AttentionFixedF32(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output);
    [Attention(Causal = true)] public static partial void AttentionF64(ReadOnlySpan<double> q, ReadOnlySpan<double> k, ReadOnlySpan<double> v, Span<double> output, int heads, int kvHeads, int headDim, int valueDim, int queryLength, int keyLength, int pastLength, int batch);
}
