namespace KernelGen;

/// <summary>
/// The cosine of the angle between two vectors: Σ aᵢ·bᵢ / (√Σ aᵢ² · √Σ bᵢ²), between −1 and 1 but for rounding. Operands, in this
/// order: <c>a</c> and <c>b</c>, both <c>ReadOnlySpan&lt;T&gt;</c> of [Length]; returns <c>T</c>. A zero vector gives 0.
/// </summary>
/// <remarks>
/// T is <c>float</c> or <c>double</c>; of <c>Half</c> and <see cref="BFloat16"/> the result is <c>float</c>, and so it is of <c>sbyte</c> and <c>byte</c>, which may be mixed: their three sums are
/// exact, and only the quotient is rounded. A length of run time whose sums an <c>int</c> might not hold is refused with <see cref="ArgumentException"/>; with
/// <see cref="Accumulate.Int64"/> there is no such length.
/// </remarks>
/// <example><code>
/// [Cosine(384)]
/// public static partial float Cosine(ReadOnlySpan&lt;float&gt; a, ReadOnlySpan&lt;float&gt; b);
/// </code></example>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class CosineAttribute : Attribute
{
    /// <summary>The cosine of vectors of any length: the parameter <c>int length</c>, or the spans' own.</summary>
    public CosineAttribute()
    {
    }

    /// <summary>The cosine of vectors of one length.</summary>
    /// <param name="length">Elements of each vector, 0 or more.</param>
    public CosineAttribute(int length) => Length = length;

    /// <summary>Elements of each vector, 0 or more. Left out, it is a run-time dimension.</summary>
    public int Length { get; set; }
}
