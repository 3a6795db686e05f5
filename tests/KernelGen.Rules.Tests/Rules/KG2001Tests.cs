namespace KernelGen.Rules.Tests.Rules;

/// <summary>A target is one that exists.</summary>
public sealed class KG2001Tests
{
    private const string Unknown = "[SumOfSquares, TargetIsa({|KG2001:(Isa)8|})] public static partial float F(ReadOnlySpan<float> a);";

    [Fact]
    public Task Fires() => Verify.Fires(Verify.Kernel(Unknown));

    [Theory]
    [InlineData("Isa.None")]
    [InlineData("Isa.All")]
    [InlineData("Isa.Avx512 | Isa.Neon")]
    public Task IsSilentOnTargets(string isa) => Verify.Silent(Verify.Kernel(
        $"[SumOfSquares, TargetIsa({isa})] public static partial float F(ReadOnlySpan<float> a);"));

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG2001", Verify.Kernel(Unknown));
}
