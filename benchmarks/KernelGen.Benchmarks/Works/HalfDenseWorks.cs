using System.Numerics;
using KernelGen.Benchmarks.Kernels;
using KernelGen.Benchmarks.Measuring;
using KernelGen.Benchmarks.Peers;

namespace KernelGen.Benchmarks.Works;

/// <summary>Layers of one row with weights in 16 bits, which is half as much to read, beside our own with the same weights as floats, plain or packed likewise.</summary>
internal static unsafe class HalfDenseWorks
{
    private const string Group = "f16-dense", PlainGroup = "f16-dense-plain";

    /// <summary>The layers whose weights no cache of a core holds.</summary>
    private static readonly string[] Layers = ["bert-ffn-up 1x", "llama-3-8b-up 1x", "llama-3-8b-o 1x"];

    public static IEnumerable<Work> All()
    {
        KernelTable packedHalves = new(typeof(PackedHalfLayers)), halves = new(typeof(HalfLayers));
        DenseShape[] shapes = [.. DenseShape.Models.Where(shape => Array.Exists(Layers, layer => shape.Name.StartsWith(layer, StringComparison.Ordinal)))];
        Work[] works =
        [
            .. shapes.Select(shape => Create(Group, shape, packedHalves, new(typeof(PackedLayers)), isPacked: true)),
            .. shapes.Select(shape => Create(PlainGroup, shape, halves, new(typeof(DenseLayers)), isPacked: false)),
        ];
        packedHalves.ThrowIfOneIsUnused();
        halves.ThrowIfOneIsUnused();
        return works;
    }

    private static Work Create(string group, DenseShape shape, KernelTable halves, KernelTable floats, bool isPacked)
    {
        Kernel ours = halves.Find<Half>(DenseWorks.Asks(shape)), wide = floats.Find<float>(DenseWorks.Asks(shape));
        return new Work(group, shape.Name, shape.Flops, shape.Elements * sizeof(ushort), sizeof(float), () =>
        {
            Buffer<Half> x = new Buffer<Half>(shape.Inputs).Random(1), weights = new Buffer<Half>(shape.Outputs * shape.Inputs).Random(2);
            Buffer<float> wideX = x.Widened(), wideWeights = weights.Widened();
            Buffer<float> bias = new Buffer<float>(shape.Outputs).Random(3), y = new(shape.Outputs);
            return new Trial(ours, Contend("ours", ours, Call(halves, ours, x, weights, bias, y, isPacked)), [Contend(OurFloat.Name, wide, Call(floats, wide, wideX, wideWeights, bias, y, isPacked))])
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

    private static Action Call<T>(KernelTable table, Kernel kernel, Buffer<T> x, Buffer<T> weights, Buffer<float> bias, Buffer<float> y, bool isPacked)
        where T : unmanaged, INumber<T>
    {
        if (!isPacked)
            return () => ((delegate*<ReadOnlySpan<T>, ReadOnlySpan<T>, Span<float>, ReadOnlySpan<float>, int, void>)kernel.Entry)(x.Span, weights.Span, y.Span, bias.Span, 1);
        PackedWeights<T> packed = table.Pack<T>(kernel, weights.Span);
        return () => ((delegate*<ReadOnlySpan<T>, PackedWeights<T>, Span<float>, ReadOnlySpan<float>, int, void>)kernel.Entry)(x.Span, packed, y.Span, bias.Span, 1);
    }
}
