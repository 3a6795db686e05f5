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
        NumericType accumulator = kernel.SumType;
        int length = kernel.Length ?? 1;
        foreach (SumRange sum in ValueRange.Sums(kernel.Spec))
        {
            double reach = sum.Of(length).Magnitude;
            if (reach <= accumulator.Maximum)
                continue;

            Accumulation? wider = reach <= NumericType.Float32.Maximum ? Accumulation.Float32
                : accumulator != NumericType.Float64 && reach <= NumericType.Float64.Maximum ? Accumulation.Float64
                : null;
            string safe = sum.LongestWithin(accumulator.Maximum) is > 0 and var longest ? $"at most {Figures.Of(longest)} such terms are safe" : "one such term is too much";
            return new(
                Descriptors.AccumulatorOverflows, kernel.AccumulatePlace,
                kernel.Name, Figures.Of((long)length), Figures.Of(sum.Term.Magnitude), Figures.Of(reach), accumulator.Name, Figures.Of(accumulator.Maximum), safe,
                wider is { } holds ? $"Accumulate.{holds} holds them" : "scale the operands down")
            {
                Properties = wider is null
                    ? ImmutableDictionary<string, string?>.Empty
                    : ImmutableDictionary<string, string?>.Empty.Add(ToleranceRule.AccumulateKey, wider.ToString()),
            };
        }

        return null;
    }
}
