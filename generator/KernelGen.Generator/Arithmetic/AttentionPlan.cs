using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Arithmetic;

/// <summary>
/// A row of attention: keys in blocks of <see cref="PlanConstants.AttentionBlock"/> counted from key 0, as far as the row sees them. Each block has scores, a chain each;
/// their maximum; the exponentials of what is left; their sum, key j of a block in lane j mod <see cref="Lanes"/>, the lanes merged half onto half as in a row plan; and its values, a chain
/// over the block's keys for each number. Blocks are merged in order into a state that starts at maximum −∞, sum 0 and values 0.
/// With a window, a row's keys of a block, and their lanes, are counted from the first that the row sees. A key that a mask leaves out (false, or −∞) has the score −∞ and is a step of its
/// block's sums with weight 0; a block in which the mask leaves a row none is no block of that row.
/// Keys and values that are codes are widened exactly: a key's scale multiplies its finished sum, a value's scale its key's weight, so each is one rounding a key.
/// </summary>
internal sealed record AttentionPlan : ArithmeticPlan
{
    /// <summary>Lanes of the virtual vector: 64 bytes of the accumulator's type.</summary>
    public int Lanes => 64 / Accumulator.Bytes;

    /// <summary>Both products: chains of a and b.</summary>
    public required ChainPlan Products { get; init; }

    /// <summary>(<c>headDim</c>) → what scores are multiplied by; 0 where they are empty sums.</summary>
    public required Program Scale { get; init; }

    /// <summary>(<c>sum</c>, <c>scale</c>; <c>keyScale</c>; <c>slope</c>, <c>start</c>, <c>offset</c>; <c>mask</c>) → score. The distance is that of the block's first key from the query, and a key's from that.</summary>
    public required Program Score { get; init; }

    /// <summary>The largest score of a block.</summary>
    public required Reduction Largest { get; init; }

    /// <summary>(<c>max</c>) → what is subtracted from the scores: 0 where every score is −∞, so that no difference is NaN.</summary>
    public required Program Reference { get; init; }

    /// <summary>(<c>score</c>, <c>reference</c>) → weight.</summary>
    public required Program Weight { get; init; }

    /// <summary>(<c>weight</c>, <c>valueScale</c>) → what a key's value is multiplied by, where values are codes; null: its weight.</summary>
    public required Program? Scaled { get; init; }

    /// <summary>The sum of a block's weights.</summary>
    public required Reduction Total { get; init; }

    /// <summary>(<c>max</c>, <c>sum</c>, <c>blockMax</c>, <c>blockSum</c>) → max, sum, and the factors of the state's values and of the block's.</summary>
    public required Program Merge { get; init; }

    /// <summary>(<c>value</c>, <c>factor</c>, <c>blockValue</c>, <c>blockFactor</c>) → value.</summary>
    public required Program MergeValue { get; init; }

    /// <summary>(<c>sum</c>) → what the values are multiplied by: 0 where nothing was seen.</summary>
    public required Program Share { get; init; }

    /// <summary>(<c>value</c>, <c>share</c>) → result, which is rounded to the output's type.</summary>
    public required Program Result { get; init; }

    /// <summary>(<c>score</c>, <c>reference</c>, <c>share</c>) → probability, where they are asked for: 0 of a key that is not seen, whose score is −∞, beside NaN too.</summary>
    public required Program? Probability { get; init; }

    public static AttentionPlan Build(AttentionSpec spec)
    {
        NumericType type = spec.Element.Computed;
        ProgramBuilder New() => new(type);
        ProgramBuilder scale = New(), reference = New(), weight = New(), merge = New(), value = New(), share = New(), result = New(), epilogue = New(), scaled = New();
        Value dimensions = scale.Input("headDim"), seen = reference.Input("max");
        Value max = merge.Input("max"), sum = merge.Input("sum"), blockMax = merge.Input("blockMax"), blockSum = merge.Input("blockSum");
        Value both = merge.Max(max, blockMax), from = Finite(merge, both);
        Value factor = Elementary.ExpBelowZero(merge, max - from), blockFactor = Elementary.ExpBelowZero(merge, blockMax - from);
        Value all = share.Input("sum"), none = share.Constant(0);
        return new()
        {
            Element = spec.Element,
            Accumulator = type,
            Output = spec.Output,
            Length = spec.KeyLength,
            Products = new()
            {
                Element = type,
                Accumulator = type,
                Output = type,
                Length = spec.HeadDim,
                Sum = Reductions.Products(type, false, "a", "b"),
                Epilogue = epilogue.Build(epilogue.Input("sum")),
                Bound = ErrorBound.OfChain(type, null, type, false, spec.HeadDim, BoundForm.SumOfProducts, 0, Activation.None),
            },
            Scale = scale.Build(spec.Scale is { } stated ? scale.Constant(stated) : scale.Select(scale.Equal(dimensions, scale.Constant(0)), scale.Constant(0), scale.Constant(1) / scale.Sqrt(dimensions))),
            Score = BuildScore(spec),
            Largest = Reductions.Largest(type, "score"),
            Reference = reference.Build(Finite(reference, seen)),
            Weight = weight.Build(Elementary.ExpBelowZero(weight, weight.Input("score") - weight.Input("reference"))),
            Scaled = spec.ValueScale is null ? null : scaled.Build(scaled.Input("weight") * scaled.Input("valueScale")),
            Total = Reductions.Sum(type, false, "weight"),
            Merge = merge.Build(both, merge.Fma(sum, factor, blockSum * blockFactor), factor, blockFactor),
            MergeValue = value.Build(value.Fma(value.Input("value"), value.Input("factor"), value.Input("blockValue") * value.Input("blockFactor"))),
            Share = share.Build(share.Select(share.Equal(all, none), none, share.Constant(1) / all)),
            Result = result.Build(result.Input("value") * result.Input("share")),
            Probability = spec.Probabilities is null ? null : BuildProbability(type),
            Bound = ErrorBound.OfAttention(spec),
        };
    }

    /// <summary>The key's scale, the scores', cap, slope, mask. (In this order: a sum of multiples of q's last place is rounded as one of keys that are floats would be, whatever the scales.)</summary>
    private static Program BuildScore(AttentionSpec spec)
    {
        var p = new ProgramBuilder(spec.Element.Computed);
        Value sum = p.Input("sum"), score = (spec.KeyScale is null ? sum : sum * p.Input("keyScale")) * p.Input("scale");
        if (spec.Softcap is { } softcap)
        {
            Value cap = p.Constant(softcap);
            score = cap * Elementary.Tanh(p, score / cap);
        }

        if (spec.Slopes is not null)
            score = p.Fma(p.Input("slope"), p.Input("start") + p.Input("offset"), score);
        if (spec.Mask is { } operand)
        {
            Value mask = p.Input("mask"), none = p.Constant(double.NegativeInfinity);
            score = operand.Type.IsInteger ? p.Select(p.Equal(mask, p.Constant(0)), none, score) : p.Select(p.Equal(mask, none), none, score + mask);
        }

        return p.Build(score);
    }

    private static Program BuildProbability(NumericType type)
    {
        var p = new ProgramBuilder(type);
        Value score = p.Input("score"), weight = Elementary.ExpBelowZero(p, score - p.Input("reference"));
        return p.Build(p.Select(p.Equal(score, p.Constant(double.NegativeInfinity)), p.Constant(0), weight * p.Input("share")));
    }

    private static Value Finite(ProgramBuilder p, Value max) => p.Select(p.Equal(max, p.Constant(double.NegativeInfinity)), p.Constant(0), max);
}
