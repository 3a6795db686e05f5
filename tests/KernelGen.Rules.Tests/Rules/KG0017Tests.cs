namespace KernelGen.Rules.Tests.Rules;

/// <summary>An accumulator is no narrower than the elements.</summary>
public sealed class KG0017Tests
{
    private const string Narrow =
        "[SumOfSquares, Precision(Accumulate = {|KG0017:Accumulate.Float32|})] public static partial double F(ReadOnlySpan<double> a);";

    [Fact]
    public Task Fires() => Verify.Fires(Verify.Kernel(Narrow));

    [Theory]
    [InlineData("Auto", "double")]
    [InlineData("Float64", "double")]
    [InlineData("Compensated", "double")]
    [InlineData("Float32", "float")]
    [InlineData("Float64", "float")]
    public Task IsSilentOnOthers(string accumulate, string element) => Verify.Silent(Verify.Kernel(
        $"[SumOfSquares, Precision(Accumulate = Accumulate.{accumulate})] public static partial {element} F(ReadOnlySpan<{element}> a);"));

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG0017", Verify.Kernel(Narrow));
}
