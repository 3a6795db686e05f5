using System.Globalization;

namespace KernelGen.Rules.Tests.Rules;

/// <summary>Weights are as large as their number asks.</summary>
public sealed class KG1006Tests
{
    private const string UnitVariance = "ValueRange(-1.7320508, 1.7320508)";

    private static string Dense(int inputs, string activation, string weights, string x = UnitVariance, string name = "F", string more = "") => Verify.Kernel(
        $"[Dense(Inputs = {inputs}, Outputs = 8, Activation = Activation.{activation})] public static partial void {name}([{x}] ReadOnlySpan<float> x, [{weights}] ReadOnlySpan<float> w, Span<float> y{more});");

    [Fact]
    public Task Fires() => Verify.Fires(Dense(4096, "Tanh", "ValueRange(-1, 1)", name: "{|KG1006:F|}"));

    /// <summary>
    /// Half of a normal distribution lies beyond 0.67449 σ, and tanh has a twentieth of its slope at 2.1783 (the logistic function at twice that):
    /// σ = 3.2297 and 6.4593, from weights within ±√(3/n)·σ: n = 300 and unit variance make that ±0.32297 and ±0.64593.
    /// </summary>
    [Theory]
    [InlineData("Tanh", "0.3229", "0.3230")]
    [InlineData("Sigmoid", "0.6458", "0.6460")]
    public async Task FiresWhereHalfAreSaturated(string activation, string quiet, string loud)
    {
        await Verify.Silent(Dense(300, activation, $"ValueRange(-{quiet}, {quiet})"));
        await Verify.Fires(Dense(300, activation, $"ValueRange(-{loud}, {loud})", name: "{|KG1006:F|}"));
    }

    /// <summary>
    /// 95 % of a normal distribution lie within 1.95996 σ, and tanh has its largest slope but for a thousandth up to 0.031634 (the logistic function up to twice that):
    /// σ = 0.016140 and 0.032280, from weights within ±√(3/n)·σ: n = 300 and unit variance make that ±0.0016140 and ±0.0032280.
    /// </summary>
    [Theory]
    [InlineData("Tanh", "0.001615", "0.001613")]
    [InlineData("Sigmoid", "0.003229", "0.003227")]
    public async Task FiresWhereNearlyAllAreOnALine(string activation, string quiet, string vanishing)
    {
        await Verify.Silent(Dense(300, activation, $"ValueRange(-{quiet}, {quiet})"));
        await Verify.Fires(Dense(300, activation, $"ValueRange(-{vanishing}, {vanishing})", name: "{|KG1006:F|}"));
        await Verify.Silent(Dense(300, activation, $"ValueRange(-{vanishing}, {vanishing})", more: ", ReadOnlySpan<float> bias")); // which moves them elsewhere
    }

    /// <summary>Components of a vector of length 1 have the variance 1/n: the weights' own spread is that of the sums.</summary>
    [Fact]
    public Task FiresOnSmallWeightsOfUnitVectors() => Verify.Fires(Dense(300, "Tanh", "ValueRange(-0.02, 0.02)", "UnitNorm", "{|KG1006:F|}"));

    /// <summary>Weights of one sign and inputs of one sign: the mean alone saturates.</summary>
    [Fact]
    public Task FiresOnAMean() => Verify.Fires(Dense(300, "Sigmoid", "ValueRange(0, 0.1)", "ValueRange(0, 1)", "{|KG1006:F|}"));

    [Theory]
    [InlineData(4096, "Tanh", "ValueRange(-0.027, 0.027)", UnitVariance)] // √(3/4096)
    [InlineData(4096, "Tanh", "ValueRange(-1, 1)", "UnitNorm")] // σ = 1/√3
    [InlineData(4096, "Relu", "ValueRange(-1, 1)", UnitVariance)]
    [InlineData(4096, "None", "ValueRange(-1, 1)", UnitVariance)]
    [InlineData(4096, "Relu", "ValueRange(-0.00001, 0.00001)", UnitVariance)] // a straight line at any size, but for its kink
    [InlineData(300, "Tanh", "ValueRange(0.09, 0.1)", "ValueRange(0.01, 0.011)")] // hardly any spread, but away from 0
    [InlineData(300, "Tanh", "ValueRange(0, 0)", UnitVariance)]
    [InlineData(0, "Tanh", "ValueRange(-1, 1)", UnitVariance)]
    [InlineData(4096, "Tanh", "UnitNorm", UnitVariance)] // no spread is declared
    public Task IsSilentOnOthers(int inputs, string activation, string weights, string x) => Verify.Silent(Dense(inputs, activation, weights, x));

    [Fact]
    public async Task SaysWhatKeepsItMoving()
    {
        var diagnostic = Assert.Single(await Compile.Analyze(Compile.Source(Dense(4096, "Tanh", "ValueRange(-1, 1)"))));
        Assert.Equal(
            "Tanh in 'F' takes sums of 4,096 terms: with weights spread evenly over [-1, 1] and inputs over [-1.7320508, 1.7320508], they have a standard deviation of 37, and 95.3 % of them lie beyond ±2.2, where it is flat; weights within ±0.027 keep the deviation at 1",
            diagnostic.GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task SaysWhatMakesItMove()
    {
        var diagnostic = Assert.Single(await Compile.Analyze(Compile.Source(Dense(4096, "Tanh", "ValueRange(-0.0002, 0.0002)"))));
        Assert.Equal(
            "Tanh in 'F' takes sums of 4,096 terms: with weights spread evenly over [-0.0002, 0.0002] and inputs over [-1.7320508, 1.7320508], they have a standard deviation of 7.4·10⁻³, and 100 % of them lie within ±0.032, where it is a straight line; weights within ±0.027 keep the deviation at 1",
            diagnostic.GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG1006", Dense(4096, "Tanh", "ValueRange(-1, 1)", name: "{|KG1006:F|}"));
}
