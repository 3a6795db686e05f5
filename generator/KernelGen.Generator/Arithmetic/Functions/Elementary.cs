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

    /// <summary>eˣ for x ≤ 0, and 0 where it would be no normal number: a term so small changes no sum that a 1 is in.</summary>
    public static Value ExpBelowZero(ProgramBuilder p, Value x)
    {
        var e = new Exponential(p, x);

        // For NaN the comparison is false, and the fraction keeps it.
        return p.Select(x < p.Constant(Coefficients.Of(p.Type).ExpIsNormal), p.Constant(0), e.Fraction * e.Power(p.Constant(1)));
    }

    /// <summary>
    /// log x for a normal x ≥ 1: x = 2ⁿ·m with √½ ≤ m &lt; √2, and log m = log((1 + s)/(1 − s)) = 2s + 2s³/3 + … with s = (m − 1)/(m + 1). NaN stays NaN.
    /// </summary>
    public static Value Log(ProgramBuilder p, Value x)
    {
        Coefficients c = Coefficients.Of(p.Type);
        bool single = p.Type.Bytes == 4;
        int fraction = p.Type.Precision - 1;

        // The bits of 1 and of √½, rounded down; of the number whose lowest bits are whole ones; and of its exponent's bias.
        ulong one = single ? 0x3f80_0000UL : 0x3ff0_0000_0000_0000, root = single ? 0x3f35_04f3UL : 0x3fe6_a09e_667f_3bcc;
        ulong whole = single ? 0x4b00_0000UL : 0x4330_0000_0000_0000;
        double bias = Math.Pow(2, fraction) + (single ? 127 : 1023);
        Value shifted = p.AddBits(x, p.ConstantBits(one - root));
        Value n = p.OrBits(p.ShiftBitsRight(shifted, fraction), p.ConstantBits(whole)) - p.Constant(bias);
        Value m = p.AddBits(p.AndBits(shifted, p.ConstantBits((1UL << fraction) - 1)), p.ConstantBits(root));

        Value less = m - p.Constant(1);
        Value s = less / (less + p.Constant(2));
        Value square = s * s;
        double[] series = [.. Enumerable.Range(1, c.LogTerms).Select(k => 2.0 / ((2 * k) + 1))];
        Value log = p.Fma(s * square, p.Horner(square, series), s + s);
        Value result = p.Fma(n, p.Constant(c.Ln2High), p.Fma(n, p.Constant(c.Ln2Low), log));
        return p.Select(p.Equal(x, x), result, x);
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
