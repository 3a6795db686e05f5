namespace KernelGen;

/// <summary>
/// The logarithms of a row's shares: yᵢ = xᵢ − max − log Σⱼ exp(xⱼ − max). Operands, in this order: <c>x</c>, a
/// <c>ReadOnlySpan&lt;T&gt;</c> of rows of [Length], and <c>y</c>, a <c>Span</c> of as many elements of T, or of <c>float</c> where T is a 16-bit float, which may be the identical span (in place).
/// <para>Each result is within about γ + (2 + ln Length)·u + 6.3·|yᵢ|·u of the exact one, γ being the bound of the sum.
/// A row that holds NaN or +∞, or nothing but −∞, is NaN.</para>
/// </summary>
/// <example><code>
/// [LogSoftmax(128)]
/// public static partial void LogSoftmax(ReadOnlySpan&lt;float&gt; x, Span&lt;float&gt; y);
/// </code></example>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class LogSoftmaxAttribute : Attribute
{
    /// <summary>Rows of any length: the parameter <c>int length</c>, or all of x is one row.</summary>
    public LogSoftmaxAttribute()
    {
    }

    /// <summary>Rows of one length; the spans say how many.</summary>
    /// <param name="length">Elements of a row, 0 or more.</param>
    public LogSoftmaxAttribute(int length) => Length = length;

    /// <summary>Elements of a row, 0 or more; x has whole rows. Left out: the parameter <c>int length</c>, or all of x is one row.</summary>
    public int Length { get; set; }
}
