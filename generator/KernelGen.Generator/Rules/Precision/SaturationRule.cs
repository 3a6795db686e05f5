using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Parsing;
using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Rules;

/// <summary>KG1006: weights spread so widely, for their number, that the layer's activation hardly moves any more; or so little that it is a straight line.</summary>
internal static class SaturationRule
{
    public static Finding? Check(DeclaredKernel kernel)
    {
        if (kernel.Spec is not MatrixProductSpec { Operation: "Dense" } dense || FusedNorm.Of(dense) is not null || kernel.Length is not { } n || n == 0
            || Limits(dense.Activation) is not var (flat, straight) || dense.Element.IsByte || dense["weights"].Range is not { } weights
            || Spread(dense["x"], n) is not { } x)
            return null;

        // y = Σ xᵢ·wᵢ of independent values spread evenly over their ranges: for many of them a normal distribution.
        var sum = Moments.OfSum(n, x.Values, Moments.Of(weights));
        double beyond = Beyond(flat), within = 1 - Beyond(straight);
        bool isFlat = beyond > 0.5;
        if (!isFlat && (!(within > 0.95 && sum.Variance > 0) || dense.Find("bias") is not null || dense.Find("residual") is not null))
            return null;

        double right = Math.Sqrt(3 / (n * x.Values.Square));
        return new(
            Descriptors.WeightsSaturate, kernel.Place,
            dense.Activation.ToString(), kernel.Name, Figures.Of((long)n), Text.Of(weights.Low), Text.Of(weights.High), x.Assumption,
            Figures.Of(sum.Deviation) + (sum.Mean == 0 ? "" : $" around {Figures.Of(sum.Mean)}"), Figures.Percent(isFlat ? beyond : within), isFlat ? $"beyond ±{Figures.Of(flat)}, where it is flat" : $"within ±{Figures.Of(straight)}, where it is a straight line",
            Figures.Of(right));

        double Beyond(double limit) => Normal.Above((limit - sum.Mean) / sum.Deviation) + Normal.Above((limit + sum.Mean) / sum.Deviation);
    }

    /// <summary>
    /// The argument from which on the slope is less than a twentieth of its largest, and the one up to which it is that but for a thousandth: tanh′ = 1 − tanh²,
    /// σ′ = σ(1 − σ) = tanh′(x/2)/4.
    /// </summary>
    private static (double Flat, double Straight)? Limits(Activation activation) => activation switch
    {
        Activation.Tanh => (ArgumentOf(0.95), ArgumentOf(0.001)),
        Activation.Sigmoid => (2 * ArgumentOf(0.95), 2 * ArgumentOf(0.001)),
        _ => null,
    };

    /// <summary>Where tanh² has a value.</summary>
    private static double ArgumentOf(double square) => 0.5 * Math.Log((1 + Math.Sqrt(square)) / (1 - Math.Sqrt(square)));

    private static (Moments Values, string Assumption)? Spread(Operand x, int n)
    {
        if (x.IsUnitNorm)
            return (new(0, 1.0 / n), "rows of length 1");
        return x.Range is { } range ? (Moments.Of(range), $"inputs over [{Text.Of(range.Low)}, {Text.Of(range.High)}]") : null;
    }
}
