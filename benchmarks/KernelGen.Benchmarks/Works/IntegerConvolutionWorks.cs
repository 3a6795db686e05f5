using KernelGen.Benchmarks.Kernels;
using KernelGen.Benchmarks.Measuring;
using KernelGen.Benchmarks.Peers;

namespace KernelGen.Benchmarks.Works;

/// <summary>
/// The layers of ResNet-50 over bytes and signed weights, packed and requantised to bytes, at full range and with weights of seven bits, each beside our own direct layer of the
/// same numbers as floats. Scales are powers of two: every way of rounding once gives the same byte.
/// </summary>
internal static unsafe class IntegerConvolutionWorks
{
    private const float XScale = 1f / 256, WeightScale = 1f / 128, Unit = XScale * WeightScale;
    private const int LargestBias = 1 << 13;

    public static IEnumerable<Work> All()
    {
        KernelTable floats = new(typeof(PackedResNetLayers));
        Work[] works =
        [
            .. Of("i8-conv", (sbyte.MinValue, sbyte.MaxValue), new(typeof(PackedIntegerResNetLayers)), floats),
            .. Of("i8-conv-ranged", (-64, 63), new(typeof(PackedRangedIntegerResNetLayers)), floats),
        ];
        floats.ThrowIfOneIsUnused();
        return works;
    }

    private static Work[] Of(string group, (int Least, int Most) range, KernelTable integers, KernelTable floats)
    {
        Work[] works =
        [
            .. ConvolutionShape.ResNet.Select(shape => Create(group + "-nchw", shape, ImageLayout.Nchw, range, integers, floats)),
            .. ConvolutionShape.ResNet.Select(shape => Create(group + "-nhwc", shape, ImageLayout.Nhwc, range, integers, floats)),
        ];
        integers.ThrowIfOneIsUnused();
        return works;
    }

    private static Work Create(string group, ConvolutionShape shape, ImageLayout layout, (int Least, int Most) range, KernelTable integers, KernelTable floats)
    {
        Kernel ours = integers.Find<byte>(ConvolutionWorks.Asks(shape, layout, Activation.None)), wide = floats.Find<float>(ConvolutionWorks.Asks(shape, layout));
        double bytes = shape.Inputs + (shape.OutChannels * (shape.Terms + (double)sizeof(float))) + shape.Outputs;
        return new(group, shape.Name, shape.Flops, bytes, sizeof(float), () =>
        {
            Buffer<byte> x = new Buffer<byte>(shape.Inputs).Random(1, byte.MinValue, byte.MaxValue), y = new(shape.Outputs);
            Buffer<sbyte> weights = new Buffer<sbyte>(shape.OutChannels * shape.Terms).Random(2, range.Least, range.Most);
            Buffer<int> bias = new Buffer<int>(shape.OutChannels).Random(3, -LargestBias, LargestBias);
            Buffer<float> wideBias = bias.Widened();
            foreach (ref float one in wideBias.Span)
                one *= Unit;

            // Three standard deviations of the sums fill the bytes.
            float yScale = (float)Math.ScaleB(1, (int)Math.Ceiling(Math.Log2(3 * Unit * Math.Sqrt(shape.Terms) * 147 * (range.Most + 1) / Math.Sqrt(3) / byte.MaxValue)));
            var peers = new List<Contender> { Float() };
            foreach (MatrixLibrary library in MatrixLibrary.Of(group))
            {
                if (library.IntegerConvolution(shape, x, weights, bias, (XScale, WeightScale, yScale), y) is { } theirs)
                    peers.Add(Exact(library.Peer.Name, ImageLayout.Nchw, theirs.Run));
            }

            PackedWeights<sbyte> packed = integers.Pack<sbyte>(ours, weights.Span);
            var call = (delegate*<ReadOnlySpan<byte>, PackedWeights<sbyte>, Span<byte>, ReadOnlySpan<float>, float, float, float, void>)ours.Entry;
            return new Trial(ours, Exact("ours", layout, () => call(x.Span, packed, y.Span, wideBias.Span, XScale, WeightScale, yScale)), peers);

            Contender Exact(string who, ImageLayout order, Action run) => new(who, Repeat.Of(run), () =>
            {
                y.Span.Clear();
                run();
                return Reference.Sample(y.Length, 1024).Select(index => CheckElement(index, order)).FirstOrDefault(wrong => wrong is not null);
            });

            string? CheckElement(int index, ImageLayout order)
            {
                var window = ConvolutionWindow.Of(shape, order, index);
                int sum = bias.Span[window.Channel];
                for (int term = 0; term < shape.Terms; term++)
                {
                    if (window.Place(term) is { } place)
                        sum += x.Span[place] * weights.Span[(window.Channel * shape.Terms) + term];
                }

                byte expected = (byte)Math.Clamp(Math.Round(sum * (double)Unit / yScale, MidpointRounding.ToEven), byte.MinValue, byte.MaxValue);
                return y.Span[index] == expected ? null : $"element {window} is {y.Span[index]}, not {expected}";
            }

            Contender Float()
            {
                Buffer<float> wideX = x.Widened(), wideWeights = weights.Widened(), result = new(shape.Outputs);
                PeerCall layer = ConvolutionWorks.Call(floats, ConvolutionWorks.Asks(shape, layout), packed: true, wideX, wideWeights, wideBias, result);
                return new(OurFloat.Name, Repeat.Of(layer.Run), () =>
                {
                    result.Span.Fill(float.NaN);
                    layer.Run();
                    return Reference.Sample(result.Length, 1024).Select(index => ConvolutionWorks.CheckElement(shape, layout, index, wideX, wideWeights, wideBias, result, wide)).FirstOrDefault(wrong => wrong is not null);
                });
            }
        });
    }
}
