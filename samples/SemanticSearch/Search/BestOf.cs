namespace SemanticSearch.Search;

/// <summary>Finds the best of many scores the way TopK promises to: highest first, ties by the lower index.</summary>
internal static class BestOf
{
    public static Ranking Rank(ReadOnlySpan<float> scores)
    {
        int[] rows = new int[Kernels.Best];
        float[] best = new float[Kernels.Best];
        int found = Select(scores, rows, best);
        return new Ranking(rows[..found], best[..found]);
    }

    public static int Select(ReadOnlySpan<float> scores, Span<int> rows, Span<float> best)
    {
        int found = 0;
        for (int row = 0; row < scores.Length; row++)
        {
            float score = scores[row];
            if (found == best.Length && !(score > best[^1]))
                continue;

            // The place from the end: an equal score that came first stays first.
            int place = found < best.Length ? found++ : found - 1;
            for (; place > 0 && score > best[place - 1]; place--)
                (best[place], rows[place]) = (best[place - 1], rows[place - 1]);
            (best[place], rows[place]) = (score, row);
        }

        return found;
    }
}
