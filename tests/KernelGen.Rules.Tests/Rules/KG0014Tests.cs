namespace KernelGen.Rules.Tests.Rules;

/// <summary>A dimension is stated once.</summary>
public sealed class KG0014Tests
{
    private const string Twice = "[Dot(4, Length = {|KG0014:5|})] public static partial float F(ReadOnlySpan<float> a, ReadOnlySpan<float> b);";

    [Fact]
    public Task Fires() => Verify.Fires(Verify.Kernel(Twice));

    [Fact]
    public Task FiresOnAParameterBesideTheAttribute() => Verify.Fires(Verify.Kernel(
        "[Gemm(M = 2, N = 2, K = 2)] public static partial void F(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int {|KG0014:k|});"));

    [Fact]
    public Task FiresOnTwoThreadLimits() => Verify.Fires(Verify.Kernel(
        "[Similarities, Parallel(MaxThreads = 2)] public static partial void F(ReadOnlySpan<float> q, ReadOnlySpan<float> r, Span<float> s, int {|KG0014:maxThreads|});"));

    [Fact]
    public Task IsSilentOnTheSameValue() => Verify.Silent(Verify.Kernel(
        "[Dot(4, Length = 4)] public static partial float F(ReadOnlySpan<float> a, ReadOnlySpan<float> b);"));

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG0014", Verify.Kernel(Twice));
}
