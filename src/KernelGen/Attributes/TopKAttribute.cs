namespace KernelGen;

/// <summary>
/// The best K rows of a matrix for one vector, best first, ties by the lower index; no buffer of all the scores is made. Operands, in
/// this order: <c>query</c>, a <c>ReadOnlySpan&lt;T&gt;</c> of [Length]; <c>rows</c>, a <c>ReadOnlySpan&lt;T&gt;</c> of [n, Length];
/// <c>indices</c>, a <c>Span&lt;int&gt;</c> of [K]; <c>scores</c>, a <c>Span&lt;T&gt;</c> of [K]. Returns <c>int</c>, the number found:
/// the smaller of K and n.
/// Optional, by name: <c>norms</c>, a <c>ReadOnlySpan&lt;T&gt;</c> of [n], the rows' Euclidean norms, for <see cref="Metric.Cosine"/>.
/// </summary>
/// <remarks>
/// T is <c>float</c> or <c>double</c>; of <c>Half</c> and <see cref="BFloat16"/> scores are of T or <c>float</c>. Of <c>sbyte</c> and <c>byte</c>, which may be mixed, scores are exact, <c>int</c> or <c>long</c>,
/// but for the cosine, which is <c>float</c>, and norms are <c>float</c> or <c>double</c>. Lengths that an <c>int</c> might not hold the sums of are refused as <see cref="DotAttribute"/> says.
/// </remarks>
/// <example><code>
/// [TopK(Length = 100, K = 10, Metric = Metric.Cosine)]
/// public static partial int Nearest(ReadOnlySpan&lt;float&gt; query, ReadOnlySpan&lt;float&gt; rows, Span&lt;int&gt; indices, Span&lt;float&gt; scores);
/// </code></example>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class TopKAttribute : Attribute
{
    /// <summary>Elements of the query and of each row, 0 or more. Left out: the parameter <c>int length</c>, or the query's own length.</summary>
    public int Length { get; set; }

    /// <summary>How many rows to find, 0 or more. Left out: the parameter <c>int k</c>.</summary>
    public int K { get; set; }

    /// <summary>
    /// What a score is. <see cref="Metric.Dot"/> where it is left out. Best is the highest, but for
    /// <see cref="Metric.SquaredDistance"/>, where it is the lowest.
    /// </summary>
    public Metric Metric { get; set; }
}
