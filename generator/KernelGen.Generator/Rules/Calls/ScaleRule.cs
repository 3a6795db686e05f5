using System.Collections.Immutable;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Parsing;
using Microsoft.CodeAnalysis;

namespace KernelGen.Generator.Rules;

/// <summary>KG1018: a constant scale that clips most of what it quantises, or leaves most of the codes without use.</summary>
internal static class ScaleRule
{
    public static Finding? Check(KernelCall call, BlockValues values)
    {
        if (QuantisedResult.Of(call.Kernel.Spec, role => call.Argument(role) is { } given ? values.ConstantOf(given) : null) is not { } result
            || result.Miss(result.Scale, result.ZeroPoint) is not { } miss || call.Argument(result.ScaleRole) is not { } argument)
            return null;

        double scale = result.Fitting(result.ZeroPoint);
        bool isScaleEnough = scale > 0 && result.Miss(scale, result.ZeroPoint) is null;
        double zeroPoint = isScaleEnough ? result.ZeroPoint : result.FittingZeroPoint;
        if (!isScaleEnough)
            scale = result.Fitting(zeroPoint);
        return new(
            Descriptors.ScaleMisses, argument.Syntax.GetLocation(),
            call.Kernel.Name, result.What, result.Type.Name, Figures.Of(result.Scale), miss,
            $"a scale of {Figures.Of(scale)}{(isScaleEnough ? "" : $" and a zero point of {Figures.Of(zeroPoint)}")} {result.Kept}")
        {
            Properties = isScaleEnough
                ? ImmutableDictionary<string, string?>.Empty.Add(Finding.NumberKey, Text.Of(scale) + "f")
                : ImmutableDictionary<string, string?>.Empty,
        };
    }
}
