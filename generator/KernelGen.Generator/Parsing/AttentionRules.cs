using KernelGen.Generator.Rules;
using KernelGen.Generator.Specs;
using Microsoft.CodeAnalysis;

namespace KernelGen.Generator.Parsing;

/// <summary>What [Attention] has beside its dimensions: a scale that is a number, a past only where the order of keys matters, and sums in the elements' own type.</summary>
internal static class AttentionRules
{
    /// <summary>Whether it is a scale that the bound speaks of.</summary>
    public static bool IsScale(double scale, NumericType? element) =>
        scale == 0 || (Math.Abs(scale) >= Math.Pow(2, LeastScale(element)) && Math.Abs(scale) <= Math.Pow(2, 64));

    /// <summary>The exponent of the smallest normal number.</summary>
    private static int LeastScale(NumericType? element) => element == NumericType.Float64 ? -1022 : -126;

    public static void Check(IMethodSymbol method, Signature signature, NumericType? element, AttributeReader attribute, Modifiers modifiers, List<Finding> findings, CancellationToken cancellation)
    {
        if (attribute.Double("Scale") is { } scale && !IsScale(scale, element))
            findings.Add(new(Descriptors.UnknownValue, attribute.PlaceOf("Scale"), "Scale", Text.Of(scale), $"it is 0, or from 2^{LeastScale(element)} to 2^64 in magnitude; left out, it is 1/√HeadDim"));
        if (!attribute.Bool("Causal"))
        {
            int past = Array.FindIndex([.. signature.Form.Dimensions], dimension => dimension.Name == "PastLength");
            if (signature.Dimensions[past] is { } parameter)
                findings.Add(new(Descriptors.OperandWithoutUse, MethodReader.Declaration(parameter, cancellation)?.Identifier.GetLocation() ?? attribute.Place, parameter.Name, "Causal = true"));
            if (attribute.Int("PastLength") is not null)
                findings.Add(new(Descriptors.OperandWithoutUse, attribute.PlaceOf("PastLength"), "PastLength", "Causal = true"));
        }

        // On a type or an assembly an accumulator is meant for the others.
        Accumulation own = element == NumericType.Float64 ? Accumulation.Float64 : Accumulation.Float32;
        if (modifiers.Accumulate != Accumulation.Auto && modifiers.Accumulate != own && MethodReader.DeclarationOf(method, cancellation) is { } declared
            && modifiers.AccumulatePlace.SourceTree == declared.SyntaxTree && declared.Span.Contains(modifiers.AccumulatePlace.SourceSpan))
            findings.Add(new(Descriptors.UnknownValue, modifiers.AccumulatePlace, "Accumulate", modifiers.Accumulate.ToString(), "attention sums in the type of its elements; leave it out"));
    }
}
