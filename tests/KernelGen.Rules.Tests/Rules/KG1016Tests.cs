using System.Globalization;

namespace KernelGen.Rules.Tests.Rules;

/// <summary>A distance is no difference of norms.</summary>
public sealed class KG1016Tests
{
    private static string With(string body, string unit = "") => Verify.Kernel(
        $$"""
        [Dot(768)] public static partial float Dot({{unit}}ReadOnlySpan<float> a, {{unit}}ReadOnlySpan<float> b);
            [SumOfSquares(768)] public static partial float Squares(ReadOnlySpan<float> a);
            public static float Distance(float[] x, float[] y, float[] norms)
            {
                {{body}}
            }
        """);

    [Fact]
    public Task Fires() => Verify.Fires(With("return {|KG1016:Squares(x) + Squares(y) - 2 * Dot(x, y)|};"));

    [Theory]
    [InlineData("return {|KG1016:Dot(x, x) + Dot(y, y) - 2f * Dot(x, y)|};")]
    [InlineData("return {|KG1016:Squares(x) - 2 * Dot(x, y) + Squares(y)|};")]
    [InlineData("return {|KG1016:Squares(x) - Dot(x, y) * 2 + norms[1]|};")]
    [InlineData("return {|KG1016:Squares(x) + Squares(y) - Dot(x, y) - Dot(x, y)|};")]
    [InlineData("float a = Squares(x), b = Squares(y), c = Dot(x, y); return MathF.Sqrt({|KG1016:a + b - 2 * c|});")]
    public Task FiresInAnyOrder(string body) => Verify.Fires(With(body));

    [Fact]
    public Task FiresOnUnitVectors() => Verify.Fires(With("return {|KG1016:2 - 2 * Dot(x, y)|};", "[UnitNorm] "));

    [Theory]
    [InlineData("return Squares(x) + Squares(y);")]
    [InlineData("return Squares(x) + Squares(y) + 2 * Dot(x, y);")] // ‖x + y‖²
    [InlineData("return Squares(x) + Squares(y) - Dot(x, y);")]
    [InlineData("return Squares(x) - Squares(y);")]
    [InlineData("return norms[0] + norms[1] - 2 * Dot(x, y);")] // norms from elsewhere: one product an all-pairs table
    [InlineData("return 2 - 2 * Dot(x, y);")]
    [InlineData("return Dot(x, y) - norms[0];")]
    public Task IsSilentOnOthers(string body) => Verify.Silent(With(body));

    [Fact]
    public async Task SaysWhatIsLost()
    {
        var diagnostic = Assert.Single(await Compile.Analyze(Compile.Source(With("return Squares(x) + Squares(y) - 2 * Dot(x, y);"))));
        Assert.Equal(
            "‖a‖² + ‖b‖² − 2a·b cancels: for vectors 1 % apart it may be wrong by 4.3 % of itself; [SquaredDistance(768)], which subtracts first, is within 1.2·10⁻⁶ at any distance",
            diagnostic.GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG1016", With("return {|KG1016:Squares(x) + Squares(y) - 2 * Dot(x, y)|};"));
}
