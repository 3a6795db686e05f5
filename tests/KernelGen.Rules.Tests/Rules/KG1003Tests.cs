using System.Globalization;

namespace KernelGen.Rules.Tests.Rules;

/// <summary>A sum keeps its digits.</summary>
public sealed class KG1003Tests
{
    private static string Gemm(int k, string name = "F", string more = "") => Verify.Kernel(
        $"[Gemm(M = 1, N = 1, K = {k}){more}] public static partial void {name}(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);");

    /// <summary>2²³ roundings of 2⁻²⁴ each are a half, and γ is 1.</summary>
    [Fact]
    public Task Fires() => Verify.Fires(Gemm(1 << 23, "{|KG1003:F|}"));

    /// <summary>One less has another warning, since its bound is far above any sensible tolerance; where that is stated none.</summary>
    [Fact]
    public Task IsSilentOneTermBefore() => Verify.Silent(Gemm((1 << 23) - 1, more: ", Precision(Tolerance = 1)"));

    /// <summary>BFloat16 has 8 bits: nothing is left at 2⁷ roundings, and Half, which has 11, at 2¹⁰.</summary>
    [Theory]
    [InlineData(127, "BFloat16", false)]
    [InlineData(128, "BFloat16", true)]
    [InlineData(1023, "Float16", false)]
    [InlineData(1024, "Float16", true)]
    public Task FiresOnANarrowAccumulator(int k, string accumulate, bool fires) => Verify.Fires(Verify.Kernel(
        $"[Gemm(M = 1, N = 1, K = {k}), Precision(Tolerance = 1000, Accumulate = {(fires ? $"{{|KG1003:Accumulate.{accumulate}|}}" : $"Accumulate.{accumulate}")})] public static partial void F(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);"));

    [Fact]
    public Task IsFixedByTheDefault() => Verify.Fixes(
        Verify.Kernel("[Gemm(M = 1, N = 1, K = 128), Precision(Accumulate = {|KG1003:Accumulate.BFloat16|})] public static partial void F(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);"),
        Verify.Kernel("[Gemm(M = 1, N = 1, K = 128), Precision(Accumulate = Accumulate.Float32)] public static partial void F(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);"));

    [Theory]
    [InlineData("[Dot(1 << 24)] public static partial float F(ReadOnlySpan<float> a, ReadOnlySpan<float> b);")] // 64 chains of 2¹⁸
    [InlineData("[Gemm(M = 1, N = 1)] public static partial void F(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int k);")]
    public Task IsSilentWhereChainsAreShortOrUnknown(string kernel) => Verify.Silent(Verify.Kernel("[Precision(Tolerance = 1)] " + kernel));

    [Fact]
    public Task IsSilentOnABetterAccumulator() => Verify.Silent(Gemm(1 << 23, more: ", Precision(Accumulate = Accumulate.Float64)"));

    [Fact]
    public async Task SaysWhereItStops()
    {
        var diagnostic = Assert.Single(await Compile.Analyze(Compile.Source(Gemm(10_000_000))));
        Assert.Equal(
            "The sums of 'F' take 10,000,000 roundings in a row in float: from 8,388,608 on no digit is guaranteed, and a sum of equal terms stops growing at 16,777,216; Accumulate.Float64 keeps it",
            diagnostic.GetMessage(CultureInfo.InvariantCulture));
    }

    /// <summary>What the message says of equal terms.</summary>
    [Fact]
    public void ASumOfOnesStopsThere() => Assert.Equal(16_777_216f, 16_777_216f + 1f);

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG1003", Gemm(1 << 23, "{|KG1003:F|}"));

    [Fact]
    public Task IsFixed() => Verify.Fixes(Gemm(1 << 23, "{|KG1003:F|}"), Gemm(1 << 23, more: ", Precision(Accumulate = Accumulate.Float64)"));
}
