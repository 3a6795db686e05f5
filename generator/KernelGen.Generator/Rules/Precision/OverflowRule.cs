using System.Collections.Immutable;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Parsing;
using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Rules;

/// <summary>KG1002: a sum that its accumulator does not hold.</summary>
internal static class OverflowRule
{
    public static Finding? Check(DeclaredKernel kernel)
    {
        NumericType accumulator = kernel.Plan.Accumulator;
        int length = kernel.Length ?? 1;
        foreach (SumRange sum in ValueRange.Sums(kernel.Spec))
        {
            double reach = sum.Of(length).Magnitude;
            if (reach <= accumulator.Maximum)
                continue;

            bool wider = accumulator.Maximum < NumericType.Float64.Maximum && reach <= NumericType.Float64.Maximum;
            string safe = sum.LongestWithin(accumulator.Maximum) is > 0 and var longest ? $"at most {Figures.Of(longest)} such terms are safe" : "one such term is too much";
            return new(
                Descriptors.AccumulatorOverflows, kernel.AccumulatePlace,
                kernel.Name, Figures.Of((long)length), Figures.Of(sum.Term.Magnitude), Figures.Of(reach), accumulator.Keyword, Figures.Of(accumulator.Maximum), safe,
                wider ? "Accumulate.Float64 holds them" : "scale the operands down")
            {
                Properties = wider
                    ? ImmutableDictionary<string, string?>.Empty.Add(ToleranceRule.AccumulateKey, nameof(Accumulation.Float64))
                    : ImmutableDictionary<string, string?>.Empty,
            };
        }

        return null;
    }
}
