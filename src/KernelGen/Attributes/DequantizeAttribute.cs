namespace KernelGen;

/// <summary>
/// The floats that 8-bit integers stand for: y = (x − zeroPoint)·scale, to the bit as ONNX's DequantizeLinear. Operands, in this order: <c>x</c>, a
/// <c>ReadOnlySpan&lt;sbyte&gt;</c> or <c>ReadOnlySpan&lt;byte&gt;</c>, and <c>y</c>, a <c>Span&lt;T&gt;</c> of <c>float</c>, <c>Half</c> or
/// <c>BFloat16</c> (computed in float, and rounded once more) of as many elements.
/// <para>By name, one of: <c>float scale</c>, for all elements; <c>ReadOnlySpan&lt;float&gt; scales</c>, one a row or, with GroupSize, a group. A
/// scale is finite and above 0. Optional: the numbers that stand for 0, which is 0 where they are left out: <c>int zeroPoint</c>, or
/// <c>zeroPoints</c>, a <c>ReadOnlySpan</c> of x's type, one a row or a group.</para>
/// </summary>
/// <example><code>
/// [Dequantize(Length = 768, GroupSize = 32)]
/// public static partial void Dequantize(ReadOnlySpan&lt;byte&gt; x, Span&lt;float&gt; y, ReadOnlySpan&lt;float&gt; scales, ReadOnlySpan&lt;byte&gt; zeroPoints);
/// </code></example>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class DequantizeAttribute : Attribute
{
    /// <inheritdoc cref="QuantizeAttribute.Length"/>
    public int Length { get; set; }

    /// <inheritdoc cref="QuantizeAttribute.GroupSize"/>
    public int GroupSize { get; set; }
}
