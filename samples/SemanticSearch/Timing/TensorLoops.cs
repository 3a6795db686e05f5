using System.Numerics.Tensors;
using SemanticSearch.Loading;
using SemanticSearch.Search;

namespace SemanticSearch.Timing;

/// <summary>The same work written with System.Numerics.Tensors, which has one pair at a time.</summary>
internal static class TensorLoops
{
    public static void Cosines(ReadOnlySpan<float> query, WordVectors vectors, Span<float> scores)
    {
        for (int row = 0; row < vectors.Count; row++)
            scores[row] = TensorPrimitives.CosineSimilarity(query, vectors.Row(row));
    }

    public static void Dots(ReadOnlySpan<float> query, WordVectors vectors, Span<float> scores)
    {
        for (int row = 0; row < vectors.Count; row++)
            scores[row] = TensorPrimitives.Dot(query, vectors.Row(row));
    }

    public static void BestByCosine(ReadOnlySpan<float> query, WordVectors vectors, Span<float> scores, Span<int> rows, Span<float> best)
    {
        Cosines(query, vectors, scores);
        BestOf.Select(scores, rows, best);
    }

    public static void BestByDot(ReadOnlySpan<float> query, WordVectors vectors, Span<float> scores, Span<int> rows, Span<float> best)
    {
        Dots(query, vectors, scores);
        BestOf.Select(scores, rows, best);
    }

    public static void AllWithAll(int queries, ReadOnlySpan<float> stacked, WordVectors vectors, Span<float> scores)
    {
        for (int q = 0; q < queries; q++)
            Dots(stacked.Slice(q * Kernels.Dimensions, Kernels.Dimensions), vectors, scores.Slice(q * vectors.Count, vectors.Count));
    }
}
