namespace KernelGen;

/// <summary>
/// The squared Euclidean distance: Σ (aᵢ − bᵢ)², by direct difference, so that near vectors keep their digits. Operands, in this
/// order: <c>a</c> and <c>b</c>, both <c>ReadOnlySpan&lt;T&gt;</c> of [Length]; returns <c>T</c>.
/// </summary>
/// <remarks>
/// T is <c>float</c> or <c>double</c>; of <c>Half</c> and <see cref="BFloat16"/> the result is <c>float</c>; <c>sbyte</c> and <c>byte</c>, which may be mixed, have exact sums: the
/// result is <c>int</c>, or <c>long</c> of any length. A length of run time whose sum an <c>int</c> might not hold is refused with <see cref="ArgumentException"/>
/// before anything is computed (from 33,026 elements of one type on, 14,640 of <c>byte</c> and <c>sbyte</c>); with <see cref="Accumulate.Int64"/> the sum goes on, and an <c>int</c> result that does not fit is an <see cref="OverflowException"/>.
/// </remarks>
/// <example><code>
/// [SquaredDistance]
/// public static partial double SquaredDistance(ReadOnlySpan&lt;double&gt; a, ReadOnlySpan&lt;double&gt; b);
/// </code></example>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class SquaredDistanceAttribute : Attribute
{
    /// <summary>The distance of vectors of any length: the parameter <c>int length</c>, or the spans' own.</summary>
    public SquaredDistanceAttribute()
    {
    }

    /// <summary>The distance of vectors of one length.</summary>
    /// <param name="length">Elements of each vector, 0 or more.</param>
    public SquaredDistanceAttribute(int length) => Length = length;

    /// <summary>Elements of each vector, 0 or more. Left out, it is a run-time dimension.</summary>
    public int Length { get; set; }
}
