using System.Collections.Immutable;
using KernelGen.Generator.Specs;
using Microsoft.CodeAnalysis;

namespace KernelGen.Generator.Parsing;

/// <summary>What a kernel's method looks like: one row of api.md's table.</summary>
/// <param name="Name">The attribute's name: <c>Gemm</c>.</param>
/// <param name="Required">Operands by position.</param>
/// <param name="Optional">Operands by name.</param>
/// <param name="Dimensions">In the attribute's order.</param>
/// <param name="Result">What the method returns.</param>
internal sealed record KernelForm(
    string Name,
    ImmutableArray<OperandForm> Required,
    ImmutableArray<OperandForm> Optional,
    ImmutableArray<DimensionForm> Dimensions,
    ResultForm Result)
{
    /// <summary>The optional operand of a kernel whose work can be shared by threads.</summary>
    public const string MaxThreads = "maxThreads";

    /// <summary>Whether its outputs are many enough, and worth enough each, that threads may share them.</summary>
    public bool HasThreads { get; init; }

    /// <summary>The names that a parameter is recognised by: optional operands, then dimensions.</summary>
    public IEnumerable<string> RecognisedNames =>
        Optional.Select(operand => operand.Role).Concat(Dimensions.Select(dimension => dimension.Parameter)).Concat(ThreadNames);

    /// <summary>The name of the operand that limits the threads, where there can be one.</summary>
    public IEnumerable<string> ThreadNames => HasThreads ? [MaxThreads] : [];
}

/// <param name="Role">The name in the table: <c>a</c>.</param>
/// <param name="Kind">How it is passed.</param>
/// <param name="IsIndex">Its elements are <c>int</c> whatever the kernel's are.</param>
internal sealed record OperandForm(string Role, OperandKind Kind, bool IsIndex = false)
{
    /// <summary>It may come packed instead.</summary>
    public bool MayBePacked { get; init; }

    public bool Takes(OperandKind kind) => kind == Kind || (MayBePacked && kind == OperandKind.Packed);

    /// <summary>Its type as C# writes it, for an element type; packed where the user has it so.</summary>
    public string TypeFor(string element, ITypeSymbol? own = null)
    {
        string item = IsIndex ? "int" : element;
        bool packed = MayBePacked && own is not null && OperandType.Of(own).Kind == OperandKind.Packed;
        return (packed ? OperandKind.Packed : Kind) switch
        {
            OperandKind.Input => $"ReadOnlySpan<{item}>",
            OperandKind.Output => $"Span<{item}>",
            OperandKind.Packed => $"PackedWeights<{item}>",
            _ => item,
        };
    }
}

/// <param name="Name">The attribute's property: <c>M</c>.</param>
/// <param name="Absence">What it is where neither property nor parameter says.</param>
/// <param name="LengthOf">For <see cref="Absence.SpanLength"/>, the role of the span.</param>
internal sealed record DimensionForm(string Name, Absence Absence, string? LengthOf = null)
{
    /// <summary>The run-time parameter's name: the property's in camelCase.</summary>
    public string Parameter { get; } = char.ToLowerInvariant(Name[0]) + Name.Substring(1);
}

/// <summary>What a dimension is where neither the attribute nor a parameter states it.</summary>
internal enum Absence
{
    /// <summary>An error.</summary>
    Refused,

    /// <summary>The length of an operand.</summary>
    SpanLength,

    /// <summary>1: a batch.</summary>
    One,

    /// <summary>Rows that follow each other without a gap: a leading dimension.</summary>
    Dense,
}

internal enum ResultForm
{
    Void,

    /// <summary>The element type.</summary>
    Element,

    /// <summary><c>int</c>, whatever the element type is.</summary>
    Count,

    /// <summary><c>PackedWeights&lt;T&gt;</c></summary>
    Packed,
}
