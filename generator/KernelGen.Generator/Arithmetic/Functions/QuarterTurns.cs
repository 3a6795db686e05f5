using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Arithmetic;

/// <summary>
/// Cosine and sine of position·(high + low) quarter turns, in double whatever the kernel's type is: so an angle of many turns is reduced by subtracting a whole
/// number, exactly. With n that number and r what is left, |r| ≤ ½ and a little, they are ±cos(r·π/2) and ±sin(r·π/2), or the other way round where n is odd;
/// both are Taylor's polynomials, whose ends are below 2^−58.
/// <para>
/// The error, in u = 2^−53, for every position that an int holds (|position·high| &lt; 2³¹): the product is split exactly in its rounded value and the rest; what
/// the frequency's two parts leave out is 2^−106 of 2³¹, and the rest's rounding is as small. r is rounded once, by ½ of its last place: at most 2^−54 where r passes ½,
/// which the slope of π/2·sin(π/4) = 1.11 turns into 0.56. Then, with s = r² (rounded by ⅛, or ¼ where r passes ½):
/// </para>
/// <list type="bullet">
/// <item>cosine, 1 + s·q(s), |q| ≤ 1.24: the coefficient −π²/8 is rounded by 0.71 and q by 1, of which s takes ¼; what is rounded before 0.02; s itself 0.31; the last rounding ½: with r's 1.82.</item>
/// <item>sine, r·h + r·w(s), h being π/2 as a double and |w| ≤ 0.17: w and what is rounded before it by ⅜, of which r takes ½; s 0.09; the product r·w 1/16; the last rounding ½: with r's 1.4.</item>
/// </list>
/// </summary>
internal static class QuarterTurns
{
    /// <summary>The largest error, in 2^−53: see above.</summary>
    private const double Units = 2;

    /// <summary>1.5·2⁵²: adding it rounds to a whole number, which then stands in the lowest bits.</summary>
    private const double RoundToInteger = 6755399441055744;

    /// <summary>(π/2)²ᵏ⁺¹/(2k + 1)! with signs in turn: π/2 in two parts, then from the third power up.</summary>
    private const double SineFirst = 1.5707963267948966, SineFirstLow = 6.123233995736766e-17;

    private static readonly double[] Sine =
    [
        -0.6459640975062463, 0.07969262624616705, -0.004681754135318688, 0.00016044118478735983, -3.598843235212085e-06, 5.692172921967927e-08, -6.688035109811468e-10,
        6.0669357311061955e-12,
    ];

    /// <summary>(π/2)²ᵏ/(2k)! with signs in turn, from the second power up.</summary>
    private static readonly double[] Cosine =
    [
        -1.2337005501361697, 0.25366950790104803, -0.02086348076335296, 0.0009192602748394266, -2.5202042373060607e-05, 4.710874778818172e-07, -6.386603083791852e-09,
        6.565963114979473e-11,
    ];

    /// <summary>Inputs <c>position</c>, <c>high</c> and <c>low</c>; results cosine and sine.</summary>
    public static Program Program { get; } = Build();

    /// <summary>The largest error of a cosine or sine that is rounded to a type.</summary>
    public static double ErrorIn(NumericType type)
    {
        double error = Units * Math.Pow(2, -53);
        return type == NumericType.Float64 ? error : (type.UnitRoundoff * (1 + error)) + error;
    }

    private static Program Build()
    {
        var p = new ProgramBuilder(NumericType.Float64);
        Value position = p.Input("position"), high = p.Input("high"), low = p.Input("low");
        Value angle = position * high, rest = p.Fma(position, low, p.Fma(position, high, -angle));
        Value shifter = p.Constant(RoundToInteger), shifted = angle + shifter;
        Value r = angle - (shifted - shifter) + rest, square = r * r;

        Value sine = p.Fma(r, p.Constant(SineFirst), r * p.Fma(p.Horner(square, Sine), square, p.Constant(SineFirstLow)));
        Value cosine = p.Fma(p.Horner(square, Cosine), square, p.Constant(1));

        // The lowest bit of n says which is which, the next one of n and of n + 1 what their signs are.
        Value isOdd = p.OrBits(p.ShiftBitsLeft(shifted, 63), p.Constant(1)) < p.Constant(0);
        Value sign = p.Constant(-0.0);
        Value ofSine = p.AndBits(p.ShiftBitsLeft(shifted, 62), sign), ofCosine = p.AndBits(p.ShiftBitsLeft(p.AddBits(shifted, p.ConstantBits(1)), 62), sign);
        return p.Build(p.XorBits(p.Select(isOdd, sine, cosine), ofCosine), p.XorBits(p.Select(isOdd, cosine, sine), ofSine));
    }
}
