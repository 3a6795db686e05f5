namespace KernelGen;

/// <summary>
/// Shares of a row that add up to 1: yᵢ = exp(xᵢ − max) / Σⱼ exp(xⱼ − max). Operands, in this order: <c>x</c>, a
/// <c>ReadOnlySpan&lt;T&gt;</c> of rows of [Length], and <c>y</c>, a <c>Span</c> of as many elements of T, or of <c>float</c> where T is a 16-bit float, which may be the identical span (in place).
/// <para>Each result is relatively within about γ + (6 + ln Length + |xᵢ − max|)·u of the exact one, γ being the bound of the sum; shares below e^−87 (of double e^−708) are 0.
/// A row that holds NaN or +∞, or nothing but −∞, is NaN.</para>
/// </summary>
/// <example><code>
/// [Softmax(128)]
/// public static partial void Softmax(ReadOnlySpan&lt;float&gt; x, Span&lt;float&gt; y);
/// </code></example>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class SoftmaxAttribute : Attribute
{
    /// <summary>Rows of any length: the parameter <c>int length</c>, or all of x is one row.</summary>
    public SoftmaxAttribute()
    {
    }

    /// <summary>Rows of one length; the spans say how many.</summary>
    /// <param name="length">Elements of a row, 0 or more.</param>
    public SoftmaxAttribute(int length) => Length = length;

    /// <summary>Elements of a row, 0 or more; x has whole rows. Left out: the parameter <c>int length</c>, or all of x is one row.</summary>
    public int Length { get; set; }
}
