using System.Globalization;

namespace KernelGen.Rules.Tests.Rules;

/// <summary>A softmax has something to weigh.</summary>
public sealed class KG1008Tests
{
    private static string Attention(string options, string name = "F", string q = "", string k = "") => Verify.Kernel(
        $"[Attention(Heads = 8, HeadDim = 64{options})] public static partial void {name}({q}ReadOnlySpan<float> q, {k}ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output{(options.Contains("KeyLength", StringComparison.Ordinal) ? "" : ", int keyLength")}, int queryLength);");

    private static string Softmax(int length, string x, string name = "F", string operation = "Softmax") => Verify.Kernel(
        $"[{operation}({length})] public static partial void {name}({x} ReadOnlySpan<float> x, Span<float> y);");

    [Theory]
    [InlineData(", KeyLength = 1024, Scale = 1")]
    [InlineData(", Scale = 1")]
    [InlineData(", KeyLength = 1024, Scale = -1")]
    [InlineData(", KeyLength = 0, Scale = 1")]
    [InlineData(", KeyLength = 1024, Scale = 1, Softcap = 50")] // 8·sech²(3.7·8/50) is 5.7
    [InlineData(", KeyLength = 1024, Scale = 0.4, Causal = true, Window = 64")] // 3.2 of 64 keys, whose limit is 2.9
    public Task Fires(string options) => Verify.Fires(Attention(options, "{|KG1008:F|}"));

    /// <summary>√(2·ln 1024)/8 is 0.46541, and √(2·ln 2²⁰)/8 is 0.65819.</summary>
    [Theory]
    [InlineData(", KeyLength = 1024", "0.4654", "0.4655")]
    [InlineData("", "0.6581", "0.6582")]
    public async Task FiresAboveTheLimit(string keys, string quiet, string loud)
    {
        await Verify.Silent(Attention($"{keys}, Scale = {quiet}"));
        await Verify.Fires(Attention($"{keys}, Scale = {loud}", "{|KG1008:F|}"));
    }

    [Fact]
    public Task FiresOnDeclaredValues() => Verify.Fires(Attention(", KeyLength = 1024", "{|KG1008:F|}", "[ValueRange(-4, 4)] ", "[ValueRange(-4, 4)] "));

    /// <summary>A scale that is far from 1 is written too.</summary>
    [Theory]
    [InlineData("0.05", "Scale = 1000", "Scale = 150")]
    [InlineData("1e9", "Scale = 1", "Scale = 3.8E-19")]
    public Task IsFixedByAScaleOfAnySize(string end, string scale, string right) => Verify.Fixes(
        Attention($", KeyLength = 1024, {scale}", "{|KG1008:F|}", $"[ValueRange(-{end}, {end})] ", $"[ValueRange(-{end}, {end})] "),
        Attention($", KeyLength = 1024, {right}", "F", $"[ValueRange(-{end}, {end})] ", $"[ValueRange(-{end}, {end})] "));

    /// <summary>3.8·10⁻³⁹ is no scale of floats.</summary>
    [Fact]
    public Task HasNoFixWhereNoScaleIsSmallEnough()
    {
        string source = Attention(", KeyLength = 1024, Scale = 1", "{|KG1008:F|}", "[ValueRange(-1e19, 1e19)] ", "[ValueRange(-1e19, 1e19)] ");
        return Verify.Fixes(source, source, iterations: 0);
    }

    [Theory]
    [InlineData(", KeyLength = 1024", "", "")] // 1/√64
    [InlineData(", KeyLength = 1024, Scale = 1", "[UnitNorm] ", "[UnitNorm] ")] // cosines
    [InlineData(", KeyLength = 1024, Scale = 1, Softcap = 30", "", "")] // 8·sech²(3.7·8/30) is 3.5
    [InlineData(", KeyLength = 1024, Scale = 0.4", "", "")]
    [InlineData(", KeyLength = 1024", "[ValueRange(-2, 2)] ", "[ValueRange(-2, 2)] ")]
    [InlineData(", KeyLength = 1024, Scale = 1", "", "[ValueRange(3, 3)] ")] // all keys are alike
    public Task IsSilentOnOthers(string options, string q, string k) => Verify.Silent(Attention(options, q: q, k: k));

    /// <summary>1 − e^(−W/10) is 0.9 at W = 23.026.</summary>
    [Fact]
    public async Task FiresOnASoftmaxOfFewWideLogits()
    {
        await Verify.Silent(Softmax(10, "[ValueRange(-11.5, 11.5)]"));
        await Verify.Fires(Softmax(10, "[ValueRange(-11.52, 11.52)]", "{|KG1008:F|}"));
        await Verify.Silent(Softmax(1000, "[ValueRange(-100, 100)]"));
        await Verify.Silent(Softmax(10, ""));
        await Verify.Silent(Softmax(1, "[ValueRange(-100, 100)]"));
        await Verify.Silent(Softmax(10, "[ValueRange(-100, 100)]", operation: "LogSoftmax"));
    }

    /// <summary>Codes spread over ±127, in steps of 0.1, are keys of deviation 7.3; of codes whose scale is not declared nothing is known.</summary>
    [Theory]
    [InlineData("", "[ValueRange(0.1, 0.1)] ", true)]
    [InlineData("", "[ValueRange(0.01, 0.01)] ", false)]
    [InlineData("", "", false)]
    [InlineData(", Scale = 1", "", true)]
    public async Task GoesByTheScaleOfCodes(string options, string scale, bool fires)
    {
        string source = Verify.Kernel(
            $"[Attention(Heads = 8, HeadDim = 64, KeyLength = 1024{options})] public static partial void {(fires ? "{|KG1008:F|}" : "F")}([ValueRange(-2, 2)] ReadOnlySpan<float> q, [ValueRange(-127, 127)] ReadOnlySpan<sbyte> k, ReadOnlySpan<float> v, Span<float> output, {scale}float keyScale, int queryLength);");
        if (fires)
            await Verify.Fires(source);
        else
            await Verify.Silent(source);
    }

    [Fact]
    public async Task SaysTheDeviation()
    {
        var diagnostic = Assert.Single(await Compile.Analyze(Compile.Source(Attention(", KeyLength = 1024, Scale = 1"))));
        Assert.Equal(
            "The scores of 'F', for queries and keys of unit variance, have a standard deviation of 8: a softmax of 1,024 keys is all but one-hot; leave Scale out: 1/√64 makes it 1",
            diagnostic.GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task IsFixedByTheScale()
    {
        await Verify.Fixes(Attention(", KeyLength = 1024, Scale = 1", "{|KG1008:F|}"), Attention(", KeyLength = 1024"));
        await Verify.Fixes(
            Attention(", KeyLength = 1024, Scale = 1", "{|KG1008:F|}", "[ValueRange(-4, 4)] ", "[ValueRange(-4, 4)] "),
            Attention(", KeyLength = 1024, Scale = 0.023", "F", "[ValueRange(-4, 4)] ", "[ValueRange(-4, 4)] "));
    }

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG1008", Attention(", Scale = 1", "{|KG1008:F|}"));
}
