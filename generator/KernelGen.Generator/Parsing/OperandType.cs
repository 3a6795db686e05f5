using KernelGen.Generator.Specs;
using Microsoft.CodeAnalysis;

namespace KernelGen.Generator.Parsing;

/// <summary>A parameter's type as kernels see it: a span of something, packed weights, or a single value.</summary>
internal readonly record struct OperandType(OperandKind Kind, ITypeSymbol Element)
{
    public static OperandType Of(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { Name: "ReadOnlySpan", Arity: 1 } span when IsInSystem(span) => new(OperandKind.Input, span.TypeArguments[0]),
        INamedTypeSymbol { Name: "Span", Arity: 1 } span when IsInSystem(span) => new(OperandKind.Output, span.TypeArguments[0]),
        INamedTypeSymbol { Name: "PackedWeights", Arity: 1 } packed when KernelAttributes.IsOurs(packed) => new(OperandKind.Packed, packed.TypeArguments[0]),
        _ => new(OperandKind.Scalar, type),
    };

    /// <summary>The row of <see cref="NumericType"/>, or null where it has none.</summary>
    public NumericType? Numeric => NumericOf(Element);

    /// <summary>A bool, which only masks are made of.</summary>
    public bool IsFlag => Element.SpecialType == SpecialType.System_Boolean;

    public bool IsInt => Element.SpecialType == SpecialType.System_Int32;

    public static NumericType? NumericOf(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Single => NumericType.Float32,
        SpecialType.System_Double => NumericType.Float64,
        SpecialType.System_SByte => NumericType.SByte,
        SpecialType.System_Byte => NumericType.Byte,
        SpecialType.System_Int32 => NumericType.Int32,
        SpecialType.System_Int64 => NumericType.Int64,
        _ when type is INamedTypeSymbol { ContainingType: null, TypeKind: TypeKind.Struct, Name: "Half" or "BFloat16" } named => NamedType(named),
        _ => null,
    };

    /// <summary>The 16-bit floats have no <see cref="SpecialType"/>.</summary>
    private static NumericType? NamedType(INamedTypeSymbol type)
    {
        string name = type.ContainingNamespace.ToDisplayString() + "." + type.Name;
        foreach (NumericType numeric in NumericType.Floats)
        {
            if (numeric.MetadataName == name)
                return numeric;
        }

        return null;
    }

    private static bool IsInSystem(INamedTypeSymbol type) =>
        type is { ContainingType: null, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };
}
