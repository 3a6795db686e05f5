using KernelGen.Numerics.Tests.Harness;
using KernelGen.Tests;
using Xunit;

namespace KernelGen.Numerics.Tests;

/// <summary>The law between Arithmetic and Scheduling: any two legal schedules of one plan give the same bits.</summary>
public sealed class ScheduleTests
{
    /// <summary>A kernel of each kind of loop: the default run.</summary>
    private const string Few =
        """
        public static partial class Drawn
        {
            [Cosine] public static partial float Cosine(ReadOnlySpan<float> a, ReadOnlySpan<float> b);
            [Similarities(Metric = Metric.Cosine)] public static partial void Similarities(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores);
            [Gemv(Transpose = true)] public static partial void GemvTransposed(ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y, int m, int k, float alpha, float beta);
            [Gemm] public static partial void Full(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int m, int n, int k, float alpha, float beta, int lda, int ldb, int ldc, int batch);
            [Gemm(TransposeB = true)] public static partial void TransposedB(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int m, int n, int k);
            [Gemm(M = 13, N = 13, K = 13, TransposeB = true)] public static partial void FixedTransposed(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);
            [Dense(WeightFormat = WeightFormat.Int4, GroupSize = 32)] public static partial void Grouped(ReadOnlySpan<float> x, ReadOnlySpan<byte> weights, Span<float> y, ReadOnlySpan<float> bias, ReadOnlySpan<float> weightScales, int inputs, int outputs, int batch);
            [Dense(WeightFormat = WeightFormat.Int4, GroupSize = 32), Precision(Accumulate = Accumulate.Int32)] public static partial void GroupedCodes(ReadOnlySpan<float> x, ReadOnlySpan<byte> weights, Span<float> y, ReadOnlySpan<float> bias, ReadOnlySpan<float> weightScales, int inputs, int outputs, int batch);
            [Dense(Activation = Activation.Relu)] public static partial void Dense(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual, int inputs, int outputs, int batch);
            [Softmax] public static partial void Softmax(ReadOnlySpan<float> x, Span<float> y, int length);
            [LayerNorm] public static partial void LayerNorm(ReadOnlySpan<float> x, ReadOnlySpan<float> gamma, Span<float> y, ReadOnlySpan<float> beta, ReadOnlySpan<float> residual);
            [RotaryEmbedding(HeadDim = 130, Heads = 2)] public static partial void Rotary(ReadOnlySpan<float> x, ReadOnlySpan<int> positions, Span<float> y);
            [Conv2D(Activation = Activation.Relu)] public static partial void Planes(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int groups, int batch);
            [ConvTranspose2D(Activation = Activation.Relu)] public static partial void PlanesBack(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int outputPadding, int groups, int batch);
            [ConvTranspose2D(Layout = ImageLayout.Nhwc)] public static partial void PixelsBack(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int outputPadding, int groups, int batch);
            [Conv2D(Layout = ImageLayout.Nhwc)] public static partial void Pixels(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int groups, int batch);
            [Conv2D] public static partial void PlanesOfHalves(ReadOnlySpan<Half> x, ReadOnlySpan<Half> weights, Span<Half> y, ReadOnlySpan<Half> bias, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int groups, int batch);
            [Conv2D(Layout = ImageLayout.Nhwc)] public static partial void PixelsOfBytes(ReadOnlySpan<byte> x, ReadOnlySpan<sbyte> weights, Span<int> y, int xZeroPoint, ReadOnlySpan<sbyte> weightZeroPoints, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int groups, int batch);
            [Conv2D(InChannels = 7, Kernel = 3, Padding = 1, Algorithm = ConvolutionAlgorithm.Winograd)] public static partial void WinogradPlanes(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, int outChannels, int height, int width, int batch);
            [Conv2D(Kernel = 3, Padding = 1, Algorithm = ConvolutionAlgorithm.Winograd, Layout = ImageLayout.Nhwc)] public static partial void WinogradPixels(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, int inChannels, int outChannels, int height, int width, int batch);
        }
        """;

    /// <summary>The other types, accumulators, layouts and fixed shapes.</summary>
    private const string More =
        """
        public static partial class Drawn
        {
            [Dot] public static partial float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b);
            [Dot(100)] public static partial double DotFixed(ReadOnlySpan<double> a, ReadOnlySpan<double> b);
            [Cosine, Precision(Accumulate = Accumulate.Compensated)] public static partial float CosineCompensated(ReadOnlySpan<float> a, ReadOnlySpan<float> b);
            [SquaredDistance, Precision(Accumulate = Accumulate.Float64)] public static partial float DistanceWide(ReadOnlySpan<float> a, ReadOnlySpan<float> b);
            [Normalize] public static partial void Normalize(ReadOnlySpan<float> x, Span<float> y);
            [Similarities(Length = 40, Metric = Metric.Cosine), Precision(Accumulate = Accumulate.Compensated)] public static partial void SimilaritiesFixed(ReadOnlySpan<double> query, ReadOnlySpan<double> rows, Span<double> scores);
            [TopK(K = 3)] public static partial int TopK(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<int> indices, Span<float> scores);
            [Gemv] public static partial void Gemv(ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y, int m, int k, float alpha, float beta);
            [Gemm] public static partial void Product(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int m, int n, int k);
            [Gemm] public static partial void ProductDouble(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, int m, int n, int k);
            [Gemm(TransposeA = true)] public static partial void TransposedA(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int m, int n, int k, float alpha);
            [Gemm(TransposeA = true, TransposeB = true)] public static partial void TransposedBoth(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, int m, int n, int k);
            [Gemm, Precision(Accumulate = Accumulate.Float64)] public static partial void Wide(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int m, int n, int k);
            [Gemm, Precision(Accumulate = Accumulate.Compensated)] public static partial void Compensated(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int m, int n, int k);
            [Conv2D(Layout = ImageLayout.Nhwc), Precision(Accumulate = Accumulate.Float64)] public static partial void PixelsOfHalves(ReadOnlySpan<Half> x, ReadOnlySpan<Half> weights, Span<float> y, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int groups, int batch);
            [Conv2D] public static partial void PlanesOfBytes([ValueRange(0, 127)] ReadOnlySpan<byte> x, ReadOnlySpan<sbyte> weights, Span<int> y, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int groups, int batch);
            [Dense(WeightFormat = WeightFormat.Int8, GroupSize = 64)] public static partial void GroupedBytes(ReadOnlySpan<Half> x, ReadOnlySpan<byte> weights, Span<float> y, ReadOnlySpan<Half> weightScales, ReadOnlySpan<byte> weightZeroPoints, int inputs, int outputs, int batch);
            [Dense(WeightFormat = WeightFormat.Int8, GroupSize = 128), Precision(Accumulate = Accumulate.Int32)] public static partial void GroupedCodesOfBytes(ReadOnlySpan<Half> x, ReadOnlySpan<byte> weights, Span<float> y, ReadOnlySpan<Half> weightScales, ReadOnlySpan<byte> weightZeroPoints, int inputs, int outputs, int batch);
            [Gemm(M = 19, N = 37, K = 21)] public static partial void Fixed(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, float beta);
            [Dense(Inputs = 24, Outputs = 40, Activation = Activation.GatedSilu)] public static partial void Gated(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, int batch);
        }
        """;

    /// <summary>Every option at once, and codes that lie the other way: keys and values as they lie, turned and widened.</summary>
    private const string Attention =
        """
        public static partial class Drawn
        {
            [Attention(Causal = true, Softcap = 3)] public static partial void All(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output, ReadOnlySpan<bool> mask, ReadOnlySpan<float> alibiSlopes, Span<float> probabilities, int heads, int kvHeads, int headDim, int valueDim, int queryLength, int keyLength, int pastLength, int window, int batch);
            [Attention(Layout = AttentionLayout.SequenceFirst)] public static partial void Codes(ReadOnlySpan<Half> q, ReadOnlySpan<sbyte> k, ReadOnlySpan<sbyte> v, Span<Half> output, ReadOnlySpan<float> keyScales, float valueScale, int heads, int kvHeads, int headDim, int valueDim, int queryLength, int keyLength, int batch);
        }
        """;

    /// <summary>With odd seeds threads share the queries, and one query's keys.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void DrawnAttentionHasTheBitsOfThePlan(int seed) =>
        Check(KernelLibrary.Compile((seed % 2 == 1 ? Threads : "") + Attention, new DrawnScheduler(seed)), seed, mostCalls: int.MaxValue);

    [Theory]
    [InlineData(1)]
    public void ADrawnScheduleHasTheBitsOfThePlan(int seed) => Check(Few, seed, mostCalls: 6);

    [Theory(Explicit = true)]
    [Trait("Category", "Exhaustive")]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    public void ManyDrawnSchedulesHaveTheBitsOfThePlan(int seed) => Check(Few + More + Attention, seed, mostCalls: int.MaxValue);

    private const string Threads = "[assembly: Parallel] ";

    /// <summary>Kernels as they are, with odd seeds among threads; and their products with packed weights, which threads may share too.</summary>
    private static void Check(string declarations, int seed, int mostCalls)
    {
        Check(KernelLibrary.Compile((seed % 2 == 1 ? Threads : "") + declarations, new DrawnScheduler(seed)), seed, mostCalls);
        Check(KernelLibrary.CompilePacked(declarations, new DrawnScheduler(seed)), seed, mostCalls);
    }

    private static void Check(IReadOnlyList<Kernel> kernels, int seed, int mostCalls)
    {
        foreach (Kernel kernel in kernels)
        {
            KernelCall[] calls = [.. Calls.For(kernel.Spec)];
            int number = seed, step = 1 + ((calls.Length - 1) / mostCalls);
            for (int i = calls.Length - 1; i >= 0; i -= step)
            {
                KernelCall call = calls[i].Fill(Kind.Even, ++number);
                KernelResult expected = kernel.Interpret(call);
                kernel.AssertBits(call, expected, Placement.Off(number, 3));
                kernel.AssertBits(call, expected, Placement.AtEnd);
            }
        }
    }
}
