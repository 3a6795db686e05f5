using KernelGen.Benchmarks.Kernels;
using KernelGen.Benchmarks.Measuring;
using KernelGen.Benchmarks.Peers;

namespace KernelGen.Benchmarks.Works;

/// <summary>Layers of one row with packed weights in 16 bits, which is half as much to read, beside our own with the same weights as floats.</summary>
internal static unsafe class HalfDenseWorks
{
    private const string Group = "f16-dense";

    /// <summary>The layers whose weights no cache of a core holds.</summary>
    private static readonly string[] Layers = ["bert-ffn-up 1x", "llama-3-8b-up 1x", "llama-3-8b-o 1x"];

    public static IEnumerable<Work> All()
    {
        KernelTable halves = new(typeof(PackedHalfLayers)), floats = new(typeof(PackedLayers));
        Work[] works = [.. DenseShape.Models
            .Where(shape => Array.Exists(Layers, layer => shape.Name.StartsWith(layer, StringComparison.Ordinal)))
            .Select(shape => Create(shape, halves, floats))];
        halves.ThrowIfOneIsUnused();
        return works;
    }

    private static Work Create(DenseShape shape, KernelTable halves, KernelTable floats)
    {
        Kernel ours = halves.Find<Half>(DenseWorks.Asks(shape)), wide = floats.Find<float>(DenseWorks.Asks(shape));
        return new Work(Group, shape.Name, shape.Flops, shape.Elements * sizeof(ushort), sizeof(float), () =>
        {
            Buffer<Half> x = new Buffer<Half>(shape.Inputs).Random(1), weights = new Buffer<Half>(shape.Outputs * shape.Inputs).Random(2);
            Buffer<float> wideX = x.Widened(), wideWeights = weights.Widened();
            Buffer<float> bias = new Buffer<float>(shape.Outputs).Random(3), y = new(shape.Outputs);
            PackedWeights<Half> packed = halves.Pack<Half>(ours, weights.Span);
            PackedWeights<float> widePacked = floats.Pack<float>(wide, wideWeights.Span);
            Contender narrow = Contend("ours", ours, () =>
                ((delegate*<ReadOnlySpan<Half>, PackedWeights<Half>, Span<float>, ReadOnlySpan<float>, int, void>)ours.Entry)(x.Span, packed, y.Span, bias.Span, 1));
            Contender peer = Contend(OurFloat.Name, wide, () =>
                ((delegate*<ReadOnlySpan<float>, PackedWeights<float>, Span<float>, ReadOnlySpan<float>, int, void>)wide.Entry)(wideX.Span, widePacked, y.Span, bias.Span, 1));
            return new Trial(ours, narrow, [peer])
            {
                PlainRead = PlainRead.Of(weights),
                ReadBytes = (double)weights.Length * sizeof(ushort),
            };

            Contender Contend(string who, Kernel kernel, Action run) => new(who, Repeat.Of(run), () =>
            {
                y.Span.Fill(float.NaN);
                run();
                return DenseWorks.Check(shape, wideX, wideWeights, bias, y, kernel);
            });
        });
    }
}
