namespace KernelGen.Generator.Parsing;

/// <summary>How many single letters must be put in, taken out, changed, or exchanged with their neighbour (Damerau 1964, restricted).</summary>
internal static class EditDistance
{
    public static int Between(string left, string right)
    {
        var cost = new int[left.Length + 1, right.Length + 1];
        for (int i = 0; i <= left.Length; i++)
            cost[i, 0] = i;
        for (int j = 0; j <= right.Length; j++)
            cost[0, j] = j;

        for (int i = 1; i <= left.Length; i++)
        {
            for (int j = 1; j <= right.Length; j++)
            {
                int change = char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]) ? 0 : 1;
                int best = Math.Min(Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1, cost[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    best = Math.Min(best, cost[i - 2, j - 2] + 1);
                cost[i, j] = best;
            }
        }

        return cost[left.Length, right.Length];
    }

    /// <summary>The nearest of some names; the first of equals, null where there are none. One that a name shortens is nearer than any other: vScale is valueScale, not keyScale.</summary>
    public static string? Nearest(string name, IEnumerable<string> candidates) =>
        candidates.OrderBy(candidate => !Shortens(name, candidate)).ThenBy(candidate => Between(name, candidate)).FirstOrDefault();

    /// <summary>Whether a name begins as another does and only leaves some of its letters out.</summary>
    private static bool Shortens(string name, string intended) =>
        string.Compare(name, 0, intended, 0, 1, StringComparison.OrdinalIgnoreCase) == 0 && Between(name, intended) == intended.Length - name.Length;

    /// <summary>Whether a name is so near another that it is likely the same, misspelt: a third of its letters, rounded up.</summary>
    public static bool IsMisspelling(string name, string intended) =>
        intended.Length > 2 && Between(name, intended) <= (intended.Length + 2) / 3;
}
