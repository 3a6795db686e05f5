using KernelGen;

namespace SemanticSearch.Search;

/// <summary>The best rows for one question, best first, ties by the lower row.</summary>
internal sealed record Ranking(int[] Rows, float[] Scores);

/// <summary>What one way of searching found for all questions by one metric.</summary>
/// <param name="Metric">By what the rows were compared.</param>
/// <param name="Scores">[questions, words]: every question with every word.</param>
/// <param name="Rankings">The best of each row of scores.</param>
internal sealed record SearchResult(Metric Metric, float[] Scores, Ranking[] Rankings)
{
    public ReadOnlySpan<float> ScoresOf(int question)
    {
        int words = Scores.Length / Rankings.Length;
        return Scores.AsSpan(question * words, words);
    }
}
