namespace KernelGen.Benchmarks.Kernels;

/// <summary>Long prompts and steps of decoding of <see cref="AttentionKernels"/> for two threads.</summary>
[Parallel(MaxThreads = 2)]
internal static partial class ParallelAttentions
{
    [Attention(Heads = 12, HeadDim = 64, QueryLength = 512, KeyLength = 512)]
    public static partial void Encoder512(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output);

    [Attention(Heads = 12, HeadDim = 64, QueryLength = 1024, KeyLength = 1024, Causal = true)]
    public static partial void Encoder1024(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output);

    [Attention(Heads = 32, HeadDim = 128, QueryLength = 512, KeyLength = 512, Causal = true)]
    public static partial void Llama27bPrompt(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output);

    [Attention(Heads = 32, HeadDim = 128, QueryLength = 1, KeyLength = 513)]
    public static partial void Llama27bDecode(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output);

    [Attention(Heads = 32, KvHeads = 8, HeadDim = 128, QueryLength = 1, KeyLength = 385)]
    public static partial void Llama38bDecode(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output);
}
