using System.Globalization;

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

    private static string Text(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
