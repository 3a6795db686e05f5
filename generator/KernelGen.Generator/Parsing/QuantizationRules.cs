using KernelGen.Generator.Rules;
using KernelGen.Generator.Specs;
using Microsoft.CodeAnalysis;

namespace KernelGen.Generator.Parsing;

/// <summary>What [Quantize] and [Dequantize] have: one scale or many, given or found; and zero points that go with them.</summary>
internal sealed class QuantizationRules(IMethodSymbol method, Signature signature, AttributeReader attribute, List<Finding> findings, CancellationToken cancellation)
{
    private const string GroupSize = "GroupSize";

    private bool IsQuantize => signature.Form.Name == "Quantize";

    public void Check(NumericType? element)
    {
        IParameterSymbol? scale = Find("scale"), zeroPoint = Find("zeroPoint"), scales = Find("scales"), zeroPoints = Find("zeroPoints");
        if (scale is not null && scales is not null)
            WithoutUse(scale, "no 'scales' beside it");
        if (zeroPoint is not null && zeroPoints is not null)
            WithoutUse(zeroPoint, "no 'zeroPoints' beside it");
        if (scale is null && scales is null)
            Missing($"The operand 'float scale' or 'ReadOnlySpan<float> scales' is missing{(IsQuantize ? ", or 'Span<float> scales' for scales that the kernel finds" : "")}.", element);

        CheckFound(scales, zeroPoint, zeroPoints, element);
        CheckTypes(zeroPoints);
        CheckGroups(scales is not null || zeroPoints is not null);
    }

    /// <summary>The operand of 8-bit integers.</summary>
    private IParameterSymbol? Quantised => signature.Required[IsQuantize ? 1 : 0];

    private void CheckFound(IParameterSymbol? scales, IParameterSymbol? zeroPoint, IParameterSymbol? zeroPoints, NumericType? element)
    {
        bool found = scales is not null && Kind(scales) == OperandKind.Output;
        if (!found)
        {
            if (zeroPoints is not null && Kind(zeroPoints) == OperandKind.Output && IsQuantize)
                WithoutUse(zeroPoints, "'Span<float> scales', which are found with them");
            return;
        }

        if (zeroPoint is not null)
            WithoutUse(zeroPoint, "scales that are given; with those that the kernel finds it finds zero points too, in a 'Span' called 'zeroPoints'");
        if (zeroPoints is not null && Kind(zeroPoints) != OperandKind.Output)
            WithoutUse(zeroPoints, "scales that are given; what the kernel finds it writes, so both are a 'Span'");
        if (zeroPoint is null && zeroPoints is null && Quantised is { } y && NumericOf(y) == NumericType.Byte)
            Missing("The operand 'Span<byte> zeroPoints' is missing: without zero points a range is found on both sides of 0, which a byte does not have.", element);
    }

    private void CheckTypes(IParameterSymbol? zeroPoints)
    {
        if (zeroPoints is not null && Quantised is { } of && NumericOf(of) is { IsByte: true } type && NumericOf(zeroPoints) is { IsByte: true } own && own != type)
        {
            string span = Kind(zeroPoints) == OperandKind.Output ? "Span" : "ReadOnlySpan";
            findings.Add(new(Descriptors.MixedElementTypes, PlaceOf(zeroPoints), zeroPoints.Name, own.Name, of.Name, type.Name, $"{span}<{type.Name}>"));
        }
    }

    private void CheckGroups(bool hasGroups)
    {
        bool isParameter = signature.Dimensions[1] is not null;
        if (attribute.Int(GroupSize) == 0)
            findings.Add(new(Descriptors.ImpossibleShape, attribute.PlaceOf(GroupSize), "GroupSize is 0, and a group has 1 element or more"));
        else if (!hasGroups && (isParameter || attribute.Int(GroupSize) is not null))
            findings.Add(new(Descriptors.ImpossibleShape, attribute.PlaceOf(GroupSize), "There is a GroupSize, and one scale for all elements: take 'scales', one a group, or leave it out"));
    }

    /// <summary>On a type or an assembly an accumulator is meant for the others.</summary>
    public static void CheckNoAccumulator(IMethodSymbol method, KernelForm form, Modifiers modifiers, List<Finding> findings, CancellationToken cancellation)
    {
        if (modifiers.Accumulate != Accumulation.Auto && MethodReader.DeclarationOf(method, cancellation) is { } own
            && modifiers.AccumulatePlace.SourceTree == own.SyntaxTree && own.Span.Contains(modifiers.AccumulatePlace.SourceSpan))
            findings.Add(new(Descriptors.UnknownValue, modifiers.AccumulatePlace, "Accumulate", modifiers.Accumulate.ToString(), $"{form.Name} sums nothing; leave it out"));
    }

    private IParameterSymbol? Find(string role) => signature.Operands.FirstOrDefault(pair => pair.Operand.Role == role).Parameter;

    private static OperandKind Kind(IParameterSymbol parameter) => OperandType.Of(parameter.Type).Kind;

    private static NumericType? NumericOf(IParameterSymbol parameter) => OperandType.Of(parameter.Type).Numeric;

    private void WithoutUse(IParameterSymbol parameter, string with) => findings.Add(new(Descriptors.OperandWithoutUse, PlaceOf(parameter), parameter.Name, with));

    private void Missing(string what, NumericType? element) => findings.Add(new(
        Descriptors.WrongSignature, MethodReader.DeclarationOf(method, cancellation)?.Identifier.GetLocation() ?? attribute.Place,
        what, signature.Form.Name, SignatureText.Of(signature, element, attribute, cancellation).For(method.Name)));

    private Location PlaceOf(IParameterSymbol parameter) => MethodReader.Declaration(parameter, cancellation)?.Identifier.GetLocation() ?? attribute.Place;
}
