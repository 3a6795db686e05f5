namespace KernelGen;

/// <summary>
/// Floats as 8-bit integers: y = saturate(round(x / scale) + zeroPoint), ties to even, to the bit as ONNX's QuantizeLinear. Operands, in this order:
/// <c>x</c>, a <c>ReadOnlySpan&lt;T&gt;</c> of <c>float</c>, <c>Half</c> or <c>BFloat16</c> (computed in float), and <c>y</c>, a
/// <c>Span&lt;sbyte&gt;</c> or <c>Span&lt;byte&gt;</c> of as many elements. NaN becomes the zero point.
/// <para>By name, one of: <c>float scale</c>, for all elements; <c>ReadOnlySpan&lt;float&gt; scales</c>, one a row or, with GroupSize, a group;
/// <c>Span&lt;float&gt; scales</c>, which the kernel finds from the numbers (NaN aside) and writes. A scale is finite and above 0.</para>
/// <para>Optional, by name: the numbers that stand for 0, which is 0 where they are left out: <c>int zeroPoint</c>, or <c>zeroPoints</c> of y's
/// type, one where there is one of the scales, a <c>ReadOnlySpan</c> if the scales are given, a <c>Span</c> if they are found.</para>
/// <para>What is found: with zeroPoints, as ONNX's DynamicQuantizeLinear, scale = (max − min) / 255 of the range that contains 0, and the zero
/// point = saturate(round(least − min / scale)) with least = 0 for byte and −128 for sbyte. Without, for sbyte only, scale = max|x| / 127. Where all
/// is 0 the scale is 1; where the range passes what a float holds, it is the largest float. While the range is at least 3·10⁻³⁶, no number is off by
/// more than half a step and 2⁻¹³ of one.</para>
/// <para>Into sbyte, with a GroupSize of HeadDim and scales that are found, keys become those that <see cref="AttentionAttribute"/> takes with keyScales, and values likewise.</para>
/// </summary>
/// <example><code>
/// [Quantize]
/// public static partial void Quantize(ReadOnlySpan&lt;float&gt; x, Span&lt;sbyte&gt; y, float scale);
///
/// [Quantize(Length = 768, GroupSize = 32)]
/// public static partial void QuantizeRows(ReadOnlySpan&lt;float&gt; x, Span&lt;byte&gt; y, Span&lt;float&gt; scales, Span&lt;byte&gt; zeroPoints);
/// </code></example>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class QuantizeAttribute : Attribute
{
    /// <summary>Elements of a row, 0 or more; x has whole rows. Left out: the parameter <c>int length</c>, or all of x is one row.</summary>
    public int Length { get; set; }

    /// <summary>Elements that share a scale, 1 or more; groups start anew with each row, and the last of a row may be shorter. Left out: the parameter <c>int groupSize</c>, or a row is a group.</summary>
    public int GroupSize { get; set; }
}
