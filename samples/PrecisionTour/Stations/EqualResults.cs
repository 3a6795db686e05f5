using KernelGen;
using KernelGen.Generated;

namespace PrecisionTour.Stations;

/// <summary>The same terms in another order are added in another order, and rounded otherwise.</summary>
internal static partial class EqualResults
{
    private const int Length = 384, Pairs = 1000;

    // What the kernel guarantees of each result, as a share of its terms' magnitudes.
    private static readonly double s_bound = KernelCatalog.All.Single(kernel => kernel.Name.EndsWith($"{nameof(EqualResults)}.{nameof(Dot)}", StringComparison.Ordinal)).ErrorCoefficient;

    public static Station Station => new(
        "KG1014",
        "== between rounded results",
        "which of 1,000 dot products equal themselves when both vectors are read backwards",
        "comparing the difference with the kernel's own bound",
        Run,
        share => $"{share:P1} of them");

    [Dot(Length)]
    private static partial float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b);

    private static bool AreEqual(float[] a, float[] b, float[] c, float[] d) => Dot(a, b) == Dot(c, d);

    private static bool AreEqualWithinBound(float[] a, float[] b, float[] c, float[] d)
    {
        double magnitude = a.Zip(b, (x, y) => Math.Abs((double)x * y)).Sum();
        return Math.Abs(Dot(a, b) - Dot(c, d)) <= 2 * s_bound * magnitude;
    }

    private static Outcome Run()
    {
        double equal = 0, mended = 0;
        for (int pair = 0; pair < Pairs; pair++)
        {
            float[] a = Data.Spread(Length, -1, 1, seed: 2 * pair), b = Data.Spread(Length, -1, 1, seed: (2 * pair) + 1);
            float[] c = [.. a.AsEnumerable().Reverse()], d = [.. b.AsEnumerable().Reverse()];
            equal += AreEqual(a, b, c, d) ? 1 : 0;
            mended += AreEqualWithinBound(a, b, c, d) ? 1 : 0;
        }

        return new(equal / Pairs, 1, mended / Pairs);
    }
}
