using KernelGen.Benchmarks.Kernels;
using KernelGen.Benchmarks.Measuring;
using KernelGen.Benchmarks.Peers;

namespace KernelGen.Benchmarks.Works;

/// <summary>The layers of workloads/dense_models.csv with bias and Gelu.</summary>
internal static unsafe class DenseWorks
{
    private const string Group = "dense", PackedGroup = "dense-packed";

    /// <summary>With no more rows than this, reading the weights is what takes the time, not arithmetic.</summary>
    private const int RowsBoundByReading = 16;

    public static IEnumerable<Work> All()
    {
        KernelTable plain = new(typeof(DenseLayers)), packed = new(typeof(PackedLayers));
        Work[] works =
        [
            .. DenseShape.Models.Select(shape => Create(Group, shape, plain.Find<float>(Asks(shape)))),
            .. DenseShape.Models.Select(shape => Create(PackedGroup, shape, packed.Find<float>(Asks(shape)), packed)),
        ];
        plain.ThrowIfOneIsUnused();
        packed.ThrowIfOneIsUnused();
        return works;
    }

    internal static DenseAttribute Asks(DenseShape shape) => new() { Inputs = shape.Inputs, Outputs = shape.Outputs, Activation = Activation.Gelu };

    private static Work Create(string group, DenseShape shape, Kernel kernel, KernelTable? packs = null) => new(group, shape.Name, shape.Flops, shape.Elements * sizeof(float), sizeof(float), () =>
    {
        (int batch, int inputs, int outputs) = (shape.Batch, shape.Inputs, shape.Outputs);
        Buffer<float> x = new Buffer<float>(batch * inputs).Random(1), weights = new Buffer<float>(outputs * inputs).Random(2);
        Buffer<float> bias = new Buffer<float>(outputs).Random(3), y = new(batch * outputs);
        PackedWeights<float>? packed = packs?.Pack<float>(kernel, weights.Span);
        var peers = new List<Contender>();
        foreach (MatrixLibrary library in MatrixLibrary.Of(Group))
        {
            if (library.Dense(shape, x, weights, bias, y) is { } call)
                peers.Add(Contend(library.Peer.Name, null, call));
        }

        return new Trial(kernel, Contend("ours", kernel, new PeerCall(Ours)), peers)
        {
            PlainRead = batch <= RowsBoundByReading && weights.Length >= 1 << 18 ? PlainRead.Of(weights) : null,
            ReadBytes = (double)weights.Length * sizeof(float),
        };

        void Ours()
        {
            if (packed is null)
                ((delegate*<ReadOnlySpan<float>, ReadOnlySpan<float>, Span<float>, ReadOnlySpan<float>, int, void>)kernel.Entry)(x.Span, weights.Span, y.Span, bias.Span, batch);
            else
                ((delegate*<ReadOnlySpan<float>, PackedWeights<float>, Span<float>, ReadOnlySpan<float>, int, void>)kernel.Entry)(x.Span, packed, y.Span, bias.Span, batch);
        }

        Contender Contend(string who, Kernel? generated, PeerCall call) => new(who, Repeat.Of(call.Run), () =>
        {
            y.Span.Fill(float.NaN);
            call.Run();
            call.Collect?.Invoke();
            return Check(shape, x, weights, bias, y, generated);
        });
    });

    /// <summary>What is wrong with the outputs of a kernel (or of a peer, where there is none), or null.</summary>
    internal static string? Check(DenseShape shape, Buffer<float> x, Buffer<float> weights, Buffer<float> bias, Buffer<float> y, Kernel? generated)
    {
        return Reference.Sample(y.Length, 4096).Select(CheckElement).FirstOrDefault(wrong => wrong is not null);

        string? CheckElement(int index)
        {
            (int row, int column) = Math.DivRem(index, shape.Outputs);
            Expected sum = Reference.Dot<float>(x.Span[(row * shape.Inputs)..], weights.Span[(column * shape.Inputs)..], shape.Inputs);
            float shift = bias.Span[column];

            // The bias is one summand more.
            sum = new Expected(sum.Value + shift, sum.Magnitude + Math.Abs(shift), sum.Roundings + 1);
            (double expected, double bound) = Gelu.Of(sum, generated);
            double actual = y.Span[index];
            return Math.Abs(actual - expected) <= bound ? null : FormattableString.Invariant($"element [{row}, {column}] is {actual:R}, not {expected:R} ± {bound:G3}");
        }
    }
}
