namespace KernelGen;

/// <summary>
/// One vector against every row of a matrix. Operands, in this order: <c>query</c>, a <c>ReadOnlySpan&lt;T&gt;</c> of [Length];
/// <c>rows</c>, a <c>ReadOnlySpan&lt;T&gt;</c> of [n, Length]; <c>scores</c>, a <c>Span&lt;T&gt;</c> of [n], where n is its length.
/// Each score has the bits of the pairwise kernel of the same metric.
/// </summary>
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
