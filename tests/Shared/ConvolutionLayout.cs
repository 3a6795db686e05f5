using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;

namespace KernelGen.Tests;

/// <summary>Where the elements of a convolution lie in its operands, and which of them meet.</summary>
internal sealed class ConvolutionLayout
{
    private readonly bool channelsLast, isTransposed;
    private readonly int strideHeight, strideWidth, dilationHeight, dilationWidth, top, left;

    public ConvolutionLayout(KernelCall call, ConvolutionSpec spec)
    {
        channelsLast = spec.ChannelsLast;
        (InChannels, OutChannels, Groups, Batch) = (call.Size(spec.InChannels), call.Size(spec.OutChannels), call.Size(spec.Groups), call.Size(spec.Batch));
        (Height, Width, KernelHeight, KernelWidth) = (call.Size(spec.Height), call.Size(spec.Width), call.Size(spec.KernelHeight), call.Size(spec.KernelWidth));
        (strideHeight, strideWidth) = (call.Size(spec.StrideHeight), call.Size(spec.StrideWidth));
        (dilationHeight, dilationWidth) = (call.Size(spec.DilationHeight), call.Size(spec.DilationWidth));
        (top, left) = (call.Size(spec.PaddingTop), call.Size(spec.PaddingLeft));
        if (spec is TransposedConvolutionSpec transposed)
        {
            isTransposed = true;
            OutHeight = ((Height - 1) * strideHeight) - top - call.Size(spec.PaddingBottom) + ((KernelHeight - 1) * dilationHeight) + call.Size(transposed.OutputPaddingHeight) + 1;
            OutWidth = ((Width - 1) * strideWidth) - left - call.Size(spec.PaddingRight) + ((KernelWidth - 1) * dilationWidth) + call.Size(transposed.OutputPaddingWidth) + 1;
            return;
        }

        OutHeight = ((Height + top + call.Size(spec.PaddingBottom) - ((KernelHeight - 1) * dilationHeight) - 1) / strideHeight) + 1;
        OutWidth = ((Width + left + call.Size(spec.PaddingRight) - ((KernelWidth - 1) * dilationWidth) - 1) / strideWidth) + 1;
    }

    public int InChannels { get; }
    public int OutChannels { get; }
    public int Groups { get; }
    public int Batch { get; }
    public int Height { get; }
    public int Width { get; }
    public int KernelHeight { get; }
    public int KernelWidth { get; }
    public int OutHeight { get; }
    public int OutWidth { get; }

    public int GroupChannels => InChannels / Groups;

    /// <summary>Those of the longest sum.</summary>
    public int Terms => GroupChannels * MostTaps(KernelHeight, strideHeight, dilationHeight) * MostTaps(KernelWidth, strideWidth, dilationWidth);

    public long LengthOf(string role) => role switch
    {
        "x" => (long)Batch * InChannels * Height * Width,
        "weights" => (long)OutChannels * GroupChannels * KernelHeight * KernelWidth,
        "bias" or "weightScales" or "weightZeroPoints" => OutChannels,
        _ => (long)Batch * OutChannels * OutHeight * OutWidth,
    };

    /// <summary>Every output: its place in y, its image, its channel, and where it is in the picture.</summary>
    public IEnumerable<(int At, int Image, int Channel, int Y, int X)> Outputs()
    {
        for (int image = 0; image < Batch; image++)
        {
            for (int channel = 0; channel < OutChannels; channel++)
            {
                for (int y = 0; y < OutHeight; y++)
                {
                    for (int x = 0; x < OutWidth; x++)
                        yield return (Place(image, channel, y, x, OutChannels, OutHeight, OutWidth), image, channel, y, x);
                }
            }
        }
    }

    /// <summary>The terms of an output in an order: the place in x, −1 where it is padding, and the place in the weights.</summary>
    public IEnumerable<(int InX, int InWeights)> TermsOf(int image, int channel, int y, int x, TermOrder order)
    {
        int taps = KernelHeight * KernelWidth, outputs = OutChannels / Groups, group = channel / outputs * GroupChannels;
        (int Row, int Column)?[] places = [.. Enumerable.Range(0, taps).Select(tap => PlaceOf(y, x, tap))];
        for (int term = 0; term < GroupChannels * taps; term++)
        {
            (int tap, int c) = order == TermOrder.TapsThenChannels ? (term / GroupChannels, term % GroupChannels) : (term % taps, term / taps);
            if (places[tap] is not { } place)
                continue;
            bool inside = place.Row >= 0 && place.Row < Height && place.Column >= 0 && place.Column < Width;
            int from = group + c, filter = isTransposed ? (from * outputs) + (channel % outputs) : (channel * GroupChannels) + c;
            yield return (inside ? Place(image, from, place.Row, place.Column, InChannels, Height, Width) : -1, (filter * taps) + tap);
        }
    }

    /// <summary>Where in an image a tap of an output falls; null where that is between its numbers.</summary>
    private (int Row, int Column)? PlaceOf(int y, int x, int tap)
    {
        (int down, int across) = (tap / KernelWidth * dilationHeight, tap % KernelWidth * dilationWidth);
        if (!isTransposed)
            return ((y * strideHeight) + down - top, (x * strideWidth) + across - left);
        (int row, int column) = (y + top - down, x + left - across);
        return row % strideHeight == 0 && column % strideWidth == 0 ? (row / strideHeight, column / strideWidth) : null;
    }

    /// <summary>The most taps that meet one output, counted one by one.</summary>
    private int MostTaps(int kernel, int stride, int dilation) => !isTransposed ? kernel
        : Enumerable.Range(0, kernel).GroupBy(tap => (long)tap * dilation % stride).Max(taps => taps.Count());

    /// <summary>The place in x of a pixel that a window at this place of the result begins with; −1 where it is beside the image.</summary>
    public int InX(int image, int channel, int y, int x)
    {
        (int row, int column) = (y - top, x - left);
        return row >= 0 && row < Height && column >= 0 && column < Width ? Place(image, channel, row, column, InChannels, Height, Width) : -1;
    }

    /// <summary>The place in y of an output.</summary>
    public int InY(int image, int channel, int y, int x) => Place(image, channel, y, x, OutChannels, OutHeight, OutWidth);

    private int Place(int image, int channel, int y, int x, int channels, int height, int width) => channelsLast
        ? (((((image * height) + y) * width) + x) * channels) + channel
        : (((((image * channels) + channel) * height) + y) * width) + x;
}
