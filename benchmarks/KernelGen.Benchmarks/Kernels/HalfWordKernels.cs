namespace KernelGen.Benchmarks.Kernels;

/// <summary>The dot products and the search of <see cref="PairwiseKernels"/> and <see cref="SearchKernels"/> over 16-bit floats.</summary>
internal static partial class HalfWordKernels
{
    [Dot(384)]
    public static partial float Dot384(ReadOnlySpan<Half> a, ReadOnlySpan<Half> b);

    [Dot(768)]
    public static partial float Dot768(ReadOnlySpan<Half> a, ReadOnlySpan<Half> b);

    [Dot(1536)]
    public static partial float Dot1536(ReadOnlySpan<Half> a, ReadOnlySpan<Half> b);

    [Dot(4096)]
    public static partial float Dot4096(ReadOnlySpan<Half> a, ReadOnlySpan<Half> b);

    [Similarities(Length = 768)]
    public static partial void Similarities768(ReadOnlySpan<Half> query, ReadOnlySpan<Half> rows, Span<float> scores);

    [Dot(384)]
    public static partial float Dot384(ReadOnlySpan<BFloat16> a, ReadOnlySpan<BFloat16> b);

    [Dot(768)]
    public static partial float Dot768(ReadOnlySpan<BFloat16> a, ReadOnlySpan<BFloat16> b);

    [Dot(1536)]
    public static partial float Dot1536(ReadOnlySpan<BFloat16> a, ReadOnlySpan<BFloat16> b);

    [Dot(4096)]
    public static partial float Dot4096(ReadOnlySpan<BFloat16> a, ReadOnlySpan<BFloat16> b);

    [Similarities(Length = 768)]
    public static partial void Similarities768(ReadOnlySpan<BFloat16> query, ReadOnlySpan<BFloat16> rows, Span<float> scores);

    [Dot(384)]
    public static partial float Dot384(ReadOnlySpan<float> a, ReadOnlySpan<float> b);

    [Dot(768)]
    public static partial float Dot768(ReadOnlySpan<float> a, ReadOnlySpan<float> b);

    [Dot(1536)]
    public static partial float Dot1536(ReadOnlySpan<float> a, ReadOnlySpan<float> b);

    [Dot(4096)]
    public static partial float Dot4096(ReadOnlySpan<float> a, ReadOnlySpan<float> b);

    [Similarities(Length = 768)]
    public static partial void Similarities768(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores);
}
