namespace KernelGen;

/// <summary>
/// One vector against every row of a matrix. Operands, in this order: <c>query</c>, a <c>ReadOnlySpan&lt;T&gt;</c> of [Length];
/// <c>rows</c>, a <c>ReadOnlySpan&lt;T&gt;</c> of [n, Length]; <c>scores</c>, a <c>Span&lt;T&gt;</c> of [n], where n is its length.
/// Each score has the bits of the pairwise kernel of the same metric.
/// </summary>
/// <remarks>
/// T is <c>float</c> or <c>double</c>; of <c>Half</c> and <see cref="BFloat16"/> scores are of T or <c>float</c>. Of <c>sbyte</c> and <c>byte</c>, which may be mixed, scores are exact, <c>int</c> or <c>long</c>,
/// but for the cosine, which is <c>float</c>. Lengths that an <c>int</c> might not hold the sums of are refused as <see cref="DotAttribute"/> says.
/// </remarks>
/// <example><code>
/// [Similarities(Length = 384, Metric = Metric.Cosine)]
/// public static partial void Score(ReadOnlySpan&lt;float&gt; query, ReadOnlySpan&lt;float&gt; rows, Span&lt;float&gt; scores);
/// </code></example>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class SimilaritiesAttribute : Attribute
{
    /// <summary>Elements of the query and of each row, 0 or more. Left out: the parameter <c>int length</c>, or the query's own length.</summary>
    public int Length { get; set; }

    /// <summary>What a score is. <see cref="Metric.Dot"/> where it is left out.</summary>
    public Metric Metric { get; set; }
}
