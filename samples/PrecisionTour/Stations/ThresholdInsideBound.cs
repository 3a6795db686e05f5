using KernelGen;

namespace PrecisionTour.Stations;

/// <summary>The cosine of a vector with thrice itself is 1; computed, it is as near to 1 as its bound says.</summary>
internal static partial class ThresholdInsideBound
{
    private const int Length = 384, Pairs = 1000;

    public static Station Station => new(
        "KG1013",
        "A threshold inside the rounding errors",
        "which of 1,000 vectors have the direction of thrice themselves, by Cosine > 0.9999999",
        "an accumulator of double",
        Run,
        share => $"{share:P1} of the vectors");

    [Cosine(Length)]
    private static partial float Cosine(ReadOnlySpan<float> a, ReadOnlySpan<float> b);

    [Cosine(Length), Precision(Accumulate = Accumulate.Float64)]
    private static partial float CosineInDouble(ReadOnlySpan<float> a, ReadOnlySpan<float> b);

    private static bool IsSameDirection(float[] a, float[] b) => Cosine(a, b) > 0.9999999f;

    private static bool IsSameDirectionInDouble(float[] a, float[] b) => CosineInDouble(a, b) > 0.9999999f;

    private static Outcome Run()
    {
        double same = 0, right = 0, mended = 0;
        for (int pair = 0; pair < Pairs; pair++)
        {
            float[] a = Data.Spread(Length, -1, 1, seed: pair), b = Array.ConvertAll(a, component => 3 * component);
            same += IsSameDirection(a, b) ? 1 : 0;
            right += Exact.Cosine(a, b) > 0.9999999f ? 1 : 0;
            mended += IsSameDirectionInDouble(a, b) ? 1 : 0;
        }

        return new(same / Pairs, right / Pairs, mended / Pairs);
    }
}
