namespace KernelGen.Generator.Arithmetic;

/// <summary>
/// How far an evaluated function may lie from the exact one at the same argument, u being the type's unit roundoff:
/// |computed − f(x)| ≤ u·(<see cref="Relative"/>·|f(x)| + <see cref="Argument"/>·|x|) + <see cref="Underflow"/>·2^(emin − 1), where 2^emin is the smallest
/// positive number (−149, −1074). An error δ that x itself carries adds at most <see cref="Lipschitz"/>·δ, and |f(x)| ≤ |<see cref="AtZero"/>| + Lipschitz·|x|.
/// </summary>
/// <param name="Relative">Units of u, relative to the result.</param>
/// <param name="Argument">Units of u, relative to the argument; 0 for most.</param>
/// <param name="Underflow">Halves of the smallest positive number: what results below the normal range may lose.</param>
/// <param name="Lipschitz">The largest |f′|.</param>
/// <param name="AtZero">f(0).</param>
/// <param name="Sentence">The same for people.</param>
internal sealed record FunctionBound(double Relative, double Argument, double Underflow, double Lipschitz, double AtZero, string Sentence);
