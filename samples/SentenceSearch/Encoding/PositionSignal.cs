namespace SentenceSearch.Encoding;

/// <summary>What a token's place in its sentence adds to it: sines, then cosines, of the place times a falling row of frequencies (Vaswani and others, Attention Is All You Need, 2017).</summary>
internal static class PositionSignal
{
    /// <param name="positions">How many places there are.</param>
    /// <param name="frequencies">Half as many as numbers of a place.</param>
    public static float[] Make(int positions, ReadOnlySpan<float> frequencies)
    {
        float[] signal = new float[positions * 2 * frequencies.Length];
        for (int at = 0; at < positions; at++)
        {
            Span<float> place = signal.AsSpan(at * 2 * frequencies.Length, 2 * frequencies.Length);
            for (int i = 0; i < frequencies.Length; i++)
            {
                // The angle is rounded to a float, as it is in the model.
                (double sine, double cosine) = Math.SinCos(at * frequencies[i]);
                (place[i], place[frequencies.Length + i]) = ((float)sine, (float)cosine);
            }
        }

        return signal;
    }
}
