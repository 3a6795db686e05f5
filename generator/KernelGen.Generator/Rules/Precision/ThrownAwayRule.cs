using System.Collections.Immutable;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Parsing;
using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Rules;

/// <summary>KG1005: digits that a dear accumulator keeps and the result's type drops at once.</summary>
internal static class ThrownAwayRule
{
    public static Finding? Check(DeclaredKernel kernel)
    {
        if (kernel.Length is not { } length || kernel.Spec.Accumulate is not (Accumulation.Float64 or Accumulation.Compensated))
            return null;
        ArithmeticPlan plain = kernel.With(Accumulation.Auto)!;
        if (plain.Accumulator == kernel.Plan.Accumulator && !kernel.Bound.Compensated)
            return null;

        // Where the plain sum's own error is no more than one rounding of the result (γ₁), the accumulator can at best halve what is seen of it.
        NumericType output = kernel.Spec.Output;
        double sum = (plain.Bound with { Output = plain.Accumulator }).Coefficient(length);
        bool isNeeded = kernel.StatesTolerance && plain.Bound.Coefficient(length) > kernel.Spec.Tolerance;
        if (isNeeded || sum > output.UnitRoundoff / (1 - output.UnitRoundoff) * (1 + 1e-13))
            return null;
        return new(
            Descriptors.OutputDropsDigits, kernel.AccumulatePlace,
            kernel.Name, kernel.Spec.Accumulate.ToString(), output.Name, Figures.Of(output.UnitRoundoff), plain.Accumulator.Name, Figures.Of(sum))
        {
            Properties = ImmutableDictionary<string, string?>.Empty.Add(ToleranceRule.AccumulateKey, nameof(Accumulation.Auto)),
        };
    }
}
