namespace KernelGen.Benchmarks.Kernels;

/// <summary>The shapes of workloads/attention.csv, a kernel each.</summary>
internal static partial class AttentionKernels
{
    [Attention(Heads = 12, HeadDim = 64, QueryLength = 128, KeyLength = 128)]
    public static partial void BertBase(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output);

    [Attention(Heads = 12, HeadDim = 64, QueryLength = 384, KeyLength = 384)]
    public static partial void BertBase384(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output);

    [Attention(Heads = 12, HeadDim = 64, QueryLength = 512, KeyLength = 512)]
    public static partial void Encoder512(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output);

    [Attention(Heads = 16, HeadDim = 64, QueryLength = 384, KeyLength = 384)]
    public static partial void BertLarge384(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output);

    [Attention(Heads = 12, HeadDim = 64, QueryLength = 1024, KeyLength = 1024, Causal = true)]
    public static partial void Encoder1024(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output);

    [Attention(Heads = 32, HeadDim = 128, QueryLength = 512, KeyLength = 512, Causal = true)]
    public static partial void Llama27bPrompt(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output);

    [Attention(Heads = 32, HeadDim = 128, QueryLength = 1, KeyLength = 513)]
    public static partial void Llama27bDecode(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output);

    [Attention(Heads = 32, KvHeads = 8, HeadDim = 128, QueryLength = 384, KeyLength = 384, Causal = true)]
    public static partial void Llama38bPrompt(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output);

    [Attention(Heads = 32, KvHeads = 8, HeadDim = 128, QueryLength = 1, KeyLength = 385)]
    public static partial void Llama38bDecode(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output);

    [Attention(Heads = 28, KvHeads = 4, HeadDim = 128, QueryLength = 384, KeyLength = 384, Causal = true)]
    public static partial void Qwen27b(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output);

    [Attention(Heads = 32, HeadDim = 96, QueryLength = 384, KeyLength = 384, Causal = true)]
    public static partial void Phi3(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output);

    [Attention(Heads = 16, HeadDim = 64, ValueDim = 32, QueryLength = 384, KeyLength = 384)]
    public static partial void Asymmetric(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output);

    [Attention(Heads = 8, HeadDim = 64, QueryLength = 384, KeyLength = 384, Batch = 2)]
    public static partial void Batch2(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output);

    [Attention(Heads = 2, HeadDim = 16, QueryLength = 8, KeyLength = 8)]
    public static partial void Tiny(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output);
}
