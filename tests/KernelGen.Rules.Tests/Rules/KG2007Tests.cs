namespace KernelGen.Rules.Tests.Rules;

/// <summary>KernelGenTargets names targets that exist.</summary>
public sealed class KG2007Tests
{
    private static readonly string Kernel = Verify.Kernel("[SumOfSquares] public static partial float {|KG2007:F|}(ReadOnlySpan<float> a);");

    [Theory]
    [InlineData("Sse2")]
    [InlineData("Avx2 | Avx1024")]
    public Task Fires(string targets) => Verify.Fires(Kernel, "KernelGenTargets = " + targets);

    [Theory]
    [InlineData("")]
    [InlineData("Avx2")]
    [InlineData("avx512, NEON")]
    [InlineData("Isa.Avx512 | Isa.Avx2")]
    [InlineData("All")]
    [InlineData("None")]
    public Task IsSilentOnTargets(string targets) => Verify.Silent(Kernel.Replace("{|KG2007:F|}", "F"), "KernelGenTargets = " + targets);

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG2007", Kernel, "KernelGenTargets = Sse2");
}
