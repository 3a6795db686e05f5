namespace KernelGen.Rules.Tests.Rules;

/// <summary>A kernel returns what its operation gives.</summary>
public sealed class KG0011Tests
{
    private const string Wrong = "[Dot] public static partial {|KG0011:double|} F(ReadOnlySpan<float> a, ReadOnlySpan<float> b);";

    [Fact]
    public Task Fires() => Verify.Fires(Verify.Kernel(Wrong));

    [Theory]
    [InlineData("[Normalize] public static partial {|KG0011:int|} F(ReadOnlySpan<float> x, Span<float> y);")]
    [InlineData("[SumOfSquares] public static partial {|KG0011:void|} F(ReadOnlySpan<float> a);")]
    [InlineData("[SumOfSquares] public static partial {|KG0011:ref float|} F(ReadOnlySpan<float> a);")]
    [InlineData("[TopK(Length = 4, K = 2)] public static partial {|KG0011:long|} F(ReadOnlySpan<float> q, ReadOnlySpan<float> r, Span<int> i, Span<float> s);")]
    public Task FiresOnEveryOtherType(string kernel) => Verify.Fires(Verify.Kernel(kernel));

    [Fact]
    public Task IsSilentOnTheElementType() => Verify.Silent(Verify.Kernel(
        "[Dot] public static partial double F(ReadOnlySpan<double> a, ReadOnlySpan<double> b);"));

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG0011", Verify.Kernel(Wrong));

    [Fact]
    public Task IsFixed() => Verify.Fixes(
        Verify.Kernel(Wrong),
        Verify.Kernel("[Dot] public static partial float F(ReadOnlySpan<float> a, ReadOnlySpan<float> b);"));
}
