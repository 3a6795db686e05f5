namespace KernelGen.Rules.Tests.Rules;

/// <summary>A kernel has a target for the processor that the project is built for.</summary>
public sealed class KG2004Tests
{
    private static string Kernel(string target) => Verify.Kernel(
        $"[SumOfSquares, TargetIsa({target})] public static partial float F(ReadOnlySpan<float> a);");

    [Theory]
    [InlineData("Isa.Avx512 | Isa.Avx2", "linux-arm64")]
    [InlineData("Isa.Neon", "win-x64")]
    [InlineData("Isa.Neon", "win-x86")]
    public Task Fires(string target, string identifier) => Verify.Fires(Kernel("{|KG2004:" + target + "|}"), "RuntimeIdentifier = " + identifier);

    [Fact]
    public Task FiresOnTheKernelForTheProperty() => Verify.Fires(
        Verify.Kernel("[SumOfSquares] public static partial float {|KG2004:F|}(ReadOnlySpan<float> a);"),
        "RuntimeIdentifier = linux-arm64; KernelGenTargets = Avx2");

    [Theory]
    [InlineData("Isa.Avx2", "linux-x64")]
    [InlineData("Isa.Avx2 | Isa.Neon", "osx-arm64")]
    [InlineData("Isa.None", "osx-arm64")]
    [InlineData("Isa.Avx2", "browser-wasm")]
    [InlineData("Isa.Neon", "")]
    public Task IsSilentOtherwise(string target, string identifier) => Verify.Silent(
        Kernel(target), "RuntimeIdentifier = " + identifier + "; NETCoreSdkRuntimeIdentifier = linux-x64");

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG2004", Kernel("{|KG2004:Isa.Neon|}"), "RuntimeIdentifier = linux-x64");
}
