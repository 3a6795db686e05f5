namespace KernelGen;

/// <summary>
/// A dot product: Σ aᵢ·bᵢ. Operands, in this order: <c>a</c> and <c>b</c>, both <c>ReadOnlySpan&lt;T&gt;</c> of [Length];
/// returns <c>T</c>. An empty sum is 0.
/// </summary>
/// <example><code>
/// [Dot(1536)]
/// public static partial float Dot(ReadOnlySpan&lt;float&gt; a, ReadOnlySpan&lt;float&gt; b);
/// </code></example>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class DotAttribute : Attribute
{
    /// <summary>A dot product of vectors of any length: the parameter <c>int length</c>, or the spans' own.</summary>
    public DotAttribute()
    {
    }

    /// <summary>A dot product of vectors of one length.</summary>
    /// <param name="length">Elements of each vector, 0 or more.</param>
    public DotAttribute(int length) => Length = length;

    /// <summary>Elements of each vector, 0 or more. Left out, it is a run-time dimension.</summary>
    public int Length { get; set; }
}
