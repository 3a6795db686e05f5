namespace KernelGen;

/// <summary>
/// Rows of mean 0 and variance 1, scaled: yᵢ = (xᵢ − mean) / √(variance + Epsilon) · gammaᵢ + betaᵢ, the variance being the mean of (xᵢ − mean)². Operands, in this order: <c>x</c>, a
/// <c>ReadOnlySpan&lt;T&gt;</c> of rows of [Length]; <c>gamma</c>, a <c>ReadOnlySpan</c> of [Length]; and <c>y</c>, a <c>Span</c> of as many elements as x, which may be the identical span
/// (in place).
/// <para>Optional, by name: <c>beta</c>, of [Length], added to the result; <c>residual</c>, like x, added to x before anything else, so that it is x + residual that is normalised; it may be y.
/// Where T is a 16-bit float, all but x are of T or of <c>float</c>.</para>
/// <para>The mean is subtracted before squares are summed, so a row far from 0 loses nothing but what its mean does; the kernel's header states the bound.</para>
/// </summary>
/// <remarks>Source: Ba, Kiros and Hinton, Layer Normalization, 2016.</remarks>
/// <example><code>
/// [LayerNorm]
/// public static partial void LayerNorm(ReadOnlySpan&lt;float&gt; x, ReadOnlySpan&lt;float&gt; gamma, Span&lt;float&gt; y, ReadOnlySpan&lt;float&gt; beta);
/// </code></example>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class LayerNormAttribute : Attribute
{
    /// <summary>Rows of any length: the parameter <c>int length</c>, or that of gamma.</summary>
    public LayerNormAttribute()
    {
    }

    /// <summary>Rows of one length; the spans say how many.</summary>
    /// <param name="length">Elements of a row, 0 or more.</param>
    public LayerNormAttribute(int length) => Length = length;

    /// <summary>Elements of a row, 0 or more; x has whole rows. Left out: the parameter <c>int length</c>, or the length of gamma.</summary>
    public int Length { get; set; }

    /// <summary>What is added to the mean square, a finite number, 0 or more. Left out: 10⁻⁵.</summary>
    public double Epsilon { get; set; } = 1e-5;
}
