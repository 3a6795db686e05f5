using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Arithmetic;

/// <summary>
/// A pair of elements turned: <see cref="First"/> and <see cref="Second"/> give its new elements from the one in the same place (<c>own</c>), its partner
/// (<c>other</c>), <c>cos</c> and <c>sin</c>. Second with −sin for sin is First to the bit, so that a schedule may have both in one register. Elements that are in no pair are copied.
/// </summary>
internal sealed record RotaryPlan : ArithmeticPlan
{
    /// <summary>A result is a sum of two products.</summary>
    public static readonly Dimension Terms = new("Terms", Fixed: 2);

    public required Program First { get; init; }
    public required Program Second { get; init; }

    /// <summary>Cosine and sine of an angle: see <see cref="QuarterTurns"/>; each is rounded once more to the accumulator's type. Null where tables give them.</summary>
    public Program? Angle { get; init; }

    /// <summary>The quarter turns of each pair from one position to the next, in two parts.</summary>
    public EquatableArray<double> High { get; init; } = EquatableArray<double>.Empty;
    public EquatableArray<double> Low { get; init; } = EquatableArray<double>.Empty;
}

/// <summary>RotaryEmbedding.</summary>
internal static class RotaryPlans
{
    public static RotaryPlan Build(RotarySpec spec)
    {
        NumericType type = spec.Element.Computed;
        var plan = new RotaryPlan
        {
            Element = spec.Element,
            Accumulator = type,
            Output = spec.Output,
            Length = RotaryPlan.Terms,
            First = Turn(type, first: true),
            Second = Turn(type, first: false),
            Bound = ErrorBound.OfRotation(spec),
        };
        if (spec.Base is not { } number)
            return plan;
        if (spec.RotaryDim.Fixed is not { } rotaryDim)
            throw new ArgumentException("Frequencies that are made at compile time need a RotaryDim that is known then.", nameof(spec));
        (double[] high, double[] low) = Frequencies.Of(number, rotaryDim);
        return plan with { Angle = QuarterTurns.Program, High = new([.. high]), Low = new([.. low]) };
    }

    private static Program Turn(NumericType type, bool first)
    {
        var p = new ProgramBuilder(type);
        Value own = p.Input("own"), other = p.Input("other"), cos = p.Input("cos"), product = other * p.Input("sin");
        return p.Build(p.Fma(own, cos, first ? -product : product));
    }
}
