namespace KernelGen;

/// <summary>
/// Scales a vector to length 1: y = x / √Σ xᵢ². Operands, in this order: <c>x</c>, a <c>ReadOnlySpan&lt;T&gt;</c> of [Length], and
/// <c>y</c>, a <c>Span&lt;T&gt;</c> of [Length], which may be the identical span (in place).
/// </summary>
/// <example><code>
/// [Normalize]
/// public static partial void Normalize(ReadOnlySpan&lt;float&gt; x, Span&lt;float&gt; y);
/// </code></example>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class NormalizeAttribute : Attribute
{
    /// <summary>Scales vectors of any length: the parameter <c>int length</c>, or the spans' own.</summary>
    public NormalizeAttribute()
    {
    }

    /// <summary>Scales vectors of one length.</summary>
    /// <param name="length">Elements of the vector, 0 or more.</param>
    public NormalizeAttribute(int length) => Length = length;

    /// <summary>Elements of the vector, 0 or more. Left out, it is a run-time dimension.</summary>
    public int Length { get; set; }
}
