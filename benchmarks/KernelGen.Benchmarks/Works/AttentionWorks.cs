using KernelGen.Benchmarks.Kernels;
using KernelGen.Benchmarks.Measuring;
using KernelGen.Benchmarks.Peers;

namespace KernelGen.Benchmarks.Works;

/// <summary>The attentions of workloads/attention.csv, prompts and steps of decoding, on one thread; and some of them on two beside one.</summary>
internal static unsafe class AttentionWorks
{
    public static IEnumerable<Work> All()
    {
        KernelTable one = new(typeof(AttentionKernels)), two = new(typeof(ParallelAttentions));
        Work[] works =
        [
            .. AttentionShape.Models.OrderBy(shape => shape.IsStep).Select(shape => Create(shape.IsStep ? "attention-step" : "attention-prompt", shape, one.Find<float>(shape.Stated), null)),
            .. AttentionShape.Models.Where(shape => shape.Queries >= 512 || shape.IsStep).Select(shape => Create("threads-attention", shape, two.Find<float>(shape.Stated), one.Find<float>(shape.Stated))),
        ];
        one.ThrowIfOneIsUnused();
        two.ThrowIfOneIsUnused();
        return works;
    }

    /// <param name="group">The group's name.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="kernel">Ours.</param>
    /// <param name="single">What it is beside; null for the libraries.</param>
    private static Work Create(string group, AttentionShape shape, Kernel kernel, Kernel? single) => new(group, shape.Name + (single is null ? "" : ", two threads"), shape.Flops, shape.Elements * sizeof(float), sizeof(float), () =>
    {
        Buffer<float> q = new Buffer<float>(shape.Batch * shape.Heads * shape.Queries * shape.HeadDim).Random(1), k = new Buffer<float>(shape.Batch * shape.KvHeads * shape.Keys * shape.HeadDim).Random(2);
        Buffer<float> v = new Buffer<float>(shape.Batch * shape.KvHeads * shape.Keys * shape.ValueDim).Random(3), output = new(shape.Batch * shape.Heads * shape.Queries * shape.ValueDim);
        var peers = new List<Contender>();
        if (single is not null)
            peers.Add(Contend(OneThread.Name, Call(single)));
        foreach (MatrixLibrary library in MatrixLibrary.Of(group))
        {
            if (library.Attention(shape, q, k, v, output) is { } call)
                peers.Add(Contend(library.Peer.Name, call));
        }

        return new Trial(kernel, Contend("ours", Call(kernel)), peers)
        {
            PlainRead = single is null && shape.IsStep ? PlainRead.Of(new Buffer<float>(k.Length + v.Length).Random(4)) : null,
            ReadBytes = ((double)k.Length + v.Length) * sizeof(float),
        };

        PeerCall Call(Kernel generated) => new(() =>
            ((delegate*<ReadOnlySpan<float>, ReadOnlySpan<float>, ReadOnlySpan<float>, Span<float>, void>)generated.Entry)(q.Span, k.Span, v.Span, output.Span));

        Contender Contend(string who, PeerCall call) => new(who, Repeat.Of(call.Run), () =>
        {
            output.Span.Fill(float.NaN);
            call.Run();
            call.Collect?.Invoke();
            return Reference.Sample(output.Length, 256).Select(index => CheckElement(shape, index, q, k, v, output)).FirstOrDefault(wrong => wrong is not null);
        });
    });

    /// <summary>
    /// Against doubles. An exponent is off by the roundings of its score's sum, each of no more than Σ|q·k|, and by some of the score itself; a weight is relatively as much, the quotient of the two sums
    /// twice that, and as many roundings more as there are keys and blocks of them.
    /// </summary>
    public static string? CheckElement(AttentionShape shape, int index, Buffer<float> q, Buffer<float> k, Buffer<float> v, Buffer<float> output)
    {
        (int row, int column) = Math.DivRem(index, shape.ValueDim);
        (int head, int query) = Math.DivRem(row, shape.Queries);
        int kvHead = (head / shape.Heads * shape.KvHeads) + (head % shape.Heads / (shape.Heads / shape.KvHeads)), seen = shape.Causal ? query + 1 : shape.Keys;
        double[] scores = new double[seen];
        double size = 0;
        for (int key = 0; key < seen; key++)
        {
            Expected sum = Reference.Dot<float>(q.Span[(row * shape.HeadDim)..], k.Span[(((kvHead * shape.Keys) + key) * shape.HeadDim)..], shape.HeadDim);
            scores[key] = sum.Value / Math.Sqrt(shape.HeadDim);
            size = Math.Max(size, sum.Magnitude / Math.Sqrt(shape.HeadDim));
        }

        double largest = scores.Max(), total = 0, value = 0, magnitude = 0;
        for (int key = 0; key < seen; key++)
        {
            double weight = Math.Exp(scores[key] - largest), number = v.Span[(((kvHead * shape.Keys) + key) * shape.ValueDim) + column];
            (total, value, magnitude) = (total + weight, value + (weight * number), magnitude + (weight * Math.Abs(number)));
        }

        int roundings = (int)Math.Ceiling(2.2 * size * (shape.HeadDim + 10)) + (2 * seen) + 40;
        return new Expected(value / total, magnitude / total, roundings).Check<float>($"element [{head}, {query}, {column}]", output.Span[index], null);
    }
}
