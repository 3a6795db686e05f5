namespace KernelGen;

/// <summary>
/// Turns pairs of numbers by angles that grow with the position: y₁ = x₁·cos θ − x₂·sin θ, y₂ = x₂·cos θ + x₁·sin θ, with θ = position·Base^(−2i/RotaryDim) for
/// pair i of a head. Operands, in this order: <c>x</c>, a <c>ReadOnlySpan&lt;T&gt;</c> of [positions, Heads, HeadDim]; <c>positions</c>, a
/// <c>ReadOnlySpan&lt;int&gt;</c>, one for all heads of a row; and <c>y</c>, a <c>Span</c> like x, of T, or of <c>float</c> where T is a 16-bit float, which may be the identical span (in place).
/// <para>Optional, by name, and together: <c>cos</c> and <c>sin</c>, tables of [any number of positions, RotaryDim / 2], in the place of <see cref="Base"/>; a position is then
/// the number of a row in them. Where T is a 16-bit float, they are of T or of <c>float</c>.</para>
/// <para>With Base, which needs a RotaryDim (or HeadDim) that the attribute states, any <c>int</c> is a position, and each result is within 4·u·(|x₁| + |x₂|) + t of the exact one, in
/// float and in double (u = 2⁻²⁴, 2⁻⁵³), while |x₁| + |x₂| is finite: the angle is reduced with 106 bits of its frequency. With tables it is within 2·u·(|x₁·cos| + |x₂·sin|) + t. The
/// kernel's header states t, for underflow; a result of 16 bits is rounded once more.</para>
/// </summary>
/// <remarks>Source: Su and others, RoFormer: Enhanced Transformer with Rotary Position Embedding, 2021.</remarks>
/// <example><code>
/// [RotaryEmbedding(HeadDim = 64, Heads = 8)]
/// public static partial void Rotate(ReadOnlySpan&lt;float&gt; x, ReadOnlySpan&lt;int&gt; positions, Span&lt;float&gt; y);
/// </code></example>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class RotaryEmbeddingAttribute : Attribute
{
    /// <summary>Elements of a head, 0 or more. Left out: the parameter <c>int headDim</c>.</summary>
    public int HeadDim { get; set; }

    /// <summary>Heads of a position, 0 or more. Left out: the parameter <c>int heads</c>.</summary>
    public int Heads { get; set; }

    /// <summary>Elements of a head that are turned, the first ones: an even number, at most HeadDim; the others are copied. Left out: the parameter <c>int rotaryDim</c>, or HeadDim.</summary>
    public int RotaryDim { get; set; }

    /// <summary>Pair i is the elements 2i and 2i + 1. Left out: the elements i and i + RotaryDim / 2.</summary>
    public bool Interleaved { get; set; }

    /// <summary>Pair i turns by Base^(−2i/RotaryDim) from one position to the next: a number from 1 to 10³⁰. Left out: 10000.</summary>
    public double Base { get; set; } = 10_000;
}
