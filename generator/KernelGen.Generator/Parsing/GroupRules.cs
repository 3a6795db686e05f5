using KernelGen.Generator.Rules;
using KernelGen.Generator.Specs;
using Microsoft.CodeAnalysis;

namespace KernelGen.Generator.Parsing;

/// <summary>What a dense layer of weights in groups needs, and what it has not.</summary>
internal static class GroupRules
{
    public static void Check(
        IMethodSymbol method, Signature signature, NumericType? element, Options options, List<Finding> findings, AttributeReader attribute, CancellationToken cancellation)
    {
        if (options.Format == WeightFormat.Plain)
        {
            if (attribute.Int("GroupSize") is { } unused && attribute.Int("WeightFormat") is null or 0)
                Refuse("GroupSize", Text.Of(unused), "weights come in groups with WeightFormat = WeightFormat.Int4 or Int8; set it, or remove GroupSize");
            return;
        }

        if (options.GroupSize is not (32 or 64 or 128))
            Refuse("GroupSize", Text.Of(options.GroupSize), "weights share a scale in groups of 32, 64 or 128; set it to what they were quantised with");
        if (options.InputsOutputs)
            Refuse("WeightLayout", "InputsOutputs", "groups lie along the rows of weights stored [Outputs, Inputs]; remove it");
        if (options.Activation == Activation.GatedSilu)
            Refuse("Activation", "GatedSilu", "weights in groups have no gated layer; compute gate and sum by a layer each");
        if (signature.Required[1] is { } weights && OperandType.Of(weights.Type).Kind == OperandKind.Packed)
        {
            foreach ((OperandForm operand, IParameterSymbol parameter) in signature.Operands)
            {
                if (operand.Role is "weightScales" or "weightZeroPoints")
                    findings.Add(new(Descriptors.OperandWithoutUse, PlaceOf(parameter), parameter.Name, "plain weights: a pack has its own, which its [Pack] method took"));
            }
        }
        else if (element is not null)
        {
            CheckScales(method, signature, element, attribute, findings, cancellation);
        }

        Location PlaceOf(IParameterSymbol parameter) => MethodReader.Declaration(parameter, cancellation)?.Identifier.GetLocation() ?? attribute.Place;

        void Refuse(string property, string value, string why) => findings.Add(new(Descriptors.UnknownValue, attribute.PlaceOf(property), property, value, why));
    }

    /// <summary>A kernel of plain weights in groups, or what packs them, has their scales.</summary>
    public static void CheckScales(IMethodSymbol method, Signature signature, NumericType element, AttributeReader attribute, List<Finding> findings, CancellationToken cancellation)
    {
        if (signature.Operands.Any(pair => pair.Operand.Role == "weightScales"))
            return;
        string right = SignatureText.Of(signature, element, attribute, cancellation).For(method.Name);
        Location place = MethodReader.DeclarationOf(method, cancellation)?.Identifier.GetLocation() ?? attribute.Place;
        findings.Add(new(Descriptors.WrongSignature, place, "The operand 'ReadOnlySpan<float> weightScales' is missing: codes are worth what their group's scale says.", signature.Form.Name, right));
    }
}
