using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Arithmetic;

/// <summary>
/// e^x taken apart: x = n·ln 2 + r with |r| ≤ ½ ln 2. What exp, tanh, erf and the activations have in common. NaN in r stays NaN;
/// the powers of two are made of bits and only ever multiply, so that whatever they are for NaN does not matter.
/// </summary>
internal readonly struct Exponential
{
    /// <summary>2⁶⁴ and 2⁻⁶⁴: by so much is 2ⁿ moved out of the denormal range, and the result back.</summary>
    public const double Large = 18446744073709551616.0;
    public const double Small = 1 / Large;

    private readonly ProgramBuilder p;

    /// <summary>n, with the integer itself in the lowest bits.</summary>
    private readonly Value shiftedExponent;

    /// <param name="p">Where the steps go.</param>
    /// <param name="x">The exponent, |x| small enough for n to fit into the exponent's field.</param>
    /// <param name="low">What x is too large by less than one place in the last: e^(x + low) is meant.</param>
    public Exponential(ProgramBuilder p, Value x, Value? low = null)
    {
        this.p = p;
        Coefficients c = Coefficients.Of(p.Type);
        Value shifter = p.Constant(c.RoundToInteger);
        shiftedExponent = p.Fma(x, p.Constant(c.InverseLn2), shifter);
        Value n = shiftedExponent - shifter;

        // Exact: x and n·Ln2High are multiples of 2^−25 (2^−54), and their difference is below ½.
        Value high = p.Fma(n, p.Constant(-c.Ln2High), x);
        Value ln2Low = p.Constant(-c.Ln2Low);
        Remainder = low is { } tail ? high + p.Fma(n, ln2Low, tail) : p.Fma(n, ln2Low, high);
    }

    public Value Remainder { get; }

    /// <summary>eʳ.</summary>
    public Value Fraction => p.Horner(Remainder, Coefficients.Of(p.Type).Exp);

    /// <summary>eʳ − 1, accurate near 0 too.</summary>
    public Value FractionLessOne => p.Fma(Remainder * Remainder, p.Horner(Remainder, Coefficients.Of(p.Type).Expm1), Remainder);

    /// <summary>2ⁿ·factor, where factor is a power of two, or its negative, with n + log₂ factor within the exponent's range.</summary>
    public Value Power(Value factor) => p.AddBits(p.ShiftBitsLeft(shiftedExponent, p.Type.Precision - 1), factor);
}
