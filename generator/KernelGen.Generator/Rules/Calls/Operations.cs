using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace KernelGen.Generator.Rules;

/// <summary>Small questions about operations.</summary>
internal static class Operations
{
    /// <summary>An operation without the conversions around it.</summary>
    public static IOperation Bare(IOperation operation)
    {
        while (operation is IConversionOperation conversion)
            operation = conversion.Operand;
        return operation;
    }

    /// <summary>What stands around an operation and its conversions.</summary>
    public static IOperation? Around(IOperation operation)
    {
        IOperation? parent = operation.Parent;
        while (parent is IConversionOperation)
            parent = parent.Parent;
        return parent;
    }

    /// <summary>The variable that an operation is, or a span over the whole of it; null for anything else.</summary>
    public static ISymbol? VariableOf(IOperation operation) => Bare(operation) switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field when field.Instance is null or IInstanceReferenceOperation => field.Field,
        IInvocationOperation { TargetMethod: { Name: "AsSpan", IsStatic: true } } span when span.Arguments.Length == 1 => VariableOf(span.Arguments[0].Value),
        _ => null,
    };

    /// <summary>The array or span of which an operation is an element; null for anything else.</summary>
    public static ISymbol? OwnerOf(IOperation operation) => Bare(operation) switch
    {
        IArrayElementReferenceOperation element => VariableOf(element.ArrayReference),
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } instance } => VariableOf(instance),
        _ => null,
    };

    /// <summary>A constant's value, whatever its type; null for anything else.</summary>
    public static double? ConstantOf(IOperation operation) =>
        operation.ConstantValue is { HasValue: true, Value: IConvertible value and not (string or bool or char) } ? value.ToDouble(CultureInfo.InvariantCulture)
        : operation is IConversionOperation conversion ? ConstantOf(conversion.Operand)
        : null;
}
