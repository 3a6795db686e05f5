namespace KernelGen.Rules.Tests.Rules;

/// <summary>Every dimension of a kernel is stated.</summary>
public sealed class KG0013Tests
{
    private const string Missing =
        "[{|KG0013:Gemm|}(M = 2, N = 2)] public static partial void F(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, float beta = 0);";

    [Fact]
    public Task Fires() => Verify.Fires(Verify.Kernel(Missing));

    [Fact]
    public Task FiresOnEach() => Verify.Fires(Verify.Kernel(
        "[{|KG0013:{|KG0013:{|KG0013:Gemm|}|}|}] public static partial void F(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);"));

    [Fact]
    public Task IsSilentWhereASpanOrOneTakesItsPlace() => Verify.Silent(Verify.Kernel(
        """
        [Similarities] public static partial void F(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores);
            [Gemm] public static partial void G(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int m, int n, int k);
            [Gemm(M = 0, N = 0, K = 0)] public static partial void H(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);
        """));

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG0013", Verify.Kernel(Missing));

    [Fact]
    public Task IsFixedBeforeDefaults() => Verify.Fixes(
        Verify.Kernel(Missing),
        Verify.Kernel("[Gemm(M = 2, N = 2)] public static partial void F(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int k, float beta = 0);"));

    [Fact]
    public Task IsFixedForAllAtOnce() => Verify.Fixes(
        Verify.Kernel("[{|KG0013:{|KG0013:Dense|}|}] public static partial void F(ReadOnlySpan<float> x, ReadOnlySpan<float> w, Span<float> y);"),
        Verify.Kernel("[Dense] public static partial void F(ReadOnlySpan<float> x, ReadOnlySpan<float> w, Span<float> y, int inputs, int outputs);"),
        iterations: 1);
}
