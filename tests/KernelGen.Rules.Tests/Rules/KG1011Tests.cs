using System.Globalization;

namespace KernelGen.Rules.Tests.Rules;

/// <summary>A dot product is no cosine.</summary>
public sealed class KG1011Tests
{
    private const string Dot = "[Dot(384)] public static partial float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b);";
    private const string Unit = "[Dot(384)] public static partial float Dot([UnitNorm] ReadOnlySpan<float> a, [UnitNorm] ReadOnlySpan<float> b);";
    private const string Scores = "[Similarities(Length = 384)] public static partial void Scores(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores);";

    /// <summary>A method with a body, beside kernels.</summary>
    private static string With(string kernels, string body) => Verify.Kernel(
        $$"""
        {{kernels}}
            public static int Count(float[] x, float[] y, float[] scores)
            {
                {{body}}
                return 0;
            }
        """);

    [Fact]
    public Task Fires() => Verify.Fires(With(Dot, "if ({|KG1011:Dot(x, y) > 0.8f|}) return 1;"));

    [Theory]
    [InlineData("var s = Dot(x, y); if ({|KG1011:s >= 0.8|}) return 1;")]
    [InlineData("float s; s = Dot(x, y); return {|KG1011:1 < s|} ? 1 : 0;")]
    [InlineData("const float Limit = 0.3f; return {|KG1011:Limit > Dot(x, y)|} ? 1 : 0;")]
    [InlineData("double limit = 0.3; return {|KG1011:(double)Dot(x, y) <= limit|} ? 1 : 0;")]
    [InlineData("if (Dot(x, y) is {|KG1011:> 0.5f|}) return 1;")]
    [InlineData("if (Dot(x, y) is not {|KG1011:> 0.5f|} and {|KG1011:> 0.25f|}) return 1;")]
    [InlineData("return Dot(x, y) switch { {|KG1011:< 0.5f|} => 1, _ => 2 };")]
    [InlineData("switch (Dot(x, y)) { case {|KG1011:>= 0.5f|}: return 1; }")]
    [InlineData("if ({|KG1011:1 - Dot(x, y) < 0.2f|}) return 1;")]
    [InlineData("Func<bool> close = () => {|KG1011:Dot(x, y) > 0.5f|};")]
    public Task FiresWhereverTheResultGoes(string body) => Verify.Fires(With(Dot, body));

    [Theory]
    [InlineData("Scores(x, y, scores); if ({|KG1011:scores[3] > 0.8f|}) return 1;")]
    [InlineData("Scores(x, y, scores.AsSpan()); for (int i = 0; i < 9; i++) if ({|KG1011:scores[i] > 0.8f|}) return 1;")]
    [InlineData("Span<float> s = scores; Scores(x, y, s); foreach (float one in s) if ({|KG1011:one > 0.8f|}) return 1;")]
    [InlineData("Scores(x, y, scores); float best = scores[0]; if ({|KG1011:best > 0.8f|}) return 1;")]
    [InlineData("Scores(x, y, scores); return System.Linq.Enumerable.Count(scores, score => {|KG1011:score > 0.8f|});")]
    public Task FiresOnScores(string body) => Verify.Fires(With(Scores, body));

    [Fact]
    public Task FiresWhereOnlyOneIsUnit() => Verify.Fires(With(
        Unit.Replace("[UnitNorm] ReadOnlySpan<float> b", "ReadOnlySpan<float> b"), "if ({|KG1011:Dot(x, y) > 0.8f|}) return 1;"));

    [Theory]
    [InlineData("if (Dot(x, y) > 0) return 1;")]
    [InlineData("if (Dot(x, y) > 1.0001f) return 1;")]
    [InlineData("if (Dot(x, y) > -0.5f) return 1;")]
    [InlineData("if (Dot(x, y) > x[0]) return 1;")]
    [InlineData("var s = Dot(x, y); s *= 2; if (s > 0.8f) return 1;")]
    [InlineData("var s = Dot(x, y); s = x[0]; if (s > 0.8f) return 1;")]
    [InlineData("var s = Dot(x, y); Change(ref s); if (s > 0.8f) return 1; static void Change(ref float f) => f = 0;")]
    [InlineData("if (Dot(x, y) / 9 > 0.8f) return 1;")]
    public Task IsSilentOnOtherComparisons(string body) => Verify.Silent(With(Dot, body));

    [Theory]
    [InlineData("Scores(x, y, scores); scores[2] = 3; if (scores[3] > 0.8f) return 1;")]
    [InlineData("Scores(x, y, scores); Softmax(scores); if (scores[3] > 0.8f) return 1; static void Softmax(Span<float> s) => s.Clear();")]
    [InlineData("Scores(x, y, scores); if (x[3] > 0.8f) return 1;")]
    [InlineData("Scores(x, y, scores); return System.Linq.Enumerable.Count(x, score => score > 0.8f);")]
    public Task IsSilentOnScoresThatChange(string body) => Verify.Silent(With(Scores, body));

    [Fact]
    public Task IsSilentOnCountsOfRows() => Verify.Silent(With(
        "[TopK(Length = 384, K = 3)] public static partial int Best(ReadOnlySpan<float> q, ReadOnlySpan<float> r, Span<int> i, Span<float> s);",
        "if (Best(x, y, new int[3], scores) < 1) return 1;"));

    [Fact]
    public async Task IsSilentOnUnitVectorsAndCosines()
    {
        await Verify.Silent(With(Unit, "if (Dot(x, y) > 0.8f) return 1;"));
        await Verify.Silent(With(Dot.Replace("[Dot", "[Cosine"), "if (Dot(x, y) > 0.8f) return 1;"));
        await Verify.Silent(With(Dot.Replace("[Dot", "[SquaredDistance"), "if (Dot(x, y) < 0.8f) return 1;"));
        await Verify.Silent(With(Scores.Replace("384", "384, Metric = Metric.Cosine"), "Scores(x, y, scores); if (scores[1] > 0.8f) return 1;"));
    }

    [Fact]
    public async Task SaysWhatItTakesTheNumberFor()
    {
        var diagnostic = Assert.Single(await Compile.Analyze(Compile.Source(With(Dot, "if (Dot(x, y) > 0.8f) return 1;"))));
        Assert.Equal(
            "'Dot' is a dot product of vectors of any length, which grows with them, and 0.8 is a threshold for cosines: use Cosine, or declare both operands [UnitNorm] if they are",
            diagnostic.GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG1011", With(Dot, "if ({|KG1011:Dot(x, y) > 0.8f|}) return 1;"));

    [Fact]
    public Task IsFixedByACosine() => Verify.Fixes(
        With(Dot, "if ({|KG1011:Dot(x, y) > 0.8f|}) return 1;"),
        With(Dot.Replace("[Dot", "[Cosine"), "if (Dot(x, y) > 0.8f) return 1;"));

    [Fact]
    public Task IsFixedByUnitNorms() => Verify.Fixes(
        With(Dot, "if ({|KG1011:Dot(x, y) > 0.8f|}) return 1;"),
        With(Unit, "if (Dot(x, y) > 0.8f) return 1;"),
        action: 1);

    [Fact]
    public Task IsFixedByAMetric() => Verify.Fixes(
        With(Scores, "Scores(x, y, scores); if ({|KG1011:scores[3] > 0.8f|}) return 1;"),
        With(Scores.Replace("384", "384, Metric = Metric.Cosine"), "Scores(x, y, scores); if (scores[3] > 0.8f) return 1;"));
}
