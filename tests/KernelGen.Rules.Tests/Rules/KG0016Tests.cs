namespace KernelGen.Rules.Tests.Rules;

/// <summary>An option has a value that exists.</summary>
public sealed class KG0016Tests
{
    private const string Unknown = "[Similarities(Metric = {|KG0016:(Metric)3|})] public static partial void F(ReadOnlySpan<float> q, ReadOnlySpan<float> r, Span<float> s);";
    private const string Dense = "public static partial void F(ReadOnlySpan<float> x, ReadOnlySpan<float> w, Span<float> y);";

    private const string Grouped = "public static partial void F(ReadOnlySpan<float> x, ReadOnlySpan<byte> w, Span<float> y, ReadOnlySpan<float> weightScales);";

    [Fact]
    public Task Fires() => Verify.Fires(Verify.Kernel(Unknown));

    [Theory]
    [InlineData("Activation = {|KG0016:(Activation)11|}", "Precision")]
    [InlineData("Activation = {|KG0016:(Activation)(-1)|}", "Precision")]
    [InlineData("WeightLayout = {|KG0016:(WeightLayout)2|}", "Precision")]
    [InlineData("Activation = Activation.Relu", "Precision(Accumulate = {|KG0016:(Accumulate)6|})")]
    [InlineData("Activation = Activation.Relu", "Precision(Tolerance = {|KG0016:0|})")]
    [InlineData("Activation = Activation.Relu", "Precision(Tolerance = {|KG0016:-1e-3|})")]
    [InlineData("Activation = Activation.Relu", "Precision(Tolerance = {|KG0016:double.NaN|})")]
    [InlineData("Activation = Activation.Relu", "Precision(Tolerance = {|KG0016:double.PositiveInfinity|})")]
    [InlineData("Activation = Activation.Relu", "Parallel(MaxThreads = {|KG0016:0|})")]
    [InlineData("Activation = Activation.Relu", "Parallel(MaxThreads = {|KG0016:-3|})")]
    public Task FiresOnEachOption(string option, string modifier) => Verify.Fires(Verify.Kernel(
        $"[Dense(Inputs = 2, Outputs = 2, {option}), {modifier}] {Dense}"));

    [Theory]
    [InlineData("WeightFormat = {|KG0016:(WeightFormat)3|}, GroupSize = 32")]
    [InlineData("WeightFormat = WeightFormat.Int4, GroupSize = {|KG0016:16|}")]
    [InlineData("WeightFormat = WeightFormat.Int8, GroupSize = {|KG0016:256|}")]
    [InlineData("WeightFormat = WeightFormat.Int4, GroupSize = 32, WeightLayout = {|KG0016:WeightLayout.InputsOutputs|}")]
    [InlineData("WeightFormat = WeightFormat.Int4, GroupSize = 32, Activation = {|KG0016:Activation.GatedSilu|}")]
    public Task FiresOnWeightsInGroups(string options) => Verify.Fires(Verify.Kernel($"[Dense(Inputs = 2, Outputs = 2, {options})] {Grouped}"));

    [Theory]
    [InlineData("-1e-5")]
    [InlineData("double.NaN")]
    [InlineData("double.PositiveInfinity")]
    public Task FiresOnAnEpsilonThatIsNone(string epsilon) => Verify.Fires(Verify.Kernel(
        $"[LayerNorm(Epsilon = {{|KG0016:{epsilon}|}})] public static partial void F(ReadOnlySpan<float> x, ReadOnlySpan<float> gamma, Span<float> y);"));

    [Theory]
    [InlineData("Scale = {|KG0016:1e-60|}", "Precision")]
    [InlineData("Scale = {|KG0016:2e19|}", "Precision")]
    [InlineData("Scale = {|KG0016:double.NaN|}", "Precision")]
    [InlineData("Scale = {|KG0016:double.NegativeInfinity|}", "Precision")]
    [InlineData("Softcap = {|KG0016:0|}", "Precision")]
    [InlineData("Softcap = {|KG0016:-30|}", "Precision")]
    [InlineData("Softcap = {|KG0016:double.NaN|}", "Precision")]
    [InlineData("Softcap = {|KG0016:2e19|}", "Precision")]
    [InlineData("Softcap = 50", "Precision")]
    [InlineData("Layout = {|KG0016:(AttentionLayout)2|}", "Precision")]
    [InlineData("Scale = 0", "Precision(Accumulate = {|KG0016:Accumulate.Float64|})")]
    [InlineData("Scale = 0", "Precision(Accumulate = Accumulate.Float32)")]
    public Task FiresOnAttention(string option, string modifier) => Verify.Fires(Verify.Kernel(
        $"[Attention(Heads = 2, HeadDim = 8, {option}), {modifier}] public static partial void F(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output, int queryLength, int keyLength);"));

    [Theory]
    [InlineData("0.5")]
    [InlineData("1e31")]
    [InlineData("double.NaN")]
    public Task FiresOnABaseThatIsNone(string number) => Verify.Fires(Verify.Kernel(
        $"[RotaryEmbedding(HeadDim = 8, Heads = 2, Base = {{|KG0016:{number}|}})] public static partial void F(ReadOnlySpan<float> x, ReadOnlySpan<int> positions, Span<float> y);"));

    [Fact]
    public Task FiresOnABaseBesideTables() => Verify.Fires(Verify.Kernel(
        "[RotaryEmbedding(HeadDim = 8, Heads = 2, Base = {|KG0016:10000|})] public static partial void F(ReadOnlySpan<float> x, ReadOnlySpan<int> positions, Span<float> y, ReadOnlySpan<float> cos, ReadOnlySpan<float> sin);"));

    [Fact]
    public Task IsSilentOnAnXThatIsQuantised() => Verify.Silent(Verify.Kernel(
        $"[Dense(Inputs = 2, Outputs = 2, WeightFormat = WeightFormat.Int4, GroupSize = 32), Precision(Accumulate = Accumulate.Int32)] {Grouped}"));

    [Theory]
    [InlineData("WeightFormat = WeightFormat.Int8, GroupSize = 32", "Int64", Grouped)]
    [InlineData("WeightLayout = WeightLayout.OutputsInputs", "Int32", Dense)]
    public Task FiresOnIntegersThatSumFloats(string options, string accumulate, string signature) => Verify.Fires(Verify.Kernel(
        $"[Dense(Inputs = 2, Outputs = 2, {options}), Precision(Accumulate = {{|KG0016:Accumulate.{accumulate}|}})] {signature}"));

    [Fact]
    public Task FiresOnGroupsOfPlainWeights() => Verify.Fires(Verify.Kernel($"[Dense(Inputs = 2, Outputs = 2, GroupSize = {{|KG0016:32|}})] {Dense}"));

    [Fact]
    public Task FiresOnWeightsInGroupsWithoutASize() => Verify.Fires(Verify.Kernel($"[{{|KG0016:Dense|}}(Inputs = 2, Outputs = 2, WeightFormat = WeightFormat.Int4)] {Grouped}"));

    [Theory]
    [InlineData("WeightFormat.Int4", 32)]
    [InlineData("WeightFormat.Int4", 64)]
    [InlineData("WeightFormat.Int8", 128)]
    public Task IsSilentOnWeightsInGroups(string format, int size) => Verify.Silent(Verify.Kernel(
        $"[Dense(Inputs = 2, Outputs = 2, WeightFormat = {format}, GroupSize = {size})] {Grouped}"));

    [Theory]
    [InlineData("Kernel = 3, Algorithm = {|KG0016:(ConvolutionAlgorithm)3|}", "Precision", "float")]
    [InlineData("Kernel = 5, Algorithm = {|KG0016:ConvolutionAlgorithm.Winograd|}", "Precision", "float")]
    [InlineData("KernelHeight = 3, KernelWidth = 1, Algorithm = {|KG0016:ConvolutionAlgorithm.Winograd|}", "Precision", "float")]
    [InlineData("Kernel = 3, Stride = 2, Algorithm = {|KG0016:ConvolutionAlgorithm.Winograd|}", "Precision", "double")]
    [InlineData("Kernel = 3, DilationWidth = 2, Algorithm = {|KG0016:ConvolutionAlgorithm.Winograd|}", "Precision", "float")]
    [InlineData("Kernel = 3, Groups = 2, Algorithm = {|KG0016:ConvolutionAlgorithm.Winograd|}", "Precision", "float")]
    [InlineData("Kernel = 3, Algorithm = {|KG0016:ConvolutionAlgorithm.Winograd|}", "Precision(Accumulate = Accumulate.Compensated)", "float")]
    [InlineData("Kernel = 3, Algorithm = {|KG0016:ConvolutionAlgorithm.Winograd|}", "Precision(Accumulate = Accumulate.Float64)", "float")]
    [InlineData("Kernel = 3, Algorithm = {|KG0016:ConvolutionAlgorithm.Winograd|}", "Precision", "Half")]
    [InlineData("Kernel = 3, Algorithm = ConvolutionAlgorithm.Winograd", "Precision(Accumulate = Accumulate.Float32)", "float")]
    [InlineData("Kernel = 3, Algorithm = ConvolutionAlgorithm.Winograd", "Precision(Accumulate = Accumulate.Float64)", "double")]
    [InlineData("Kernel = 5, Stride = 2, Algorithm = ConvolutionAlgorithm.Direct", "Precision", "float")]
    public Task FiresOnAnAlgorithmThatCannotBe(string options, string modifier, string element) => Verify.Fires(Verify.Kernel(
        $"[Conv2D(InChannels = 4, OutChannels = 4, {options}), {modifier}] public static partial void F(ReadOnlySpan<{element}> x, ReadOnlySpan<{element}> weights, Span<{element}> y, int height, int width);"));

    [Fact]
    public async Task SaysWhatAnAlgorithmIsFor()
    {
        var diagnostic = Assert.Single(await Compile.Analyze(Compile.Source(Verify.Kernel(
            "[Conv2D(InChannels = 4, OutChannels = 4, Kernel = 3, StrideWidth = 2, Algorithm = ConvolutionAlgorithm.Winograd)] public static partial void F(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, int height, int width);"))));
        Assert.Equal(
            "Algorithm can't be Winograd: it is for a StrideWidth of 1, and the declaration has StrideWidth = 2; leave one of the two out",
            diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public Task FiresOnceOnAModifierOfManyKernels() => Verify.Fires(
        """
        using System;
        using KernelGen;

        [assembly: Precision(Tolerance = {|KG0016:-1|})]

        [Precision(Accumulate = {|KG0016:(Accumulate)99|})]
        partial class Kernels
        {
            [SumOfSquares] public static partial float F(ReadOnlySpan<float> a);
            [SumOfSquares] public static partial float G(ReadOnlySpan<float> a);
        }
        """);

    [Fact]
    public Task IsSilentOnTheNearerModifier() => Verify.Silent(
        """
        using System;
        using KernelGen;

        [assembly: Precision(Tolerance = -1)]

        partial class Kernels
        {
            [SumOfSquares, Precision(Tolerance = 1e-5)] public static partial float F(ReadOnlySpan<float> a);
        }
        """);

    [Theory]
    [InlineData("Activation.GatedSilu")]
    [InlineData("Activation.HardSwish")]
    [InlineData("(Activation)1")]
    public Task IsSilentOnMembers(string activation) => Verify.Silent(Verify.Kernel(
        $"[Dense(Inputs = 2, Outputs = 2, Activation = {activation}, WeightLayout = WeightLayout.InputsOutputs)] {Dense}"));

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG0016", Verify.Kernel(Unknown));
}
