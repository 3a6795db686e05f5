using KernelGen.Generator.Rules;
using KernelGen.Generator.Specs;
using Microsoft.CodeAnalysis;

namespace KernelGen.Generator.Parsing;

/// <summary>What [Attention] has beside its dimensions: a scale and a cap that are numbers, a past, a window and slopes only where the order of keys matters, and sums in the type that the elements are computed with.</summary>
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
        if (attribute.Double("Softcap") is { } cap && !(cap > 0 && IsScale(cap, element)))
            findings.Add(new(Descriptors.UnknownValue, attribute.PlaceOf("Softcap"), "Softcap", Text.Of(cap), $"it is from 2^{LeastScale(element)} to 2^64; left out, there is none"));
        if (!attribute.Bool("Causal"))
            CheckOrder(signature, attribute, findings, cancellation);

        // On a type or an assembly an accumulator is meant for the others.
        Accumulation own = element == NumericType.Float64 ? Accumulation.Float64 : Accumulation.Float32;
        if (modifiers.Accumulate != Accumulation.Auto && modifiers.Accumulate != own && MethodReader.DeclarationOf(method, cancellation) is { } declared
            && modifiers.AccumulatePlace.SourceTree == declared.SyntaxTree && declared.Span.Contains(modifiers.AccumulatePlace.SourceSpan))
            findings.Add(new(Descriptors.UnknownValue, modifiers.AccumulatePlace, "Accumulate", modifiers.Accumulate.ToString(), $"attention of {element?.Name} sums in {(own == Accumulation.Float64 ? "double" : "float")}; leave it out"));
    }
    /// <summary>
    /// What counts from a query's own key needs to know which that is. (Without an order, some take a window for so many keys on each side, others for so many in all, and
    /// some a slope for the distance either way, others for the key's place.)
    /// </summary>
    private static void CheckOrder(Signature signature, AttributeReader attribute, List<Finding> findings, CancellationToken cancellation)
    {
        foreach (string name in new[] { "PastLength", "Window" })
        {
            int dimension = Array.FindIndex([.. signature.Form.Dimensions], form => form.Name == name);
            Report(signature.Dimensions[dimension]);
            if (attribute.Int(name) is not null)
                findings.Add(new(Descriptors.OperandWithoutUse, attribute.PlaceOf(name), name, "Causal = true"));
        }

        Report(signature.Operands.FirstOrDefault(operand => operand.Operand.Role == "alibiSlopes").Parameter);

        void Report(IParameterSymbol? parameter)
        {
            if (parameter is not null)
                findings.Add(new(Descriptors.OperandWithoutUse, MethodReader.Declaration(parameter, cancellation)?.Identifier.GetLocation() ?? attribute.Place, parameter.Name, "Causal = true"));
        }
    }
}
