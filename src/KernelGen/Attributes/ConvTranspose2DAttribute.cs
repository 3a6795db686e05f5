namespace KernelGen;

/// <summary>
/// A two-dimensional transposed convolution, which makes small images large: every number of x, times a filter, is added to the window of y that
/// <see cref="Conv2DAttribute"/> of the same numbers would have read for it; then bias, residual and activation. Operands, in this order: <c>x</c>, a
/// <c>ReadOnlySpan&lt;T&gt;</c> of [batch, InChannels, Height, Width], or in the layout that <see cref="Layout"/> says; <c>weights</c>, a
/// <c>ReadOnlySpan&lt;T&gt;</c> of [InChannels, OutChannels / Groups, KernelHeight, KernelWidth] in either layout, or a <see cref="PackedWeights{T}"/> of them; <c>y</c>, a <c>Span&lt;T&gt;</c> of
/// [batch, OutChannels, rows, columns], where rows are (Height − 1)·StrideHeight − PaddingTop − PaddingBottom + DilationHeight·(KernelHeight − 1) +
/// OutputPaddingHeight + 1, and columns likewise. Weights that would meet a number outside of x are multiplied with zeros
/// (of 8-bit integers x's zero point stands there, which adds nothing).
/// Optional, by name: <c>bias</c>, a <c>ReadOnlySpan&lt;T&gt;</c> of [OutChannels]; <c>residual</c>, a <c>ReadOnlySpan&lt;T&gt;</c> like y, which may
/// be y; <c>int batch</c>.
/// </summary>
/// <remarks>
/// <para>
/// T is <c>float</c> or <c>double</c>; of <c>Half</c> and <see cref="BFloat16"/>, whose numbers are computed with as <c>float</c>, y, bias and residual are of T or <c>float</c>. Of <c>sbyte</c> and
/// <c>byte</c>, which may be mixed, the sums Σ (x − xZeroPoint)·(weights − weightZeroPoint) are exact, and y is one of
/// </para>
/// <list type="bullet">
/// <item><description><c>int</c> or <c>long</c>: the sums themselves;</description></item>
/// <item><description><c>float</c>: (float)sum · (xScale · weightScale) + bias + residual, through the activation;</description></item>
/// <item><description><c>sbyte</c> or <c>byte</c>: that divided by yScale, rounded to the nearest whole number, ties to even, plus yZeroPoint, cut to the type; NaN gives the zero point.</description></item>
/// </list>
/// <para>
/// By name: <c>float xScale</c>, <c>float weightScale</c> or <c>ReadOnlySpan&lt;float&gt; weightScales</c> of [OutChannels], <c>float yScale</c> (an 8-bit result needs it), each 1 where it is
/// left out; <c>int xZeroPoint</c>, <c>int weightZeroPoint</c> or <c>weightZeroPoints</c> of [OutChannels] in the type of weights, <c>int yZeroPoint</c>, each 0 where it is left out. The bias
/// and the residual are <c>float</c>; whole results have neither, nor an activation, and 8-bit results no residual. Packed weights have no zero point.
/// </para>
/// <para>
/// <see cref="ArgumentException"/>: a scalar scale that is no finite number above 0, a scalar zero point that its operand's type does not have, and filters of run time whose sums, of
/// InChannels / Groups products for each of the most taps that meet a pixel, an <c>int</c> might not hold (zero points counted); with <see cref="Accumulate.Int64"/>, or a <c>long</c> result, there is no such length.
/// </para>
/// </remarks>
/// <example><code>
/// [ConvTranspose2D(InChannels = 128, OutChannels = 64, Kernel = 4, Stride = 2, Padding = 1, Activation = Activation.Relu)]
/// public static partial void Twice(ReadOnlySpan&lt;float&gt; x, ReadOnlySpan&lt;float&gt; weights, Span&lt;float&gt; y, ReadOnlySpan&lt;float&gt; bias, int height, int width);
/// </code></example>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class ConvTranspose2DAttribute : Attribute
{
    /// <summary>Channels of x, 0 or more. Left out: the parameter <c>int inChannels</c>.</summary>
    public int InChannels { get; set; }

    /// <summary>Channels of y, 0 or more. Left out: the parameter <c>int outChannels</c>.</summary>
    public int OutChannels { get; set; }

    /// <summary>Rows of x. Left out: the parameter <c>int height</c>.</summary>
    public int Height { get; set; }

    /// <summary>Columns of x. Left out: the parameter <c>int width</c>.</summary>
    public int Width { get; set; }

    /// <summary>Rows and columns of a filter, where the two below do not say otherwise.</summary>
    public int Kernel { get; set; }

    /// <summary>Rows of a filter, 1 or more. Left out: <see cref="Kernel"/>, or the parameter <c>int kernelHeight</c>.</summary>
    public int KernelHeight { get; set; }

    /// <summary>Columns of a filter, 1 or more. Left out: <see cref="Kernel"/>, or the parameter <c>int kernelWidth</c>.</summary>
    public int KernelWidth { get; set; }

    /// <summary>Steps in y both ways, where the two below do not say otherwise. Left out: 1.</summary>
    public int Stride { get; set; }

    /// <summary>Rows of y from where one row of x is put to where the next is, 1 or more. Left out: <see cref="Stride"/>.</summary>
    public int StrideHeight { get; set; }

    /// <summary>Columns of y from where one column of x is put to where the next is, 1 or more. Left out: <see cref="Stride"/>.</summary>
    public int StrideWidth { get; set; }

    /// <summary>Distance both ways in y between the numbers of a filter, where the two below do not say otherwise. Left out: 1.</summary>
    public int Dilation { get; set; }

    /// <summary>Rows of y from one number of a filter to the next, 1 or more. Left out: <see cref="Dilation"/>.</summary>
    public int DilationHeight { get; set; }

    /// <summary>Columns of y from one number of a filter to the next, 1 or more. Left out: <see cref="Dilation"/>.</summary>
    public int DilationWidth { get; set; }

    /// <summary>What is cut off each side of y, where those below do not say otherwise. Left out: 0.</summary>
    public int Padding { get; set; }

    /// <summary>Rows cut off the top and the bottom of y. Left out: <see cref="Padding"/>.</summary>
    public int PaddingHeight { get; set; }

    /// <summary>Columns cut off the left and the right of y. Left out: <see cref="Padding"/>.</summary>
    public int PaddingWidth { get; set; }

    /// <summary>Rows cut off the top of y. Left out: <see cref="PaddingHeight"/>.</summary>
    public int PaddingTop { get; set; }

    /// <summary>Columns cut off the left of y. Left out: <see cref="PaddingWidth"/>.</summary>
    public int PaddingLeft { get; set; }

    /// <summary>Rows cut off the bottom of y. Left out: <see cref="PaddingHeight"/>.</summary>
    public int PaddingBottom { get; set; }

    /// <summary>Columns cut off the right of y. Left out: <see cref="PaddingWidth"/>.</summary>
    public int PaddingRight { get; set; }

    /// <summary>Rows and columns added to y at its end, where the two below do not say otherwise. Left out: 0.</summary>
    public int OutputPadding { get; set; }

    /// <summary>Rows added to the bottom of y. Left out: <see cref="OutputPadding"/>.</summary>
    public int OutputPaddingHeight { get; set; }

    /// <summary>Columns added to the right of y. Left out: <see cref="OutputPadding"/>.</summary>
    public int OutputPaddingWidth { get; set; }

    /// <summary>Independent convolutions side by side, of InChannels / Groups channels to OutChannels / Groups each; InChannels of them are a depthwise convolution. Left out: 1.</summary>
    public int Groups { get; set; }

    /// <summary>Images, one behind the other. Left out: the parameter <c>int batch</c>, or 1.</summary>
    public int Batch { get; set; }

    /// <summary>How x, y and the residual are stored.</summary>
    public ImageLayout Layout { get; set; }

    /// <summary>The function that every output passes through; any but <see cref="Activation.GatedSilu"/>.</summary>
    public Activation Activation { get; set; }
}
