using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Arithmetic;

/// <summary>
/// The activation functions as straight lines. Where a function tends to 0 on the negative side, it does so with its relative accuracy
/// kept, down into the denormal numbers; NaN stays NaN, and at ±∞ the limit is given (silu(−∞) is −0, not NaN).
/// </summary>
internal static class Activations
{
    public static Value Apply(Activation activation, ProgramBuilder p, Value x) => activation switch
    {
        Activation.None => x,
        Activation.Relu => Relu(p, x),
        Activation.LeakyRelu => p.Select(x < p.Constant(0), x * p.Constant(0.01), x),
        Activation.Relu6 => AtMost(p, p.Constant(6), Relu(p, x)),
        Activation.Gelu => Gelu(p, x),
        Activation.GeluTanh => GeluTanh(p, x),
        Activation.Silu or Activation.GatedSilu => Logistic(p, x, x),
        Activation.Sigmoid => Sigmoid(p, x),
        Activation.Tanh => Elementary.Tanh(p, x),
        Activation.HardSwish => HardSwish(p, x),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "Not an activation."),
    };

    /// <summary>How accurate <see cref="Apply"/> is.</summary>
    public static FunctionBound Bound(Activation activation, NumericType type) => FunctionBounds.Of(activation, type);

    /// <summary>0 &gt; x ? 0 : x, which keeps NaN.</summary>
    private static Value Relu(ProgramBuilder p, Value x) => AtLeast(p, p.Constant(0), x);

    /// <summary>σ(x) = e/(1 + e) or 1/(1 + e) with e = e^−|x|: nothing overflows and nothing cancels.</summary>
    private static Value Sigmoid(ProgramBuilder p, Value x)
    {
        Value e = ExpOfMinusMagnitude(p, x, Coefficients.Of(p.Type).ExpIsZero) * p.Constant(Exponential.Small);
        Value one = p.Constant(1);
        return p.Select(x < p.Constant(0), e, one) / (one + e);
    }

    /// <summary>
    /// x·σ(z), for z of x's sign; z = x for silu. For negative x the product is taken before e^z underflows.
    /// </summary>
    private static Value Logistic(ProgramBuilder p, Value x, Value z)
    {
        double isZero = Coefficients.Of(p.Type).SiluIsZero;
        Value one = p.Constant(1);
        Value small = p.Constant(Exponential.Small);
        Value shifted = ExpOfMinusMagnitude(p, z, isZero);
        Value negative = x < p.Constant(0);
        Value numerator = AtLeast(p, p.Constant(isZero), x) * p.Select(negative, shifted, one);
        return numerator / p.Fma(shifted, small, one) * p.Select(negative, small, one);
    }

    /// <summary>x·½·(1 + tanh(√(2/π)·(x + 0.044715·x³))) = x·σ(z) with z = 2·√(2/π)·(x + 0.044715·x³).</summary>
    private static Value GeluTanh(ProgramBuilder p, Value x)
    {
        const double scale = 1.5957691216057307117598;
        return Logistic(p, x, x * p.Fma(x * x, p.Constant(scale * 0.044715), p.Constant(scale)));
    }

    /// <summary>x·Φ(x), with Φ(−t) = e^(−t²/2)·P(t)/Q(t) for t = |x|, and Φ(t) = 1 − Φ(−t).</summary>
    private static Value Gelu(ProgramBuilder p, Value x)
    {
        Coefficients c = Coefficients.Of(p.Type);
        Value limit = p.Constant(c.GeluIsZero);
        Value half = p.Constant(-0.5);
        Value one = p.Constant(1);
        Value small = p.Constant(Exponential.Small);
        Value t = AtMost(p, limit, p.Abs(x));

        // −t²/2 to twice the precision: e^−98 would turn one rounding of 98 into a hundred.
        Value square = t * t;
        Value lost = p.Fma(t, t, -square);
        var e = new Exponential(p, square * half, lost * half);
        Value quotient = p.Horner(t, c.TailNumerator) / p.Horner(t, c.TailDenominator);
        Value shifted = e.Fraction * e.Power(p.Constant(Exponential.Large)) * quotient;

        Value negative = x < p.Constant(0);
        // Beyond the limit the result is -0: as a product of it, since one that underflows waits a hundred cycles for an Intel processor's microcode.
        Value product = p.Select(x < p.Constant(-c.GeluIsZero), p.Constant(-0.0), x) * p.Select(negative, shifted, p.Fma(shifted, p.Constant(-Exponential.Small), one));
        return product * p.Select(negative, small, one);
    }

    /// <summary>x·clamp(x + 3, 0, 6)/6. x + 3 is exact where it is near 0, so the relative accuracy is kept there.</summary>
    private static Value HardSwish(ProgramBuilder p, Value x)
    {
        x = AtLeast(p, p.Constant(-3), x);
        return x * (AtMost(p, p.Constant(6), x + p.Constant(3)) * p.Constant(1.0 / 6));
    }

    /// <summary>2⁶⁴·e^−|x|, a normal number down to the limit, and constant beyond.</summary>
    private static Value ExpOfMinusMagnitude(ProgramBuilder p, Value x, double limit)
    {
        var e = new Exponential(p, AtLeast(p, p.Constant(limit), -p.Abs(x)));
        return e.Fraction * e.Power(p.Constant(Exponential.Large));
    }

    /// <summary>The larger of a bound and x; x where it is NaN.</summary>
    private static Value AtLeast(ProgramBuilder p, Value bound, Value x) => p.Select(x < bound, bound, x);

    /// <summary>The smaller of a bound and x; x where it is NaN.</summary>
    private static Value AtMost(ProgramBuilder p, Value bound, Value x) => p.Select(bound < x, bound, x);
}
