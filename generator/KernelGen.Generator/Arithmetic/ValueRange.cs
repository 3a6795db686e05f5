using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Arithmetic;

/// <summary>What values a kernel's sums and results can reach, from what its operands are declared to hold.</summary>
internal static class ValueRange
{
    /// <summary>
    /// The values of an operand: the declared ones; each component of a vector of length 1 is one of −1 … 1; null for a float operand of which
    /// nothing is declared, since no one means the type's whole range.
    /// </summary>
    public static Interval? Of(Operand operand)
    {
        if (operand.Type.IsByte && !operand.IsUnitNorm)
            return operand.Range is { } declared && OfType(operand) is { } all ? new(Math.Max(declared.Low, all.Low), Math.Min(declared.High, all.High)) : OfType(operand);
        if (operand.Range is { } range)
            return operand.IsUnitNorm ? new(Math.Max(range.Low, -1), Math.Min(range.High, 1)) : range;
        return operand.IsUnitNorm ? Interval.Around(1) : null;
    }

    /// <summary>All numbers of an operand's type; null for floats.</summary>
    public static Interval? OfType(Operand operand) => operand.Type.IsByte ? new(operand.Type.Minimum, operand.Type.Maximum) : null;

    /// <summary>One term of each of the kernel's sums; none where too little is declared.</summary>
    public static IEnumerable<SumRange> Sums(KernelSpec spec) => Sums(spec, Of);

    /// <summary>The same with what is known of each operand.</summary>
    public static IEnumerable<SumRange> Sums(KernelSpec spec, Func<Operand, Interval?> of)
    {
        // What a code is worth, its group's scale says; what a row's sums come to, its largest element or its mean; and what is turned keeps its size.
        if (spec is QuantizeSpec or GroupedDenseSpec or RowsSpec or RotarySpec or AttentionSpec || FusedNorm.Of(spec) is not null)
            yield break;
        if (spec is PoolSpec)
            yield break; // a mean is as large as its numbers
        (string a, string b, Metric metric) = spec switch
        {
            OneToManySpec many => ("query", "rows", many.Metric),
            RowwiseSpec => ("x", "x", Metric.Dot),
            GemvSpec => ("a", "x", Metric.Dot),
            MatrixProductSpec { Operation: "Dense" } or ConvolutionSpec => ("x", "weights", Metric.Dot),
            { Operation: "Cosine" } => ("a", "b", Metric.Cosine),
            { Operation: "SquaredDistance" } => ("a", "b", Metric.SquaredDistance),
            { Operation: "SumOfSquares" } => ("a", "a", Metric.Dot),
            _ => ("a", "b", Metric.Dot),
        };

        Operand left = spec[a], right = spec[b];
        Interval? x = Less(of(left), spec, a), y = Less(of(right), spec, b);
        if (spec is ConvolutionSpec && x is { } inside)
            x = new(Math.Min(inside.Low, 0), Math.Max(inside.High, 0)); // padding is 0
        switch (metric)
        {
            case Metric.Cosine:
                if (x is { } one)
                    yield return new(one.Squared, left.IsUnitNorm ? Unit : Unlimited);
                if (y is { } other)
                    yield return new(other.Squared, right.IsUnitNorm ? Unit : Unlimited);
                break;
            case Metric.SquaredDistance when x is { } from && y is { } to:
                yield return new((from + (to * new Interval(-1, -1))).Squared, left.IsUnitNorm && right.IsUnitNorm ? _ => 4 : Unlimited);
                break;
            case Metric.Dot when x is { } p && y is { } q:
                yield return new(a == b ? p.Squared : p * q, Limit(left, p, right, q));
                break;
        }
    }

    /// <summary>What the result can reach at least; null where too little is declared to say. What may be added and of which nothing is declared is taken for 0.</summary>
    public static Interval? Result(KernelSpec spec, long length)
    {
        if (spec is AttentionSpec attention)
            return Attended(attention);
        if (spec is RowwiseSpec or DotSpec { Operation: "Cosine" } or OneToManySpec { Metric: Metric.Cosine } || Sums(spec).Cast<SumRange?>().FirstOrDefault() is not { } sum)
            return null;
        Interval value = sum.Of(length);
        if (spec.Find("alpha") is { } alpha)
        {
            if (Of(alpha) is not { } factor)
                return null;
            value *= factor;
        }

        if (spec.Find("beta") is { } beta && Of(beta) is { } scale && Of(spec.Find("c") ?? spec["y"]) is { } before)
            value += scale * before;
        value = Plus(value, spec.Find("bias"));
        if (spec is ConvolutionSpec convolution)
            return Through(convolution.Activation, Plus(value, spec.Find("residual")));
        if (spec is not MatrixProductSpec product)
            return value;
        return product.Activation == Activation.GatedSilu
            ? Plus(Through(Activation.Silu, value) * value, spec.Find("residual"))
            : Through(product.Activation, Plus(value, spec.Find("residual")));
    }

    /// <summary>Any value may have all the weight; of a code the scale is to be known.</summary>
    private static Interval? Attended(AttentionSpec spec)
    {
        if (Of(spec["v"]) is not { } values)
            return null;
        double most = spec["v"].Type.Maximum;
        if (!spec["v"].Type.IsInteger)
            return new(Math.Max(values.Low, -most), Math.Min(values.High, most));
        return spec.ValueScale is { } scale && Of(scale) is { } worth ? values * worth : null;
    }

    private static Interval Plus(Interval value, Operand? addend) => addend is not null && Of(addend) is { } range ? value + range : value;

    /// <summary>What an activation makes of a range.</summary>
    public static Interval Through(Activation activation, Interval value)
    {
        var positive = new Interval(Math.Max(value.Low, 0), Math.Max(value.High, 0));
        return activation switch
        {
            Activation.None => value,
            Activation.Relu => positive,
            Activation.Relu6 => new(Math.Min(positive.Low, 6), Math.Min(positive.High, 6)),
            Activation.LeakyRelu => new(value.Low < 0 ? value.Low * 0.01 : value.Low, value.High < 0 ? value.High * 0.01 : value.High),
            Activation.Sigmoid => new(0, 1),
            Activation.Tanh => Interval.Around(1),
            _ => new(value.Low < 0 ? -0.375 : 0, positive.High), // none of them falls below hard swish's least value
        };
    }

    /// <summary>A quantised operand's values less its zero point, which may be any number of its type.</summary>
    private static Interval? Less(Interval? values, KernelSpec spec, string role)
    {
        string zeroPoint = (role == "weights" ? "weight" : role) + "ZeroPoint";
        return values is { } range && (spec.Find(zeroPoint) ?? spec.Find(zeroPoint + "s")) is not null && OfType(spec[role]) is { } all
            ? range + (all * new Interval(-1, -1))
            : values;
    }

    /// <summary>|Σ aᵢ·bᵢ| ≤ ‖a‖·‖b‖ (Cauchy and Schwarz), and so is every part of the sum.</summary>
    private static Func<long, double> Limit(Operand left, Interval p, Operand right, Interval q) => (left.IsUnitNorm, right.IsUnitNorm) switch
    {
        (true, true) => Unit,
        (true, false) => length => q.Magnitude * Math.Sqrt(length),
        (false, true) => length => p.Magnitude * Math.Sqrt(length),
        _ => Unlimited,
    };

    private static readonly Func<long, double> Unit = _ => 1;
    private static readonly Func<long, double> Unlimited = _ => double.PositiveInfinity;
}

/// <summary>A sum's range: its terms', and a limit of its own, by its length.</summary>
internal readonly record struct SumRange(Interval Term, Func<long, double> Limit)
{
    /// <summary>All that the sum, and every part of it, can be.</summary>
    public Interval Of(long length)
    {
        Interval sum = Term.Times(length);
        double limit = Limit(length);
        return new(Math.Max(Math.Min(sum.Low, 0), -limit), Math.Min(Math.Max(sum.High, 0), limit));
    }

    /// <summary>The longest sum whose every value a type has.</summary>
    public long LongestWithin(NumericType type) => (long)Math.Min(
        Math.Min(Term.High > 0 ? Math.Floor(type.Maximum / Term.High) : double.PositiveInfinity, Term.Low < 0 ? Math.Floor(type.Minimum / Term.Low) : double.PositiveInfinity),
        long.MaxValue / 2);

    /// <summary>The longest sum that stays within a magnitude.</summary>
    public long LongestWithin(double magnitude) => (long)Math.Min(Math.Floor(magnitude / Term.Magnitude), long.MaxValue / 2);
}
