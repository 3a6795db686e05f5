using KernelGen;

namespace PrecisionTour.Stations;

/// <summary>A dot product grows with the vectors' lengths; 0.8 is a number for cosines.</summary>
internal static partial class RawDot
{
    private const int Length = 384, Pairs = 1000;

    public static Station Station => new(
        "KG1011",
        "A dot product taken for a cosine",
        "which of 1,000 pairs of random vectors are alike, by Dot > 0.8",
        "Cosine > 0.8",
        Run,
        share => $"{share:P1} of the pairs");

    [Dot(Length)]
    private static partial float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b);

    [Cosine(Length)]
    private static partial float Cosine(ReadOnlySpan<float> a, ReadOnlySpan<float> b);

    private static bool AreAlike(float[] a, float[] b) => Dot(a, b) > 0.8f;

    private static bool AreAlikeByCosine(float[] a, float[] b) => Cosine(a, b) > 0.8f;

    private static Outcome Run()
    {
        double alike = 0, right = 0, mended = 0;
        for (int pair = 0; pair < Pairs; pair++)
        {
            float[] a = Data.Spread(Length, -2, 2, seed: 2 * pair), b = Data.Spread(Length, -2, 2, seed: (2 * pair) + 1);
            alike += AreAlike(a, b) ? 1 : 0;
            right += Exact.Cosine(a, b) > 0.8 ? 1 : 0;
            mended += AreAlikeByCosine(a, b) ? 1 : 0;
        }

        return new(alike / Pairs, right / Pairs, mended / Pairs);
    }
}
