namespace KernelGen.Generator.Specs;

/// <summary>How an operand is passed.</summary>
internal enum OperandKind
{
    /// <summary><c>ReadOnlySpan&lt;T&gt;</c></summary>
    Input,

    /// <summary><c>Span&lt;T&gt;</c></summary>
    Output,

    /// <summary>One value of <c>T</c>: alpha, beta.</summary>
    Scalar,

    /// <summary><c>PackedWeights&lt;T&gt;</c></summary>
    Packed,
}

/// <summary>A parameter of the kernel that carries numbers.</summary>
/// <param name="Role">The name in api.md's table: <c>a</c>, <c>query</c>, <c>bias</c>.</param>
/// <param name="Parameter">The user's own name of it, as C# writes it (<c>left</c>, <c>@in</c>).</param>
/// <param name="Type">Element type.</param>
/// <param name="Kind">How it is passed.</param>
internal sealed record Operand(string Role, string Parameter, NumericType Type, OperandKind Kind)
{
    /// <summary>The index operand of TopK is <c>Span&lt;int&gt;</c>; its numbers are not the kernel's.</summary>
    public bool IsIndex { get; init; }

    /// <summary>The values that <c>[ValueRange]</c> says it holds.</summary>
    public Interval? Range { get; init; }

    /// <summary>Each of its vectors has length 1: <c>[UnitNorm]</c>.</summary>
    public bool IsUnitNorm { get; init; }
}
