using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Arithmetic;

/// <summary>
/// The bounds of the functions: the error of the approximation (see <see cref="Coefficients"/>) plus that of every rounding on its way to the result,
/// each taken as half a unit in the last place of the largest magnitude that its value has, over some thousand small
/// intervals of the argument; the largest sum over all of them, rounded up by at least the factor 1 + 2⁻¹⁵ that covers products of errors.
/// In units of u, float first:
/// <list type="bullet">
/// <item>exp: fit 0.054 (0.035), the rounding of r 0.25, Horner's rule 1.021, for which Gappa proves this; the last rounding weighs most: 1.33 (1.31).
/// Without the reduction (|x| ≤ ½ ln 2, r = x): 1.08.</item>
/// <item>exp below zero: the same, its power of two is exact; what it takes for 0 is below 2^−125 (2^−1021).</item>
/// <item>log: s is relatively 2 wrong, 2s and the series' part are added with one rounding, then n·ln 2 with two, of which the first is of log m, |log m| ≤ log x;
/// the lower part of ln 2, the series' own roundings (0.03 of log m each) and its end come to less than 0.2: 5.2.</item>
/// <item>tanh: worst at 2|x| just above ½ ln 2, where 2·(eʳ − 1) + 1 with eʳ − 1 = −0.29 makes E relatively 3.3 wrong; E passes on 2/(E + 2) of that, then come the
/// sum's 0.83 and the quotient's 0.73: 4.3 (4.23).</item>
/// <item>erf: below 1 fit, then the small product x·c(x²), then one rounding: 1.65 (1.72); beyond 1 the error of q and exp's, times erfc, then one rounding: 1.5 (1.4).</item>
/// <item>sigmoid: exp, sum and quotient: 3.35 (3.33). silu: exp, product, sum, quotient: 4.34 (4.32); the power of two only underflows.</item>
/// <item>gelu (tanh): silu's, and z: square, multiply-add, product and two coefficients, 3.9 of |z|, which x·σ(z) takes over as |x|·|z|·σ′(z) ≤ 0.224·|x|: 0.9 of |x|.</item>
/// <item>gelu, x &lt; 0: exp, fit 0.18 (0.5), Horner twice (all terms positive, at most one rounding a degree), quotient, three products; x &gt; 0: Φ(−x)/Φ(x) of that: 11.3 (21.6).</item>
/// <item>hard swish: sum, ⅙, two products. Leaky relu: the slope's rounding and one product.</item>
/// </list>
/// </summary>
internal static class FunctionBounds
{
    /// <summary>Of <see cref="Elementary.Exp"/>. The slope has no bound: an argument's error δ is a factor of e^δ.</summary>
    public static FunctionBound Exp(NumericType type) => new("exp", Pick(type, 1.33, 1.31), 0, 1, double.PositiveInfinity, 1);

    /// <summary>Of <see cref="Elementary.ExpBelowZero"/>, as <see cref="Exp"/>.</summary>
    public static FunctionBound ExpBelowZero(NumericType type) => Exp(type) with { Underflow = 2 * Math.Pow(2, type.Precision) };

    /// <summary>Of <see cref="Elementary.Log"/>, for x ≥ 1.</summary>
    public static FunctionBound Log(NumericType type) => new("log", 5.2, 0, 0, 1, 0);

    /// <summary>Of <see cref="Elementary.Tanh"/>.</summary>
    public static FunctionBound Tanh(NumericType type) => new("tanh", Pick(type, 4.3, 4.23), 0, 0, 1, 0);

    /// <summary>Of <see cref="Elementary.Erf"/>.</summary>
    public static FunctionBound Erf(NumericType type) => new("erf", Pick(type, 1.65, 1.72), 0, 1, 1.1284, 0);

    public static FunctionBound Of(Activation activation, NumericType type) => activation switch
    {
        Activation.None => new("identity", 0, 0, 0, 1, 0),
        Activation.Relu => new("relu", 0, 0, 0, 1, 0),
        Activation.Relu6 => new("relu6", 0, 0, 0, 1, 0),
        Activation.LeakyRelu => new("leaky relu", Pick(type, 1.38, 1.19), 0, 1, 1, 0),
        Activation.Gelu => new("gelu", Pick(type, 11.3, 21.6), 0, 1, 1.129, 0),
        Activation.GeluTanh => new("gelu (tanh)", Pick(type, 4.34, 4.32), 0.9, 1, 1.1293, 0),
        Activation.Silu or Activation.GatedSilu => new("silu", Pick(type, 4.34, 4.32), 0, 1, 1.0999, 0),
        Activation.Sigmoid => new("sigmoid", Pick(type, 3.35, 3.33), 0, 1, 0.25, 0.5),
        Activation.Tanh => Tanh(type),
        Activation.HardSwish => new("hard swish", 3.51, 0, 1, 1.5, 0),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "Not an activation."),
    };

    private static double Pick(NumericType type, double float32, double float64) => type.Bytes == 4 ? float32 : float64;
}
