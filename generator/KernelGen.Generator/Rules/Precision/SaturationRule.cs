using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Parsing;
using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Rules;

/// <summary>KG1006: weights spread so widely, for their number, that the layer's activation hardly moves any more.</summary>
internal static class SaturationRule
{
    public static Finding? Check(DeclaredKernel kernel)
    {
        if (kernel.Spec is not MatrixProductSpec { Operation: "Dense" } dense || kernel.Length is not { } n || n == 0
            || Flat(dense.Activation) is not { } flat || dense.Element.IsByte || dense["weights"].Range is not { } weights
            || Spread(dense["x"], n) is not { } x)
            return null;

        // y = Σ xᵢ·wᵢ of independent values spread evenly over their ranges: for many of them a normal distribution.
        var sum = Moments.OfSum(n, x.Values, Moments.Of(weights));
        double share = Normal.Above((flat - sum.Mean) / sum.Deviation) + Normal.Above((flat + sum.Mean) / sum.Deviation);
        if (!(share > 0.5))
            return null;

        double right = Math.Sqrt(3 / (n * x.Values.Square));
        return new(
            Descriptors.WeightsSaturate, kernel.Place,
            dense.Activation.ToString(), kernel.Name, Figures.Of((long)n), Text.Of(weights.Low), Text.Of(weights.High), x.Assumption,
            Figures.Of(Math.Sqrt(sum.Square)), Figures.Percent(share), Figures.Of(flat), Figures.Of(right));
    }

    /// <summary>The argument from which on the slope is less than a twentieth of its largest: tanh′ = 1 − tanh², σ′ = σ(1 − σ) = tanh′(x/2)/4.</summary>
    private static double? Flat(Activation activation)
    {
        double tanh = Math.Sqrt(0.95);
        double argument = 0.5 * Math.Log((1 + tanh) / (1 - tanh));
        return activation switch
        {
            Activation.Tanh => argument,
            Activation.Sigmoid => 2 * argument,
            _ => null,
        };
    }

    private static (Moments Values, string Assumption)? Spread(Operand x, int n)
    {
        if (x.IsUnitNorm)
            return (new(0, 1.0 / n), "rows of length 1");
        return x.Range is { } range ? (Moments.Of(range), $"inputs over [{Text.Of(range.Low)}, {Text.Of(range.High)}]") : null;
    }
}
