using KernelGen.Benchmarks.Kernels;
using KernelGen.Benchmarks.Measuring;
using KernelGen.Benchmarks.Peers;

namespace KernelGen.Benchmarks.Works;

/// <summary>
/// The layers of workloads/conv_*.csv with bias and Relu in both layouts, filters packed; those of ResNet-50 also as they come, where Winograd's algorithm may take them at a Tolerance
/// of 1e-3, and the large ones on two threads; then whole networks. Peers have planes in either, the order that they are at home in.
/// </summary>
internal static unsafe class ConvolutionWorks
{
    private const double LeastFlopsForThreads = 50e6;

    public static IEnumerable<Work> All()
    {
        KernelTable plain = new(typeof(ResNetLayers)), resNet = new(typeof(PackedResNetLayers)), mobileNet = new(typeof(PackedMobileNetLayers)), winograd = new(typeof(WinogradResNetLayers));
        KernelTable small = new(typeof(PackedSmallImageLayers)), threads = new(typeof(ParallelResNetLayers));
        var works = new List<Work>();
        foreach (ImageLayout layout in new[] { ImageLayout.Nchw, ImageLayout.Nhwc })
        {
            string order = "-" + layout.ToString().ToLowerInvariant();
            Work Layer(string group, ConvolutionShape shape, KernelTable kernels, bool packed = true) => Create(group + order, shape, layout, kernels, packed);
            Work Fast(ConvolutionShape shape) => IsWinograd(shape) ? Layer("conv-winograd", shape, winograd) : Layer("conv-packed", shape, resNet);
            works.AddRange(
            [
                .. ConvolutionShape.ResNet.Select(shape => Layer("conv", shape, plain, packed: false)), .. ConvolutionShape.ResNet.Select(shape => Layer("conv-packed", shape, resNet)),
                .. ConvolutionShape.ResNet.Where(IsWinograd).Select(Fast), .. ConvolutionShape.MobileNet.Select(shape => Layer("conv-mobilenet", shape, mobileNet)),
                .. ConvolutionShape.Depthwise.Select(shape => Layer("conv-depthwise", shape, mobileNet)), .. ConvolutionShape.Small.Select(shape => Layer("conv-small", shape, small)),
                .. ConvolutionShape.ResNet.Where(shape => shape.Flops > LeastFlopsForThreads).Select(shape => Create("threads-conv" + order, shape, layout, threads, true, resNet)),
                Network("ResNet-50", ConvolutionShape.ResNet, shape => Layer("conv-packed", shape, resNet)), Network("ResNet-50 at a Tolerance of 1e-3", ConvolutionShape.ResNet, Fast),
                Network("MobileNet, channels mixed", ConvolutionShape.MobileNet, shape => Layer("conv-mobilenet", shape, mobileNet)),
                Network("MobileNet, depthwise", ConvolutionShape.Depthwise, shape => Layer("conv-depthwise", shape, mobileNet)),
            ]);

            Work Network(string name, IEnumerable<ConvolutionShape> shapes, Func<ConvolutionShape, Work> layer) =>
                LayersTogether.Of("conv-networks" + order, name, [.. shapes.Select(shape => (layer(shape), shape.Times))]);
        }

        foreach (KernelTable table in new[] { plain, resNet, mobileNet, winograd, small, threads })
            table.ThrowIfOneIsUnused();
        return works;
    }

    private static bool IsWinograd(ConvolutionShape shape) => shape is { Kernel: 3, Stride: 1 };

    public static Conv2DAttribute Asks(ConvolutionShape shape, ImageLayout layout, Activation activation = Activation.Relu) => new()
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
        Activation = activation,
    };

    /// <param name="group">The group's name.</param>
    /// <param name="shape">The layer.</param>
    /// <param name="layout">Of its images.</param>
    /// <param name="kernels">Those of the group.</param>
    /// <param name="packed">Whether they have their filters packed.</param>
    /// <param name="single">Where the kernels are for two threads: those for one, for a peer.</param>
    private static Work Create(string group, ConvolutionShape shape, ImageLayout layout, KernelTable kernels, bool packed, KernelTable? single = null)
    {
        Kernel kernel = kernels.Find<float>(Asks(shape, layout));
        return new(group, shape.Name, shape.Flops, shape.Elements * sizeof(float), sizeof(float), () =>
        {
            Buffer<float> x = new Buffer<float>(shape.Inputs).Random(1), weights = new Buffer<float>(shape.OutChannels * shape.Terms).Random(2);
            Buffer<float> bias = new Buffer<float>(shape.OutChannels).Random(3), y = new(shape.Outputs);
            var peers = new List<Contender>();
            if (single is not null)
                peers.Add(Contend(OneThread.Name, single.Find<float>(Asks(shape, layout)), layout, Ours(single)));
            foreach (MatrixLibrary library in MatrixLibrary.Of(group))
            {
                if (library.Convolution(shape, x, weights, bias, y) is { } call)
                    peers.Add(Contend(library.Peer.Name, null, ImageLayout.Nchw, call));
            }

            return new Trial(kernel, Contend("ours", kernel, layout, Ours(kernels)), peers);

            PeerCall Ours(KernelTable table) => Call(table, Asks(shape, layout), packed, x, weights, bias, y);

            Contender Contend(string who, Kernel? generated, ImageLayout order, PeerCall call) => new(who, Repeat.Of(call.Run), () =>
            {
                y.Span.Fill(float.NaN);
                call.Run();
                call.Collect?.Invoke();
                return Reference.Sample(y.Length, 1024).Select(index => CheckElement(shape, order, index, x, weights, bias, y, generated)).FirstOrDefault(wrong => wrong is not null);
            });
        });
    }

    /// <summary>A layer by our own kernel.</summary>
    public static PeerCall Call(KernelTable kernels, Conv2DAttribute asked, bool packed, Buffer<float> x, Buffer<float> weights, Buffer<float> bias, Buffer<float> y)
    {
        Kernel kernel = kernels.Find<float>(asked);
        if (!packed)
            return new(() => ((delegate*<ReadOnlySpan<float>, ReadOnlySpan<float>, Span<float>, ReadOnlySpan<float>, void>)kernel.Entry)(x.Span, weights.Span, y.Span, bias.Span));
        PackedWeights<float> strips = kernels.Pack<float>(kernel, weights.Span);
        return new(() => ((delegate*<ReadOnlySpan<float>, PackedWeights<float>, Span<float>, ReadOnlySpan<float>, void>)kernel.Entry)(x.Span, strips, y.Span, bias.Span));
    }

    public static string? CheckElement(
        ConvolutionShape shape, ImageLayout layout, int index, Buffer<float> x, Buffer<float> weights, Buffer<float> bias, Buffer<float> y, Kernel? generated)
    {
        var window = ConvolutionWindow.Of(shape, layout, index);
        float[] seen = new float[shape.Terms + 1], filter = new float[shape.Terms + 1];
        for (int term = 0; term < shape.Terms; term++)
        {
            seen[term] = window.Place(term) is { } place ? x.Span[place] : 0;
            filter[term] = weights.Span[(window.Channel * shape.Terms) + term];
        }

        // The bias is one summand more; Relu moves no two numbers apart. Winograd's bound speaks of larger numbers than these terms, so that this asks more of it than it says.
        (seen[^1], filter[^1]) = (1, bias.Span[window.Channel]);
        Expected sum = Reference.Dot<float>(seen, filter, seen.Length);
        double value = Math.Max(sum.Value, 0), bound = sum.Bound<float>(generated), actual = y.Span[index];
        return Math.Abs(actual - value) <= bound ? null : FormattableString.Invariant($"element {window} is {actual:R}, not {value:R} ± {bound:G3}");
    }
}
