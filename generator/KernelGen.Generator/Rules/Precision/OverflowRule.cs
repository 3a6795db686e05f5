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
        if (kernel.Spec.Element.IsByte)
            return CheckWhole(kernel);
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

    /// <summary>A whole sum that an int does not hold. Where the accumulator is another, the sum is exact and only its result may be too large.</summary>
    private static Finding? CheckWhole(DeclaredKernel kernel)
    {
        NumericType type = NumericType.Int32;
        if (kernel.Spec.Output != type || kernel.Spec.Accumulate == Accumulation.Int64 || kernel.Length is not { } length)
            return null;
        SumRange sum = ValueRange.Sums(kernel.Spec).First();
        Interval reach = sum.Of(length);
        if (reach.High <= type.Maximum && reach.Low >= type.Minimum)
            return null;
        return new(
            Descriptors.AccumulatorOverflows, kernel.AccumulatePlace,
            kernel.Name, Figures.Of((long)length), Figures.Of(sum.Term.Magnitude), Figures.Of(reach.Magnitude), type.Name, Figures.Of(type.Maximum),
            $"at most {Figures.Of(sum.LongestWithin(type))} such terms are safe", "take a result of long, or declare the operands' [ValueRange]")
        {
            Properties = WiderResult.Properties(kernel.Spec),
        };
    }
}
