using System.Globalization;

namespace KernelGen.Rules.Tests.Rules;

/// <summary>Winograd's algorithm keeps to the tolerance.</summary>
public sealed class KG1009Tests
{
    private static string Layer(int channels, string algorithm, string modifier, string x = "", string weights = "") => Verify.Kernel(
        $"[Conv2D(InChannels = {channels}, OutChannels = 64, Kernel = 3, Algorithm = {algorithm}){modifier}] public static partial void F({x}ReadOnlySpan<float> x, {weights}ReadOnlySpan<float> weights, Span<float> y, int height, int width);");

    private const string Fired = "{|KG1009:ConvolutionAlgorithm.Winograd|}";

    [Theory]
    [InlineData(256, 1e-5)]
    [InlineData(64, 6e-5)]
    [InlineData(4000, 1e-3)]
    public Task Fires(int channels, double tolerance) => Verify.Fires(Layer(channels, Fired, FormattableString.Invariant($", Precision(Tolerance = {tolerance})")));

    /// <summary>Where the larger tile's bound is too much, the smaller one's is taken.</summary>
    [Theory]
    [InlineData(64, 1e-3)]
    [InlineData(64, 1e-4)]
    [InlineData(512, 1e-3)]
    public Task IsSilentWithinTheTolerance(int channels, double tolerance) =>
        Verify.Silent(Layer(channels, "ConvolutionAlgorithm.Winograd", FormattableString.Invariant($", Precision(Tolerance = {tolerance})")));

    [Theory]
    [InlineData("ConvolutionAlgorithm.Auto")]
    [InlineData("ConvolutionAlgorithm.Direct")]
    public Task IsSilentWhereItIsNotAskedFor(string algorithm) => Verify.Silent(Layer(256, algorithm, ", Precision(Tolerance = 1e-3)"));

    /// <summary>The default is a guess, which is compared with what is typical.</summary>
    [Fact]
    public Task IsSilentOnTheDefaultOfLongSums() => Verify.Silent(Layer(4000, "ConvolutionAlgorithm.Winograd", ""));

    [Fact]
    public Task FiresOnRangesThatDoNotFit() => Verify.Fires(Layer(8, Fired, "", "[ValueRange(-1e18, 1e18)] ", "[ValueRange(-1e15, 1e15)] "));

    [Fact]
    public async Task SaysByHowMuch()
    {
        var diagnostic = Assert.Single(await Compile.Analyze(Compile.Source(Layer(256, "ConvolutionAlgorithm.Winograd", ", Precision(Tolerance = 2e-4)"))));
        Assert.Equal(
            "'F' by Winograd's F(2×2, 3×3) guarantees an error of 2.5·10⁻⁴ of Σ max|x|·Σ|w|, since its transforms amplify roundings up to 16 times, and Tolerance is 2·10⁻⁴: ConvolutionAlgorithm.Direct guarantees 1.4·10⁻⁴ of Σ|x·w|",
            diagnostic.GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG1009", Layer(256, Fired, ", Precision(Tolerance = 2e-4)"));
}
