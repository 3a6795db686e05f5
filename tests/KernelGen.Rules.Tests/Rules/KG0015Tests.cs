namespace KernelGen.Rules.Tests.Rules;

/// <summary>A kernel's shape is possible.</summary>
public sealed class KG0015Tests
{
    private const string Negative = "[Dot({|KG0015:-1|})] public static partial float F(ReadOnlySpan<float> a, ReadOnlySpan<float> b);";
    private const string Gemm = "public static partial void F(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c";

    [Fact]
    public Task FiresOnANegativeDimension() => Verify.Fires(Verify.Kernel(Negative));

    [Theory]
    [InlineData("[Gemm(M = {|KG0015:int.MinValue|}, N = 2, K = 2)]", "")]
    [InlineData("[Gemm(M = 2, N = 2, K = 2, Batch = {|KG0015:-3|})]", "")]
    [InlineData("[Gemm(M = 2, N = 2, K = 2, Lda = {|KG0015:-3|})]", "")]
    [InlineData("[Gemm(M = 2, N = 2, K = 4, Lda = {|KG0015:3|})]", "")]
    [InlineData("[Gemm(M = 4, N = 2, K = 2, TransposeA = true, Lda = {|KG0015:3|})]", "")]
    [InlineData("[Gemm(M = 2, N = 4, K = 2, Ldc = {|KG0015:3|}, Ldb = {|KG0015:2|})]", "")]
    [InlineData("[{|KG0015:Gemm|}(M = 65536, N = 1, K = 32768)]", "")]
    [InlineData("[{|KG0015:Gemm|}(N = 46341, K = 46341)]", ", int m")]
    [InlineData("[{|KG0015:{|KG0015:{|KG0015:Gemm|}|}|}(M = int.MaxValue, N = int.MaxValue, K = int.MaxValue, Batch = int.MaxValue)]", "")]
    [InlineData("[{|KG0015:Gemm|}(M = 2, N = 2, K = 2, Lda = int.MaxValue)]", "")]
    public Task FiresOnAProduct(string attribute, string parameters) => Verify.Fires(Verify.Kernel(attribute + " " + Gemm + parameters + ");"));

    [Fact]
    public Task FiresOnTheWeightsOfAGate() => Verify.Fires(Verify.Kernel(
        "[{|KG0015:Dense|}(Inputs = 32768, Outputs = 32768, Activation = Activation.GatedSilu)] public static partial void F(ReadOnlySpan<float> x, ReadOnlySpan<float> w, Span<float> y);"));

    [Theory]
    [InlineData("[Gemm(M = 2, N = 3, K = 4, Batch = {|KG0015:5|})]", "")]
    [InlineData("[Gemm(M = 2, N = 3, K = 4, Batch = {|KG0015:0|})]", "")]
    [InlineData("[{|KG0015:Gemm|}(M = 2, N = 3, K = 4)]", ", int batch")]
    public Task FiresOnABatchOfPackedWeights(string attribute, string parameters) => Verify.Fires(Verify.Kernel(
        attribute + " public static partial void F(ReadOnlySpan<float> a, PackedWeights<float> b, Span<float> c" + parameters + ");"));

    [Fact]
    public Task IsSilentOnOnePackedMatrix() => Verify.Silent(Verify.Kernel(
        "[Gemm(M = 2, N = 3, K = 4, Batch = 1, Ldb = 9)] public static partial void F(ReadOnlySpan<float> a, PackedWeights<float> b, Span<float> c);"));

    [Theory]
    [InlineData("[Gemm(M = 0, N = int.MaxValue, K = 0)]", "")]
    [InlineData("[Gemm(M = 1, N = 1, K = int.MaxValue), Precision(Accumulate = Accumulate.Float64)]", "")]
    [InlineData("[Gemm(M = 46340, N = 1, K = 46340)]", "")]
    [InlineData("[Gemm(M = 2, N = 2, K = 4, Lda = 4)]", "")]
    [InlineData("[Gemm(M = 2, N = 2, Lda = 3)]", ", int k")]
    public Task IsSilentOnShapesThatCanBe(string attribute, string parameters) => Verify.Silent(Verify.Kernel(attribute + " " + Gemm + parameters + ");"));

    private const string Rotary = "public static partial void F(ReadOnlySpan<float> x, ReadOnlySpan<int> positions, Span<float> y";
    private const string Tables = ", ReadOnlySpan<float> cos, ReadOnlySpan<float> sin";

    [Theory]
    [InlineData("HeadDim = {|KG0015:9|}, Heads = 2", "")]
    [InlineData("HeadDim = 8, Heads = 2, RotaryDim = {|KG0015:5|}", "")]
    [InlineData("HeadDim = 8, Heads = 2, RotaryDim = {|KG0015:10|}", Tables)]
    [InlineData("HeadDim = {|KG0015:4098|}, Heads = 2", "")]
    [InlineData("HeadDim = 32768, Heads = 65536, RotaryDim = 2", "", "{|KG0015:RotaryEmbedding|}")]
    public Task FiresOnARotaryEmbedding(string shape, string parameters, string attribute = "RotaryEmbedding") => Verify.Fires(Verify.Kernel($"[{attribute}({shape})] {Rotary}{parameters});"));

    /// <summary>Frequencies are constants.</summary>
    [Theory]
    [InlineData("Heads = 2", ", int headDim")]
    [InlineData("HeadDim = 8, Heads = 2", ", int rotaryDim")]
    public Task FiresOnABaseWithoutADimension(string shape, string parameters) => Verify.Fires(Verify.Kernel($"[{{|KG0015:RotaryEmbedding|}}({shape})] {Rotary}{parameters});"));

    [Theory]
    [InlineData("(HeadDim = 8, Heads = 2, Base = 5e5)", "")]
    [InlineData("(RotaryDim = 8, Interleaved = true)", ", int headDim, int heads")]
    [InlineData("", Tables + ", int headDim, int heads, int rotaryDim")]
    public Task IsSilentOnARotaryEmbedding(string shape, string parameters) => Verify.Silent(Verify.Kernel($"[RotaryEmbedding{shape}] {Rotary}{parameters});"));

    private const string Convolution = "public static partial void F(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y";

    [Theory]
    [InlineData("InChannels = 4, OutChannels = 4, Height = {|KG0015:4|}, Width = 8, Kernel = 5", "")]
    [InlineData("InChannels = 4, OutChannels = 4, Height = 8, Width = {|KG0015:4|}, Kernel = 3, DilationWidth = 2", "")]
    [InlineData("InChannels = 4, OutChannels = 4, Width = {|KG0015:4|}, Kernel = 5", ", int height")]
    [InlineData("InChannels = 4, OutChannels = 6, Height = 8, Width = 8, Kernel = 3, Groups = {|KG0015:4|}", "")]
    [InlineData("InChannels = 4, OutChannels = 4, Height = 8, Width = 8, KernelHeight = {|KG0015:0|}, KernelWidth = 1", "")]
    [InlineData("InChannels = 4, OutChannels = 4, Height = 8, Width = 8, Kernel = 1, StrideWidth = {|KG0015:0|}", "")]
    [InlineData("InChannels = 4, OutChannels = 4, Height = 8, Width = 8, Kernel = 1, PaddingLeft = {|KG0015:-1|}", "")]
    public Task FiresOnAConvolution(string shape, string parameters) => Verify.Fires(Verify.Kernel($"[Conv2D({shape})] {Convolution}{parameters});"));

    [Theory]
    [InlineData("Length = {|KG0015:4|}, Kernel = 3, Dilation = 2")]
    [InlineData("Length = 4, Kernel = {|KG0015:0|}")]
    [InlineData("Length = 4, Kernel = 3, Groups = {|KG0015:3|}")]
    public Task FiresOnAConvolutionOfLines(string shape) => Verify.Fires(Verify.Kernel($"[Conv1D(InChannels = 4, OutChannels = 6, {shape})] {Convolution});"));

    [Theory]
    [InlineData("Height = {|KG0015:1|}, Width = 8, Kernel = 2, PaddingHeight = 2")]
    [InlineData("Height = 3, Width = {|KG0015:1|}, Kernel = 1, Stride = 2, PaddingLeft = 3, OutputPadding = 1")]
    [InlineData("Height = 3, Width = 8, KernelHeight = {|KG0015:0|}, KernelWidth = 1")]
    [InlineData("Height = 3, Width = 8, Kernel = 3, OutputPaddingWidth = {|KG0015:-1|}")]
    [InlineData("Height = 3, Width = 8, Kernel = 3, Groups = {|KG0015:3|}")]
    public Task FiresOnATransposedConvolution(string shape) => Verify.Fires(Verify.Kernel($"[ConvTranspose2D(InChannels = 4, OutChannels = 6, {shape})] {Convolution});"));

    [Fact]
    public Task IsSilentOnATransposedConvolutionOfNothing() => Verify.Silent(Verify.Kernel($"[ConvTranspose2D(InChannels = 4, OutChannels = 6, Height = 0, Width = 3, Kernel = 2, Stride = 2)] {Convolution});"));

    [Theory]
    [InlineData("MaxPool2D(Channels = 4, Height = {|KG0015:4|}, Width = 8, Kernel = 5)")]
    [InlineData("AveragePool2D(Channels = 4, Height = 8, Width = {|KG0015:4|}, Kernel = 3, DilationWidth = 2)")]
    [InlineData("AveragePool2D(Channels = 4, Height = 8, Width = 8, Kernel = 2, StrideWidth = {|KG0015:0|})")]
    [InlineData("MaxPool2D(Channels = 4, Height = 8, Width = 8, KernelHeight = {|KG0015:0|}, KernelWidth = 1)")]
    [InlineData("{|KG0015:GlobalAveragePool2D|}(Channels = 65536, Height = 256, Width = 256)")]
    public Task FiresOnAPool(string attribute) => Verify.Fires(Verify.Kernel($"[{attribute}] public static partial void F(ReadOnlySpan<float> x, Span<float> y);"));

    private const string Attention = "public static partial void F(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output, int queryLength, int keyLength);";

    [Theory]
    [InlineData("Heads = 6, KvHeads = {|KG0015:4|}, HeadDim = 8")]
    [InlineData("Heads = 6, KvHeads = {|KG0015:0|}, HeadDim = 8")]
    [InlineData("Heads = {|KG0015:-1|}, HeadDim = 8")]
    [InlineData("Heads = 2, HeadDim = 8, Causal = true, PastLength = {|KG0015:-1|}")]
    [InlineData("Heads = 2, HeadDim = 8, Causal = true, Window = {|KG0015:0|}")]
    [InlineData("Heads = 2, HeadDim = 8, Causal = true, Window = {|KG0015:-1|}")]
    public Task FiresOnAttention(string shape) => Verify.Fires(Verify.Kernel($"[Attention({shape})] {Attention}"));

    [Fact]
    public Task FiresOnOperandsOfAttentionThatCannotExist() => Verify.Fires(Verify.Kernel(
        "[{|KG0015:Attention|}(Heads = 1024, HeadDim = 1024, ValueDim = 1, QueryLength = 4, KeyLength = 65536)] public static partial void F(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output);"));

    [Theory]
    [InlineData("Heads = 6, KvHeads = 2, HeadDim = 8")]
    [InlineData("Heads = 0, HeadDim = 0")]
    [InlineData("Heads = 2, HeadDim = 8, Causal = true, Window = 1")]
    public Task IsSilentOnAttentionThatCanBe(string shape) => Verify.Silent(Verify.Kernel($"[Attention({shape})] {Attention}"));

    [Theory]
    [InlineData("MaxPool2D(Channels = 4, Height = 4, Width = 8, Kernel = 5, PaddingTop = 1)")]
    [InlineData("AveragePool2D(Channels = 4, Height = 0, Width = 0, Kernel = 1, Padding = 1)")]
    [InlineData("GlobalAveragePool2D(Channels = 4, Height = 0, Width = 7)")]
    public Task IsSilentOnAPoolThatCanBe(string attribute) => Verify.Silent(Verify.Kernel($"[{attribute}] public static partial void F(ReadOnlySpan<float> x, Span<float> y);"));

    [Fact]
    public Task FiresOnAnImageThatNoSpanHolds() => Verify.Fires(Verify.Kernel(
        $"[{{|KG0015:{{|KG0015:Conv2D|}}|}}(InChannels = 65536, OutChannels = 65536, Height = 256, Width = 256, Kernel = 1, Groups = 65536)] {Convolution});"));

    [Theory]
    [InlineData("InChannels = 4, OutChannels = 4, Height = 4, Width = 8, Kernel = 5, PaddingTop = 1", "")]
    [InlineData("InChannels = 4, OutChannels = 8, Height = 1, Width = 3, KernelHeight = 1, KernelWidth = 2, DilationWidth = 2, Groups = 4", "")]
    [InlineData("InChannels = 0, OutChannels = 0, Height = 0, Width = 0, Kernel = 1, Padding = 1, Batch = 0", "")]
    [InlineData("Groups = 3, Kernel = 9", ", int inChannels, int outChannels, int height, int width")]
    public Task IsSilentOnAConvolutionThatCanBe(string shape, string parameters) => Verify.Silent(Verify.Kernel($"[Conv2D({shape})] {Convolution}{parameters});"));

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG0015", Verify.Kernel(Negative));
}
