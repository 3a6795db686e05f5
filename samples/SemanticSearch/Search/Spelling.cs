namespace SemanticSearch.Search;

/// <summary>The known word that is the fewest edits away: a letter inserted, deleted or replaced, or two neighbours swapped (optimal string alignment).</summary>
internal static class Spelling
{
    /// <summary>Words come most frequent first, so of equally near ones the most frequent is found.</summary>
    public static string Nearest(string word, IEnumerable<string> words) => words.MinBy(known => Distance(word, known))!;

    internal static int Distance(string from, string to)
    {
        // Rows of the table: from what has been read of `from`, one and two letters before it, to every beginning of `to`.
        int[] current = [.. Enumerable.Range(0, to.Length + 1)], before = new int[current.Length], twoBefore = new int[current.Length];
        for (int i = 1; i <= from.Length; i++)
        {
            (current, before, twoBefore) = (twoBefore, current, before);
            current[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int replaced = before[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, 1 + Math.Min(before[j], current[j - 1]));
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    current[j] = Math.Min(current[j], twoBefore[j - 2] + 1);
            }
        }

        return current[^1];
    }
}
