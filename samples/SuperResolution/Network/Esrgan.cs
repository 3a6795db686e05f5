using SuperResolution.Loading;

namespace SuperResolution.Network;

/// <summary>
/// The network of esrgan-slim ×2, a residual dense network (Y. Zhang et al.: Residual Dense Network for Image Super-Resolution, 2018): features of the
/// picture, two blocks of which each adds what it finds, and from all of it twelve numbers a pixel that become four pixels of three.
/// </summary>
internal sealed class Esrgan(Weights weights)
{
    public const int Scale = 2;

    /// <summary>How far a result looks: one pixel for each of eight layers of 3×3 before the last and in it, two for the one of 5×5.</summary>
    public const int Reach = 10;

    private const int Features = 64, Grown = 4, Last = 12;

    /// <summary>Multiplications and additions of a pixel of the input.</summary>
    public const double FlopsOfPixel = 2.0 * ((9 * 3 * 64) + (2 * 9 * 64 * 64) + (2 * 9 * 64 * 4) + (2 * 68 * 64) + (128 * 64) + (25 * 64 * 64) + (9 * 64 * 32) + (9 * 32 * 12) + (4 * 9 * 12 * 3));

    private readonly Layer
        colours = weights.Layer("F_m1", 3, 3, Features), features = weights.Layer("F_0", 3, Features, Features),
        growth1 = weights.Layer("F_1_1", 3, Features, Grown), local1 = weights.Layer("LFF_1", 1, Features + Grown, Features),
        growth2 = weights.Layer("F_2_1", 3, Features, Grown), local2 = weights.Layer("LFF_2", 1, Features + Grown, Features),
        global1 = weights.Layer("GFF_1", 1, 2 * Features, Features), global2 = weights.Layer("GFF_2", 3, Features, Features),
        up1 = weights.Layer("UPN1", 5, Features, Features), up2 = weights.Layer("UPN2", 3, Features, 32), up3 = weights.Layer("UPN3", 3, 32, Last),
        last = weights.Layer("SR", 3, Last, 3);

    private readonly Buffers buffers = new();

    /// <summary>From a tile [height][width][3] of levels to one of twice as many rows and columns, which lasts until the next.</summary>
    public ReadOnlySpan<float> Run(ReadOnlySpan<float> tile, int height, int width)
    {
        int pixels = height * width;
        Span<float> first = buffers.Of(0, pixels * Features), found = buffers.Of(1, pixels * Features), grown = buffers.Of(2, pixels * Grown);
        Span<float> joined = buffers.Of(3, pixels * 2 * Features), block1 = buffers.Of(4, pixels * Features), block2 = buffers.Of(5, pixels * Features);

        Kernels.Colours(tile, colours.Filters, first, colours.Bias, height, width);
        Kernels.Features(first, features.Filters, found, features.Bias, height, width);
        Block(found, growth1, local1, block1);
        Block(block1, growth2, local2, block2);

        Join(block1, Features, block2, Features, joined);
        Kernels.GlobalFusion(joined, global1.Filters, found, global1.Bias, height, width);
        Kernels.FeaturesAndResidual(found, global2.Filters, block1, global2.Bias, first, height, width);

        Kernels.WideFeatures(block1, up1.Filters, found, up1.Bias, height, width);
        Span<float> half = buffers.Of(2, pixels * 32), twelve = buffers.Of(0, pixels * Last);
        Kernels.Half(found, up2.Filters, half, up2.Bias, height, width);
        Kernels.Twelve(half, up3.Filters, twelve, up3.Bias, height, width);

        Span<float> doubled = buffers.Of(3, pixels * Scale * Scale * Last), result = buffers.Of(6, pixels * Scale * Scale * 3);
        Double(twelve, height, width, doubled);
        Kernels.ToColours(doubled, last.Filters, result, last.Bias, Scale * height, Scale * width);
        return result;

        void Block(ReadOnlySpan<float> x, Layer growth, Layer local, Span<float> y)
        {
            Span<float> more = buffers.Of(2, pixels * Grown), both = buffers.Of(3, pixels * (Features + Grown));
            Kernels.Growth(x, growth.Filters, more, growth.Bias, height, width);
            Join(x, Features, more, Grown, both);
            Kernels.LocalFusion(both, local.Filters, y, local.Bias, x, height, width);
        }
    }

    /// <summary>The channels of two, pixel by pixel.</summary>
    private static void Join(ReadOnlySpan<float> a, int aChannels, ReadOnlySpan<float> b, int bChannels, Span<float> both)
    {
        while (!a.IsEmpty)
        {
            a[..aChannels].CopyTo(both);
            b[..bChannels].CopyTo(both[aChannels..]);
            a = a[aChannels..];
            b = b[bChannels..];
            both = both[(aChannels + bChannels)..];
        }
    }

    /// <summary>Every pixel four times, as a square.</summary>
    private static void Double(ReadOnlySpan<float> x, int height, int width, Span<float> y)
    {
        int row = Scale * width * Last;
        for (int r = 0; r < height; r++)
        {
            Span<float> target = y.Slice(r * Scale * row, row);
            for (int c = 0; c < width; c++)
            {
                ReadOnlySpan<float> pixel = x.Slice(((r * width) + c) * Last, Last);
                pixel.CopyTo(target[(c * Scale * Last)..]);
                pixel.CopyTo(target[(((c * Scale) + 1) * Last)..]);
            }

            target.CopyTo(y.Slice(((r * Scale) + 1) * row, row));
        }
    }

    /// <summary>Memory that is kept from tile to tile.</summary>
    private sealed class Buffers
    {
        private readonly float[][] arrays = [.. Enumerable.Range(0, 7).Select(_ => Array.Empty<float>())];

        public Span<float> Of(int number, int length)
        {
            if (arrays[number].Length < length)
                arrays[number] = new float[length];
            return arrays[number].AsSpan(0, length);
        }
    }
}
