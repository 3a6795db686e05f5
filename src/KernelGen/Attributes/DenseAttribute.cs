namespace KernelGen;

/// <summary>
/// A fully connected layer: y = activation(x·Wᵀ + bias + residual), and with <see cref="Activation.GatedSilu"/> the residual is
/// added last. Operands, in this order: <c>x</c>, a
/// <c>ReadOnlySpan&lt;T&gt;</c> of [batch, Inputs]; <c>weights</c>, a <c>ReadOnlySpan&lt;T&gt;</c> in the layout of
/// <see cref="WeightLayout"/>, or the <see cref="PackedWeights{T}"/> that a [Pack] method made of it; <c>y</c>, a <c>Span&lt;T&gt;</c> of [batch, Outputs].
/// Optional, by name: <c>gamma</c>, a <c>ReadOnlySpan&lt;T&gt;</c> of [Inputs], with which the rows of x are normalised first, as <see cref="RmsNormAttribute"/> does; <c>bias</c>, a <c>ReadOnlySpan&lt;T&gt;</c> of [Outputs]; <c>residual</c>, a <c>ReadOnlySpan&lt;T&gt;</c> of
/// [batch, Outputs], which may be y; <c>int batch</c>.
/// </summary>
/// <remarks>
/// <para>
/// T is <c>float</c> or <c>double</c>; of <c>Half</c> and <see cref="BFloat16"/> y, bias and residual are of T or <c>float</c>. Of <c>sbyte</c> and <c>byte</c>, which may be mixed, the sums
/// Σ (x − xZeroPoint)·(weights − weightZeroPoint) are exact, and y is one of
/// </para>
/// <list type="bullet">
/// <item><description><c>int</c> or <c>long</c>: the sums themselves;</description></item>
/// <item><description><c>float</c>: (float)sum · (xScale · weightScale) + bias + residual, through the activation;</description></item>
/// <item><description><c>sbyte</c> or <c>byte</c>: that divided by yScale, rounded to the nearest whole number, ties to even, plus yZeroPoint, cut to the type (ONNX's QLinearMatMul); NaN gives the zero point.</description></item>
/// </list>
/// <para>
/// By name: <c>float xScale</c>, <c>float weightScale</c> or <c>ReadOnlySpan&lt;float&gt; weightScales</c> of [Outputs], <c>float yScale</c> (an 8-bit result needs it), each 1 where it is left
/// out; <c>int xZeroPoint</c>, <c>int weightZeroPoint</c> or <c>weightZeroPoints</c> of [Outputs] in the type of weights, <c>int yZeroPoint</c>, each 0 where it is left out. The bias and the residual are <c>float</c>; whole results have neither, nor an activation, and 8-bit results no residual.
/// Packed weights have no zero point.
/// </para>
/// <para>
/// <see cref="ArgumentException"/>: a scalar scale that is no finite number above 0, a scalar zero point that its operand's type does not have, and inputs of run time whose sums an <c>int</c> might not
/// hold (zero points counted); with <see cref="Accumulate.Int64"/>, or a <c>long</c> result, there is no such length.
/// </para>
/// <para>
/// With <c>gamma</c>, of T or <c>float</c>, where T is no 8-bit integer, each row of x becomes xᵢ / √(mean x² + <see cref="Epsilon"/>) · gammaᵢ, rounded to T, and then goes into the products: y has the bits of
/// [RmsNorm] into a buffer of T and of this layer behind it. Each row is normalised once, into scratch memory; x stays as it is. The stated bound has that of the norm in it.
/// </para>
/// <para>
/// With a <see cref="WeightFormat"/> the weights are quantised in groups of <see cref="GroupSize"/> along a row, and a weight is
/// (code − zero point)·scale, rounded to float. Then x is of <c>float</c>, <c>Half</c> or BFloat16, and with groups = ⌈Inputs / GroupSize⌉ <c>weights</c> is a
/// <c>ReadOnlySpan&lt;byte&gt;</c> of [Outputs, groups, GroupSize] codes, of Int4 two to a byte; <c>weightScales</c>, required, a span of <c>float</c> or
/// <c>Half</c>, [Outputs, groups]; <c>weightZeroPoints</c>, optional, a <c>ReadOnlySpan&lt;byte&gt;</c>, of Int8 [Outputs, groups], of Int4
/// [Outputs, ⌈groups / 2⌉], two to a byte, the first in the low half; left out they are 128 and 8. Codes behind the last input are read and have no effect.
/// Packed weights, a <c>PackedWeights&lt;byte&gt;</c>, have their scales and zero points in them.
/// </para>
/// <para>
/// With <c>[Precision(Accumulate = Accumulate.Int32)]</c> x is quantised on the fly: each group of a row of x has a scale of its own, its largest
/// magnitude / 127, so that a large number takes no digits from other groups, and codes −127 to 127, rounded to nearest, ties to even. Products of codes are
/// summed as integers, exactly, and each group's sums are multiplied by both scales and added in float. That changes each number of x by at most half a
/// step (and 2⁻¹⁶ of one), a 127th of its group's largest magnitude; the kernel's stated bound has a term for it. A group with a NaN or an infinity gives NaN.
/// </para>
/// </remarks>
/// <example><code>
/// [Dense(Inputs = 784, Outputs = 128, Activation = Activation.Relu)]
/// public static partial void Hidden(ReadOnlySpan&lt;float&gt; x, ReadOnlySpan&lt;float&gt; weights, Span&lt;float&gt; y, ReadOnlySpan&lt;float&gt; bias, int batch);
/// </code></example>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class DenseAttribute : Attribute
{
    /// <summary>Elements of a row of x, 0 or more. Left out: the parameter <c>int inputs</c>.</summary>
    public int Inputs { get; set; }

    /// <summary>Elements of a row of y, 0 or more. Left out: the parameter <c>int outputs</c>.</summary>
    public int Outputs { get; set; }

    /// <summary>Rows of x and y. Left out: the parameter <c>int batch</c>, or 1.</summary>
    public int Batch { get; set; }

    /// <summary>The function that every output passes through.</summary>
    public Activation Activation { get; set; }

    /// <summary>With <c>gamma</c>, what is added to the mean square of a row, a finite number, 0 or more. Left out: 10⁻⁵.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>How the weights are stored.</summary>
    public WeightLayout WeightLayout { get; set; }

    /// <summary>Whether the weights are quantised in groups, and to how many bits.</summary>
    public WeightFormat WeightFormat { get; set; }

    /// <summary>Weights that share a scale: 32, 64 or 128; with a <see cref="WeightFormat"/> only.</summary>
    public int GroupSize { get; set; }
}
