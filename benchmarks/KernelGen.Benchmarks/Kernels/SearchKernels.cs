namespace KernelGen.Benchmarks.Kernels;

/// <summary>One query against many rows: the main job of a search.</summary>
internal static partial class SearchKernels
{
    [Similarities(Length = 100)]
    public static partial void DotSimilarities100(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores);

    [Similarities(Length = 768)]
    public static partial void DotSimilarities768(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores);

    [Similarities]
    public static partial void DotSimilarities(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores);

    [TopK(Length = 100, K = 10)]
    public static partial int DotTopK100(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<int> indices, Span<float> scores);

    [TopK(Length = 768, K = 10)]
    public static partial int DotTopK768(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<int> indices, Span<float> scores);

    [TopK(K = 10)]
    public static partial int DotTopK(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<int> indices, Span<float> scores);

    [Similarities(Length = 100, Metric = Metric.Cosine)]
    public static partial void CosineSimilarities100(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores);

    [Similarities(Length = 768, Metric = Metric.Cosine)]
    public static partial void CosineSimilarities768(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores);

    [Similarities(Metric = Metric.Cosine)]
    public static partial void CosineSimilarities(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores);

    [TopK(Length = 100, K = 10, Metric = Metric.Cosine)]
    public static partial int CosineTopK100(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<int> indices, Span<float> scores);

    [TopK(Length = 768, K = 10, Metric = Metric.Cosine)]
    public static partial int CosineTopK768(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<int> indices, Span<float> scores);

    [TopK(K = 10, Metric = Metric.Cosine)]
    public static partial int CosineTopK(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<int> indices, Span<float> scores);
}
