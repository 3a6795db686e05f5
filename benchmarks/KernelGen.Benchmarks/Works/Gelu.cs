using KernelGen.Benchmarks.Kernels;

namespace KernelGen.Benchmarks.Works;

/// <summary>x·Φ(x), in double precision, and how far a float kernel may be from it.</summary>
internal static class Gelu
{
    /// <summary>max |gelu'(x)|, at x = √2: Φ(√2) + √2·φ(√2) = 1.1289…</summary>
    private const double Slope = 1.13;

    /// <summary>The relative error that the generator states for its own gelu of a float, in units of 2⁻²⁴.</summary>
    private const int StatedRoundings = 20;

    /// <summary>
    /// Gelu of a sum, and the bound: the sum's times the slope, and the function's own. That of our kernel is relative to the result; peers add erf to 1,
    /// which cancels below zero, so that theirs is relative to the sum.
    /// </summary>
    public static (double Value, double Bound) Of(Expected sum, Kernel? kernel)
    {
        double value = 0.5 * sum.Value * (1 + Erf(sum.Value / Math.Sqrt(2)));
        double moved = Slope * sum.Bound<float>(kernel);
        return (value, moved + (Reference.Gamma<float>(StatedRoundings) * (Math.Abs(kernel is null ? sum.Value : value) + moved)));
    }

    /// <summary>erf(x) = 2/√π · e^(−x²) · Σ 2ⁿ·x²ⁿ⁺¹ / (1·3·…·(2n+1)): every term has one sign, so nothing cancels. From 6 on it is 1 to the last bit.</summary>
    private static double Erf(double x)
    {
        if (Math.Abs(x) >= 6)
            return Math.Sign(x);
        double term = x, sum = x;
        for (int n = 1; Math.Abs(term) > 1e-18 * Math.Abs(sum); n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }
}
