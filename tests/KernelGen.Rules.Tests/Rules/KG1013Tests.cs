using System.Globalization;
using KernelGen.Generator.Arithmetic;

namespace KernelGen.Rules.Tests.Rules;

/// <summary>A threshold is coarser than what it is compared with.</summary>
public sealed class KG1013Tests
{
    private static string Cosine(string condition, string length = "(384)", string more = "") => Verify.Kernel(
        $$"""
        [Cosine{{length}}{{more}}] public static partial float Cosine(ReadOnlySpan<float> a, ReadOnlySpan<float> b);
            public static bool Same(float[] x, float[] y) => {{condition}};
        """);

    [Fact]
    public Task Fires() => Verify.Fires(Cosine("{|KG1013:Cosine(x, y) > 0.9999999f|}"));

    /// <summary>1 − C itself can be told; the next double above cannot.</summary>
    [Fact]
    public async Task FiresNearerToOneThanTheBound()
    {
        var spec = Compile.Parse("[Cosine(384)] public static partial float F(ReadOnlySpan<float> a, ReadOnlySpan<float> b);").Spec!;
        double bound = PlanBuilder.Build(spec).Bound.Coefficient(384), limit = 1 - bound;
        while (1 - limit < bound)
            limit = Math.BitDecrement(limit);
        await Verify.Silent(Cosine($"Cosine(x, y) > {limit.ToString("R", CultureInfo.InvariantCulture)}"));
        await Verify.Fires(Cosine($"{{|KG1013:Cosine(x, y) > {Math.BitIncrement(limit).ToString("R", CultureInfo.InvariantCulture)}|}}"));
    }

    [Theory]
    [InlineData("{|KG1013:Cosine(x, y) < -0.9999999f|}")]
    [InlineData("{|KG1013:1 - Cosine(x, y) < 1e-7|}")]
    public Task FiresAtMinusOneAndOnDistances(string condition) => Verify.Fires(Cosine(condition));

    [Fact]
    public Task FiresAtAnyLength() => Verify.Fires(Cosine("{|KG1013:Cosine(x, y) > 0.9999999f|}", length: ""));

    /// <summary>Beyond 1 nothing is compared: the result is brought back to what an arc cosine takes.</summary>
    [Theory]
    [InlineData("Cosine(x, y) > 1")]
    [InlineData("Cosine(x, y) >= 1")]
    [InlineData("Cosine(x, y) > 0.999f")]
    [InlineData("Cosine(x, y) < 1.5f")]
    public Task IsSilentOnGuardsAndCoarserThresholds(string condition) => Verify.Silent(Cosine(condition));

    /// <summary>Numbers of 8 bits in ½ … 1 are 0.0039 apart: of 0.96875 and the like there are 128.</summary>
    [Theory]
    [InlineData("BFloat16", "{|KG1013:scores[0] > (BFloat16)0.975f|}")]
    [InlineData("BFloat16", "scores[0] > (BFloat16)0.96875f")]
    [InlineData("BFloat16", "scores[0] > (BFloat16)0.97f")]
    [InlineData("Half", "scores[0] > (Half)0.975f")]
    [InlineData("Half", "{|KG1013:scores[0] > (Half)0.9751f|}")]
    [InlineData("float", "scores[0] > 0.9751f")]
    public Task FiresOnDigitsThatTheTypeHasNot(string result, string condition) => Verify.Fires(Verify.Kernel(
        $$"""
        [Similarities(Length = 384, Metric = Metric.Cosine)] public static partial void Scores(ReadOnlySpan<{{result}}> query, ReadOnlySpan<{{result}}> rows, Span<{{result}}> scores);
            public static bool Same({{result}}[] x, {{result}}[] y, {{result}}[] scores)
            {
                Scores(x, y, scores);
                return {{condition}};
            }
        """));

    [Theory]
    [InlineData("Cosine(x, y) > 0.999999f", "'Cosine' is within 1.8·10⁻⁶ of the exact value, and a vector may fail against itself; Accumulate.Float64 is within 6·10⁻⁸")]
    [InlineData("Cosine(x, y) > 0.99999999", "'Cosine' is within 1.8·10⁻⁶ of the exact value, and a vector may fail against itself; use a threshold of at most 1 − 1.8·10⁻⁶")]
    public async Task SaysWhatItCanTell(string condition, string message)
    {
        var diagnostic = Assert.Single(await Compile.Analyze(Compile.Source(Cosine(condition))));
        Assert.EndsWith(message, diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG1013", Cosine("{|KG1013:Cosine(x, y) > 0.9999999f|}"));

    [Fact]
    public Task IsFixedByABetterAccumulator() => Verify.Fixes(
        Cosine("{|KG1013:Cosine(x, y) > 0.999999f|}"),
        Cosine("Cosine(x, y) > 0.999999f", more: ", Precision(Accumulate = Accumulate.Float64)"));
}
