namespace TinyStories.Network;

/// <summary>Weights as they are in the file.</summary>
internal sealed class SingleLayer(ReadOnlyMemory<float> weights, int inputs, int outputs, int threads) : Layer(inputs, outputs)
{
    public override long Bytes => (long)weights.Length * sizeof(float);

    public override void Apply(ReadOnlySpan<float> x, Span<float> y, int rows) => Kernels.Dense(x, weights.Span, y, Inputs, Outputs, rows, threads);

    public override void AddTo(ReadOnlySpan<float> x, Span<float> y, int rows) => Kernels.DenseOnto(x, weights.Span, y, y, Inputs, Outputs, rows, threads);

    public override void Gate(ReadOnlySpan<float> x, Span<float> y, int rows) => Kernels.Gate(x, weights.Span, y, Inputs, Outputs / 2, rows, threads);
}

/// <summary>The same with kernels of one shape each.</summary>
internal sealed class FixedLayer(ReadOnlyMemory<float> weights, int inputs, int outputs) : Layer(inputs, outputs)
{
    public override long Bytes => (long)weights.Length * sizeof(float);

    public override void Apply(ReadOnlySpan<float> x, Span<float> y, int rows)
    {
        if (Outputs == Inputs)
            FixedKernels.Queries(x, weights.Span, y, rows);
        else if (Outputs < Inputs)
            FixedKernels.Keys(x, weights.Span, y, rows);
        else
            FixedKernels.Classify(x, weights.Span, y, rows);
    }

    public override void AddTo(ReadOnlySpan<float> x, Span<float> y, int rows)
    {
        if (Outputs == Inputs)
            FixedKernels.Onto(x, weights.Span, y, y, rows);
        else
            FixedKernels.Down(x, weights.Span, y, y, rows);
    }

    public override void Gate(ReadOnlySpan<float> x, Span<float> y, int rows) => FixedKernels.Gate(x, weights.Span, y, rows);
}

/// <summary>Weights of 16 bits; the numbers that they are multiplied by are rounded to as many.</summary>
internal sealed class HalfLayer : Layer
{
    private readonly Half[] weights;
    private readonly int threads;
    private Half[] rounded = [];

    public HalfLayer(ReadOnlySpan<float> weights, int inputs, int outputs, int threads)
        : base(inputs, outputs)
    {
        this.threads = threads;
        this.weights = new Half[weights.Length];
        Round(weights, this.weights);
    }

    public override long Bytes => weights.Length * 2L;

    public override void Apply(ReadOnlySpan<float> x, Span<float> y, int rows) => Kernels.Dense(Rounded(x), weights, y, Inputs, Outputs, rows, threads);

    public override void AddTo(ReadOnlySpan<float> x, Span<float> y, int rows) => Kernels.DenseOnto(Rounded(x), weights, y, y, Inputs, Outputs, rows, threads);

    public override void Gate(ReadOnlySpan<float> x, Span<float> y, int rows) => Kernels.Gate(Rounded(x), weights, y, Inputs, Outputs / 2, rows, threads);

    private ReadOnlySpan<Half> Rounded(ReadOnlySpan<float> x)
    {
        if (rounded.Length < x.Length)
            rounded = new Half[x.Length];
        Round(x, rounded);
        return rounded.AsSpan(0, x.Length);
    }

    private static void Round(ReadOnlySpan<float> from, Span<Half> to)
    {
        for (int i = 0; i < from.Length; i++)
            to[i] = (Half)from[i];
    }
}
