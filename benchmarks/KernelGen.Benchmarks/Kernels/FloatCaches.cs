namespace KernelGen.Benchmarks.Kernels;

/// <summary>Steps of decoding over long caches, of floats, for those of narrower numbers to be beside.</summary>
internal static partial class FloatCaches
{
    [Attention(Heads = 32, HeadDim = 128, QueryLength = 1, KeyLength = 4097)]
    public static partial void Llama27bDecode(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output);

    [Attention(Heads = 32, KvHeads = 8, HeadDim = 128, QueryLength = 1, KeyLength = 16385)]
    public static partial void Llama38bDecode(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output);
}
