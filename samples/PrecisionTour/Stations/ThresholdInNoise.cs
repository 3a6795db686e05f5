using KernelGen;

namespace PrecisionTour.Stations;

/// <summary>Random vectors of n dimensions have cosines of ±1/√n: of ±0.01 here, and a threshold of 0.01 accepts one pair in six.</summary>
internal static partial class ThresholdInNoise
{
    private const int Length = 10_000, Pairs = 2000;

    public static Station Station => new(
        "KG1012",
        "A threshold that accepts noise",
        "which of 2,000 random vectors of 10,000 numbers are like another random one, by Cosine > 0.01",
        "a threshold of 0.031, three standard deviations up",
        Run,
        share => $"{share:P2} of the vectors");

    [Cosine(Length)]
    private static partial float Cosine(ReadOnlySpan<float> a, ReadOnlySpan<float> b);

    private static bool AreAlike(float[] a, float[] b) => Cosine(a, b) > 0.01f;

    private static bool AreAlikeAboveNoise(float[] a, float[] b) => Cosine(a, b) > 0.031f;

    private static Outcome Run()
    {
        float[] query = Data.Spread(Length, -1, 1, seed: 0);
        double alike = 0, mended = 0;
        for (int pair = 1; pair <= Pairs; pair++)
        {
            float[] other = Data.Spread(Length, -1, 1, seed: pair);
            alike += AreAlike(query, other) ? 1 : 0;
            mended += AreAlikeAboveNoise(query, other) ? 1 : 0;
        }

        // Nothing joins vectors that were drawn at random.
        return new(alike / Pairs, 0, mended / Pairs);
    }
}
