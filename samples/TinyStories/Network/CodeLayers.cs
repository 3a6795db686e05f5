namespace TinyStories.Network;

/// <summary>Weights as codes, with a scale for each 32 of a row; the last group of a row is filled up with codes of 0.</summary>
internal abstract class CodeLayer : Layer
{
    /// <summary>Weights that share a scale: as many as the kernels are declared with.</summary>
    protected const int GroupSize = 32;

    private float[] other = [];

    protected CodeLayer(int inputs, int outputs)
        : base(inputs, outputs)
    {
    }

    protected int Groups => (Inputs + GroupSize - 1) / GroupSize;

    /// <summary>silu of the first half of the rows of weights.</summary>
    protected abstract void Silu(ReadOnlySpan<float> x, Span<float> y, int rows);

    /// <summary>The product with the second half.</summary>
    protected abstract void Second(ReadOnlySpan<float> x, Span<float> y, int rows);

    /// <summary>Layers of codes have no gate of their own.</summary>
    public override void Gate(ReadOnlySpan<float> x, Span<float> y, int rows)
    {
        if (other.Length < y.Length)
            other = new float[y.Length];
        Silu(x, y, rows);
        Second(x, other.AsSpan(0, y.Length), rows);
        for (int i = 0; i < y.Length; i++)
            y[i] *= other[i];
    }
}

/// <summary>Codes of 8 bits, 128 standing for 0.</summary>
internal sealed class ByteLayer : CodeLayer
{
    private const int Zero = 128;

    private readonly byte[] codes;
    private readonly float[] scales;
    private readonly int threads;

    public ByteLayer(ReadOnlySpan<float> weights, int inputs, int outputs, int threads)
        : base(inputs, outputs)
    {
        this.threads = threads;
        scales = new float[outputs * Groups];
        codes = new byte[outputs * Groups * GroupSize];
        Array.Fill(codes, (byte)Zero);
        sbyte[] found = new sbyte[weights.Length];
        Kernels.Quantise(weights, found, scales, inputs);
        for (int row = 0; row < outputs; row++)
        {
            for (int i = 0; i < inputs; i++)
                codes[(row * Groups * GroupSize) + i] = (byte)(found[(row * inputs) + i] + Zero);
        }
    }

    public override long Bytes => codes.Length + (scales.Length * (long)sizeof(float));

    public override void Apply(ReadOnlySpan<float> x, Span<float> y, int rows) => Kernels.DenseOfBytes(x, codes, y, scales, Inputs, Outputs, rows, threads);

    public override void AddTo(ReadOnlySpan<float> x, Span<float> y, int rows) => Kernels.DenseOfBytesOnto(x, codes, y, y, scales, Inputs, Outputs, rows, threads);

    protected override void Silu(ReadOnlySpan<float> x, Span<float> y, int rows) =>
        Kernels.SiluOfBytes(x, codes.AsSpan(0, codes.Length / 2), y, scales.AsSpan(0, scales.Length / 2), Inputs, Outputs / 2, rows, threads);

    protected override void Second(ReadOnlySpan<float> x, Span<float> y, int rows) =>
        Kernels.DenseOfBytes(x, codes.AsSpan(codes.Length / 2), y, scales.AsSpan(scales.Length / 2), Inputs, Outputs / 2, rows, threads);
}

/// <summary>Codes of 4 bits, two to a byte, 8 standing for 0: −7 to 7 times a seventh of a group's largest magnitude.</summary>
internal sealed class NibbleLayer : CodeLayer
{
    private const int Zero = 8, Largest = 7;

    private readonly byte[] codes;
    private readonly float[] scales;
    private readonly int threads;

    public NibbleLayer(ReadOnlySpan<float> weights, int inputs, int outputs, int threads)
        : base(inputs, outputs)
    {
        this.threads = threads;
        scales = new float[outputs * Groups];
        codes = new byte[outputs * Groups * GroupSize / 2];
        Array.Fill(codes, (byte)(Zero | (Zero << 4)));
        for (int group = 0; group < scales.Length; group++)
        {
            int first = group % Groups * GroupSize;
            ReadOnlySpan<float> numbers = weights.Slice((group / Groups * inputs) + first, Math.Min(GroupSize, inputs - first));
            float most = 0;
            foreach (float number in numbers)
                most = Math.Max(most, Math.Abs(number));
            scales[group] = most > 0 ? most / Largest : 1;
            for (int i = 0; i < numbers.Length; i++)
            {
                int code = (int)Math.Round(numbers[i] / scales[group]) + Zero, shift = i % 2 * 4;
                ref byte pair = ref codes[((group * GroupSize) + i) / 2];
                pair = (byte)((pair & ~(15 << shift)) | (code << shift));
            }
        }
    }

    public override long Bytes => codes.Length + (scales.Length * (long)sizeof(float));

    public override void Apply(ReadOnlySpan<float> x, Span<float> y, int rows) => Kernels.DenseOfNibbles(x, codes, y, scales, Inputs, Outputs, rows, threads);

    public override void AddTo(ReadOnlySpan<float> x, Span<float> y, int rows) => Kernels.DenseOfNibblesOnto(x, codes, y, y, scales, Inputs, Outputs, rows, threads);

    protected override void Silu(ReadOnlySpan<float> x, Span<float> y, int rows) =>
        Kernels.SiluOfNibbles(x, codes.AsSpan(0, codes.Length / 2), y, scales.AsSpan(0, scales.Length / 2), Inputs, Outputs / 2, rows, threads);

    protected override void Second(ReadOnlySpan<float> x, Span<float> y, int rows) =>
        Kernels.DenseOfNibbles(x, codes.AsSpan(codes.Length / 2), y, scales.AsSpan(scales.Length / 2), Inputs, Outputs / 2, rows, threads);
}
