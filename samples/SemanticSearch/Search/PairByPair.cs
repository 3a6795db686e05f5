using KernelGen;
using SemanticSearch.Loading;

namespace SemanticSearch.Search;

/// <summary>The first way: [Cosine] or [Dot] on one pair after another.</summary>
internal static class PairByPair
{
    public static SearchResult Search(WordVectors vectors, IReadOnlyList<Question> questions, Metric metric)
    {
        float[] scores = new float[questions.Count * vectors.Count];
        Ranking[] rankings = new Ranking[questions.Count];
        for (int q = 0; q < questions.Count; q++)
        {
            Span<float> row = scores.AsSpan(q * vectors.Count, vectors.Count);
            if (metric == Metric.Cosine)
                Cosines(questions[q].Vector, vectors, row);
            else
                Dots(questions[q].Vector, vectors, row);
            rankings[q] = BestOf.Rank(row);
        }

        return new SearchResult(metric, scores, rankings);
    }

    public static void Cosines(ReadOnlySpan<float> query, WordVectors vectors, Span<float> scores)
    {
        for (int row = 0; row < vectors.Count; row++)
            scores[row] = Kernels.Cosine(query, vectors.Row(row));
    }

    public static void Dots(ReadOnlySpan<float> query, WordVectors vectors, Span<float> scores)
    {
        for (int row = 0; row < vectors.Count; row++)
            scores[row] = Kernels.Dot(query, vectors.Row(row));
    }
}
