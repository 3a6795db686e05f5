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
        if (kernel.Length is not { } length || kernel.Bound.Compensated || kernel.Bound.ExactSums)
            return null;

        // γₖ = k·u / (1 − k·u) reaches 1 at k·u = ½: from there on a result may be off by all of its terms.
        ErrorBound bound = kernel.Bound;
        NumericType type = kernel.SumType;
        long roundings = bound.Steps(length) + bound.Levels(length);
        if (roundings < 1L << (type.Precision - 1))
            return null;

        Accumulation fix = type == NumericType.Float64 ? Accumulation.Compensated
            : type == NumericType.Float32 || roundings >= 1L << (NumericType.Float32.Precision - 1) ? Accumulation.Float64
            : Accumulation.Float32;
        return new(
            Descriptors.SumStagnates, kernel.AccumulatePlace,
            kernel.Name, Figures.Of(roundings), type.Name, Figures.Of(1L << (type.Precision - 1)), Figures.Of(1L << type.Precision), $"Accumulate.{fix}")
        {
            Properties = ImmutableDictionary<string, string?>.Empty.Add(ToleranceRule.AccumulateKey, fix.ToString()),
        };
    }
}
