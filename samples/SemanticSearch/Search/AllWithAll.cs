using KernelGen;
using SemanticSearch.Loading;

namespace SemanticSearch.Search;

/// <summary>The third way: all questions at once, one matrix product by [Gemm]. With every vector scaled to length 1 it gives cosines.</summary>
internal static class AllWithAll
{
    public static SearchResult Search(WordVectors vectors, IReadOnlyList<Question> questions, Metric metric)
    {
        float[] queries = Stack(questions, metric);
        float[] scores = new float[questions.Count * vectors.Count];
        Kernels.AllWithAll(questions.Count, vectors.Count, queries, RowsFor(vectors, metric), scores);

        Ranking[] rankings = new Ranking[questions.Count];
        for (int q = 0; q < questions.Count; q++)
            rankings[q] = BestOf.Rank(scores.AsSpan(q * vectors.Count, vectors.Count));
        return new SearchResult(metric, scores, rankings);
    }

    /// <summary>The questions' vectors as one matrix [questions, dimensions].</summary>
    public static float[] Stack(IReadOnlyList<Question> questions, Metric metric)
    {
        float[] queries = new float[questions.Count * Kernels.Dimensions];
        for (int q = 0; q < questions.Count; q++)
        {
            Span<float> row = queries.AsSpan(q * Kernels.Dimensions, Kernels.Dimensions);
            if (metric == Metric.Cosine)
                Kernels.Normalize(questions[q].Vector, row);
            else
                questions[q].Vector.CopyTo(row);
        }

        return queries;
    }

    public static float[] RowsFor(WordVectors vectors, Metric metric) => metric == Metric.Cosine ? vectors.UnitRows : vectors.Rows;
}
