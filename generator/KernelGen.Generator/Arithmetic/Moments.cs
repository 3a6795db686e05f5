using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Arithmetic;

/// <summary>Mean and variance of a number that is one of many.</summary>
internal readonly record struct Moments(double Mean, double Variance)
{
    public double Square => Variance + (Mean * Mean);

    public double Deviation => Math.Sqrt(Variance);

    /// <summary>Of values spread evenly from a to b: (a + b)/2 and (b − a)²/12.</summary>
    public static Moments Of(Interval range) => new((range.Low + range.High) / 2, (range.High - range.Low) * (range.High - range.Low) / 12);

    /// <summary>Of Σ xᵢ·wᵢ of n independent pairs: each adds E[x²]·E[w²] − E[x]²·E[w]² to the variance.</summary>
    public static Moments OfSum(int n, Moments x, Moments w) =>
        new(n * x.Mean * w.Mean, n * ((x.Variance * w.Square) + (x.Mean * x.Mean * w.Variance)));
}
