using System.Globalization;

namespace KernelGen.Rules.Tests.Rules;

/// <summary>A threshold is above the noise.</summary>
public sealed class KG1012Tests
{
    private static string Cosine(string length, string condition) => Verify.Kernel(
        $$"""
        [Cosine{{length}}] public static partial double Cosine(ReadOnlySpan<double> a, ReadOnlySpan<double> b);
            public static bool Like(double[] x, double[] y) => {{condition}};
        """);

    [Fact]
    public Task Fires() => Verify.Fires(Cosine("(10_000)", "{|KG1012:Cosine(x, y) > 0.01|}"));

    [Theory]
    [InlineData("{|KG1012:Cosine(x, y) < -0.01|}")]
    [InlineData("{|KG1012:0.001 >= Cosine(x, y)|}")]
    [InlineData("{|KG1012:1 - Cosine(x, y) > 0.995|}")]
    public Task FiresOnEitherSide(string condition) => Verify.Fires(Cosine("(10_000)", condition));

    /// <summary>1/√n exactly is inside; the next number above is not.</summary>
    [Theory]
    [InlineData(10_000, 0.01)]
    [InlineData(64, 0.125)]
    public async Task FiresUpToOneStandardDeviation(int length, double deviation)
    {
        await Verify.Fires(Cosine($"({length})", $"{{|KG1012:Cosine(x, y) > {deviation.ToString("R", CultureInfo.InvariantCulture)}|}}"));
        await Verify.Silent(Cosine($"({length})", $"Cosine(x, y) > {Math.BitIncrement(deviation).ToString("R", CultureInfo.InvariantCulture)}"));
    }

    [Theory]
    [InlineData("(10_000)", "Cosine(x, y) > 0")]
    [InlineData("(10_000)", "Cosine(x, y) > 0.5")]
    [InlineData("(63)", "Cosine(x, y) > 0.1")] // few dimensions: directions
    [InlineData("", "Cosine(x, y) > 0.01")] // known at run time
    public Task IsSilentOnOthers(string length, string condition) => Verify.Silent(Cosine(length, condition));

    [Fact]
    public Task FiresOnUnitVectors() => Verify.Fires(Verify.Kernel(
        """
        [Dot(100)] public static partial float Dot([UnitNorm] ReadOnlySpan<float> a, [UnitNorm] ReadOnlySpan<float> b);
            public static bool Like(float[] x, float[] y) => {|KG1012:Dot(x, y) > 0.1f|};
        """));

    [Fact]
    public async Task SaysWhatItAccepts()
    {
        var diagnostic = Assert.Single(await Compile.Analyze(Compile.Source(Cosine("(10_000)", "Cosine(x, y) > 0.01"))));
        Assert.Equal(
            "A threshold of 0.01 is inside the noise of 10,000 dimensions: cosines of random vectors have a standard deviation of 1/√n = 0.01, and 15.9 % of them lie beyond; 0.031 lets one in a thousand pass",
            diagnostic.GetMessage(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("Cosine(x, y) > {0}", "0.01", "0.031")]
    [InlineData("Cosine(x, y) < {0}", "-0.01", "-0.031")]
    [InlineData("{0} < Cosine(x, y)", "0.001f", "0.031f")]
    [InlineData("Cosine(x, y) is > {0}", "1e-2", "0.031")]
    public Task IsFixedByTheNumberThatLetsOneInAThousandPass(string condition, string written, string fixedNumber)
    {
        string marked = condition.Contains("is >", StringComparison.Ordinal)
            ? condition.Replace("> {0}", $"{{|KG1012:> {written}|}}", StringComparison.Ordinal)
            : $"{{|KG1012:{condition.Replace("{0}", written, StringComparison.Ordinal)}|}}";
        return Verify.Fixes(Cosine("(10_000)", marked), Cosine("(10_000)", condition.Replace("{0}", fixedNumber, StringComparison.Ordinal)));
    }

    /// <summary>A distance is compared with another number than the similarity is.</summary>
    [Fact]
    public Task HasNoFixForADistance()
    {
        string source = Cosine("(10_000)", "{|KG1012:1 - Cosine(x, y) > 0.995|}");
        return Verify.Fixes(source, source, iterations: 0);
    }

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG1012", Cosine("(10_000)", "{|KG1012:Cosine(x, y) > 0.01|}"));
}
