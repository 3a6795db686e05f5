namespace KernelGen;

/// <summary>
/// A one-dimensional convolution (as in neural networks: the kernel is not turned): a <see cref="Conv2DAttribute"/> of lines, to the bit that of images of
/// one row. Operands, in this order: <c>x</c>, a <c>ReadOnlySpan&lt;T&gt;</c> of [batch, InChannels, Length], or with <see cref="ImageLayout.Nhwc"/> of
/// [batch, Length, InChannels]; <c>weights</c>, a <c>ReadOnlySpan&lt;T&gt;</c> of [OutChannels, InChannels / Groups, Kernel] in either layout, or a <see cref="PackedWeights{T}"/> of them; <c>y</c>, a
/// <c>Span&lt;T&gt;</c> of [batch, OutChannels, columns], or [batch, columns, OutChannels], where columns are
/// (Length + PaddingLeft + PaddingRight − Dilation·(Kernel − 1) − 1) / Stride + 1, rounded down. Padding is zeros (of 8-bit integers x's zero point), which are multiplied as other numbers are.
/// Optional, by name: <c>bias</c>, a <c>ReadOnlySpan&lt;T&gt;</c> of [OutChannels]; <c>residual</c>, a <c>ReadOnlySpan&lt;T&gt;</c> like y, which may
/// be y; <c>int batch</c>. T, and what kernels of 8-bit integers take and give, are as those of <see cref="Conv2DAttribute"/>.
/// </summary>
/// <example><code>
/// [Conv1D(InChannels = 80, OutChannels = 384, Kernel = 3, Padding = 1, Activation = Activation.Gelu)]
/// public static partial void Listen(ReadOnlySpan&lt;float&gt; x, ReadOnlySpan&lt;float&gt; weights, Span&lt;float&gt; y, ReadOnlySpan&lt;float&gt; bias, int length);
/// </code></example>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class Conv1DAttribute : Attribute
{
    /// <summary>Channels of x, 0 or more. Left out: the parameter <c>int inChannels</c>.</summary>
    public int InChannels { get; set; }

    /// <summary>Channels of y, 0 or more: the number of filters. Left out: the parameter <c>int outChannels</c>.</summary>
    public int OutChannels { get; set; }

    /// <summary>Columns of x. Left out: the parameter <c>int length</c>.</summary>
    public int Length { get; set; }

    /// <summary>Columns of a filter, 1 or more. Left out: the parameter <c>int kernel</c>.</summary>
    public int Kernel { get; set; }

    /// <summary>Columns from one window to the next, 1 or more. Left out: 1.</summary>
    public int Stride { get; set; }

    /// <summary>Columns from one number under a filter to the next, 1 or more. Left out: 1.</summary>
    public int Dilation { get; set; }

    /// <summary>Zeros on each side of x, where the two below do not say otherwise. Left out: 0.</summary>
    public int Padding { get; set; }

    /// <summary>Zeros left of x. Left out: <see cref="Padding"/>.</summary>
    public int PaddingLeft { get; set; }

    /// <summary>Zeros right of x. Left out: <see cref="Padding"/>.</summary>
    public int PaddingRight { get; set; }

    /// <summary>Independent convolutions side by side, of InChannels / Groups channels to OutChannels / Groups each; InChannels of them are a depthwise convolution. Left out: 1.</summary>
    public int Groups { get; set; }

    /// <summary>Lines, one behind the other. Left out: the parameter <c>int batch</c>, or 1.</summary>
    public int Batch { get; set; }

    /// <summary>How x, y and the residual are stored.</summary>
    public ImageLayout Layout { get; set; }

    /// <summary>The function that every output passes through; any but <see cref="Activation.GatedSilu"/>.</summary>
    public Activation Activation { get; set; }
}
