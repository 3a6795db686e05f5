using KernelGen.Generator.Specs;

namespace KernelGen.Tests;

/// <summary>Where the numbers of a pool lie in its operands, and which of them a window meets.</summary>
internal sealed class PoolLayout
{
    private readonly bool channelsLast;
    private readonly int channels, batch, strideHeight, strideWidth, dilationHeight, dilationWidth, top, left;

    public PoolLayout(KernelCall call, PoolSpec spec)
    {
        channelsLast = spec.ChannelsLast;
        (channels, batch, Height, Width) = (call.Size(spec.Channels), call.Size(spec.Batch), call.Size(spec.Height), call.Size(spec.Width));
        (KernelHeight, KernelWidth) = (call.Size(spec.KernelHeight), call.Size(spec.KernelWidth));
        (strideHeight, strideWidth) = (call.Size(spec.StrideHeight), call.Size(spec.StrideWidth));
        (dilationHeight, dilationWidth) = (call.Size(spec.DilationHeight), call.Size(spec.DilationWidth));
        (top, left) = (call.Size(spec.PaddingTop), call.Size(spec.PaddingLeft));
        OutHeight = ((Height + top + call.Size(spec.PaddingBottom) - ((KernelHeight - 1) * dilationHeight) - 1) / strideHeight) + 1;
        OutWidth = ((Width + left + call.Size(spec.PaddingRight) - ((KernelWidth - 1) * dilationWidth) - 1) / strideWidth) + 1;
    }

    public int Height { get; }
    public int Width { get; }
    public int KernelHeight { get; }
    public int KernelWidth { get; }
    public int OutHeight { get; }
    public int OutWidth { get; }

    public long LengthOf(string role) => role == "x" ? (long)batch * channels * Height * Width : (long)batch * channels * OutHeight * OutWidth;

    /// <summary>Every window: its place in y, its image and channel, and where it is in the picture.</summary>
    public IEnumerable<(int At, int Image, int Channel, int Y, int X)> Outputs() =>
        from image in Enumerable.Range(0, batch)
        from channel in Enumerable.Range(0, channels)
        from y in Enumerable.Range(0, OutHeight)
        from x in Enumerable.Range(0, OutWidth)
        select (Place(image, channel, y, x, OutHeight, OutWidth), image, channel, y, x);

    /// <summary>The rows of the image that a window meets, from its top.</summary>
    public int[] Rows(int y) => Inside(KernelHeight, k => (y * strideHeight) + (k * dilationHeight) - top, Height);

    /// <summary>The columns of the image that a window meets, from its left.</summary>
    public int[] Columns(int x) => Inside(KernelWidth, k => (x * strideWidth) + (k * dilationWidth) - left, Width);

    private static int[] Inside(int kernel, Func<int, int> place, int size) => [.. Enumerable.Range(0, kernel).Select(place).Where(at => at >= 0 && at < size)];

    public int InX(int image, int channel, int row, int column) => Place(image, channel, row, column, Height, Width);

    private int Place(int image, int channel, int y, int x, int height, int width) => channelsLast
        ? (((((image * height) + y) * width) + x) * channels) + channel
        : (((((image * channels) + channel) * height) + y) * width) + x;
}
