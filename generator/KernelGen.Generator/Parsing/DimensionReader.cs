using System.Collections.Immutable;
using KernelGen.Generator.Rules;
using KernelGen.Generator.Specs;
using Microsoft.CodeAnalysis;

namespace KernelGen.Generator.Parsing;

/// <summary>Where each dimension of a kernel comes from: the attribute, a parameter, a span, or what its absence means.</summary>
internal static class DimensionReader
{
    /// <summary>The name in <see cref="Finding.Properties"/> of every parameter that is missing, with commas between.</summary>
    public const string MissingKey = "missing";

    /// <summary>The dimensions at their index in the form; null where one is left out (a leading dimension) or wrong.</summary>
    public static Dimension?[] Read(Signature signature, AttributeReader attribute, List<Finding> findings, CancellationToken cancellation)
    {
        KernelForm form = signature.Form;
        var dimensions = new Dimension?[form.Dimensions.Length];
        for (int i = 0; i < dimensions.Length; i++)
            dimensions[i] = ReadOne(form.Dimensions[i], signature.Dimensions[i], signature, attribute, findings, cancellation);
        return dimensions;
    }

    private static Dimension? ReadOne(
        DimensionForm form, IParameterSymbol? parameter, Signature signature, AttributeReader attribute, List<Finding> findings, CancellationToken cancellation)
    {
        if (attribute.Conflict(form.Name) is { } conflict)
        {
            findings.Add(new(
                Descriptors.StatedTwice, attribute.PlaceOf(form.Name),
                form.Name, Text.Of(conflict.Constructor) + " by the constructor's argument", Text.Of(conflict.Property)));
        }

        if (attribute.Int(form.Name) is { } value)
        {
            if (value < 0)
                findings.Add(new(Descriptors.ImpossibleShape, attribute.PlaceOf(form.Name), $"{form.Name} is {Text.Of(value)}, and a dimension is 0 or more"));
            if (parameter is not null)
            {
                findings.Add(new(
                    Descriptors.StatedTwice,
                    MethodReader.Declaration(parameter, cancellation)?.Identifier.GetLocation() ?? attribute.Place,
                    form.Name, Text.Of(value) + " by the attribute", "a run-time parameter"));
            }

            return new(form.Name, Fixed: value);
        }

        if (parameter is not null)
            return new(form.Name, Parameter: MethodReader.NameOf(parameter, cancellation));

        if (ReadShort(form, signature, attribute, cancellation) is { } stated)
            return stated with { Name = form.Name };

        switch (form.Absence)
        {
            case Absence.One:
                return new(form.Name, Fixed: 1);
            case Absence.Zero:
                return new(form.Name, Fixed: 0);
            case Absence.SpanLength:
                return LengthOf(form, signature, cancellation);
            case Absence.Refused:
                ReportMissing(form, signature, attribute, findings);
                return null;
            default:
                return null;
        }
    }

    /// <summary>What a shorter name says of a dimension. (What is wrong with it is reported under that name.)</summary>
    private static Dimension? ReadShort(DimensionForm form, Signature signature, AttributeReader attribute, CancellationToken cancellation)
    {
        for (int i = 0; i < signature.Form.Dimensions.Length && form.Short is not null; i++)
        {
            DimensionForm other = signature.Form.Dimensions[i];
            if (other.Name != form.Short)
                continue;
            if (attribute.Int(other.Name) is { } value)
                return new(other.Name, Fixed: value);
            return signature.Dimensions[i] is { } parameter
                ? new(other.Name, Parameter: MethodReader.NameOf(parameter, cancellation))
                : ReadShort(other, signature, attribute, cancellation);
        }

        return null;
    }

    /// <summary>Whether a dimension must be stated and is not.</summary>
    public static bool IsMissing(int index, Signature signature, AttributeReader attribute)
    {
        DimensionForm form = signature.Form.Dimensions[index];
        return form.Absence == Absence.Refused && signature.Dimensions[index] is null && attribute.Int(form.Name) is null
            && ReadShort(form, signature, attribute, CancellationToken.None) is null;
    }

    private static Dimension? LengthOf(DimensionForm form, Signature signature, CancellationToken cancellation)
    {
        foreach ((OperandForm operand, IParameterSymbol parameter) in signature.Operands)
        {
            if (operand.Role == form.LengthOf)
                return new(form.Name, LengthOf: MethodReader.NameOf(parameter, cancellation));
        }

        return null;
    }

    private static void ReportMissing(DimensionForm form, Signature signature, AttributeReader attribute, List<Finding> findings)
    {
        // A misspelt parameter has been reported under its own name.
        if (signature.Unknown.Any(parameter =>
                OperandType.Of(parameter.Type).IsInt && EditDistance.Nearest(parameter.Name, signature.FreeNames) == form.Parameter))
            return;

        findings.Add(new(Descriptors.MissingDimension, attribute.Place, signature.Form.Name, form.Name, form.Parameter)
        {
            Properties = ImmutableDictionary<string, string?>.Empty.Add(MissingKey, string.Join(",", Missing(signature, attribute))),
        });
    }

    private static IEnumerable<string> Missing(Signature signature, AttributeReader attribute) =>
        signature.Form.Dimensions
            .Where((_, i) => IsMissing(i, signature, attribute))
            .Select(form => form.Parameter);
}
