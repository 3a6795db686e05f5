using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Parsing;
using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Rules;

/// <summary>What a call quantises, as far as its constants and the declared ranges tell: where the numbers can be, and where most of them are.</summary>
internal sealed record QuantisedResult
{
    /// <summary>Of a normal distribution all but one in a thousand lie within so many deviations, and half of it within so many.</summary>
    private const double Most = 3.2905, Half = 0.67448975;

    public required NumericType Type { get; init; }
    public required string ScaleRole { get; init; }
    public required double Scale { get; init; }
    public required double ZeroPoint { get; init; }

    /// <summary>The numbers in words.</summary>
    public required string What { get; init; }

    /// <summary>All that the numbers can be.</summary>
    public required Interval Reach { get; init; }

    /// <summary>Where they are sums of many products: their normal distribution, of operands spread evenly. Else they are spread evenly themselves.</summary>
    public Moments? Sums { get; init; }

    /// <summary>The ranges of what is summed are declared: how wide the sums spread is not only the types' guess.</summary>
    public bool IsDeclared { get; init; } = true;

    /// <summary>What is below 0 is cut off anyway.</summary>
    public bool IsRectified { get; init; }

    /// <param name="spec">The kernel.</param>
    /// <param name="constant">The constant that the call has for a scale or a zero point; null where it is none.</param>
    public static QuantisedResult? Of(KernelSpec spec, Func<string, double?> constant)
    {
        QuantisedResult? result = !spec.Output.IsByte ? null : spec switch
        {
            QuantizeSpec { IsDynamic: false } quantize => OfElements(quantize, constant),
            MatrixProductSpec product => OfSums(product, product.K, product.Activation, constant),
            ConvolutionSpec { MostWindowsAreWhole: true } convolution => OfSums(convolution, convolution.Terms, convolution.Activation, constant),
            _ => null,
        };

        // Other scales and zero points are refused when it runs.
        return result is { Scale: > 0 and <= float.MaxValue } && result.ZeroPoint >= result.Type.Minimum && result.ZeroPoint <= result.Type.Maximum && result.Reach.Magnitude > 0
            ? result
            : null;
    }

    private static QuantisedResult? OfElements(QuantizeSpec spec, Func<string, double?> constant) =>
        spec["x"].Range is { } range && Scalar(spec, "scale", constant, double.NaN) is { } scale && Scalar(spec, "zeroPoint", constant, 0) is { } zeroPoint
            ? new()
            {
                Type = spec.Output,
                ScaleRole = "scale",
                Scale = scale,
                ZeroPoint = zeroPoint,
                What = $"{Named(spec["x"])} in {In(range)}",
                Reach = range,
            }
            : null;

    private static QuantisedResult? OfSums(KernelSpec spec, Dimension k, Activation activation, Func<string, double?> constant)
    {
        (string a, string b, string c) = spec.Operation == "Gemm" ? ("a", "b", "c") : ("x", "weights", "y");
        if (k.Fixed is not (> 0 and var n) || ValueRange.Of(spec[a]) is not { } ofA || ValueRange.Of(spec[b]) is not { } ofB
            || Factor(a) is not var (zeroA, scaleA) || Factor(b) is not var (zeroB, scaleB)
            || Scalar(spec, c + "Scale", constant, double.NaN) is not { } scale || Scalar(spec, c + "ZeroPoint", constant, 0) is not { } zeroPoint)
            return null;

        var factor = new Interval(scaleA * scaleB, scaleA * scaleB);
        Interval first = ofA + new Interval(-zeroA, -zeroA), second = ofB + new Interval(-zeroB, -zeroB);
        var sum = Moments.OfSum(n, Moments.Of(first), Moments.Of(second));
        sum = new(sum.Mean * factor.Low, sum.Variance * factor.Low * factor.Low);
        Interval reach = (first * second).Times(n) * factor;
        // Of a window that reaches beyond the image some products are 0.
        if (spec is ConvolutionSpec { IsPadded: true })
            reach = new(Math.Min(reach.Low, 0), Math.Max(reach.High, 0));
        if (spec.Find("bias") is { } bias)
        {
            // Where nothing is declared of it, it may be any number, but most sums are where they would be without.
            reach = bias.Range is { } range ? reach + range : Interval.Around(double.PositiveInfinity);
            Moments added = bias.Range is { } declared ? Moments.Of(declared) : default;
            sum = new(sum.Mean + added.Mean, sum.Variance + added.Variance);
        }

        return new()
        {
            Type = spec.Output,
            ScaleRole = c + "Scale",
            Scale = scale,
            ZeroPoint = zeroPoint,
            What = $"sums of {Figures.Of((long)n)} products of {Named(spec[a])} in {In(ofA)} and {Named(spec[b])} in {In(ofB)}",
            Reach = ValueRange.Through(activation, reach),
            Sums = activation is Activation.None or Activation.Relu ? sum : null,
            IsDeclared = activation is Activation.None or Activation.Relu && spec[a].Range is not null && spec[b].Range is not null,
            IsRectified = activation == Activation.Relu,
        };

        (double Zero, double Scale)? Factor(string role) =>
            Scalar(spec, Requantization.RoleOf(role, "ZeroPoint"), constant, 0) is { } zero && Scalar(spec, Requantization.RoleOf(role, "Scale"), constant, 1) is { } own
                ? (zero, own)
                : null;
    }

    /// <summary>Why a scale is none for these numbers; null where it does.</summary>
    public string? Miss(double scale, double zeroPoint)
    {
        double clipped = IsDeclared ? Clipped(scale, zeroPoint) : 0;
        if (clipped > 0.5)
            return $"its codes reach from {Figures.Of((Type.Minimum - zeroPoint) * scale)} to {Figures.Of((Type.Maximum - zeroPoint) * scale)}, and {Figures.Percent(clipped)} of them lie beyond{Assumption}";
        double used = Codes.Of(new(Reach.Low / scale, Reach.High / scale), zeroPoint, Type);
        if (Codes.AreWasted(used))
            return $"they take {Figures.Of(used)} of the 256 codes, and {Figures.Of(Codes.BitsLost(used))} of 8 bits say nothing";
        return Sums is { } sums && Half * sums.Deviation < 0.5 * scale
            ? $"a code is {Figures.Of(scale / sums.Deviation)} of their standard deviations wide, and {Figures.Percent(1 - (2 * Normal.Above(0.5 * scale / sums.Deviation)))} of them are within half a code of their mean{Assumption}"
            : null;
    }

    /// <summary>The share of the numbers that lie beyond the first or the last code.</summary>
    private double Clipped(double scale, double zeroPoint)
    {
        // A sum's scale that starts or ends at 0 rectifies it, which a layer may mean.
        double low = Sums is not null && (IsRectified || zeroPoint == Type.Minimum) ? double.NegativeInfinity : (Type.Minimum - zeroPoint - 0.5) * scale;
        double high = Sums is not null && zeroPoint == Type.Maximum ? double.PositiveInfinity : (Type.Maximum - zeroPoint + 0.5) * scale;
        if (Sums is { Deviation: > 0 and var deviation } sums)
            return Normal.Above((high - sums.Mean) / deviation) + Normal.Above((sums.Mean - low) / deviation);
        Interval numbers = Sums is { } one ? new(one.Mean, one.Mean) : Reach;
        if (numbers.Low == numbers.High)
            return numbers.Low < low || numbers.High > high ? 1 : 0;
        return 1 - (Math.Max(Math.Min(numbers.High, high) - Math.Max(numbers.Low, low), 0) / (numbers.High - numbers.Low));
    }

    /// <summary>The least scale, in two digits, that brings the numbers within the codes on both sides of a zero point; 0 where it has no codes for them.</summary>
    public double Fitting(double zeroPoint)
    {
        Interval numbers = Usual;
        double above = numbers.High > 0 && zeroPoint < Type.Maximum ? numbers.High / (Type.Maximum - zeroPoint) : 0;
        double below = numbers.Low < 0 && zeroPoint > Type.Minimum ? numbers.Low / (Type.Minimum - zeroPoint) : 0;
        return Figures.Above(Math.Max(above, below));
    }

    /// <summary>The zero point with which the numbers, and 0, take all codes.</summary>
    public double FittingZeroPoint
    {
        get
        {
            double low = Math.Min(Usual.Low, 0), high = Math.Max(Usual.High, 0);
            return Math.Round(Type.Minimum - (low / (high - low) * (Codes.Count - 1)));
        }
    }

    /// <summary>Where all but one in a thousand are.</summary>
    private Interval Usual
    {
        get
        {
            if (Sums is not { } sums)
                return Reach;
            double low = Math.Max(Reach.Low, sums.Mean - (Most * sums.Deviation)), high = Math.Min(Reach.High, sums.Mean + (Most * sums.Deviation));
            return new(Math.Min(low, high), high);
        }
    }

    /// <summary>What becomes of the numbers with a scale that fits.</summary>
    public string Kept => Sums is null ? "holds them all" : "holds all but one in a thousand";

    private string Assumption => Sums is null ? ", spread evenly" : ", with operands spread evenly";

    /// <summary>A number that the call says; what it is where the kernel has no operand for it; null where the call says none.</summary>
    private static double? Scalar(KernelSpec spec, string role, Func<string, double?> constant, double absent) =>
        spec.Find(role + "s") is not null ? null : spec.Find(role) is null ? absent : constant(role);

    private static string Named(Operand operand) => operand.Parameter.TrimStart('@');

    private static string In(Interval range) => $"[{Text.Of(range.Low)}, {Text.Of(range.High)}]";
}
