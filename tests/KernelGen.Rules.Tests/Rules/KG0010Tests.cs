namespace KernelGen.Rules.Tests.Rules;

/// <summary>A kernel's operands have one element type.</summary>
public sealed class KG0010Tests
{
    private const string Mixed = "[Normalize] public static partial void F(ReadOnlySpan<float> x, {|KG0010:Span<double>|} y);";

    [Fact]
    public Task Fires() => Verify.Fires(Verify.Kernel(Mixed));

    [Fact]
    public Task FiresOnOptionalOperands() => Verify.Fires(Verify.Kernel(
        """
        [Gemv(M = 4, K = 4)] public static partial void F(ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y, {|KG0010:double|} alpha, {|KG0010:ReadOnlySpan<double>|} bias);
        """));

    [Fact]
    public Task IsSilentOnIndices() => Verify.Silent(Verify.Kernel(
        "[TopK(Length = 4, K = 2)] public static partial int F(ReadOnlySpan<double> query, ReadOnlySpan<double> rows, Span<int> indices, Span<double> scores);"));

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG0010", Verify.Kernel(Mixed));

    [Fact]
    public Task IsFixed() => Verify.Fixes(
        Verify.Kernel(Mixed),
        Verify.Kernel("[Normalize] public static partial void F(ReadOnlySpan<float> x, Span<float> y);"));
}
