using KernelGen;

namespace PrecisionTour.Stations;

/// <summary>Three sums of 256, each wrong by some 10⁻⁵, and of their difference only those errors are left.</summary>
internal static partial class NormExpansion
{
    private const int Length = 768;

    public static Station Station => new(
        "KG1016",
        "A distance by norms",
        "the least of 100 squared distances, as ‖a‖² + ‖b‖² − 2a·b, of vectors that differ in the fourth digit",
        "SquaredDistance, which subtracts first",
        Run,
        distance => $"{distance * 1e6:0.0} · 10⁻⁶");

    [Dot(Length)]
    private static partial float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b);

    [SumOfSquares(Length)]
    private static partial float SumOfSquares(ReadOnlySpan<float> a);

    [SquaredDistance(Length)]
    private static partial float SquaredDistance(ReadOnlySpan<float> a, ReadOnlySpan<float> b);

    private static float Distance(float[] a, float[] b) => SumOfSquares(a) + SumOfSquares(b) - (2 * Dot(a, b));

    private static Outcome Run()
    {
        double least = double.MaxValue, right = double.MaxValue, mended = double.MaxValue;
        for (int pair = 0; pair < 100; pair++)
        {
            float[] a = Data.Spread(Length, -1, 1, seed: 2 * pair), noise = Data.Spread(Length, -2e-4, 2e-4, seed: (2 * pair) + 1);
            float[] b = [.. a.Zip(noise, (component, change) => component + change)];
            least = Math.Min(least, Distance(a, b));
            right = Math.Min(right, Exact.SquaredDistance(a, b));
            mended = Math.Min(mended, SquaredDistance(a, b));
        }

        return new(least, right, mended);
    }
}
