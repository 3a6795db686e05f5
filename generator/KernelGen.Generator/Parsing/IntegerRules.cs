using KernelGen.Generator.Rules;
using KernelGen.Generator.Specs;
using Microsoft.CodeAnalysis;

namespace KernelGen.Generator.Parsing;

/// <summary>What kernels of 8-bit integers have beside those of floats, and what they have not: scales, zero points, results of another kind.</summary>
internal static class IntegerRules
{
    private const string Scale = "Scale", ZeroPoint = "ZeroPoint";

    /// <summary>Whether an accumulator can hold the elements.</summary>
    public static void CheckAccumulator(IMethodSymbol method, NumericType? element, Options options, Modifiers modifiers, List<Finding> findings)
    {
        Accumulation accumulate = modifiers.Accumulate;
        bool whole = accumulate is Accumulation.Int32 or Accumulation.Int64;
        if (element is null || accumulate == Accumulation.Auto || (accumulate == Accumulation.Int32 && options.Format != WeightFormat.Plain))
            return;
        if (element.IsByte && !whole)
            findings.Add(new(Descriptors.UnknownValue, modifiers.AccumulatePlace, "Accumulate", accumulate.ToString(), "sums of 8-bit integers are exact, in Int32 or Int64"));
        else if (!element.IsByte && whole)
            findings.Add(new(Descriptors.UnknownValue, modifiers.AccumulatePlace, "Accumulate", accumulate.ToString(), $"elements of type '{element.Name}' are summed in floating point"));
        else if (element == NumericType.Float64 && accumulate is Accumulation.Float32 or Accumulation.Float16 or Accumulation.BFloat16)
            findings.Add(new(Descriptors.Accumulator, modifiers.AccumulatePlace, method.Name, "double", accumulate.ToString()));
    }

    public static void CheckOperands(
        IMethodSymbol method, Signature signature, NumericType element, Options options, List<Finding> findings, AttributeReader attribute, CancellationToken cancellation)
    {
        if (!element.IsByte)
        {
            foreach ((OperandForm operand, IParameterSymbol parameter) in signature.Operands)
            {
                if (operand.Element is OperandElement.Scale or OperandElement.ZeroPoint or OperandElement.ZeroPoints)
                    WithoutUse(parameter, "8-bit integers");
            }

            return;
        }

        (OperandForm? outputForm, IParameterSymbol? output) = signature.Operands.FirstOrDefault(pair => pair.Operand is { Kind: OperandKind.Output, IsIndex: false });
        NumericType? result = output is null ? null : OperandType.Of(output.Type).Numeric;
        bool isProduct = signature.Form.Optional.Any(operand => operand.Element == OperandElement.Scale);
        if (result is not null && Wanted(result) is { } wanted)
        {
            findings.Add(new(
                Descriptors.MixedElementTypes, PlaceOf(output!), output!.Name, result.Name, signature.Required[0]?.Name ?? "", element.Name, $"Span<{wanted.Name}>"));
            return;
        }

        bool isExact = result is { IsInteger: true, IsByte: false };
        if (isExact && options.Activation != Activation.None)
            findings.Add(new(Descriptors.UnknownValue, attribute.PlaceOf("Activation"), "Activation", options.Activation.ToString(), $"a result of '{result!.Name}' has none; take a float or an 8-bit result"));
        if (options.Activation == Activation.GatedSilu)
            findings.Add(new(Descriptors.UnknownValue, attribute.PlaceOf("Activation"), "Activation", "GatedSilu", "8-bit integers have no gated layer; take float weights, or weights of WeightFormat"));

        string outputRole = outputForm?.Role ?? "";
        foreach ((OperandForm operand, IParameterSymbol parameter) in signature.Operands)
        {
            string role = operand.Role;
            bool ofOutput = role == outputRole + Scale || role == outputRole + ZeroPoint;
            if (role is "alpha" or "beta" || (role == "bias" && !isProduct))
                WithoutUse(parameter, "elements that are floats");
            else if (ofOutput && result is { IsByte: false })
                WithoutUse(parameter, "an 8-bit result");
            else if (isExact && operand.Element == OperandElement.Scale)
                WithoutUse(parameter, "a float or an 8-bit result");
            else if (isExact && role is "bias" or "residual")
                WithoutUse(parameter, "a float or an 8-bit result");
            else if (role == "residual" && result is { IsByte: true })
                WithoutUse(parameter, "a float result");
            else if (Has(role + "s"))
                WithoutUse(parameter, $"no '{role}s' beside it");
            else if (role.Contains(ZeroPoint) && signature.Required.Any(required => required is not null && OperandType.Of(required.Type).Kind == OperandKind.Packed) && role.StartsWith(signature.Form.Name == "Gemm" ? "b" : "weight", StringComparison.Ordinal))
                WithoutUse(parameter, "plain weights: packed ones have their zero point at 0");
            else if (operand.Element == OperandElement.ZeroPoints)
                CheckZeroPoints(parameter, signature.Required[1]);
        }

        if (result is { IsByte: true } && !Has(outputRole + Scale))
            findings.Add(new(Descriptors.WrongSignature, PlaceOf(output!), $"The operand 'float {outputRole}{Scale}' is missing: an 8-bit result is requantised.", signature.Form.Name, SignatureText.Of(signature, element, attribute, cancellation).For(method.Name)));

        NumericType? Wanted(NumericType has) => signature.Form.Name switch
        {
            "Similarities" or "TopK" when options.Metric == Metric.Cosine => has == NumericType.Float32 ? null : NumericType.Float32,
            _ when isProduct => null,
            _ => has is { IsInteger: true, IsByte: false } ? null : NumericType.Int32,
        };

        bool Has(string role) => signature.Operands.Any(pair => pair.Operand.Role == role);

        void CheckZeroPoints(IParameterSymbol parameter, IParameterSymbol? of)
        {
            if (of is not null && OperandType.Of(of.Type).Numeric is { IsByte: true } type && OperandType.Of(parameter.Type).Numeric is { } own && own != type)
                findings.Add(new(Descriptors.MixedElementTypes, PlaceOf(parameter), parameter.Name, own.Name, of.Name, type.Name, $"ReadOnlySpan<{type.Name}>"));
        }

        void WithoutUse(IParameterSymbol parameter, string with) => findings.Add(new(Descriptors.OperandWithoutUse, PlaceOf(parameter), parameter.Name, with));

        Location PlaceOf(IParameterSymbol parameter) => MethodReader.Declaration(parameter, cancellation)?.Identifier.GetLocation() ?? attribute.Place;
    }
}
