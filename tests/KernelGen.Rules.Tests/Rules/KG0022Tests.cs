namespace KernelGen.Rules.Tests.Rules;

/// <summary>A value range has values in it.</summary>
public sealed class KG0022Tests
{
    private static string With(string range, string element = "float") => Verify.Kernel(
        $"[Dot(2)] public static partial {element} F([{range}] ReadOnlySpan<{element}> a, ReadOnlySpan<{element}> b);");

    [Theory]
    [InlineData("1, -1")]
    [InlineData("0.5, 0.25")]
    [InlineData("double.NaN, 1")]
    [InlineData("0, double.NaN")]
    [InlineData("double.NegativeInfinity, 1")]
    [InlineData("0, double.PositiveInfinity")]
    [InlineData("1e39, 1e40")]
    [InlineData("-1e40, -1e39")]
    public Task Fires(string ends) => Verify.Fires(With($"{{|KG0022:ValueRange|}}({ends})"));

    [Theory]
    [InlineData("-1, 1", "float")]
    [InlineData("2, 2", "float")]
    [InlineData("min: 0, max: 1", "float")]
    [InlineData("-1e40, 1e40", "float")]
    [InlineData("1e39, 1e40", "double")]
    [InlineData("double.MinValue, double.MaxValue", "double")]
    public Task IsSilentWhereThereAreValues(string ends, string element) => Verify.Silent(With($"ValueRange({ends})", element));

    [Fact]
    public Task IsSilentWhereTheCompilerSpeaks() => Verify.Silent(With("ValueRange(1, \"x\")"));

    [Fact]
    public async Task SaysTheRightWayRound()
    {
        var diagnostic = Assert.Single(await Compile.Analyze(Compile.Source(With("ValueRange(1, -1)"))));
        Assert.Equal(
            "[ValueRange(1, -1)] is empty, for its ends are the wrong way round: write [ValueRange(-1, 1)]",
            diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG0022", With("{|KG0022:ValueRange|}(1, -1)"));
}
