using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Arithmetic;

/// <summary>Each element by itself: 8-bit numbers from floats, or floats from them.</summary>
internal sealed record QuantizePlan : ArithmeticPlan
{
    /// <summary>(<c>x</c>, <c>scale</c>, and where there is one <c>zeroPoint</c>) → y.</summary>
    public required Program Map { get; init; }

    /// <summary>How scale and zero point are found; null where they are given.</summary>
    public RangeSearch? Search { get; init; }
}

/// <summary>The numbers' range, in which no order can be seen: its ends start at +0, so 0 is always inside, and NaN changes neither.</summary>
/// <param name="State">The ends that it keeps: <c>high</c> of the magnitudes, or <c>low</c> and <c>high</c>.</param>
/// <param name="Step">(<c>x</c>, state…) → state.</param>
/// <param name="Merge">(state…, other state…) → state.</param>
/// <param name="Scale">(state…) → scale, and where the range is that of both ends, zero point.</param>
internal sealed record RangeSearch(EquatableArray<string> State, Program Step, Program Merge, Program Scale);

/// <summary>
/// ONNX's definitions, in float (QuantizeLinear, DequantizeLinear, DynamicQuantizeLinear-11): y = saturate(round(x / scale) + zeroPoint), ties to even;
/// x = (y − zeroPoint)·scale. NaN gives the zero point. What is found for a range is always a finite scale above 0: 1 where the quotient is 0, as
/// ONNX Runtime has it for numbers that are all 0, and the largest float where it is infinite.
/// </summary>
internal static class Quantization
{
    /// <summary>Adding and subtracting 1.5·2²³ rounds a smaller number to a whole one.</summary>
    private const float Rounder = 12_582_912;

    public static QuantizePlan Plan(QuantizeSpec spec)
    {
        bool hasZeroPoint = spec.Find("zeroPoint") is not null || spec.Find("zeroPoints") is not null;
        var p = new ProgramBuilder(NumericType.Float32);
        Value x = p.Input("x"), scale = p.Input("scale");
        Value? zeroPoint = hasZeroPoint ? p.Input("zeroPoint") : null;
        Value y = spec.IsQuantize ? Quantise(p, x / scale, zeroPoint, spec.Quantised) : (zeroPoint is { } zero ? x - zero : x) * scale;
        return new()
        {
            Element = spec.Element,
            Accumulator = NumericType.Float32,
            Output = spec.Output,
            Length = spec.Length,
            Map = p.Build(y),
            Search = !spec.IsDynamic ? null : hasZeroPoint ? Ends(spec.Quantised) : Magnitude(spec.Quantised),
            Bound = ErrorBound.OfElements(spec),
        };
    }

    /// <summary>A number of steps, rounded to a whole one, ties to even, moved by the zero point, and clamped to the type. NaN is 0 steps.</summary>
    public static Value Quantise(ProgramBuilder p, Value steps, Value? zeroPoint, NumericType type)
    {
        steps = p.Select(p.Equal(steps, steps), steps, p.Constant(0));
        Value least = p.Constant(type.Minimum), most = p.Constant(type.Maximum);
        if (zeroPoint is { } z)
            (least, most) = (least - z, most - z);
        Value whole = Round(p, p.Min(p.Max(steps, least), most));
        return zeroPoint is { } moved ? whole + moved : whole;
    }

    private static Value Round(ProgramBuilder p, Value value) => value + p.Constant(Rounder) - p.Constant(Rounder);

    /// <summary>Symmetric: the largest magnitude is the type's largest number.</summary>
    private static RangeSearch Magnitude(NumericType type)
    {
        var step = new ProgramBuilder(NumericType.Float32);
        Value x = step.Input("x");
        var merge = new ProgramBuilder(NumericType.Float32);
        Value high = merge.Input("high");
        var scale = new ProgramBuilder(NumericType.Float32);
        return new(
            new(["high"]),
            step.Build(step.Max(step.Abs(x), step.Input("high"))),
            merge.Build(merge.Max(merge.Input("high2"), high)),
            scale.Build(Scale(scale, scale.Input("high"), type.Maximum)));
    }

    /// <summary>From the least number, or 0, to the largest, or 0.</summary>
    private static RangeSearch Ends(NumericType type)
    {
        var step = new ProgramBuilder(NumericType.Float32);
        Value x = step.Input("x");
        var merge = new ProgramBuilder(NumericType.Float32);
        Value low = merge.Input("low"), high = merge.Input("high");
        var found = new ProgramBuilder(NumericType.Float32);
        Value least = found.Input("low"), most = found.Input("high");
        Value scale = Scale(found, most - least, type.Maximum - type.Minimum);
        Value zeroPoint = found.Constant(type.Minimum) - (least / scale);
        return new(
            new(["low", "high"]),
            step.Build(step.Min(x, step.Input("low")), step.Max(x, step.Input("high"))),
            merge.Build(merge.Min(merge.Input("low2"), low), merge.Max(merge.Input("high2"), high)),
            found.Build(scale, Round(found, found.Min(found.Max(zeroPoint, found.Constant(type.Minimum)), found.Constant(type.Maximum)))));
    }

    private static Value Scale(ProgramBuilder p, Value range, double steps)
    {
        Value scale = range / p.Constant(steps);
        return p.Min(p.Select(p.Equal(scale, p.Constant(0)), p.Constant(1), scale), p.Constant(NumericType.Float32.Maximum));
    }
}
