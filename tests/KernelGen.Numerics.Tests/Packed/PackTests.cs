using KernelGen.Generated;
using KernelGen.Numerics.Tests.Harness;
using Xunit;

namespace KernelGen.Numerics.Tests.Packed;

/// <summary>One pack for every kernel over the same weights, and for no other.</summary>
public sealed class PackTests
{
    private const int Inputs = 37, Outputs = 70, Most = 1000;

    private static readonly float[] X = Numbers(Most * Inputs, 1), Weights = Numbers(Inputs * Outputs, 2), Bias = Numbers(Outputs, 3);

    [Fact]
    public void OneRowOrAThousandTakeTheSamePack()
    {
        PackedWeights<float> packed = PackedKernels.Pack(Weights);
        float[] expected = new float[Most * Outputs], got = new float[Most * Outputs], open = new float[Most * Outputs], row = new float[Outputs];
        PackedKernels.Plain(X, Weights, expected, Bias, Most);
        PackedKernels.Rows(X, packed, got, Bias, Most);
        PackedKernels.Open(X, packed, open, Bias, Inputs, Outputs, Most);
        Assert.Equal(expected, got);
        Assert.Equal(expected, open);
        for (int i = 0; i < Most; i++)
        {
            PackedKernels.OneRow(X.AsSpan(i * Inputs, Inputs), packed, row, Bias);
            Assert.Equal(expected.AsSpan(i * Outputs, Outputs).ToArray(), row);
        }

        PackedKernels.Compensated(X, packed, got, Bias, Inputs, Outputs, Most);
        PackedKernels.Compensated(X, PackedKernels.PackOpen(Weights, Inputs, Outputs), open, Bias, Inputs, Outputs, Most);
        Assert.Equal(open, got);
    }

    [Fact]
    public void ThePackIsACopy()
    {
        float[] weights = (float[])Weights.Clone(), expected = new float[Outputs], got = new float[Outputs];
        PackedWeights<float> packed = PackedKernels.Pack(weights);
        PackedKernels.OneRow(X.AsSpan(0, Inputs), packed, expected, Bias);
        Array.Clear(weights);
        PackedKernels.OneRow(X.AsSpan(0, Inputs), packed, got, Bias);
        Assert.Equal(expected, got);
    }

    /// <summary>Finite halves are converted in another way, which is right for no others: one of those at any place takes all weights back.</summary>
    [Fact]
    public void OneInfinityOrNaNAmongPackedHalves()
    {
        Half[] x = [.. X.Take(Inputs).Select(number => (Half)number)], weights = [.. Weights.Select(number => (Half)number)];
        float[] expected = new float[Outputs], got = new float[Outputs];
        foreach (Half number in new[] { (Half)1, Half.MaxValue, Half.MinValue, Half.Epsilon, Half.PositiveInfinity, Half.NegativeInfinity, Half.NaN })
        {
            for (int at = 0; at < weights.Length; at += 37)
            {
                int place = (at + (at / 37)) % weights.Length;
                Half before = weights[place];
                weights[place] = number;
                PackedKernels.PlainHalves(x, weights, expected, Inputs, Outputs);
                PackedWeights<Half> packed = PackedKernels.PackHalves(weights, Inputs, Outputs);
                PackedKernels.Halves(x, packed, got, Inputs, Outputs);
                Assert.Equal(expected, got);
                Assert.Equal(Half.IsFinite(number), KernelGen.Runtime.Packs.AreFinite(packed));
                weights[place] = before;
            }
        }
    }

    /// <summary>One weight that is not in the declared range, at any place, and all go by pairs; a pack of either kind serves both kernels.</summary>
    [Fact]
    public unsafe void WeightsInTheDeclaredRangeLieByFoursToo()
    {
        const int Rows = 5, K = 11, N = 37;
        bool takesQuads = KernelCatalog.RunningTarget is "Avx512" or "Avx512VL" or "Avx2";
        byte[] a = [.. Enumerable.Range(0, Rows * K).Select(i => (byte)(255 - (i % 3)))];
        sbyte[] b = [.. Enumerable.Range(0, K * N).Select(i => (sbyte)(i % 2 == 0 ? -64 : 63))];
        int[] expected = new int[Rows * N], got = new int[Rows * N];
        Check(true);
        for (int at = 0; at < b.Length; at += 29)
        {
            sbyte before = b[at];
            b[at] = (sbyte)(before < 0 ? -65 : 127);
            Check(false);
            b[at] = before;
        }

        void Check(bool inRange)
        {
            PackedKernels.PlainRange(a, b, expected, Rows, N, K);
            PackedWeights<sbyte> ranged = PackedKernels.PackRanged(b, K, N), other = PackedKernels.PackAnyRange(b, K, N);
            using var file = new MemoryStream();
            ranged.Save(file);
            file.Position = 0;
            PackedWeights<sbyte> loaded = PackedWeights<sbyte>.Load(file);
            foreach (PackedWeights<sbyte> packed in new[] { ranged, loaded, other })
            {
                Assert.Equal(inRange && takesQuads && packed != other, KernelGen.Runtime.Packs.QuadsOf(packed, -64, 63) != null);
                Assert.True(KernelGen.Runtime.Packs.QuadsOf(packed, -63, 63) == null);
                PackedKernels.Ranged(a, packed, got, Rows, N, K);
                Assert.Equal(expected, got);
                PackedKernels.AnyRange(a, packed, got, Rows, N, K);
                Assert.Equal(expected, got);
            }
        }
    }

    [Fact]
    public void SumsThatNoIntHoldsHaveAPackOfDoubles()
    {
        const int Inputs = 66_000;
        byte[] x = new byte[Inputs];
        sbyte[] weights = new sbyte[3 * Inputs];
        Array.Fill(x, byte.MaxValue);
        Array.Fill(weights, sbyte.MinValue);
        weights[Inputs] = 0;
        float[] y = new float[3];
        PackedKernels.Long(x, PackedKernels.PackLong(weights), y);
        const float Whole = -255f * 128 * Inputs;
        Assert.Equal([Whole, -255f * 128 * (Inputs - 1), Whole], y);
    }

    [Fact]
    public void NullIsRefused()
    {
        var refusal = Assert.Throws<ArgumentNullException>(() => PackedKernels.OneRow(X.AsSpan(0, Inputs), null!, new float[Outputs], Bias));
        Assert.Equal("weights", refusal.ParamName);
        Assert.Contains("Dense weights [Outputs = 70, Inputs = 37] of float", refusal.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string> Others => ["shape", "inputs", "layout", "gate", "sums", "operation", "target"];

    [Theory]
    [MemberData(nameof(Others))]
    public void APackOfSomethingElseIsRefused(string what)
    {
        PackedWeights<float> packed = what switch
        {
            "shape" => PackedKernels.PackOpen(Weights, Outputs, Inputs),
            "inputs" => PackedKernels.PackOpen(Weights, Inputs - 1, Outputs),
            "layout" => PackedKernels.PackInputsOutputs(Weights, Inputs, Outputs),
            "gate" => PackedKernels.PackGated(Weights, Inputs, Outputs / 2),
            "sums" => PackedKernels.PackWide(Weights, Inputs, Outputs),
            "operation" => PackedKernels.PackB(Weights, Outputs, Inputs, Inputs),
            _ => PackedKernels.PackScalar(Weights, Inputs, Outputs),
        };
        if (what == "target" && KernelCatalog.RunningTarget == "Scalar")
            return; // that is the very pack
        float[] y = new float[Outputs];
        Array.Fill(y, 7);
        var refusal = Assert.Throws<ArgumentException>(() => PackedKernels.OneRow(X.AsSpan(0, Inputs), packed, y, Bias));
        Assert.Equal("weights", refusal.ParamName);
        Assert.StartsWith($"'weights' holds {packed}; the kernel needs {PackedKernels.Pack(Weights)}.", refusal.Message, StringComparison.Ordinal);
        Assert.All(y, number => Assert.Equal(7, number));
    }

    [Fact]
    public void WeightsThatAreTooShortAreNotPacked()
    {
        Assert.Equal("weights", Assert.Throws<ArgumentException>(() => PackedKernels.Pack(Weights.AsSpan(1))).ParamName);
        Assert.Equal("inputs", Assert.Throws<ArgumentException>(() => PackedKernels.PackOpen(Weights, -1, 3)).ParamName);
        Assert.Equal("weights", Assert.Throws<ArgumentException>(() => PackedKernels.PackOpen(Weights, 65536, 65536)).ParamName);
        Assert.Equal("weights", Assert.Throws<ArgumentException>(() => PackedKernels.PackGated(Weights, Inputs, Outputs)).ParamName);
        Assert.Equal("ldb", Assert.Throws<ArgumentException>(() => PackedKernels.PackB(Weights, Outputs, Inputs, Inputs - 1)).ParamName);
        Assert.Equal("b", Assert.Throws<ArgumentException>(() => PackedKernels.PackB(Weights, Outputs, Inputs, Inputs + 1)).ParamName);
    }

    /// <summary>Threads take strips of columns, rows, or one row's columns; the gate's matrix begins where the whole one does.</summary>
    [Theory]
    [InlineData(1, 5000, 300)]
    [InlineData(3, 1999, 401)]
    [InlineData(1000, 70, 37)]
    [InlineData(4000, 5, 130)]
    public void ThreadsShareAPackedProduct(int batch, int outputs, int inputs)
    {
        float[] x = Numbers(batch * inputs, 4), weights = Numbers(2 * inputs * outputs, 5), bias = Numbers(outputs, 6);
        float[] expected = new float[batch * outputs], got = new float[batch * outputs];
        PackedWeights<float> packed = PackedKernels.PackOpen(weights, inputs, outputs), gated = PackedKernels.PackGated(weights, inputs, outputs);
        PackedKernels.Open(x, packed, expected, bias, inputs, outputs, batch);
        for (int threads = 1; threads <= 5; threads++)
        {
            Array.Clear(got);
            PackedKernels.Shared(x, packed, got, bias, inputs, outputs, batch, threads);
            Assert.Equal(expected, got);
        }

        for (int row = 0; row < batch; row++)
            PackedKernels.Gated(x.AsSpan(row * inputs, inputs), gated, expected.AsSpan(row * outputs, outputs), inputs, outputs);
        for (int threads = 1; threads <= 5; threads++)
        {
            Array.Clear(got);
            PackedKernels.SharedGated(x, gated, got, inputs, outputs, batch, threads);
            Assert.Equal(expected, got);
        }
    }

    [Fact]
    public void ManyThreadsShareAPack()
    {
        PackedWeights<float> packed = PackedKernels.Pack(Weights);
        float[] expected = new float[Most * Outputs], got = new float[Most * Outputs];
        PackedKernels.Rows(X, packed, expected, Bias, Most);
        Parallel.For(0, Most, i => PackedKernels.OneRow(X.AsSpan(i * Inputs, Inputs), packed, got.AsSpan(i * Outputs, Outputs), Bias));
        Assert.Equal(expected, got);
    }

    private static float[] Numbers(int count, int seed)
    {
        var numbers = new Numbers(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)numbers.Even())];
    }
}
