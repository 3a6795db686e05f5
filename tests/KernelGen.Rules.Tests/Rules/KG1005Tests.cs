using System.Globalization;

namespace KernelGen.Rules.Tests.Rules;

/// <summary>A result keeps what its accumulator kept.</summary>
public sealed class KG1005Tests
{
    private static string Gemm(int k, string accumulate, string element = "float") => Verify.Kernel(
        $"[Gemm(M = 8, N = 8, K = {k}), Precision(Accumulate = {accumulate})] public static partial void F(ReadOnlySpan<{element}> a, ReadOnlySpan<{element}> b, Span<{element}> c);");

    /// <summary>A sum of one product is rounded once in float, and once from double to float.</summary>
    [Theory]
    [InlineData("Accumulate.Float64")]
    [InlineData("Accumulate.Compensated")]
    public Task Fires(string accumulate) => Verify.Fires(Gemm(1, $"{{|KG1005:{accumulate}|}}"));

    /// <summary>γ of 65,536 roundings of 2⁻²⁴ is that of the one rounding of 2⁻⁸ to BFloat16, and of 8,192 that of 2⁻¹¹ to Half.</summary>
    [Theory]
    [InlineData(4096, "BFloat16", true)]
    [InlineData(65536, "BFloat16", true)]
    [InlineData(65537, "BFloat16", false)]
    [InlineData(8192, "Half", true)]
    [InlineData(8193, "Half", false)]
    public Task FiresOnResultsOfSixteenBits(int k, string element, bool fires) => Verify.Fires(
        Gemm(k, fires ? "{|KG1005:Accumulate.Float64|}" : "Accumulate.Float64", element));

    /// <summary>A tolerance that only the dear accumulator keeps.</summary>
    [Fact]
    public Task IsSilentWhereAToleranceNeedsIt() => Verify.Silent(Gemm(4096, "Accumulate.Float64, Tolerance = 0.004", "BFloat16"));

    [Theory]
    [InlineData(2, "Accumulate.Float64", "float")]
    [InlineData(2, "Accumulate.Compensated", "float")]
    [InlineData(1, "Accumulate.Float32", "float")]
    [InlineData(1, "Accumulate.Float64", "double")]
    public Task IsSilentWhereItHelpsOrIsThePlainOne(int k, string accumulate, string element) => Verify.Silent(Gemm(k, accumulate, element));

    [Fact]
    public async Task SaysWhatIsDropped()
    {
        var diagnostic = Assert.Single(await Compile.Analyze(Compile.Source(Gemm(1, "Accumulate.Float64"))));
        Assert.Equal(
            "'F' sums in Float64 and then rounds to float, by up to 6·10⁻⁸; summed in float it would be off by no more than 6·10⁻⁸ before that: leave Accumulate out",
            diagnostic.GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG1005", Gemm(1, "{|KG1005:Accumulate.Float64|}"));

    [Fact]
    public Task IsFixed() => Verify.Fixes(Gemm(1, "{|KG1005:Accumulate.Float64|}"), Gemm(1, "Accumulate.Auto"));
}
