using KernelGen.Numerics.Tests.Harness;
using KernelGen.Tests;
using Xunit;

namespace KernelGen.Numerics.Tests;

/// <summary>One thread equals several to the bit, on shapes that are worth them and cut raggedly.</summary>
public sealed class ParallelTests
{
    internal const string Declarations =
        """
        [Parallel]
        public static partial class Shared
        {
            [Gemm] public static partial void Plain(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int m, int n, int k, int maxThreads);
            [Gemm(TransposeA = true, TransposeB = true)] public static partial void Full(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int m, int n, int k, float alpha, float beta, int lda, int ldb, int ldc, int batch, int maxThreads);
            [Gemm(M = 211, N = 333, K = 97), Precision(Accumulate = Accumulate.Float64)] public static partial void Fixed(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int maxThreads);
            [Gemm(M = 31, N = 33, K = 35)] public static partial void Batched(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, int batch, int maxThreads);
            [Dense(Activation = Activation.Gelu)] public static partial void Dense(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual, int inputs, int outputs, int batch, int maxThreads);
            [Dense] public static partial void DenseNorm(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> gamma, int inputs, int outputs, int batch, int maxThreads);
            [Dense(Inputs = 200, Activation = Activation.GatedSilu)] public static partial void Gated(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, int outputs, int batch, int maxThreads);
            [Dense(Inputs = 200, Outputs = 310, Activation = Activation.GatedSilu, WeightLayout = WeightLayout.InputsOutputs)] public static partial void GatedFixed(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, int batch, int maxThreads);
            [Dense(WeightFormat = WeightFormat.Int4, GroupSize = 32)] public static partial void Grouped(ReadOnlySpan<float> x, ReadOnlySpan<byte> weights, Span<float> y, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual, ReadOnlySpan<float> weightScales, ReadOnlySpan<byte> weightZeroPoints, int inputs, int outputs, int batch, int maxThreads);
            [Dense(WeightFormat = WeightFormat.Int8, GroupSize = 32), Precision(Accumulate = Accumulate.Int32)] public static partial void GroupedCodes(ReadOnlySpan<float> x, ReadOnlySpan<byte> weights, Span<float> y, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual, ReadOnlySpan<float> weightScales, ReadOnlySpan<byte> weightZeroPoints, int inputs, int outputs, int batch, int maxThreads);
            [Conv2D(Activation = Activation.Relu)] public static partial void Planes(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual, int inChannels, int outChannels, int height, int width, int kernel, int stride, int padding, int groups, int batch, int maxThreads);
            [Conv2D(Layout = ImageLayout.Nhwc, Activation = Activation.Relu)] public static partial void Pixels(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual, int inChannels, int outChannels, int height, int width, int kernel, int stride, int padding, int groups, int batch, int maxThreads);
            [Conv2D(InChannels = 24, OutChannels = 100, Height = 33, Width = 35, Kernel = 3, Padding = 1)] public static partial void PlanesFixed(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, int maxThreads);
            [Conv2D(InChannels = 150, OutChannels = 150, Groups = 150, Layout = ImageLayout.Nhwc)] public static partial void PixelsByChannels(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, int height, int width, int kernel, int stride, int padding, int batch, int maxThreads);
            [ConvTranspose2D] public static partial void PlanesBack(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int outputPadding, int groups, int batch, int maxThreads);
            [ConvTranspose2D(Layout = ImageLayout.Nhwc, Activation = Activation.Relu)] public static partial void PixelsBack(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int outputPadding, int groups, int batch, int maxThreads);
            [Conv2D(InChannels = 1, Kernel = 5, Padding = 2, Stride = 1, Dilation = 1, Layout = ImageLayout.Nhwc)] public static partial void PixelsOfOneChannel(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, int outChannels, int height, int width, int batch, int maxThreads);
            [Conv2D(Kernel = 3, Padding = 1, Algorithm = ConvolutionAlgorithm.Winograd)] public static partial void WinogradPlanes(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual, int inChannels, int outChannels, int height, int width, int batch, int maxThreads);
            [Conv2D(InChannels = 40, Kernel = 3, Padding = 1, Algorithm = ConvolutionAlgorithm.Winograd, Layout = ImageLayout.Nhwc)] public static partial void WinogradPixels(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, int outChannels, int height, int width, int batch, int maxThreads);
            [Conv2D] public static partial void PlanesOfHalves(ReadOnlySpan<Half> x, ReadOnlySpan<Half> weights, Span<Half> y, ReadOnlySpan<Half> bias, ReadOnlySpan<Half> residual, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int groups, int batch, int maxThreads);
            [Conv2D] public static partial void PlanesOfBytes([ValueRange(0, 100)] ReadOnlySpan<byte> x, ReadOnlySpan<sbyte> weights, Span<byte> y, ReadOnlySpan<float> weightScales, float yScale, int yZeroPoint, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int groups, int batch, int maxThreads);
            [Conv2D(Layout = ImageLayout.Nhwc)] public static partial void PixelsOfBytes(ReadOnlySpan<byte> x, ReadOnlySpan<sbyte> weights, Span<int> y, int xZeroPoint, ReadOnlySpan<sbyte> weightZeroPoints, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int groups, int batch, int maxThreads);
            [Softmax] public static partial void Softmax(ReadOnlySpan<float> x, Span<float> y, int length, int maxThreads);
            [LayerNorm] public static partial void LayerNorm(ReadOnlySpan<float> x, ReadOnlySpan<float> gamma, Span<float> y, ReadOnlySpan<float> beta, ReadOnlySpan<float> residual, int maxThreads);
            [MaxPool2D] public static partial void Largest(ReadOnlySpan<float> x, Span<float> y, int channels, int height, int width, int kernel, int stride, int padding, int batch, int maxThreads);
            [GlobalAveragePool2D(Layout = ImageLayout.Nhwc)] public static partial void Means(ReadOnlySpan<float> x, Span<float> y, int channels, int height, int width, int batch, int maxThreads);
            [Attention(Causal = true)] public static partial void Attention(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output, int heads, int kvHeads, int headDim, int queryLength, int keyLength, int pastLength, int batch, int maxThreads);
            [Attention(Causal = true, Softcap = 20)] public static partial void AttentionOptions(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output, ReadOnlySpan<bool> mask, ReadOnlySpan<float> alibiSlopes, Span<float> probabilities, int heads, int kvHeads, int headDim, int queryLength, int keyLength, int pastLength, int window, int batch, int maxThreads);
            [Attention(Causal = true)] public static partial void AttentionOfHalves(ReadOnlySpan<Half> q, ReadOnlySpan<Half> k, ReadOnlySpan<Half> v, Span<Half> output, int heads, int kvHeads, int headDim, int queryLength, int keyLength, int pastLength, int batch, int maxThreads);
            [Attention(Causal = true, Layout = AttentionLayout.SequenceFirst)] public static partial void AttentionOfCodes(ReadOnlySpan<BFloat16> q, ReadOnlySpan<sbyte> k, ReadOnlySpan<sbyte> v, Span<BFloat16> output, ReadOnlySpan<float> keyScales, float valueScale, Span<float> probabilities, int heads, int kvHeads, int headDim, int queryLength, int keyLength, int pastLength, int batch, int maxThreads);
            [Gemv] public static partial void Gemv(ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y, ReadOnlySpan<float> bias, int m, int k, float alpha, float beta, int maxThreads);
            [Gemv(Transpose = true)] public static partial void GemvTransposed(ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y, int m, int k, float alpha, int maxThreads);
            [Similarities(Metric = Metric.Cosine)] public static partial void Similarities(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores, int maxThreads);
            [Similarities(Length = 96, Metric = Metric.SquaredDistance)] public static partial void SimilaritiesFixed(ReadOnlySpan<double> query, ReadOnlySpan<double> rows, Span<double> scores, int maxThreads);
            [TopK(K = 10, Metric = Metric.Cosine)] public static partial int TopK(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<int> indices, Span<float> scores, ReadOnlySpan<float> norms, int maxThreads);
            [TopK(Length = 96, Metric = Metric.SquaredDistance)] public static partial int TopKFixed(ReadOnlySpan<double> query, ReadOnlySpan<double> rows, Span<int> indices, Span<double> scores, int k, int maxThreads);
        }
        """;

    private static readonly Lazy<Dictionary<string, Kernel>> Kernels =
        new(() => KernelLibrary.Compile(Declarations).ToDictionary(kernel => kernel.Name, StringComparer.Ordinal));

    internal static Kernel Get(string name) => Kernels.Value[name];

    /// <summary>Dimensions in the order of their names in the call: by strips, by rows, by products, and all of them ragged.</summary>
    public static TheoryData<string, int[]> Shapes => new()
    {
        { "Plain", [67, 501, 307] }, { "Plain", [1001, 40, 211] }, { "Plain", [1, 2003, 1009] }, { "Plain", [300, 97, 301] },
        { "Full", [67, 501, 61, 1] }, { "Full", [401, 30, 97, 3] }, { "Full", [33, 35, 37, 150] }, { "Full", [100, 100, 101, 5] },
        { "Fixed", [211, 333, 97] }, { "Batched", [31, 33, 35, 301] },
        { "Dense", [61, 411, 307] }, { "Dense", [1, 1537, 1025] }, { "DenseNorm", [61, 411, 307] }, { "DenseNorm", [1, 1537, 1025] }, { "Gated", [61, 411, 200] }, { "Gated", [801, 30, 200] },
        { "GatedFixed", [71, 310, 200] }, { "GatedFixed", [7, 310, 200] },
        { "Grouped", [1, 2003, 1009] }, { "Grouped", [7, 301, 1009] }, { "GroupedCodes", [1, 2003, 1009] }, { "GroupedCodes", [7, 301, 1009] },
        { "Planes", [16, 97, 1, 41, 43, 3, 3, 1, 1, 1, 1] }, { "Planes", [32, 30, 2, 33, 20, 3, 3, 2, 1, 1, 9] }, { "Planes", [9, 7, 1, 70, 90, 5, 5, 1, 1, 2, 1] },
        { "Pixels", [16, 97, 1, 41, 43, 3, 3, 1, 1, 1, 1] }, { "Pixels", [32, 30, 2, 33, 20, 3, 3, 2, 1, 1, 9] }, { "Pixels", [130, 331, 1, 3, 4, 3, 3, 1, 1, 1, 1] },
        { "PlanesFixed", [24, 100, 1, 33, 35, 3, 3, 1, 1, 1, 1] },
        { "Planes", [150, 300, 150, 37, 41, 3, 3, 1, 1, 1, 1] }, { "Pixels", [150, 150, 150, 37, 41, 3, 3, 1, 1, 1, 2] }, { "PixelsByChannels", [150, 150, 150, 61, 63, 5, 5, 2, 1, 2, 2] },
        { "PixelsOfOneChannel", [1, 37, 1, 97, 101, 5, 5, 1, 1, 2, 2] },
        { "PlanesOfHalves", [16, 97, 1, 41, 43, 3, 3, 1, 1, 1, 1] }, { "PlanesOfBytes", [16, 97, 1, 41, 43, 3, 3, 1, 1, 1, 1] }, { "PlanesOfBytes", [32, 30, 2, 33, 20, 3, 3, 2, 1, 1, 9] },
        { "PixelsOfBytes", [16, 97, 1, 41, 43, 3, 3, 1, 1, 1, 1] }, { "PixelsOfBytes", [130, 331, 1, 3, 4, 3, 3, 1, 1, 1, 1] },
        { "PlanesBack", [16, 97, 1, 31, 33, 4, 4, 2, 1, 1, 1] }, { "PlanesBack", [32, 30, 2, 23, 20, 3, 3, 2, 1, 1, 9] }, { "PlanesBack", [90, 500, 1, 3, 4, 5, 5, 3, 2, 0, 1] },
        { "PixelsBack", [16, 97, 1, 31, 33, 4, 4, 2, 1, 1, 1] }, { "PixelsBack", [32, 30, 2, 23, 20, 3, 3, 2, 1, 1, 9] }, { "PixelsBack", [90, 500, 1, 3, 4, 5, 5, 3, 2, 0, 1] },
        { "WinogradPlanes", [16, 97, 1, 41, 43, 3, 3, 1, 1, 1, 3] }, { "WinogradPlanes", [130, 331, 1, 3, 5, 3, 3, 1, 1, 1, 1] },
        { "WinogradPixels", [40, 97, 1, 41, 43, 3, 3, 1, 1, 1, 3] }, { "WinogradPixels", [40, 931, 1, 6, 5, 3, 3, 1, 1, 1, 1] },
        { "Softmax", [385, 2501] }, { "LayerNorm", [385, 2501] },
        { "Largest", [37, 101, 97, 3, 3, 2, 1, 1, 3] }, { "Means", [67, 41, 43, 1, 1, 1, 1, 0, 11] },
        { "Attention", [4, 2, 40, 40, 201, 300, 99, 1] }, { "Attention", [6, 3, 64, 64, 1, 700, 699, 2] },
        { "AttentionOfHalves", [4, 2, 40, 40, 201, 300, 99, 1] }, { "AttentionOfHalves", [6, 3, 64, 64, 1, 3_000, 2_999, 2] },
        { "AttentionOfCodes", [4, 2, 40, 40, 201, 300, 99, 1] }, { "AttentionOfCodes", [6, 3, 64, 64, 1, 3_000, 2_899, 2] },
        { "AttentionOptions", [4, 2, 40, 40, 201, 300, 99, 1] }, { "AttentionOptions", [6, 3, 64, 64, 1, 700, 699, 2] },
        // One query of few heads and many keys, which are shared too: all of them, some blocks of 256 and a rest, and a window that begins within a block.
        { "Attention", [1, 1, 128, 128, 1, 20_001, 20_000, 1] }, { "Attention", [4, 2, 64, 37, 1, 9_000, 8_703, 1] }, { "Attention", [200, 2, 16, 20, 1, 1_500, 1_499, 1] },
        { "AttentionOptions", [2, 1, 64, 64, 1, 10_000, 9_999, 2, 9_000] }, { "AttentionOptions", [6, 3, 64, 70, 1, 5_000, 4_000, 1, 3_456] },
        { "Gemv", [5003, 769] }, { "GemvTransposed", [5003, 769] }, { "GemvTransposed", [769, 5003] },
        { "Similarities", [385, 20_001] }, { "SimilaritiesFixed", [96, 10_007] },
        { "TopK", [385, 20_001, 10] }, { "TopKFixed", [96, 10_007, 33] }, { "TopKFixed", [96, 10_007, 1] }, { "TopKFixed", [96, 10_007, 0] },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void OneThreadEqualsSeveral(string name, int[] sizes)
    {
        Kernel kernel = Kernels.Value[name];
        KernelCall call = ParallelCalls.Of(kernel.Spec, sizes).Fill(Kind.Even, sizes.Sum());
        call.Sizes["MaxThreads"] = 1;
        KernelResult one = kernel.Run(call);
        // Every count of every shape takes minutes where fma is software: two, as many as there are, and one between, of which some shape has each.
        foreach (int threads in new[] { 2, 3 + (sizes.Sum() % (ManyProcessors.Count - 3)), ManyProcessors.Count })
        {
            call.Sizes["MaxThreads"] = threads;
            kernel.AssertBits(call, one, Placement.Off(threads, 1));
        }
    }

    /// <summary>Zeros of either sign, infinities and NaN, in the pieces that one query's keys are cut into.</summary>
    [Fact]
    public void PiecesOfAQuerysKeysAreMergedAsByOneThread()
    {
        Kernel kernel = Kernels.Value["AttentionOptions"];
        foreach (Kind kind in new[] { Kind.Zeros, Kind.Wide, Kind.Special })
        {
            KernelCall call = ParallelCalls.Of(kernel.Spec, [6, 3, 64, 70, 1, 5_000, 4_000, 1, 3_456]).Fill(kind, 7);
            call.Sizes["MaxThreads"] = 1;
            KernelResult one = kernel.Run(call);
            call.Sizes["MaxThreads"] = ManyProcessors.Count;
            kernel.AssertBits(call, one);
        }
    }

    /// <summary>Few different scores, and NaN among them: ties go to the lower index across threads too.</summary>
    [Fact]
    public void TiesAndNaNComeOutAsFromOneThread()
    {
        Kernel kernel = Kernels.Value["TopKFixed"];
        foreach (int k in new[] { 1, 7, 500, 10_007 })
        {
            KernelCall call = ParallelCalls.Of(kernel.Spec, [96, 10_007, k]).Fill((_, _) => 0);
            for (int row = 0; row < 10_007; row++)
                call.Vectors["rows"][row * 96] = row % 5 == 0 ? double.NaN : row % 3;
            call.Sizes["MaxThreads"] = 1;
            KernelResult one = kernel.Run(call);
            foreach (int threads in new[] { 2, 3, 8 })
            {
                call.Sizes["MaxThreads"] = threads;
                kernel.AssertBits(call, one);
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void NoThreadAtAllIsRefused(int threads)
    {
        Kernel kernel = Kernels.Value["Plain"];
        KernelCall call = ParallelCalls.Of(kernel.Spec, [3, 4, 5]).Fill(Kind.Even, 1);
        call.Sizes["MaxThreads"] = threads;
        ArgumentException refusal = Assert.Throws<ArgumentException>("maxThreads", () => kernel.Run(call));
        Assert.Contains($"'maxThreads' is {threads}", refusal.Message, StringComparison.Ordinal);
    }
}
