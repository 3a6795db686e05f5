namespace KernelGen;

/// <summary>
/// The squared Euclidean distance: Σ (aᵢ − bᵢ)², by direct difference, so that near vectors keep their digits. Operands, in this
/// order: <c>a</c> and <c>b</c>, both <c>ReadOnlySpan&lt;T&gt;</c> of [Length]; returns <c>T</c>.
/// </summary>
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
