namespace KernelGen;

/// <summary>
/// The mean of each channel, as ONNX's GlobalAveragePool has it: an <see cref="AveragePool2DAttribute"/> whose window is the whole image, to the bit. Each
/// column is summed from its top, then the columns from left to right, and the sum is divided once, by Height·Width; of an image of no numbers it is 0.
/// Operands, in this order: <c>x</c>, a <c>ReadOnlySpan&lt;T&gt;</c> of [batch, Channels, Height, Width], or in the layout that <see cref="Layout"/> says;
/// <c>y</c>, a <c>Span&lt;T&gt;</c> of [batch, Channels]. T is a float of any width; y may be of <c>float</c> where x is of 16 bits. Optional, by name:
/// <c>int batch</c>.
/// </summary>
/// <example><code>
/// [GlobalAveragePool2D(Channels = 2048, Height = 7, Width = 7)]
/// public static partial void Mean(ReadOnlySpan&lt;float&gt; x, Span&lt;float&gt; y);
/// </code></example>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class GlobalAveragePool2DAttribute : Attribute
{
    /// <summary>Channels of x and y, 0 or more; each by itself. Left out: the parameter <c>int channels</c>.</summary>
    public int Channels { get; set; }

    /// <summary>Rows of x. Left out: the parameter <c>int height</c>.</summary>
    public int Height { get; set; }

    /// <summary>Columns of x. Left out: the parameter <c>int width</c>.</summary>
    public int Width { get; set; }

    /// <summary>Images, one behind the other. Left out: the parameter <c>int batch</c>, or 1.</summary>
    public int Batch { get; set; }

    /// <summary>How x and y are stored; the results are the same.</summary>
    public ImageLayout Layout { get; set; }
}
