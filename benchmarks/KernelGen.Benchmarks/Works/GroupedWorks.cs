using KernelGen.Benchmarks.Kernels;
using KernelGen.Benchmarks.Measuring;
using KernelGen.Benchmarks.Peers;

namespace KernelGen.Benchmarks.Works;

/// <summary>
/// Activations times a matrix of weights in groups: one row beside our own float kernel on the same weights, and with packed weights one row and many
/// beside our own kernel on plain ones. Of one row several matrices take turns, as the layers of a model do, so that every one comes from memory, as that
/// of floats does.
/// </summary>
internal static unsafe class GroupedWorks
{
    private const int Size = 4096, GroupSize = 32, Groups = Size / GroupSize, FloatBytes = Size * Size * sizeof(float), Many = 64;

    public static IEnumerable<Work> All()
    {
        KernelTable floats = new(typeof(GroupedLayers)), quantising = new(typeof(GroupedCodeLayers));
        KernelTable packedFloats = new(typeof(PackedGroupedLayers)), packedQuantising = new(typeof(PackedGroupedCodeLayers));
        Kernel wide = floats.Find<float>(new GemvAttribute { M = Size, K = Size });
        var works = new List<Work>();
        foreach ((string name, KernelTable plain, KernelTable packed, bool quantises) in new[] { ("", floats, packedFloats, false), ("codes-", quantising, packedQuantising, true) })
        {
            foreach ((WeightFormat format, int bits) in new[] { (WeightFormat.Int4, 4), (WeightFormat.Int8, 8) })
            {
                Layer one = new(format, bits, 1, quantises), many = one with { Rows = Many };
                works.Add(Create($"grouped-{name}int{bits}", one, Find(plain, one), null, null, wide));
                works.Add(Create($"grouped-packed-{name}int{bits}", one, Find(packed, one), packed, Find(plain, one), wide));
                works.Add(Create($"grouped-packed-{name}int{bits}", many, Find(packed, many), packed, Find(plain, many), null));
            }
        }

        foreach (KernelTable table in new[] { floats, quantising, packedFloats, packedQuantising })
            table.ThrowIfOneIsUnused();
        return works.OrderBy(work => work.Group, StringComparer.Ordinal);
    }

    private static Kernel Find(KernelTable table, Layer layer)
    {
        var asked = new DenseAttribute { Inputs = Size, Outputs = Size, WeightFormat = layer.Format, GroupSize = GroupSize };
        if (layer.Rows > 1)
            asked.Batch = layer.Rows;
        return table.Find<float>(asked);
    }

    /// <param name="Format">The weights'.</param>
    /// <param name="Bits">A code's.</param>
    /// <param name="Rows">Of activations.</param>
    /// <param name="Quantises">Whether the activations are quantised on the fly, by a group at a time; the peers' too, but for our own of floats.</param>
    private sealed record Layer(WeightFormat Format, int Bits, int Rows, bool Quantises);

    /// <param name="group">The group's name.</param>
    /// <param name="layer">What is computed.</param>
    /// <param name="ours">The kernel.</param>
    /// <param name="packs">What packs its weights; null where they are plain.</param>
    /// <param name="plain">Our own on plain weights, for a peer.</param>
    /// <param name="wide">Our own of floats, of one row.</param>
    private static Work Create(string group, Layer layer, Kernel ours, KernelTable? packs, Kernel? plain, Kernel? wide)
    {
        (int bits, int rows) = (layer.Bits, layer.Rows);
        int bytes = Size * Size / 8 * bits, copies = rows == 1 ? FloatBytes / bytes : 1;
        string name = $"{Size}x{Size} groups of {GroupSize}" + (rows == 1 ? "" : $", {rows} rows");
        return new(group, name, 2.0 * rows * Size * Size, bytes + ((double)Size * Groups * sizeof(float)), sizeof(float), () =>
        {
            var codes = new Buffer<byte>(bytes * copies);
            new Random(1).NextBytes(codes.Span[..bytes]);
            Buffer<float> scales = new Buffer<float>(Size * Groups * copies).Random(2), x = new Buffer<float>(rows * Size).Random(3), y = new(rows * Size);
            for (int copy = 1; copy < copies; copy++)
            {
                codes.Span[..bytes].CopyTo(codes.Span[(copy * bytes)..]);
                scales.Span[..(Size * Groups)].CopyTo(scales.Span[(copy * Size * Groups)..]);
            }

            int turn = 0;
            var peers = new List<Contender>();
            if (wide is not null)
            {
                var floats = new Buffer<float>(Size * Size);
                for (int i = 0; i < floats.Length; i++)
                    floats.Span[i] = (float)Weight(i);
                var wideCall = (delegate*<ReadOnlySpan<float>, ReadOnlySpan<float>, Span<float>, void>)wide.Entry;
                peers.Add(Contend(OurFloat.Name, wide, () => wideCall(floats.Span, x.Span, y.Span), index => Reference.Dot<float>(floats.Span.Slice(index * Size, Size), x.Span, Size)));
            }

            if (plain is not null)
                peers.Add(Contend(OurPlain.Name, plain, Plain(plain), Exact));
            foreach (MatrixLibrary library in rows == 1 ? MatrixLibrary.Of(group) : [])
            {
                PeerCall?[] calls = [.. Enumerable.Range(0, copies).Select(_ => library.Grouped(bits, GroupSize, Size, Size, layer.Quantises, codes, scales, x, y))];
                int next = 0;
                if (calls[0] is not null)
                    peers.Add(Contend(library.Peer.Name, null, () => calls[next++ % copies]!.Run(), Exact));
            }

            return new Trial(ours, Contend("ours", ours, packs is null ? Plain(ours) : Packed(), Exact), peers);

            Action Plain(Kernel kernel)
            {
                var call = (delegate*<ReadOnlySpan<float>, ReadOnlySpan<byte>, Span<float>, ReadOnlySpan<float>, void>)kernel.Entry;
                return () =>
                {
                    turn = (turn + 1) % copies;
                    call(x.Span, codes.Span.Slice(turn * bytes, bytes), y.Span, scales.Span.Slice(turn * Size * Groups, Size * Groups));
                };
            }

            Action Packed()
            {
                var call = (delegate*<ReadOnlySpan<float>, PackedWeights<byte>, Span<float>, void>)ours.Entry;
                PackedWeights<byte>[] packed = [.. Enumerable.Range(0, copies).Select(_ => packs.Pack(ours, codes.Span[..bytes], scales.Span[..(Size * Groups)]))];
                return () =>
                {
                    turn = (turn + 1) % copies;
                    call(x.Span, packed[turn], y.Span);
                };
            }

            // A code less its zero point, times its scale, is a double exactly.
            double Weight(int i) => ((bits == 8 ? codes.Span[i] : (codes.Span[i / 2] >> (i % 2 * 4)) & 15) - (1 << (bits - 1))) * (double)scales.Span[i / GroupSize];

            Expected Exact(int index)
            {
                (int row, int output) = Math.DivRem(index, Size);
                double[] weights = [.. Enumerable.Range(output * Size, Size).Select(Weight)], activations = [.. x.Span.Slice(row * Size, Size).ToArray().Select(value => (double)value)];
                Expected exact = Reference.Dot<double>(weights, activations, Size);
                return layer.Quantises ? exact with { Allowance = HalfSteps(weights, activations) } : exact;
            }

            // Half of a 127th of the largest activation of each group, and what is rounded on the way there, for every weight.
            static double HalfSteps(double[] weights, double[] activations) => (0.5 + Math.ScaleB(1, -16)) / 127 * activations.Chunk(GroupSize)
                .Zip(weights.Chunk(GroupSize), (group, some) => group.Max(Math.Abs) * some.Sum(Math.Abs)).Sum();

            Contender Contend(string who, Kernel? generated, Action once, Func<int, Expected> expected) => new(who, Repeat.Of(once), () =>
            {
                y.Span.Fill(float.NaN);
                once();
                return Reference.Sample(rows * Size, 400).Select(index => expected(index).Check<float>($"element {index}", y.Span[index], generated)).FirstOrDefault(wrong => wrong is not null);
            });
        });
    }
}
