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

    /// <summary>The element types that it takes.</summary>
    public EquatableArray<NumericType> Elements { get; init; } = NumericType.Floats;

    /// <summary>Whether it sums: there is an accumulator to choose.</summary>
    public bool HasSums { get; init; } = true;

    /// <summary>Whether its outputs are many enough, and worth enough each, that threads may share them.</summary>
    public bool HasThreads { get; init; }

    /// <summary>What a kernel of an element type may return; the first is the one to propose.</summary>
    public ImmutableArray<NumericType> ResultsFor(NumericType element) => !element.IsByte ? [element.Computed]
        : Result == ResultForm.Ratio ? [NumericType.Float32] : [NumericType.Int32, NumericType.Int64];

    /// <summary>The names that a parameter is recognised by: optional operands, then dimensions.</summary>
    public IEnumerable<string> RecognisedNames =>
        Optional.Select(operand => operand.Role).Concat(Dimensions.Select(dimension => dimension.Parameter)).Concat(ThreadNames);

    /// <summary>The name of the operand that limits the threads, where there can be one.</summary>
    public IEnumerable<string> ThreadNames => HasThreads ? [MaxThreads] : [];
}

/// <param name="Role">The name in the table: <c>a</c>.</param>
/// <param name="Kind">How it is passed.</param>
internal sealed record OperandForm(string Role, OperandKind Kind)
{
    public OperandElement Element { get; init; } = OperandElement.Own;

    /// <summary>Its elements are <c>int</c> whatever the kernel's are.</summary>
    public bool IsIndex => Element == OperandElement.Index;

    /// <summary>Its elements go by the kernel's. A scale is a float, and what is quantised a byte, whatever those are.</summary>
    public bool GoesByElement => Element is not (OperandElement.Scale or OperandElement.ZeroPoint or OperandElement.ZeroPoints or OperandElement.Quantised or OperandElement.Dequantised);

    /// <summary>It may come packed instead.</summary>
    public bool MayBePacked { get; init; }

    /// <summary>It may be a <c>Span</c> instead, which the kernel writes.</summary>
    public bool MayBeWritten { get; init; }

    /// <summary>It may be of <c>bool</c> instead.</summary>
    public bool MayBeFlags { get; init; }

    public bool Takes(OperandKind kind) => kind == Kind || (MayBePacked && kind == OperandKind.Packed) || (MayBeWritten && kind == OperandKind.Output);

    /// <summary>The element types that it may have in a kernel of an element type; the first is the one to propose.</summary>
    public ImmutableArray<NumericType> ElementsFor(NumericType element) => Element switch
    {
        OperandElement.Own when element.IsByte => element == NumericType.SByte ? [NumericType.SByte, NumericType.Byte] : [NumericType.Byte, NumericType.SByte],
        OperandElement.OwnOrComputed when element.IsByte => Kind == OperandKind.Output
            ? [NumericType.Int32, NumericType.Int64, NumericType.Float32, NumericType.SByte, NumericType.Byte]
            : [NumericType.Float32],
        OperandElement.Score or OperandElement.TopScore when element.IsByte => [NumericType.Int32, NumericType.Int64, NumericType.Float32],
        OperandElement.Norm when element.IsByte => [NumericType.Float64],
        OperandElement.Computed when element.IsByte => [NumericType.Float32],
        OperandElement.Computed or OperandElement.Norm or OperandElement.TopScore => [element.Computed],
        OperandElement.OwnOrComputed or OperandElement.Score when element.Computed != element => [element, element.Computed],
        OperandElement.Cache when element == NumericType.Float32 => [.. NumericType.NarrowFloats, NumericType.SByte],
        OperandElement.Cache when element.IsHalfWord => [element, NumericType.SByte],
        OperandElement.Scale => [NumericType.Float32],
        OperandElement.ZeroPoint => [NumericType.Int32],
        OperandElement.ZeroPoints or OperandElement.Quantised => [NumericType.SByte, NumericType.Byte],
        OperandElement.Dequantised => NumericType.NarrowFloats.Items,
        OperandElement.Code => [NumericType.Byte],
        OperandElement.GroupScale => [NumericType.Float32, NumericType.Half],
        _ => [element],
    };

    /// <summary>Its type as C# writes it, for the kernel's element type; packed where the user has it so, and with the user's own elements where they may be.</summary>
    public string TypeFor(NumericType element, ITypeSymbol? own = null)
    {
        ImmutableArray<NumericType> possible = ElementsFor(element);
        NumericType? mine = own is null ? null : OperandType.Of(own).Numeric;
        string item = IsIndex ? "int" : MayBeFlags && own is not null && OperandType.Of(own).IsFlag ? "bool" : (mine is not null && possible.Contains(mine) ? mine : possible[0]).Name;
        OperandKind kind = own is not null && OperandType.Of(own).Kind is var its && Takes(its) ? its : Kind;
        return kind switch
        {
            OperandKind.Input => $"ReadOnlySpan<{item}>",
            OperandKind.Output => $"Span<{item}>",
            OperandKind.Packed => $"PackedWeights<{item}>",
            _ => item,
        };
    }
}

/// <summary>Which elements an operand has.</summary>
internal enum OperandElement
{
    /// <summary>The kernel's.</summary>
    Own,

    /// <summary>The kernel's, or the type that those are computed with: an output or an addend of 16-bit floats may be float.</summary>
    OwnOrComputed,

    /// <summary>The type that the kernel's elements are computed with: alpha.</summary>
    Computed,

    /// <summary>The kernel's, or 16-bit floats or 8-bit codes that are widened to what it is computed with: keys and values that are kept.</summary>
    Cache,

    /// <summary>A score: as <see cref="OwnOrComputed"/>; of 8-bit integers a whole number, or float for a cosine.</summary>
    Score,

    /// <summary>A score that was compared with others: never rounded to fewer bits than it was compared in.</summary>
    TopScore,

    /// <summary>A vector's length: the type that the kernel's elements are computed with, or double for 8-bit integers, whose sums it is the root of.</summary>
    Norm,

    /// <summary><c>float</c>: what one step of a quantised number is worth.</summary>
    Scale,

    /// <summary><c>int</c>: the quantised number that stands for 0.</summary>
    ZeroPoint,

    /// <summary>A zero point a channel, of the type of the operand that they belong to.</summary>
    ZeroPoints,

    /// <summary>An 8-bit integer that stands for a float.</summary>
    Quantised,

    /// <summary>A float that an 8-bit integer stood for.</summary>
    Dequantised,

    /// <summary><c>byte</c>: one code of 8 bits or two of 4.</summary>
    Code,

    /// <summary><c>float</c> or <c>Half</c>: what one step of a group's codes is worth.</summary>
    GroupScale,

    /// <summary><c>int</c></summary>
    Index,
}

/// <param name="Name">The attribute's property: <c>M</c>.</param>
/// <param name="Absence">What it is where neither property nor parameter says.</param>
/// <param name="LengthOf">For <see cref="Absence.SpanLength"/>, the role of the span.</param>
internal sealed record DimensionForm(string Name, Absence Absence, string? LengthOf = null)
{
    /// <summary>The run-time parameter's name: the property's in camelCase.</summary>
    public string Parameter { get; } = char.ToLowerInvariant(Name[0]) + Name.Substring(1);

    /// <summary>The dimension that says it too, where nothing says it by its own name: Kernel for KernelHeight.</summary>
    public string? Short { get; init; }
}

/// <summary>What a dimension is where neither the attribute nor a parameter states it.</summary>
internal enum Absence
{
    /// <summary>An error.</summary>
    Refused,

    /// <summary>The length of an operand.</summary>
    SpanLength,

    /// <summary>1: a batch, a stride.</summary>
    One,

    /// <summary>0: padding.</summary>
    Zero,

    /// <summary>Nothing: rows that follow each other without a gap have no leading dimension, keys need no window, and a short name for others need not be used.</summary>
    Dense,

    /// <summary>The whole of the next larger one: a group is a row.</summary>
    Whole,
}

internal enum ResultForm
{
    Void,

    /// <summary>The type that the elements are computed with; of 8-bit integers <c>int</c> or <c>long</c>.</summary>
    Element,

    /// <summary>The same, but <c>float</c> for 8-bit integers.</summary>
    Ratio,

    /// <summary><c>int</c>, whatever the element type is.</summary>
    Count,

    /// <summary><c>PackedWeights&lt;T&gt;</c></summary>
    Packed,
}
