namespace KernelGen.Rules.Tests.Rules;

/// <summary>The kernels of a [Pack] read its matrix alike.</summary>
public sealed class KG0021Tests
{
    private const string First =
        """
        [Dense(Inputs = 4, Outputs = 8)] public static partial void A(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y);

        """;

    private const string Pack = "\n    [Pack(nameof(A), {|KG0021:nameof(B)|})] public static partial PackedWeights<float> P(ReadOnlySpan<float> weights);";

    private const string Other = First
        + "    [Dense(Inputs = 4, Outputs = 9)] public static partial void B(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y);" + Pack;

    [Fact]
    public Task Fires() => Verify.Fires(Verify.Kernel(Other));

    [Theory]
    [InlineData("[Dense(Inputs = 5, Outputs = 8)]")]
    [InlineData("[Dense(Inputs = 4, Outputs = 8, WeightLayout = WeightLayout.InputsOutputs)]")]
    [InlineData("[Dense(Inputs = 4, Outputs = 8, Activation = Activation.GatedSilu)]")]
    [InlineData("[Dense(Inputs = 4, Outputs = 8), Precision(Accumulate = Accumulate.Float64)]")]
    [InlineData("[Gemm(M = 1, K = 4, N = 8, TransposeB = true)]")]
    public Task FiresOnWhateverDiffers(string attributes) => Verify.Fires(Verify.Kernel(
        First + $"    {attributes} public static partial void B(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y);" + Pack));

    /// <summary>Codes differ in their bits and groups, and are no bytes in no groups; what is summed how does not matter.</summary>
    [Theory]
    [InlineData("Dense(Inputs = 4, Outputs = 8, WeightFormat = WeightFormat.Int8, GroupSize = 32)", "float", "float")]
    [InlineData("Dense(Inputs = 4, Outputs = 8, WeightFormat = WeightFormat.Int4, GroupSize = 64)", "float", "float")]
    [InlineData("Dense(Inputs = 4, Outputs = 8)", "byte", "int")]
    public Task FiresOnOtherGroups(string attribute, string x, string y) => Verify.Fires(Verify.Kernel(Groups($"    [{attribute}] public static partial void B(ReadOnlySpan<{x}> x, PackedWeights<byte> weights, Span<{y}> y);", "{|KG0021:nameof(B)|}")));

    [Fact]
    public Task IsSilentOnOtherSumsOfTheSameGroups() => Verify.Silent(Verify.Kernel(Groups(
        "    [Dense(Inputs = 4, WeightFormat = WeightFormat.Int4, GroupSize = 32), Precision(Accumulate = Accumulate.Int32)] public static partial void B(ReadOnlySpan<Half> x, PackedWeights<byte> weights, Span<float> y, int outputs, int batch);", "nameof(B)")));

    private static string Groups(string other, string name) =>
        "[Dense(Inputs = 4, Outputs = 8, WeightFormat = WeightFormat.Int4, GroupSize = 32)] public static partial void A(ReadOnlySpan<float> x, PackedWeights<byte> weights, Span<float> y);\n"
        + other + $"\n    [Pack(nameof(A), {name})] public static partial PackedWeights<byte> P(ReadOnlySpan<byte> weights, ReadOnlySpan<float> weightScales);";

    [Fact]
    public Task FiresOnTargetsThatDiffer() => Verify.Fires(Verify.Kernel(
        "[TargetIsa(Isa.Avx2)] " + First + "    [Dense(Inputs = 4, Outputs = 8), TargetIsa(Isa.Neon)] public static partial void B(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y);" + Pack));

    [Fact]
    public Task FiresOnOtherElements() => Verify.Fires(Verify.Kernel(
        First + "    [Dense(Inputs = 4, Outputs = 8)] public static partial void B(ReadOnlySpan<double> x, PackedWeights<double> weights, Span<double> y);" + Pack));

    [Fact]
    public Task FiresOnABatchOfMatrices() => Verify.Fires(Verify.Kernel(
        """
        [Gemm(M = 2, N = 3, K = 4, Batch = 5)] public static partial void A(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);
            [Pack({|KG0021:nameof(A)|})] public static partial PackedWeights<float> P(ReadOnlySpan<float> b);
        """));

    /// <summary>Filters differ in their layout too; images do not matter.</summary>
    [Theory]
    [InlineData("Conv2D(InChannels = 4, OutChannels = 8, Height = 5, Width = 5, Kernel = 3)", "Conv2D(InChannels = 4, OutChannels = 9, Height = 5, Width = 5, Kernel = 3)")]
    [InlineData("Conv2D(InChannels = 4, OutChannels = 8, Height = 5, Width = 5, Kernel = 3)", "Conv2D(InChannels = 4, OutChannels = 8, Height = 5, Width = 5, KernelHeight = 3, KernelWidth = 1)")]
    [InlineData("Conv2D(InChannels = 4, OutChannels = 8, Height = 5, Width = 5, Kernel = 3)", "Conv2D(InChannels = 4, OutChannels = 8, Height = 5, Width = 5, Kernel = 3, Groups = 2)")]
    [InlineData("Conv2D(InChannels = 4, OutChannels = 8, Height = 5, Width = 5, Kernel = 3)", "Conv2D(InChannels = 4, OutChannels = 8, Height = 5, Width = 5, Kernel = 3, Layout = ImageLayout.Nhwc)")]
    [InlineData("Conv2D(InChannels = 4, OutChannels = 8, Height = 5, Width = 5, Kernel = 3)", "Conv2D(InChannels = 4, OutChannels = 8, Height = 5, Width = 5, Kernel = 3, Algorithm = ConvolutionAlgorithm.Winograd)")]
    [InlineData("Conv2D(InChannels = 4, OutChannels = 8, Height = 1, Width = 5, KernelHeight = 1, KernelWidth = 3)", "Conv1D(InChannels = 4, OutChannels = 8, Length = 5, Kernel = 3)")]
    [InlineData("ConvTranspose2D(InChannels = 4, OutChannels = 8, Height = 5, Width = 5, Kernel = 3, Stride = 2)", "ConvTranspose2D(InChannels = 4, OutChannels = 8, Height = 5, Width = 5, Kernel = 3, Stride = 3)")]
    [InlineData("ConvTranspose2D(InChannels = 4, OutChannels = 8, Height = 5, Width = 5, Kernel = 3, Stride = 2)", "ConvTranspose2D(InChannels = 4, OutChannels = 8, Height = 5, Width = 5, Kernel = 3, Stride = 2, DilationWidth = 2)")]
    [InlineData("ConvTranspose2D(InChannels = 4, OutChannels = 8, Height = 5, Width = 5, Kernel = 3)", "Conv2D(InChannels = 4, OutChannels = 8, Height = 5, Width = 5, Kernel = 3)")]
    public Task FiresOnOtherFilters(string first, string second) => Verify.Fires(Verify.Kernel(Convolutions(first, second) + Pack));

    [Theory]
    [InlineData("Conv2D(InChannels = 4, OutChannels = 8, Height = 5, Width = 5, Kernel = 3)", "Conv2D(InChannels = 4, OutChannels = 8, Height = 9, Width = 7, Kernel = 3, Stride = 2, Padding = 1, Batch = 3, Activation = Activation.Relu)")]
    [InlineData("Conv1D(InChannels = 4, OutChannels = 8, Length = 5, Kernel = 3)", "Conv1D(InChannels = 4, OutChannels = 8, Length = 6, Kernel = 3, Dilation = 2)")]
    [InlineData("ConvTranspose2D(InChannels = 4, OutChannels = 8, Height = 5, Width = 5, Kernel = 3, Stride = 2)", "ConvTranspose2D(InChannels = 4, OutChannels = 8, Height = 9, Width = 7, Kernel = 3, Stride = 2, Padding = 1, OutputPadding = 1, Batch = 3)")]
    public Task IsSilentOnTheSameFilters(string first, string second) =>
        Verify.Silent(Verify.Kernel(Convolutions(first, second) + Pack.Replace("{|KG0021:nameof(B)|}", "nameof(B)")));

    private static string Convolutions(string first, string second) =>
        $"[{first}] public static partial void A(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y);\n    [{second}] public static partial void B(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y);";

    [Fact]
    public async Task SaysWhatDiffers()
    {
        var diagnostic = Assert.Single(await Compile.Analyze(Compile.Source(Verify.Kernel(Other.Replace("{|KG0021:nameof(B)|}", "nameof(B)")))));
        Assert.Equal(
            "'Kernels.B' has Outputs = 9, but 'Kernels.A' has 8: a pack is one matrix, for kernels that read it alike",
            diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Rows, epilogues and what is open until run time may differ; overloads go by the pack's element type.</summary>
    [Theory]
    [InlineData("[Dense(Inputs = 4, Outputs = 8, Batch = 7, Activation = Activation.Gelu)] public static partial void B(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);")]
    [InlineData("[Dense(Inputs = 4)] public static partial void B(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, int outputs, int batch);")]
    [InlineData("[Dense(Inputs = 4, Outputs = 8), Precision(Accumulate = Accumulate.Compensated)] public static partial void B(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y);")]
    [InlineData("[Dense(Inputs = 4, Outputs = 8)] public static partial void B(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y);")]
    [InlineData("[Dense(Inputs = 4, Outputs = 8)] public static partial void B(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y); [Dense(Inputs = 1, Outputs = 2)] public static partial void B(ReadOnlySpan<double> x, PackedWeights<double> weights, Span<double> y);")]
    public Task IsSilentOnKernelsOverTheSameWeights(string second) =>
        Verify.Silent(Verify.Kernel(First + "    " + second + Pack.Replace("{|KG0021:nameof(B)|}", "nameof(B)")));

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG0021", Verify.Kernel(Other));
}
