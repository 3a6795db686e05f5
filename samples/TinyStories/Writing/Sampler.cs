namespace TinyStories.Writing;

/// <summary>
/// Chooses a token: the most likely one at temperature 0, else one by chance, of the fewest that have together a share of topP (Holtzman and others, The Curious Case of
/// Neural Text Degeneration, 2020). The same seed gives the same choices on every processor.
/// </summary>
internal sealed class Sampler(float temperature, float topP, ulong seed)
{
    // Vigna, An experimental exploration of Marsaglia's xorshift generators, scrambled, 2016: the state is never 0.
    private ulong state = seed == 0 ? 0x9e3779b97f4a7c15 : seed;
    private float[] shares = [];
    private int[] order = [];

    public int Choose(ReadOnlySpan<float> logits)
    {
        if (temperature == 0)
            return MostLikely(logits);
        if (shares.Length != logits.Length)
            (shares, order) = (new float[logits.Length], new int[logits.Length]);
        // The largest is 0 before the division, which may be by so little that a logit becomes infinite.
        float largest = logits[MostLikely(logits)];
        for (int i = 0; i < logits.Length; i++)
            (shares[i], order[i]) = ((logits[i] - largest) / temperature, i);
        Kernels.Softmax(shares, shares);

        // Most likely first, ties by the lower number.
        Array.Sort(order, (a, b) => shares[a] != shares[b] ? shares[b].CompareTo(shares[a]) : a.CompareTo(b));
        double share = 0;
        int kept = 0;
        while (kept < order.Length && (kept == 0 || share < topP))
            share += shares[order[kept++]];

        double left = Next() * share;
        for (int i = 0; i < kept - 1; i++)
        {
            left -= shares[order[i]];
            if (left < 0)
                return order[i];
        }

        return order[kept - 1];
    }

    private static int MostLikely(ReadOnlySpan<float> logits)
    {
        int best = 0;
        for (int i = 1; i < logits.Length; i++)
        {
            if (logits[i] > logits[best])
                best = i;
        }

        return best;
    }

    /// <summary>A number from 0 up to 1.</summary>
    private double Next()
    {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        return ((state * 0x2545f4914f6cdd1d) >> 11) * (1.0 / (1UL << 53));
    }
}
