namespace KernelGen.Generator.Arithmetic;

/// <summary>
/// exp, tanh and erf as straight lines of correctly rounded operations. A NaN stays a NaN, limits are reached, odd functions
/// keep the sign of zero.
/// </summary>
internal static class Elementary
{
    /// <summary>eˣ; overflows to ∞ and underflows gradually.</summary>
    public static Value Exp(ProgramBuilder p, Value x)
    {
        Coefficients c = Coefficients.Of(p.Type);
        Value low = p.Constant(c.ExpIsZero);
        Value high = p.Constant(c.ExpIsInfinite);
        x = p.Select(x < low, low, p.Select(high < x, high, x));
        var e = new Exponential(p, x);

        // 2ⁿ in two factors: the first product is a normal number, and only the last one rounds.
        Value negative = x < p.Constant(0);
        Value large = p.Constant(Exponential.Large);
        Value small = p.Constant(Exponential.Small);
        return e.Fraction * e.Power(p.Select(negative, large, small)) * p.Select(negative, small, large);
    }

    /// <summary>tanh x = E / (E + 2) with E = e^(2|x|) − 1, and the sign put back: accurate near zero too.</summary>
    public static Value Tanh(ProgramBuilder p, Value x)
    {
        Value limit = p.Constant(Coefficients.Of(p.Type).TanhIsOne);
        Value a = p.Abs(x);
        a = p.Select(limit < a, limit, a);
        var e = new Exponential(p, a + a);

        Value one = p.Constant(1);
        Value power = e.Power(one);
        Value lessOne = p.Fma(power, e.FractionLessOne, power - one);
        return WithSignOf(p, lessOne / (lessOne + p.Constant(2)), x);
    }

    /// <summary>erf x: an odd polynomial to |x| = 1, and 1 − e^−q(|x|) beyond, q being a polynomial for −log(1 − erf).</summary>
    public static Value Erf(ProgramBuilder p, Value x)
    {
        Coefficients c = Coefficients.Of(p.Type);
        Value near = p.Fma(x, p.Horner(x * x, c.ErfNearZero), x);

        Value one = p.Constant(1);
        Value a = p.Abs(x);
        Value limit = p.Constant(c.ErfIsOne);
        var e = new Exponential(p, -p.Horner(p.Select(limit < a, limit, a), c.ErfTail));
        Value far = WithSignOf(p, p.Fma(e.Fraction, e.Power(p.Constant(-1)), one), x);

        // For NaN the comparison is false, and the polynomial keeps it.
        return p.Select(one < a, far, near);
    }

    private static Value WithSignOf(ProgramBuilder p, Value magnitude, Value sign) =>
        p.OrBits(magnitude, p.AndBits(sign, p.Constant(-0.0)));
}
