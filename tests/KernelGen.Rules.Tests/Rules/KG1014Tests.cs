using System.Globalization;

namespace KernelGen.Rules.Tests.Rules;

/// <summary>Rounded results are not asked for equality.</summary>
public sealed class KG1014Tests
{
    private static string Dot(string condition, string length = "(384)") => Verify.Kernel(
        $$"""
        [Dot{{length}}] public static partial float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b);
            [TopK(Length = 3, K = 3)] public static partial int Best(ReadOnlySpan<float> q, ReadOnlySpan<float> r, Span<int> i, Span<float> s);
            public static bool Same(float[] x, float[] y, float[] z) => {{condition}};
        """);

    [Fact]
    public Task Fires() => Verify.Fires(Dot("{|KG1014:Dot(x, y) == Dot(x, z)|}"));

    [Theory]
    [InlineData("{|KG1014:Dot(x, y) != Dot(y, z)|}")]
    [InlineData("{|KG1014:(double)Dot(x, y) == (double)Dot(y, z)|}")]
    public Task FiresOnEitherOperator(string condition) => Verify.Fires(Dot(condition));

    [Theory]
    [InlineData("Dot(x, y) == 0")]
    [InlineData("Dot(x, y) == x[0]")]
    [InlineData("Dot(x, y) >= Dot(x, z)")]
    [InlineData("Math.Abs(Dot(x, y) - Dot(x, z)) < 1e-5f")]
    [InlineData("BitConverter.SingleToInt32Bits(Dot(x, y)) == BitConverter.SingleToInt32Bits(Dot(x, z))")]
    [InlineData("Best(x, y, new int[3], z) == Best(y, x, new int[3], z)")]
    public Task IsSilentOnOthers(string condition) => Verify.Silent(Dot(condition));

    [Theory]
    [InlineData("(384)", "'Dot' and 'Dot' are rounded, by up to 7.2·10⁻⁷ of their terms' magnitudes: whether == holds is chance; compare their difference with that bound")]
    [InlineData("", "'Dot' and 'Dot' are rounded, by up to C = γ(⌈Length/64⌉ + 6) with u = 2^−24, γ(k) = k·u / (1 − k·u) of their terms' magnitudes: whether == holds is chance; compare their difference with that bound")]
    public async Task SaysHowFarApartTheyMayBe(string length, string message)
    {
        var diagnostic = Assert.Single(await Compile.Analyze(Compile.Source(Dot("Dot(x, y) == Dot(x, z)", length))));
        Assert.Equal(message, diagnostic.GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG1014", Dot("{|KG1014:Dot(x, y) == Dot(x, z)|}"));
}
