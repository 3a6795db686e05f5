namespace KernelGen.Benchmarks.Kernels;

/// <summary>One number of two vectors, for the lengths of common embeddings and for any.</summary>
internal static partial class PairwiseKernels
{
    [Dot(128)]
    public static partial float Dot128(ReadOnlySpan<float> a, ReadOnlySpan<float> b);

    [Dot(384)]
    public static partial float Dot384(ReadOnlySpan<float> a, ReadOnlySpan<float> b);

    [Dot(768)]
    public static partial float Dot768(ReadOnlySpan<float> a, ReadOnlySpan<float> b);

    [Dot(1536)]
    public static partial float Dot1536(ReadOnlySpan<float> a, ReadOnlySpan<float> b);

    [Dot(4096)]
    public static partial float Dot4096(ReadOnlySpan<float> a, ReadOnlySpan<float> b);

    [Dot]
    public static partial float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b);

    [Cosine(128)]
    public static partial float Cosine128(ReadOnlySpan<float> a, ReadOnlySpan<float> b);

    [Cosine(384)]
    public static partial float Cosine384(ReadOnlySpan<float> a, ReadOnlySpan<float> b);

    [Cosine(768)]
    public static partial float Cosine768(ReadOnlySpan<float> a, ReadOnlySpan<float> b);

    [Cosine(1536)]
    public static partial float Cosine1536(ReadOnlySpan<float> a, ReadOnlySpan<float> b);

    [Cosine(4096)]
    public static partial float Cosine4096(ReadOnlySpan<float> a, ReadOnlySpan<float> b);

    [Cosine]
    public static partial float Cosine(ReadOnlySpan<float> a, ReadOnlySpan<float> b);

    [SquaredDistance(128)]
    public static partial float SquaredDistance128(ReadOnlySpan<float> a, ReadOnlySpan<float> b);

    [SquaredDistance(384)]
    public static partial float SquaredDistance384(ReadOnlySpan<float> a, ReadOnlySpan<float> b);

    [SquaredDistance(768)]
    public static partial float SquaredDistance768(ReadOnlySpan<float> a, ReadOnlySpan<float> b);

    [SquaredDistance(1536)]
    public static partial float SquaredDistance1536(ReadOnlySpan<float> a, ReadOnlySpan<float> b);

    [SquaredDistance(4096)]
    public static partial float SquaredDistance4096(ReadOnlySpan<float> a, ReadOnlySpan<float> b);

    [SquaredDistance]
    public static partial float SquaredDistance(ReadOnlySpan<float> a, ReadOnlySpan<float> b);

    [SumOfSquares(128)]
    public static partial float SumOfSquares128(ReadOnlySpan<float> a);

    [SumOfSquares(384)]
    public static partial float SumOfSquares384(ReadOnlySpan<float> a);

    [SumOfSquares(768)]
    public static partial float SumOfSquares768(ReadOnlySpan<float> a);

    [SumOfSquares(1536)]
    public static partial float SumOfSquares1536(ReadOnlySpan<float> a);

    [SumOfSquares(4096)]
    public static partial float SumOfSquares4096(ReadOnlySpan<float> a);

    [SumOfSquares]
    public static partial float SumOfSquares(ReadOnlySpan<float> a);

    [Dot(1536)]
    public static partial double Dot1536(ReadOnlySpan<double> a, ReadOnlySpan<double> b);

    [Dot]
    public static partial double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b);
}
