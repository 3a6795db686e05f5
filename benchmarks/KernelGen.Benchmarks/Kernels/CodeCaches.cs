namespace KernelGen.Benchmarks.Kernels;

/// <summary>The steps of <see cref="FloatCaches"/> over caches of codes, with a scale a key and head.</summary>
internal static partial class CodeCaches
{
    [Attention(Heads = 32, HeadDim = 128, QueryLength = 1, KeyLength = 4097)]
    public static partial void Llama27bDecode(ReadOnlySpan<float> q, ReadOnlySpan<sbyte> k, ReadOnlySpan<sbyte> v, Span<float> output, ReadOnlySpan<float> keyScales, ReadOnlySpan<float> valueScales);

    [Attention(Heads = 32, KvHeads = 8, HeadDim = 128, QueryLength = 1, KeyLength = 16385)]
    public static partial void Llama38bDecode(ReadOnlySpan<float> q, ReadOnlySpan<sbyte> k, ReadOnlySpan<sbyte> v, Span<float> output, ReadOnlySpan<float> keyScales, ReadOnlySpan<float> valueScales);
}
