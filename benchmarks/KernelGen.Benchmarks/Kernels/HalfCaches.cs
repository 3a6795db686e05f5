namespace KernelGen.Benchmarks.Kernels;

/// <summary>The steps of <see cref="FloatCaches"/> over caches of 16 bits.</summary>
internal static partial class HalfCaches
{
    [Attention(Heads = 32, HeadDim = 128, QueryLength = 1, KeyLength = 4097)]
    public static partial void Llama27bDecode(ReadOnlySpan<float> q, ReadOnlySpan<Half> k, ReadOnlySpan<Half> v, Span<float> output);

    [Attention(Heads = 32, KvHeads = 8, HeadDim = 128, QueryLength = 1, KeyLength = 16385)]
    public static partial void Llama38bDecode(ReadOnlySpan<float> q, ReadOnlySpan<Half> k, ReadOnlySpan<Half> v, Span<float> output);
}
