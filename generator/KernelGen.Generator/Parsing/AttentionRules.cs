using KernelGen.Generator.Rules;
using KernelGen.Generator.Specs;
using Microsoft.CodeAnalysis;

namespace KernelGen.Generator.Parsing;

/// <summary>What [Attention] has beside its dimensions: a scale and a cap that are numbers, a past, a window and slopes only where the order of keys matters, scales of codes and of nothing else, and sums in the type that the elements are computed with.</summary>
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
        CheckScales(method, signature, element, attribute, findings, cancellation);

        // On a type or an assembly an accumulator is meant for the others.
        Accumulation own = element == NumericType.Float64 ? Accumulation.Float64 : Accumulation.Float32;
        if (modifiers.Accumulate != Accumulation.Auto && modifiers.Accumulate != own && MethodReader.DeclarationOf(method, cancellation) is { } declared
            && modifiers.AccumulatePlace.SourceTree == declared.SyntaxTree && declared.Span.Contains(modifiers.AccumulatePlace.SourceSpan))
            findings.Add(new(Descriptors.UnknownValue, modifiers.AccumulatePlace, "Accumulate", modifiers.Accumulate.ToString(), $"attention of {element?.Name} sums in {(own == Accumulation.Float64 ? "double" : "float")}; leave it out"));
    }

    /// <summary>Keys and values that are codes have one scale for all, or one each; others have none.</summary>
    private static void CheckScales(IMethodSymbol method, Signature signature, NumericType? element, AttributeReader attribute, List<Finding> findings, CancellationToken cancellation)
    {
        foreach ((int number, string role, string kept) in new[] { (1, "key", "keys"), (2, "value", "values") })
        {
            IParameterSymbol? one = Find(role + "Scale"), each = Find(role + "Scales");
            if (signature.Required[number] is not { } cache || OperandType.Of(cache.Type).Numeric is not { } type)
                continue;
            if (type != NumericType.SByte)
            {
                WithoutUse(one, $"{kept} of sbyte");
                WithoutUse(each, $"{kept} of sbyte");
            }
            else if (each is not null)
            {
                WithoutUse(one, $"no '{each.Name}' beside it");
            }
            else if (one is null && element != NumericType.Float64) // which has no codes beside it
            {
                findings.Add(new(
                    Descriptors.WrongSignature, MethodReader.DeclarationOf(method, cancellation)?.Identifier.GetLocation() ?? attribute.Place,
                    $"The operand 'float {role}Scale', for all {kept}, or 'ReadOnlySpan<float> {role}Scales', one a {role} and head, is missing: codes are worth what their scale says.",
                    signature.Form.Name, SignatureText.Of(signature, element, attribute, cancellation).For(method.Name)));
            }
        }

        IParameterSymbol? Find(string role) => signature.Operands.FirstOrDefault(operand => operand.Operand.Role == role).Parameter;

        void WithoutUse(IParameterSymbol? parameter, string with)
        {
            if (parameter is not null)
                findings.Add(new(Descriptors.OperandWithoutUse, MethodReader.Declaration(parameter, cancellation)?.Identifier.GetLocation() ?? attribute.Place, parameter.Name, with));
        }
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
