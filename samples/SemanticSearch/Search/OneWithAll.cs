using KernelGen;
using SemanticSearch.Loading;

namespace SemanticSearch.Search;

/// <summary>The second way: [TopK] finds the best rows in one call and keeps no other score. [Similarities] gives the scores to look at.</summary>
internal static class OneWithAll
{
    public static SearchResult Search(WordVectors vectors, IReadOnlyList<Question> questions, Metric metric)
    {
        float[] scores = new float[questions.Count * vectors.Count];
        Ranking[] rankings = new Ranking[questions.Count];
        for (int q = 0; q < questions.Count; q++)
        {
            float[] query = questions[q].Vector;
            Span<float> row = scores.AsSpan(q * vectors.Count, vectors.Count);
            int[] rows = new int[Kernels.Best];
            float[] best = new float[Kernels.Best];
            int found;
            if (metric == Metric.Cosine)
            {
                Kernels.CosineWithAll(query, vectors.Rows, row);
                found = Kernels.BestByCosine(query, vectors.Rows, rows, best);
            }
            else
            {
                Kernels.DotWithAll(query, vectors.Rows, row);
                found = Kernels.BestByDot(query, vectors.Rows, rows, best);
            }

            rankings[q] = new Ranking(rows[..found], best[..found]);
        }

        return new SearchResult(metric, scores, rankings);
    }
}
