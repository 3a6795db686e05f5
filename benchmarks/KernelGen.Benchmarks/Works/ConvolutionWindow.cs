namespace KernelGen.Benchmarks.Works;

/// <summary>What one output of a layer sees.</summary>
internal readonly record struct ConvolutionWindow
{
    private readonly ConvolutionShape shape;
    private readonly ImageLayout layout;

    private ConvolutionWindow(ConvolutionShape shape, ImageLayout layout) => (this.shape, this.layout) = (shape, layout);

    public int Image { get; private init; }
    public int Channel { get; private init; }
    public int Row { get; private init; }
    public int Column { get; private init; }

    /// <summary>The window of an element of the output.</summary>
    public static ConvolutionWindow Of(ConvolutionShape shape, ImageLayout layout, int index)
    {
        int pixels = shape.OutSize * shape.OutSize;
        (int image, index) = Math.DivRem(index, shape.OutChannels * pixels);
        (int channel, int pixel) = layout == ImageLayout.Nhwc ? (index % shape.OutChannels, index / shape.OutChannels) : (index / pixels, index % pixels);
        return new(shape, layout) { Image = image, Channel = channel, Row = pixel / shape.OutSize, Column = pixel % shape.OutSize };
    }

    /// <summary>Where in x a term of its sum lies, in the order of a filter; null for padding.</summary>
    public int? Place(int term)
    {
        (int c, int tap) = Math.DivRem(term, shape.Kernel * shape.Kernel);
        c += Channel / (shape.OutChannels / shape.Groups) * shape.GroupChannels;
        int y = (Row * shape.Stride) + (tap / shape.Kernel) - shape.Padding, x = (Column * shape.Stride) + (tap % shape.Kernel) - shape.Padding;
        if (y < 0 || y >= shape.Size || x < 0 || x >= shape.Size)
            return null;
        return (Image * (shape.Inputs / shape.Batch)) + (layout == ImageLayout.Nhwc ? (((y * shape.Size) + x) * shape.InChannels) + c : (((c * shape.Size) + y) * shape.Size) + x);
    }

    public override string ToString() => $"[{Image}, {Channel}, {Row}, {Column}]";
}
