using System.Globalization;
using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Arithmetic;

/// <summary>
/// What rows add to the bound of their sums, in unit roundoffs u of the accumulator's type. With γ for the sum's own chain and tree, d = x − max ≤ 0 and L = log Σ eᵈ:
/// <list type="bullet">
/// <item>A term eᵈ is relatively exp's own error and |d|·u wrong, for d is rounded. The sum takes over the terms' mean of |d|, which is no more than ln n: with
/// pᵢ = eᵈⁱ/Σ it is H(p) − L ≤ ln n. What exp takes for 0 is n·2^−125 of a sum of at least 1, and less than one of the roundings.</item>
/// <item>Softmax: of the element exp's error and |d|·u, of the sum γ, exp's error and ln n·u; the reciprocal and the product.</item>
/// <item>LogSoftmax: an error θ of the sum is one of θ/(1 − θ) of L; then log's own 5.2·L, the rounding of d and the two differences: 6.2 of |d| + L = |result|, at most.</item>
/// <item>LayerNorm, A being the mean of |x| and σ² the variance + ε: the mean is off by E ≤ (γ + 1)·A, which adds E² to the mean square, relatively (E/σ)² ≤ a step's u by the bound's
/// condition. σ is then wrong by ½·(γ + 5) with the square's, the quotient's, ε's and that ½; the root, the reciprocal, d's rounding, the two products and beta's addition: 6.</item>
/// <item>RmsNorm: ½·(γ + 2), root, reciprocal, two products or a multiply-add with beta: 4.</item>
/// </list>
/// With a residual, the bound is that of x + residual as rounded.
/// </summary>
internal static class RowBounds
{
    public static bool IsOfRows(BoundForm form) => form is BoundForm.Softmax or BoundForm.LogSoftmax or BoundForm.LayerNorm or BoundForm.RmsNorm;

    /// <summary>C, from the bound of the sum alone, in which <paramref name="step"/> is a step's roundoff; all else is rounded to the accumulator's own type.</summary>
    public static double Coefficient(BoundForm form, NumericType type, double step, double sum, long length)
    {
        double u = type.UnitRoundoff, exp = FunctionBounds.ExpBelowZero(type).Relative * u, spread = 1.01 * u * Math.Log(Math.Max(1, length));
        double first = form switch
        {
            BoundForm.Softmax => sum + (2 * exp) + spread + (3 * u),
            BoundForm.LogSoftmax => sum + exp + spread + u,
            BoundForm.LayerNorm => Math.Max(sum + u, (sum / 2) + (step / 2) + (2 * u) + (6 * u)),
            _ => (sum / 2) + u + (4 * u),
        };

        // Products of errors: of less than half each, no more than their sum's square.
        return first < 0.5 ? first + (first * first) : double.PositiveInfinity;
    }

    /// <summary>What comes beside C, in units of u: of softmax's |xᵢ − max|·exact, of log softmax's |exact|.</summary>
    public static double Slope(BoundForm form) => form == BoundForm.Softmax ? 1.02 : form == BoundForm.LogSoftmax ? 6.3 : 0;

    /// <summary>What underflow can add: what exp takes for 0, and the results' own rounding; of norms that is counted a unit of max(1, |gamma|)·(1 + 1/σ).</summary>
    public static double AbsoluteTerm(BoundForm form, NumericType type, Func<double, double> halves) => form switch
    {
        BoundForm.Softmax => halves(FunctionBounds.ExpBelowZero(type).Underflow + 1),
        BoundForm.LogSoftmax => 0,
        _ => halves(4),
    };

    /// <summary>What 1/σ of an RmsNorm is, and while what its bound holds.</summary>
    /// <param name="grid">The type of what the sums are rounded to.</param>
    public static string WhileOfRmsNorm(NumericType grid) =>
        $"with σ² = mean x² + Epsilon, while σ² is at least {LeastOf(grid)} and (1 + 2C)·n·σ² is finite in {grid.Name}";

    private static string LeastOf(NumericType grid) => string.Format(CultureInfo.InvariantCulture, "2^−{0}", -grid.SmallestExponent - grid.Precision);

    /// <summary>What the bound is measured against, and while what.</summary>
    /// <param name="grid">The type of what the sums are rounded to: the accumulator's, or a coarser one.</param>
    public static (string Against, string While) Describe(BoundForm form, NumericType grid, string slope)
    {
        string half = string.Format(CultureInfo.InvariantCulture, "2^−{0}", (grid.Precision + 1) / 2);
        return form switch
        {
            BoundForm.Softmax => ($"(C + {slope}·|xᵢ − max|)·exact", "while xᵢ − max is finite"),
            BoundForm.LogSoftmax => ($"C + {slope}·|exact|", "while xᵢ − max is finite"),
            BoundForm.LayerNorm => (
                "C·(|gamma|·(|xᵢ − mean| + mean|x|) / σ + |beta|)",
                $"counted max(1, |gamma|)·(1 + 1/σ) times, with σ² = variance + Epsilon, while σ² is at least {LeastOf(grid)}, (1 + 2C)·n·σ² and (1 + 2C)·n·mean|x| are finite in {grid.Name}, and C·mean|x| ≤ {half}·σ"),
            _ => ("C·(|gamma·xᵢ| / σ + |beta|)", $"counted max(1, |gamma|)·(1 + 1/σ) times, {WhileOfRmsNorm(grid)}"),
        };
    }
}
