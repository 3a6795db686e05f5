using KernelGen;

namespace SemanticSearch.Checking;

/// <summary>
/// The loop that anyone would write, in double. The product of two floats is exact there and the additions round at 2⁻⁵³, so
/// its own error is known too, and very small beside a float kernel's.
/// </summary>
internal static class PlainLoop
{
    /// <summary>A score, how far it can be from the exact one, and Σ|aᵢ·bᵢ|, against which bounds are stated.</summary>
    public readonly record struct Reference(double Score, double Error, double Magnitude);

    public static Reference Score(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Metric metric)
    {
        double ab = 0, aa = 0, bb = 0, magnitude = 0;
        for (int i = 0; i < a.Length; i++)
        {
            double product = (double)a[i] * b[i];
            ab += product;
            magnitude += Math.Abs(product);
            aa += (double)a[i] * a[i];
            bb += (double)b[i] * b[i];
        }

        // n additions for Σab; for the cosine as many in each norm, of which the root halves the effect, and two roots, a product
        // and a quotient: fewer than 3n roundings in all. By Cauchy and Schwarz Σ|ab| / (‖a‖·‖b‖) is at most 1.
        return metric == Metric.Cosine
            ? new Reference(ab / (Math.Sqrt(aa) * Math.Sqrt(bb)), Gamma(3 * a.Length), 1)
            : new Reference(ab, Gamma(a.Length) * magnitude, magnitude);
    }

    /// <summary>γₖ = k·u / (1 − k·u): the most that k roundings in a row can do.</summary>
    private static double Gamma(int roundings)
    {
        double ku = roundings * Math.Pow(2, -53);
        return ku / (1 - ku);
    }
}
