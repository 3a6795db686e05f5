using System.Globalization;
using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Arithmetic;

/// <summary>
/// How far an evaluated function may lie from the exact one at the same argument, u being the type's unit roundoff:
/// |computed − f(x)| ≤ u·(<see cref="Relative"/>·|f(x)| + <see cref="Argument"/>·|x|) + <see cref="Underflow"/>·2^(emin − 1), where 2^emin is the smallest
/// positive number (−149, −1074). An error δ that x itself carries adds at most <see cref="Lipschitz"/>·δ, and |f(x)| ≤ |<see cref="AtZero"/>| + Lipschitz·|x|.
/// </summary>
/// <param name="Name">For people.</param>
/// <param name="Relative">Units of u, relative to the result.</param>
/// <param name="Argument">Units of u, relative to the argument; 0 for most.</param>
/// <param name="Underflow">Halves of the smallest positive number: what results below the normal range may lose.</param>
/// <param name="Lipschitz">At least the largest |f′|.</param>
/// <param name="AtZero">f(0).</param>
internal sealed record FunctionBound(string Name, double Relative, double Argument, double Underflow, double Lipschitz, double AtZero)
{
    /// <summary>
    /// C′ of the function of a sum: where the sum was within C·S + t of the exact one, and the exact one is at most S, the function is within C′·S + t′.
    /// </summary>
    public double CoefficientAfter(double coefficient, NumericType type) =>
        Up((Lipschitz * coefficient) + (OwnSlope(type) * (1 + coefficient)));

    /// <summary>t′ of <see cref="CoefficientAfter"/>.</summary>
    public double AbsoluteTermAfter(double absoluteTerm, NumericType type) =>
        Up((Lipschitz * absoluteTerm) + (OwnSlope(type) * absoluteTerm) + (Relative * type.UnitRoundoff * AtZero))
        + Up(Underflow * Math.Pow(2, type.SmallestExponent)) / 2;

    /// <summary>The bound for people: <c>gelu within 6u of itself + 1.2u of its argument</c>.</summary>
    public string Sentence
    {
        get
        {
            if (Relative == 0)
                return Name + " exact";
            string sentence = Name + " within " + Text(Relative) + "u of itself";
            return Argument == 0 ? sentence : sentence + " plus " + Text(Argument) + "u of its argument";
        }
    }

    /// <summary>What the function's own evaluation adds a unit of its argument, since |f(x)| ≤ |f(0)| + Lipschitz·|x|.</summary>
    private double OwnSlope(NumericType type) => ((Relative * Lipschitz) + Argument) * type.UnitRoundoff;

    /// <summary>A little more, so that this formula's own roundings cannot make a bound too small.</summary>
    private static double Up(double value) => value * (1 + 1e-14);

    private static string Text(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
