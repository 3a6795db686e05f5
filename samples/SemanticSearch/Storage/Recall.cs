using SemanticSearch.Loading;
using SemanticSearch.Search;

namespace SemanticSearch.Storage;

/// <summary>How many of the ten nearest words are still found when the vectors are stored in fewer bits.</summary>
internal static class Recall
{
    public const int At = Kernels.Best;

    /// <summary>How many words are asked for: as many, evenly spread from frequent to rare.</summary>
    public const int Words = 1_000;

    /// <summary>The share of the reference's ten nearest that each storage has among its ten, in the order of the storages; the first is the reference.</summary>
    public static double[] Of(IReadOnlyList<StoredVectors> storages, WordVectors vectors)
    {
        int[] found = new int[storages.Count];
        int asked = 0;
        for (int word = 0; word < vectors.Count; word += Math.Max(1, vectors.Count / Words))
        {
            int[] exact = Neighbours(storages[0], vectors, word);
            asked += exact.Length;
            for (int s = 0; s < found.Length; s++)
                found[s] += Neighbours(storages[s], vectors, word).Intersect(exact).Count();
        }

        return [.. found.Select(count => (double)count / asked)];
    }

    /// <summary>A word is its own nearest neighbour, which says nothing, so it is left out.</summary>
    private static int[] Neighbours(StoredVectors storage, WordVectors vectors, int word)
    {
        Ranking ranking = storage.Nearest(vectors.UnitRow(word));
        return [.. ranking.Rows.Where(row => row != word).Take(At)];
    }
}
