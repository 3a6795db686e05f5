using KernelGen.Benchmarks.Kernels;

namespace KernelGen.Benchmarks.Works;

/// <summary>What a result should be, and how far from it may lie.</summary>
/// <param name="Value">Right beyond the precision of the results.</param>
/// <param name="Magnitude">What the relative bound is of: Σ|aᵢ·bᵢ| for sums of products.</param>
/// <param name="Roundings">The most roundings of a peer, whatever its order of summation.</param>
internal readonly record struct Expected(double Value, double Magnitude, int Roundings)
{
    /// <summary>What is allowed beside the relative bound: where activations are quantised on the way.</summary>
    public double Allowance { get; init; }

    /// <summary>What is wrong with a kernel's result (or a peer's, where there is no kernel), or null.</summary>
    public string? Check<T>(string what, double actual, Kernel? kernel)
    {
        double bound = Bound<T>(kernel);
        return Math.Abs(actual - Value) <= bound ? null : FormattableString.Invariant($"{what} is {actual:R}, not {Value:R} ± {bound:G3}");
    }

    /// <summary>The bound that our kernel states, where its length is fixed; else γ of the roundings. Either way with the last rounding of <see cref="Value"/> itself.</summary>
    public double Bound<T>(Kernel? kernel)
    {
        double bound = kernel?.Info is { ErrorCoefficient: not double.NaN } stated
            ? (stated.ErrorCoefficient * Magnitude) + stated.ErrorTerm
            : Reference.Gamma<T>(Roundings) * Magnitude;
        return bound + Allowance + Math.ScaleB(Math.Abs(Value), -53);
    }
}
