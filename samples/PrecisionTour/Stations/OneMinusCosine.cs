using KernelGen;

namespace PrecisionTour.Stations;

/// <summary>Near 1 a float has steps of 6·10⁻⁸: a distance of 2·10⁻⁸ is none of them.</summary>
internal static partial class OneMinusCosine
{
    private const int Length = 768;

    public static Station Station => new(
        "KG1015",
        "1 − cosine of near vectors",
        "the cosine distance of two vectors that differ in the fourth digit",
        "half the squared distance of the vectors scaled to length 1",
        Run,
        distance => $"{distance * 1e9:0.0} · 10⁻⁹");

    [Cosine(Length)]
    private static partial float Cosine(ReadOnlySpan<float> a, ReadOnlySpan<float> b);

    [Normalize(Length)]
    private static partial void Normalize(ReadOnlySpan<float> x, Span<float> y);

    [SquaredDistance(Length)]
    private static partial float SquaredDistance([UnitNorm] ReadOnlySpan<float> a, [UnitNorm] ReadOnlySpan<float> b);

    private static float Distance(float[] a, float[] b) => 1 - Cosine(a, b);

    private static float DistanceByDifference(float[] a, float[] b)
    {
        float[] unitA = new float[Length], unitB = new float[Length];
        Normalize(a, unitA);
        Normalize(b, unitB);
        return SquaredDistance(unitA, unitB) / 2;
    }

    private static Outcome Run()
    {
        float[] a = Data.Spread(Length, -1, 1, seed: 6), noise = Data.Spread(Length, -2e-4, 2e-4, seed: 7);
        float[] b = [.. a.Zip(noise, (component, change) => component + change)];
        return new(Distance(a, b), 1 - Exact.Cosine(a, b), DistanceByDifference(a, b));
    }
}
