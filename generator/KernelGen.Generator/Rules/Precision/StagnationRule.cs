using System.Collections.Immutable;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Parsing;
using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Rules;

/// <summary>KG1003: a chain so long that its accumulator guarantees not one digit.</summary>
internal static class StagnationRule
{
    public static Finding? Check(DeclaredKernel kernel)
    {
        if (kernel.Length is not { } length || kernel.Bound.Compensated)
            return null;

        // γₖ = k·u / (1 − k·u) reaches 1 at k·u = ½: from there on a result may be off by all of its terms.
        ErrorBound bound = kernel.Bound;
        int precision = bound.Accumulator.Precision;
        long roundings = bound.Steps(length) + bound.Levels(length);
        if (roundings < 1L << (precision - 1))
            return null;

        Accumulation fix = bound.Accumulator.Precision < NumericType.Float32.Precision ? Accumulation.Float32
            : bound.Accumulator == NumericType.Float32 ? Accumulation.Float64
            : Accumulation.Compensated;
        return new(
            Descriptors.SumStagnates, kernel.AccumulatePlace,
            kernel.Name, Figures.Of(roundings), bound.Accumulator.Keyword, Figures.Of(1L << (precision - 1)), Figures.Of(1L << precision), $"Accumulate.{fix}")
        {
            Properties = ImmutableDictionary<string, string?>.Empty.Add(ToleranceRule.AccumulateKey, fix.ToString()),
        };
    }
}
