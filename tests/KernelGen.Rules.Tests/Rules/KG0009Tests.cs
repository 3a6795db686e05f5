namespace KernelGen.Rules.Tests.Rules;

/// <summary>A kernel's element type is one that its operation takes.</summary>
public sealed class KG0009Tests
{
    private const string Decimal = "[SumOfSquares] public static partial decimal F({|KG0009:ReadOnlySpan<decimal>|} a);";

    [Fact]
    public Task Fires() => Verify.Fires(Verify.Kernel(Decimal));

    [Theory]
    [InlineData("short")]
    [InlineData("string")]
    [InlineData("char")]
    [InlineData("System.Numerics.Complex")]
    public Task FiresOnEachOperand(string type) => Verify.Fires(Verify.Kernel(
        $$"""[Normalize] public static partial void F({|KG0009:ReadOnlySpan<{{type}}>|} x, {|KG0009:Span<{{type}}>|} y);"""));

    [Theory]
    [InlineData("float")]
    [InlineData("double")]
    [InlineData("System.Single")]
    [InlineData("Half")]
    [InlineData("BFloat16")]
    public Task IsSilentOnFloats(string type) => Verify.Silent(Verify.Kernel(
        $"[Normalize] public static partial void F(ReadOnlySpan<{type}> x, Span<{type}> y);"));

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG0009", Verify.Kernel(Decimal));
}
