namespace KernelGen;

/// <summary>
/// A dot product: Σ aᵢ·bᵢ. Operands, in this order: <c>a</c> and <c>b</c>, both <c>ReadOnlySpan&lt;T&gt;</c> of [Length];
/// returns <c>T</c>. An empty sum is 0.
/// </summary>
/// <remarks>
/// T is <c>float</c> or <c>double</c>; of <c>Half</c> and <see cref="BFloat16"/> the result is <c>float</c>; <c>sbyte</c> and <c>byte</c>, which may be mixed, have exact sums: the
/// result is <c>int</c>, or <c>long</c> of any length. A length of run time whose sum an <c>int</c> might not hold is refused with <see cref="ArgumentException"/>
/// before anything is computed (from 65,794 products of <c>byte</c> and <c>sbyte</c> on, 131,072 of <c>sbyte</c>, 33,026 of <c>byte</c>); with <see cref="Accumulate.Int64"/> the sum goes on, and an <c>int</c> result that does not fit is an <see cref="OverflowException"/>.
/// </remarks>
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
