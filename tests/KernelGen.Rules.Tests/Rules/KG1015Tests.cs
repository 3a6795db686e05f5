using System.Globalization;

namespace KernelGen.Rules.Tests.Rules;

/// <summary>One minus a cosine loses the digits of near vectors.</summary>
public sealed class KG1015Tests
{
    private static string Cosine(string body, string element = "float") => Verify.Kernel(
        $$"""
        [Cosine(768)] public static partial {{element}} Cosine(ReadOnlySpan<{{element}}> a, ReadOnlySpan<{{element}}> b);
            public static object Distance({{element}}[] x, {{element}}[] y)
            {
                {{body}}
            }
        """);

    [Fact]
    public Task Fires() => Verify.Fires(Cosine("return {|KG1015:1 - Cosine(x, y)|};"));

    [Fact]
    public Task FiresOnALocal() => Verify.Fires(Cosine("var cosine = Cosine(x, y); return {|KG1015:1f - cosine|};"));

    [Theory]
    [InlineData("return 2 - Cosine(x, y);", "float")]
    [InlineData("return Cosine(x, y) - 1;", "float")]
    [InlineData("return 1 - x[0];", "float")]
    [InlineData("return 1 - Cosine(x, y) < 0.25f;", "float")] // a threshold of 0.75
    [InlineData("return 1 - Cosine(x, y) is < 0.25f;", "float")]
    [InlineData("return 1 - Cosine(x, y);", "double")]
    public Task IsSilentOnOthers(string body, string element) => Verify.Silent(Cosine(body, element));

    [Fact]
    public async Task SaysFromWhereOn()
    {
        var diagnostic = Assert.Single(await Compile.Analyze(Compile.Source(Cosine("return 1 - Cosine(x, y);"))));
        Assert.Equal(
            "'Cosine' is within 2.5·10⁻⁶ of the exact cosine, so this distance is wrong by more than 10⁻³ of itself where it is below 2.5·10⁻³; half the SquaredDistance of the normalised vectors is the same number, with all its digits",
            diagnostic.GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG1015", Cosine("return {|KG1015:1 - Cosine(x, y)|};"));
}
