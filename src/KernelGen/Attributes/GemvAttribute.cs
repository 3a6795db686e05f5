namespace KernelGen;

/// <summary>
/// A matrix times a vector: y = alpha·op(a)·x + beta·y + bias, row-major. Operands, in this order: <c>a</c>, a
/// <c>ReadOnlySpan&lt;T&gt;</c> of [M, K], of [K, M] where <see cref="Transpose"/>; <c>x</c>, a <c>ReadOnlySpan&lt;T&gt;</c> of [K];
/// <c>y</c>, a <c>Span&lt;T&gt;</c> of [M].
/// Optional, by name: <c>alpha</c> (1) and <c>beta</c> (0, which never reads y), both <c>T</c>; <c>bias</c>, a <c>ReadOnlySpan&lt;T&gt;</c> of [M].
/// Its sums run along the vector, so its bits are not those of a <see cref="GemmAttribute"/> with one column.
/// </summary>
/// <remarks>
/// T is <c>float</c> or <c>double</c>; of <c>Half</c> and <see cref="BFloat16"/> y and bias are of T or <c>float</c>, alpha and beta <c>float</c>. Of <c>sbyte</c> and <c>byte</c>, which may be mixed, y is exact,
/// <c>int</c> or <c>long</c>, and there is neither alpha nor beta nor bias; lengths that an <c>int</c> might not hold the sums of are refused as <see cref="DotAttribute"/> says.
/// </remarks>
/// <example><code>
/// [Gemv(M = 256, K = 1024)]
/// public static partial void Apply(ReadOnlySpan&lt;float&gt; a, ReadOnlySpan&lt;float&gt; x, Span&lt;float&gt; y);
/// </code></example>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class GemvAttribute : Attribute
{
    /// <summary>Rows of op(a), elements of y, 0 or more. Left out: the parameter <c>int m</c>.</summary>
    public int M { get; set; }

    /// <summary>Columns of op(a), elements of x, 0 or more. Left out: the parameter <c>int k</c>.</summary>
    public int K { get; set; }

    /// <summary>op(a) is the transpose of a, which is then stored as [K, M].</summary>
    public bool Transpose { get; set; }
}
