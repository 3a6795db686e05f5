using KernelGen.Benchmarks.Kernels;
using KernelGen.Benchmarks.Measuring;
using KernelGen.Benchmarks.Peers;

namespace KernelGen.Benchmarks.Works;

/// <summary>
/// One row of activations times a matrix of weights in groups, beside our own float kernel on the same weights. Several matrices take turns, as the layers of a
/// model do, so that every one comes from memory, as that of floats does.
/// </summary>
internal static unsafe class GroupedWorks
{
    private const int Size = 4096, GroupSize = 32, Groups = Size / GroupSize, FloatBytes = Size * Size * sizeof(float);

    public static IEnumerable<Work> All()
    {
        KernelTable kernels = new(typeof(GroupedLayers)), quantising = new(typeof(GroupedCodeLayers));
        Kernel wide = kernels.Find<float>(new GemvAttribute { M = Size, K = Size });
        Work[] works =
        [
            Create("grouped-int4", WeightFormat.Int4, 4, kernels, wide), Create("grouped-int8", WeightFormat.Int8, 8, kernels, wide),
            Create("grouped-codes-int4", WeightFormat.Int4, 4, quantising, wide, quantises: true), Create("grouped-codes-int8", WeightFormat.Int8, 8, quantising, wide, quantises: true),
        ];
        kernels.ThrowIfOneIsUnused();
        quantising.ThrowIfOneIsUnused();
        return works;
    }

    /// <param name="group">The group's name.</param>
    /// <param name="format">The weights'.</param>
    /// <param name="bits">A code's.</param>
    /// <param name="kernels">Where ours is.</param>
    /// <param name="wide">Our own of floats.</param>
    /// <param name="quantises">Whether the activations are quantised on the fly, by a group at a time; the peers' too, but for our own of floats.</param>
    private static Work Create(string group, WeightFormat format, int bits, KernelTable kernels, Kernel wide, bool quantises = false)
    {
        Kernel ours = kernels.Find<float>(new DenseAttribute { Inputs = Size, Outputs = Size, WeightFormat = format, GroupSize = GroupSize });
        int bytes = Size * Size / 8 * bits, copies = FloatBytes / bytes;
        return new(group, $"{Size}x{Size} groups of {GroupSize}", 2.0 * Size * Size, bytes + ((double)Size * Groups * sizeof(float)), sizeof(float), () =>
        {
            var codes = new Buffer<byte>(bytes * copies);
            new Random(1).NextBytes(codes.Span[..bytes]);
            Buffer<float> scales = new Buffer<float>(Size * Groups * copies).Random(2), x = new Buffer<float>(Size).Random(3), y = new(Size), floats = new(Size * Size);
            for (int copy = 1; copy < copies; copy++)
            {
                codes.Span[..bytes].CopyTo(codes.Span[(copy * bytes)..]);
                scales.Span[..(Size * Groups)].CopyTo(scales.Span[(copy * Size * Groups)..]);
            }

            for (int i = 0; i < floats.Length; i++)
                floats.Span[i] = (float)Weight(i);

            int turn = 0;
            var call = (delegate*<ReadOnlySpan<float>, ReadOnlySpan<byte>, Span<float>, ReadOnlySpan<float>, void>)ours.Entry;
            var wideCall = (delegate*<ReadOnlySpan<float>, ReadOnlySpan<float>, Span<float>, void>)wide.Entry;
            var peers = new List<Contender> { Contend(OurFloat.Name, wide, () => wideCall(floats.Span, x.Span, y.Span), row => Reference.Dot<float>(floats.Span.Slice(row * Size, Size), x.Span, Size)) };
            foreach (MatrixLibrary library in MatrixLibrary.Of(group))
            {
                PeerCall?[] calls = [.. Enumerable.Range(0, copies).Select(_ => library.Grouped(bits, GroupSize, Size, Size, quantises, codes, scales, x, y))];
                int next = 0;
                if (calls[0] is not null)
                    peers.Add(Contend(library.Peer.Name, null, () => calls[next++ % copies]!.Run(), Exact));
            }

            return new Trial(ours, Contend("ours", ours, () =>
            {
                turn = (turn + 1) % copies;
                call(x.Span, codes.Span.Slice(turn * bytes, bytes), y.Span, scales.Span.Slice(turn * Size * Groups, Size * Groups));
            }, Exact), peers);

            // A code less its zero point, times its scale, is a double exactly.
            double Weight(int i) => ((bits == 8 ? codes.Span[i] : (codes.Span[i / 2] >> (i % 2 * 4)) & 15) - (1 << (bits - 1))) * (double)scales.Span[i / GroupSize];

            Expected Exact(int row)
            {
                double[] weights = [.. Enumerable.Range(row * Size, Size).Select(Weight)], activations = [.. x.Span.ToArray().Select(value => (double)value)];
                Expected exact = Reference.Dot<double>(weights, activations, Size);
                return quantises ? exact with { Allowance = HalfSteps(weights, activations) } : exact;
            }

            // Half of a 127th of the largest activation of each group, and what is rounded on the way there, for every weight.
            static double HalfSteps(double[] weights, double[] activations) => (0.5 + Math.ScaleB(1, -16)) / 127 * activations.Chunk(GroupSize)
                .Zip(weights.Chunk(GroupSize), (group, some) => group.Max(Math.Abs) * some.Sum(Math.Abs)).Sum();

            Contender Contend(string who, Kernel? generated, Action once, Func<int, Expected> expected) => new(who, Repeat.Of(once), () =>
            {
                y.Span.Fill(float.NaN);
                once();
                return Reference.Sample(Size, 400).Select(row => expected(row).Check<float>($"element {row}", y.Span[row], generated)).FirstOrDefault(wrong => wrong is not null);
            });
        });
    }
}
