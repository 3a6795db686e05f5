using KernelGen.Benchmarks.Kernels;
using KernelGen.Benchmarks.Measuring;
using KernelGen.Benchmarks.Peers;

namespace KernelGen.Benchmarks.Works;

/// <summary>The layers of workloads/conv_resnet50.csv with bias and Relu, weights as they come, in both layouts. Peers have planes in either, the order that they are at home in.</summary>
internal static unsafe class ConvolutionWorks
{
    public static IEnumerable<Work> All()
    {
        KernelTable kernels = new(typeof(ResNetLayers));
        Work[] works =
        [
            .. ConvolutionShape.Models.Select(shape => Create("conv-nchw", shape, ImageLayout.Nchw, kernels)),
            .. ConvolutionShape.Models.Select(shape => Create("conv-nhwc", shape, ImageLayout.Nhwc, kernels)),
        ];
        kernels.ThrowIfOneIsUnused();
        return works;
    }

    private static Conv2DAttribute Asks(ConvolutionShape shape, ImageLayout layout) => new()
    {
        InChannels = shape.InChannels,
        OutChannels = shape.OutChannels,
        Height = shape.Size,
        Width = shape.Size,
        Kernel = shape.Kernel,
        Padding = shape.Padding,
        Stride = shape.Stride,
        Layout = layout,
        Activation = Activation.Relu,
    };

    private static Work Create(string group, ConvolutionShape shape, ImageLayout layout, KernelTable kernels)
    {
        Kernel kernel = kernels.Find<float>(Asks(shape, layout));
        return new(group, shape.Name, shape.Flops, shape.Elements * sizeof(float), sizeof(float), () =>
        {
            Buffer<float> x = new Buffer<float>(shape.Inputs).Random(1), weights = new Buffer<float>(shape.OutChannels * shape.Terms).Random(2);
            Buffer<float> bias = new Buffer<float>(shape.OutChannels).Random(3), y = new(shape.Outputs);
            var peers = new List<Contender>();
            foreach (MatrixLibrary library in MatrixLibrary.Of(group))
            {
                if (library.Convolution(shape, x, weights, bias, y) is { } call)
                    peers.Add(Contend(library.Peer.Name, null, ImageLayout.Nchw, call));
            }

            return new Trial(kernel, Contend("ours", kernel, layout, new PeerCall(Ours)), peers);

            void Ours() => ((delegate*<ReadOnlySpan<float>, ReadOnlySpan<float>, Span<float>, ReadOnlySpan<float>, void>)kernel.Entry)(x.Span, weights.Span, y.Span, bias.Span);

            Contender Contend(string who, Kernel? generated, ImageLayout order, PeerCall call) => new(who, Repeat.Of(call.Run), () =>
            {
                y.Span.Fill(float.NaN);
                call.Run();
                call.Collect?.Invoke();
                return Reference.Sample(y.Length, 1024).Select(index => CheckElement(shape, order, index, x, weights, bias, y, generated)).FirstOrDefault(wrong => wrong is not null);
            });
        });
    }

    private static string? CheckElement(
        ConvolutionShape shape, ImageLayout layout, int index, Buffer<float> x, Buffer<float> weights, Buffer<float> bias, Buffer<float> y, Kernel? generated)
    {
        int pixels = shape.OutSize * shape.OutSize;
        (int channel, int pixel) = layout == ImageLayout.Nhwc ? (index % shape.OutChannels, index / shape.OutChannels) : (index / pixels, index % pixels);
        (int row, int column) = Math.DivRem(pixel, shape.OutSize);
        float[] seen = new float[shape.Terms + 1], filter = new float[shape.Terms + 1];
        for (int term = 0; term < shape.Terms; term++)
        {
            (int c, int tap) = Math.DivRem(term, shape.Kernel * shape.Kernel);
            int iy = (row * shape.Stride) + (tap / shape.Kernel) - shape.Padding, ix = (column * shape.Stride) + (tap % shape.Kernel) - shape.Padding;
            filter[term] = weights.Span[(channel * shape.Terms) + term];
            if (iy >= 0 && iy < shape.Size && ix >= 0 && ix < shape.Size)
                seen[term] = x.Span[layout == ImageLayout.Nhwc ? (((iy * shape.Size) + ix) * shape.InChannels) + c : (((c * shape.Size) + iy) * shape.Size) + ix];
        }

        // The bias is one summand more; Relu moves no two numbers apart.
        (seen[^1], filter[^1]) = (1, bias.Span[channel]);
        Expected sum = Reference.Dot<float>(seen, filter, seen.Length);
        double value = Math.Max(sum.Value, 0), bound = sum.Bound<float>(generated);
        return Math.Abs(y.Span[index] - value) <= bound ? null : FormattableString.Invariant($"element [{channel}, {row}, {column}] is {y.Span[index]:R}, not {value:R} ± {bound:G3}");
    }
}
