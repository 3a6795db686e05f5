namespace KernelGen;

/// <summary>
/// The largest number of every window of each channel, as ONNX's MaxPool has it. NaN where there is one in the window; of zeros of either sign the first, the
/// window's columns being gone through from left to right and each from its top. Padding is no number: a window of padding alone gives −∞. Operands, in this order:
/// <c>x</c>, a <c>ReadOnlySpan&lt;T&gt;</c> of [batch, Channels, Height, Width], or in the layout that <see cref="Layout"/> says; <c>y</c>, a
/// <c>Span&lt;T&gt;</c> of [batch, Channels, rows, columns], where rows are
/// (Height + PaddingTop + PaddingBottom − DilationHeight·(KernelHeight − 1) − 1) / StrideHeight + 1, rounded down, and columns likewise. T is a float of
/// any width; y may be of <c>float</c> where x is of 16 bits.
/// Optional, by name: <c>int batch</c>. Nothing is rounded.
/// </summary>
/// <example><code>
/// [MaxPool2D(Channels = 64, Kernel = 3, Stride = 2, Padding = 1)]
/// public static partial void Pool(ReadOnlySpan&lt;float&gt; x, Span&lt;float&gt; y, int height, int width);
/// </code></example>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class MaxPool2DAttribute : Attribute
{
    /// <summary>Channels of x and y, 0 or more; each by itself. Left out: the parameter <c>int channels</c>.</summary>
    public int Channels { get; set; }

    /// <summary>Rows of x. Left out: the parameter <c>int height</c>.</summary>
    public int Height { get; set; }

    /// <summary>Columns of x. Left out: the parameter <c>int width</c>.</summary>
    public int Width { get; set; }

    /// <summary>Rows and columns of a window, where the two below do not say otherwise.</summary>
    public int Kernel { get; set; }

    /// <summary>Rows of a window, 1 or more. Left out: <see cref="Kernel"/>, or the parameter <c>int kernelHeight</c>.</summary>
    public int KernelHeight { get; set; }

    /// <summary>Columns of a window, 1 or more. Left out: <see cref="Kernel"/>, or the parameter <c>int kernelWidth</c>.</summary>
    public int KernelWidth { get; set; }

    /// <summary>Steps of the window both ways, where the two below do not say otherwise. Left out: 1.</summary>
    public int Stride { get; set; }

    /// <summary>Rows from one window to the next, 1 or more. Left out: <see cref="Stride"/>.</summary>
    public int StrideHeight { get; set; }

    /// <summary>Columns from one window to the next, 1 or more. Left out: <see cref="Stride"/>.</summary>
    public int StrideWidth { get; set; }

    /// <summary>Distance both ways between the numbers of a window, where the two below do not say otherwise. Left out: 1.</summary>
    public int Dilation { get; set; }

    /// <summary>Rows from one number of a window to the next, 1 or more. Left out: <see cref="Dilation"/>.</summary>
    public int DilationHeight { get; set; }

    /// <summary>Columns from one number of a window to the next, 1 or more. Left out: <see cref="Dilation"/>.</summary>
    public int DilationWidth { get; set; }

    /// <summary>Padding on each side of x, where those below do not say otherwise. Left out: 0.</summary>
    public int Padding { get; set; }

    /// <summary>Rows of padding above and below x. Left out: <see cref="Padding"/>.</summary>
    public int PaddingHeight { get; set; }

    /// <summary>Columns of padding left and right of x. Left out: <see cref="Padding"/>.</summary>
    public int PaddingWidth { get; set; }

    /// <summary>Rows of padding above x. Left out: <see cref="PaddingHeight"/>.</summary>
    public int PaddingTop { get; set; }

    /// <summary>Columns of padding left of x. Left out: <see cref="PaddingWidth"/>.</summary>
    public int PaddingLeft { get; set; }

    /// <summary>Rows of padding below x. Left out: <see cref="PaddingHeight"/>.</summary>
    public int PaddingBottom { get; set; }

    /// <summary>Columns of padding right of x. Left out: <see cref="PaddingWidth"/>.</summary>
    public int PaddingRight { get; set; }

    /// <summary>Images, one behind the other. Left out: the parameter <c>int batch</c>, or 1.</summary>
    public int Batch { get; set; }

    /// <summary>How x and y are stored; the results are the same.</summary>
    public ImageLayout Layout { get; set; }
}
