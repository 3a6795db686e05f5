using System.Collections.Immutable;
using KernelGen.Generator.Rules;
using KernelGen.Generator.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KernelGen.Generator.Parsing;

/// <summary>Checks a method's parameters and result against its operation's form.</summary>
internal sealed class SignatureRules(
    IMethodSymbol method, Signature signature, AttributeReader attribute, List<Finding> findings, CancellationToken cancellation)
{
    private readonly KernelForm form = signature.Form;

    /// <summary>The kernel's element type: the first operand's that a kernel can take; null where none can.</summary>
    private readonly (NumericType Type, IParameterSymbol Parameter)? element = FirstElement(signature);

    /// <summary>Reports what is wrong; gives the element type, null where it is not known.</summary>
    public NumericType? Check()
    {
        CheckPassing();
        CheckUnknown();
        CheckMissing();
        foreach ((OperandForm operand, IParameterSymbol parameter) in signature.Operands)
            CheckOperand(operand, parameter);
        CheckDimensionTypes();
        CheckResult();
        return element?.Type;
    }

    private static (NumericType Type, IParameterSymbol Parameter)? FirstElement(Signature signature)
    {
        foreach ((OperandForm operand, IParameterSymbol parameter) in signature.Operands)
        {
            if (operand.Element == OperandElement.Own && OperandType.Of(parameter.Type).Numeric is { } numeric && signature.Form.Elements.Items.Contains(numeric))
                return (numeric, parameter);
        }

        return null;
    }

    private void CheckPassing()
    {
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (parameter.RefKind != RefKind.None)
                ReportSignature(PlaceOfName(parameter), $"'{parameter.Name}' must be passed by value.");
        }
    }

    private void CheckUnknown()
    {
        foreach (IParameterSymbol parameter in signature.Unknown)
        {
            string? nearest = EditDistance.Nearest(parameter.Name, signature.FreeNames);
            findings.Add(new(
                Descriptors.UnknownParameter,
                PlaceOfName(parameter),
                form.Name,
                parameter.Name,
                nearest is null ? "" : $"; the nearest name is '{nearest}'")
            {
                Properties = ImmutableDictionary<string, string?>.Empty.Add(NearestKey, nearest),
            });
        }
    }

    /// <summary>The name in <see cref="Finding.Properties"/> of the nearest recognised name.</summary>
    public const string NearestKey = "nearest";

    private void CheckMissing()
    {
        for (int i = 0; i < form.Required.Length; i++)
        {
            if (signature.Required[i] is not null)
                continue;
            ReportSignature(PlaceOfMethod(), $"The operand '{form.Required[i].Role}' is missing.");
            return;
        }

        // The attribute of a pack states no dimension; what its kernels leave open is a parameter.
        for (int i = 0; i < form.Dimensions.Length && form.Result == ResultForm.Packed; i++)
        {
            if (signature.Dimensions[i] is null && form.Dimensions[i].Absence == Absence.Refused)
                ReportSignature(PlaceOfMethod(), $"The parameter 'int {form.Dimensions[i].Parameter}' is missing.");
        }
    }

    private void CheckOperand(OperandForm operand, IParameterSymbol parameter)
    {
        var type = OperandType.Of(parameter.Type);
        if (parameter.Type.TypeKind == TypeKind.Error || type.Element.TypeKind is TypeKind.Error or TypeKind.TypeParameter)
            return; // the compiler's own error, or KG0004

        if (!operand.Takes(type.Kind) || (operand.Kind == OperandKind.Scalar && !IsScalarOf(type.Numeric, operand)))
        {
            ReportSignature(PlaceOfType(parameter), $"'{parameter.Name}' must be '{operand.TypeFor(element?.Type ?? NumericType.Float32)}', not '{Show(parameter.Type)}'.");
        }
        else if (operand.IsIndex)
        {
            if (!type.IsInt)
                ReportSignature(PlaceOfType(parameter), $"'{parameter.Name}' must be '{operand.TypeFor(NumericType.Float32)}', not '{Show(parameter.Type)}'.");
        }
        else if (operand.MayBeFlags && type.IsFlag)
        {
            return;
        }
        else if (type.Numeric is not { } numeric || IsNoElement(numeric, operand))
        {
            findings.Add(new(Descriptors.ElementType, PlaceOfType(parameter), form.Name, Show(type.Element), ElementNames));
        }
        else if (element is { } first && !operand.ElementsFor(first.Type).Contains(numeric))
        {
            findings.Add(new(
                Descriptors.MixedElementTypes, PlaceOfType(parameter),
                parameter.Name, numeric.Name, first.Parameter.Name, first.Type.Name, operand.TypeFor(first.Type))
            { Properties = Right() });
        }
    }

    /// <summary>A whole number is no scalar of a kernel of floats, of whichever kind they are.</summary>
    private bool IsScalarOf(NumericType? numeric, OperandForm operand) =>
        numeric is not null && (!numeric.IsInteger || operand.ElementsFor(element?.Type ?? NumericType.Float32).Contains(numeric));

    /// <summary>Whether a type is none of the kernel's elements, nor what it makes of them.</summary>
    private bool IsNoElement(NumericType numeric, OperandForm operand) =>
        !form.Elements.Items.Contains(numeric) && (operand.Element == OperandElement.Own || (element is null && operand.GoesByElement));

    private void CheckDimensionTypes()
    {
        foreach (IParameterSymbol? parameter in signature.Dimensions.Append(signature.MaxThreads))
        {
            if (parameter is not null && parameter.Type is { SpecialType: not SpecialType.System_Int32, TypeKind: not TypeKind.Error })
                ReportSignature(PlaceOfType(parameter), $"'{parameter.Name}' must be 'int', not '{Show(parameter.Type)}'.");
        }
    }

    private void CheckResult()
    {
        if (method.ReturnType.TypeKind == TypeKind.Error || (form.Result is ResultForm.Element or ResultForm.Ratio or ResultForm.Packed && element is null))
            return;

        var result = OperandType.Of(method.ReturnType);
        if (form.Result == ResultForm.Packed && result.Kind == OperandKind.Packed && result.Numeric == element!.Value.Type && method.RefKind == RefKind.None)
            return;
        bool isRight = form.Result switch
        {
            ResultForm.Void => method.ReturnType.SpecialType == SpecialType.System_Void,
            ResultForm.Count => method.ReturnType.SpecialType == SpecialType.System_Int32,
            ResultForm.Packed => false,
            _ => result is { Kind: OperandKind.Scalar, Numeric: { } numeric } && form.ResultsFor(element!.Value.Type).Contains(numeric),
        };
        if (isRight && method.RefKind == RefKind.None)
            return;

        Location place = MethodReader.DeclarationOf(method, cancellation)?.ReturnType.GetLocation() ?? PlaceOfMethod();
        findings.Add(new(Descriptors.WrongResult, place, form.Name, SignatureText.Of(signature, element?.Type, attribute, cancellation).Result, Show(method.ReturnType))
        {
            Properties = Right(),
        });
    }

    private void ReportSignature(Location place, string what)
    {
        string right = SignatureText.Of(signature, element?.Type, attribute, cancellation).For(method.Name);
        findings.Add(new(Descriptors.WrongSignature, place, what, form.Name, right) { Properties = Right() });
    }

    private ImmutableDictionary<string, string?> Right()
    {
        var text = SignatureText.Of(signature, element?.Type, attribute, cancellation);
        return ImmutableDictionary<string, string?>.Empty
            .Add(SignatureText.ResultKey, text.Result)
            .Add(SignatureText.ParametersKey, text.Parameters);
    }

    private Location PlaceOfMethod() =>
        MethodReader.DeclarationOf(method, cancellation)?.Identifier.GetLocation() ?? attribute.Place;

    private Location PlaceOfName(IParameterSymbol parameter) =>
        MethodReader.Declaration(parameter, cancellation)?.Identifier.GetLocation() ?? attribute.Place;

    private Location PlaceOfType(IParameterSymbol parameter) =>
        MethodReader.Declaration(parameter, cancellation) is ParameterSyntax { Type: { } type } ? type.GetLocation() : attribute.Place;

    private static string Show(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    private string ElementNames
    {
        get
        {
            string[] names = [.. form.Elements.Items.Select(type => type.Name).Distinct()];
            return string.Join(", ", names.Take(names.Length - 1)) + " and " + names[names.Length - 1];
        }
    }
}
