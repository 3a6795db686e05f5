using KernelGen.Benchmarks.Kernels;
using KernelGen.Benchmarks.Measuring;
using KernelGen.Benchmarks.Peers;

namespace KernelGen.Benchmarks.Works;

/// <summary>
/// The layers of workloads/conv_*.csv with bias and Relu in both layouts, filters packed; those of ResNet-50 also as they come, and where Winograd's algorithm may take them at a Tolerance of 1e-3. Peers have planes in either, the order that they
/// are at home in.
/// </summary>
internal static unsafe class ConvolutionWorks
{
    public static IEnumerable<Work> All()
    {
        KernelTable plain = new(typeof(ResNetLayers)), resNet = new(typeof(PackedResNetLayers)), mobileNet = new(typeof(PackedMobileNetLayers)), winograd = new(typeof(WinogradResNetLayers));
        Work[] works =
        [
            .. Both("conv", ConvolutionShape.ResNet, plain), .. Both("conv-packed", ConvolutionShape.ResNet, resNet, resNet),
            .. Both("conv-winograd", ConvolutionShape.ResNet.Where(shape => shape is { Kernel: 3, Stride: 1 }), winograd, winograd),
            .. Both("conv-mobilenet", ConvolutionShape.MobileNet, mobileNet, mobileNet), .. Both("conv-depthwise", ConvolutionShape.Depthwise, mobileNet, mobileNet),
        ];
        plain.ThrowIfOneIsUnused();
        resNet.ThrowIfOneIsUnused();
        mobileNet.ThrowIfOneIsUnused();
        winograd.ThrowIfOneIsUnused();
        return works;
    }

    private static IEnumerable<Work> Both(string group, IEnumerable<ConvolutionShape> shapes, KernelTable kernels, KernelTable? packs = null) =>
    [
        .. shapes.Select(shape => Create(group + "-nchw", shape, ImageLayout.Nchw, kernels, packs)),
        .. shapes.Select(shape => Create(group + "-nhwc", shape, ImageLayout.Nhwc, kernels, packs)),
    ];

    private static Conv2DAttribute Asks(ConvolutionShape shape, ImageLayout layout) => new()
    {
        InChannels = shape.InChannels,
        OutChannels = shape.OutChannels,
        Height = shape.Size,
        Width = shape.Size,
        Kernel = shape.Kernel,
        Padding = shape.Padding,
        Stride = shape.Stride,
        Groups = shape.Groups == 1 ? 0 : shape.Groups,
        Batch = shape.Batch == 1 ? 0 : shape.Batch,
        Layout = layout,
        Activation = Activation.Relu,
    };

    private static Work Create(string group, ConvolutionShape shape, ImageLayout layout, KernelTable kernels, KernelTable? packs)
    {
        Kernel kernel = kernels.Find<float>(Asks(shape, layout));
        return new(group, shape.Name, shape.Flops, shape.Elements * sizeof(float), sizeof(float), () =>
        {
            Buffer<float> x = new Buffer<float>(shape.Inputs).Random(1), weights = new Buffer<float>(shape.OutChannels * shape.Terms).Random(2);
            Buffer<float> bias = new Buffer<float>(shape.OutChannels).Random(3), y = new(shape.Outputs);
            PackedWeights<float>? packed = packs?.Pack<float>(kernel, weights.Span);
            var peers = new List<Contender>();
            foreach (MatrixLibrary library in MatrixLibrary.Of(group))
            {
                if (library.Convolution(shape, x, weights, bias, y) is { } call)
                    peers.Add(Contend(library.Peer.Name, null, ImageLayout.Nchw, call));
            }

            return new Trial(kernel, Contend("ours", kernel, layout, new PeerCall(Ours)), peers);

            void Ours()
            {
                if (packed is null)
                    ((delegate*<ReadOnlySpan<float>, ReadOnlySpan<float>, Span<float>, ReadOnlySpan<float>, void>)kernel.Entry)(x.Span, weights.Span, y.Span, bias.Span);
                else
                    ((delegate*<ReadOnlySpan<float>, PackedWeights<float>, Span<float>, ReadOnlySpan<float>, void>)kernel.Entry)(x.Span, packed, y.Span, bias.Span);
            }

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
        int pixels = shape.OutSize * shape.OutSize, ofImage = shape.OutChannels * pixels;
        (int image, index) = Math.DivRem(index, ofImage);
        (int channel, int pixel) = layout == ImageLayout.Nhwc ? (index % shape.OutChannels, index / shape.OutChannels) : (index / pixels, index % pixels);
        ReadOnlySpan<float> picture = x.Span.Slice(image * (shape.Inputs / shape.Batch), shape.Inputs / shape.Batch);
        int firstChannel = channel / (shape.OutChannels / shape.Groups) * shape.GroupChannels;
        (int row, int column) = Math.DivRem(pixel, shape.OutSize);
        float[] seen = new float[shape.Terms + 1], filter = new float[shape.Terms + 1];
        for (int term = 0; term < shape.Terms; term++)
        {
            (int c, int tap) = Math.DivRem(term, shape.Kernel * shape.Kernel);
            c += firstChannel;
            int iy = (row * shape.Stride) + (tap / shape.Kernel) - shape.Padding, ix = (column * shape.Stride) + (tap % shape.Kernel) - shape.Padding;
            filter[term] = weights.Span[(channel * shape.Terms) + term];
            if (iy >= 0 && iy < shape.Size && ix >= 0 && ix < shape.Size)
                seen[term] = picture[layout == ImageLayout.Nhwc ? (((iy * shape.Size) + ix) * shape.InChannels) + c : (((c * shape.Size) + iy) * shape.Size) + ix];
        }

        // The bias is one summand more; Relu moves no two numbers apart. Winograd's bound speaks of larger numbers than these terms, so that this asks more of it than it says.
        (seen[^1], filter[^1]) = (1, bias.Span[channel]);
        Expected sum = Reference.Dot<float>(seen, filter, seen.Length);
        double value = Math.Max(sum.Value, 0), bound = sum.Bound<float>(generated), actual = y.Span[(image * ofImage) + index];
        return Math.Abs(actual - value) <= bound ? null : FormattableString.Invariant($"element [{image}, {channel}, {row}, {column}] is {actual:R}, not {value:R} ± {bound:G3}");
    }
}
