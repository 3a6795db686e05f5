using KernelGen;

namespace SemanticSearch;

/// <summary>Everything that is computed here, as declarations: the bodies are generated.</summary>
internal static partial class Kernels
{
    public const int Dimensions = 100;

    /// <summary>How many nearest rows TopK finds.</summary>
    public const int Best = 10;

    /// <summary>How many it finds among stored vectors: ten and the word itself.</summary>
    public const int Stored = Best + 1;

    // One pair of words.
    [Cosine(Dimensions)]
    public static partial float Cosine(ReadOnlySpan<float> a, ReadOnlySpan<float> b);

    [Dot(Dimensions)]
    public static partial float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b);

    // One word against all.
    [Similarities(Length = Dimensions, Metric = Metric.Cosine)]
    public static partial void CosineWithAll(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores);

    [Similarities(Length = Dimensions, Metric = Metric.Dot)]
    public static partial void DotWithAll(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores);

    // One word against all, of which only the best are kept.
    [TopK(Length = Dimensions, K = Best, Metric = Metric.Cosine)]
    public static partial int BestByCosine(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<int> indices, Span<float> scores);

    [TopK(Length = Dimensions, K = Best, Metric = Metric.Dot)]
    public static partial int BestByDot(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<int> indices, Span<float> scores);

    // The same over vectors that are stored in another type; floats of 16 bits are added up in float, integers exactly.
    [TopK(Length = Dimensions, K = Stored, Metric = Metric.Cosine)]
    public static partial int Nearest(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<int> indices, Span<float> scores);

    [TopK(Length = Dimensions, K = Stored, Metric = Metric.Cosine)]
    public static partial int Nearest(ReadOnlySpan<Half> query, ReadOnlySpan<Half> rows, Span<int> indices, Span<float> scores);

    [TopK(Length = Dimensions, K = Stored, Metric = Metric.Cosine)]
    public static partial int Nearest(ReadOnlySpan<BFloat16> query, ReadOnlySpan<BFloat16> rows, Span<int> indices, Span<float> scores);

    [TopK(Length = Dimensions, K = Stored, Metric = Metric.Cosine)]
    public static partial int Nearest(ReadOnlySpan<sbyte> query, ReadOnlySpan<sbyte> rows, Span<int> indices, Span<float> scores);

    // All words asked for against all words: c[m, n] = queries[m, 100] · rows[n, 100]ᵀ.
    [Gemm(K = Dimensions, TransposeB = true)]
    public static partial void AllWithAll(int m, int n, ReadOnlySpan<float> queries, ReadOnlySpan<float> rows, Span<float> scores);

    /// <summary>y = x / ‖x‖: between vectors of length 1 the dot product is the cosine.</summary>
    [Normalize(Dimensions)]
    public static partial void Normalize(ReadOnlySpan<float> x, Span<float> y);
}
