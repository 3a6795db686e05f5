namespace KernelGen;

/// <summary>
/// Rows of mean square 1, scaled: yᵢ = xᵢ / √(mean x² + Epsilon) · gammaᵢ + betaᵢ. Operands, in this order: <c>x</c>, a
/// <c>ReadOnlySpan&lt;T&gt;</c> of rows of [Length]; <c>gamma</c>, a <c>ReadOnlySpan</c> of [Length]; and <c>y</c>, a <c>Span</c> of as many elements as x, which may be the identical span
/// (in place).
/// <para>Optional, by name: <c>beta</c>, of [Length], added to the result; <c>residual</c>, like x, added to x before anything else, so that it is x + residual that is normalised; it may be y.
/// Where T is a 16-bit float, all but x are of T or of <c>float</c>.</para>
/// <para>Each result is relatively within about ½·γ + 5·u of the exact one, γ being the bound of the sum.</para>
/// </summary>
/// <remarks>Source: Zhang and Sennrich, Root Mean Square Layer Normalization, 2019.</remarks>
/// <example><code>
/// [RmsNorm]
/// public static partial void RmsNorm(ReadOnlySpan&lt;float&gt; x, ReadOnlySpan&lt;float&gt; gamma, Span&lt;float&gt; y);
/// </code></example>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class RmsNormAttribute : Attribute
{
    /// <summary>Rows of any length: the parameter <c>int length</c>, or that of gamma.</summary>
    public RmsNormAttribute()
    {
    }

    /// <summary>Rows of one length; the spans say how many.</summary>
    /// <param name="length">Elements of a row, 0 or more.</param>
    public RmsNormAttribute(int length) => Length = length;

    /// <summary>Elements of a row, 0 or more; x has whole rows. Left out: the parameter <c>int length</c>, or the length of gamma.</summary>
    public int Length { get; set; }

    /// <summary>What is added to the mean square, a finite number, 0 or more. Left out: 10⁻⁵.</summary>
    public double Epsilon { get; set; } = 1e-5;
}
