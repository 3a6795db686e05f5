namespace KernelGen.Rules.Tests.Rules;

/// <summary>Threads share only kernels that have work for them.</summary>
public sealed class KG0019Tests
{
    private const string Dot = "public static partial float F(ReadOnlySpan<float> a, ReadOnlySpan<float> b);";

    private const string OnADot = "[Dot, {|KG0019:Parallel|}] " + Dot;

    [Fact]
    public Task Fires() => Verify.Fires(Verify.Kernel(OnADot));

    [Fact]
    public Task FiresWhateverTheThreads() => Verify.Fires(Verify.Kernel("[Dot, {|KG0019:Parallel|}(MaxThreads = 2)] " + Dot));

    [Theory]
    [InlineData("[Similarities, Parallel] public static partial void F(ReadOnlySpan<float> q, ReadOnlySpan<float> r, Span<float> s);")]
    [InlineData("[TopK(K = 3), Parallel(MaxThreads = 2)] public static partial int F(ReadOnlySpan<float> q, ReadOnlySpan<float> r, Span<int> i, Span<float> s);")]
    [InlineData("[Gemv, Parallel] public static partial void F(ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y, int m, int k, int maxThreads);")]
    [InlineData("[Gemm(M = 2, N = 2, K = 2), Parallel] public static partial void F(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);")]
    [InlineData("[Dense(Inputs = 2, Outputs = 2), Parallel(MaxThreads = 1)] public static partial void F(ReadOnlySpan<float> x, ReadOnlySpan<float> w, Span<float> y);")]
    public Task IsSilentWhereThreadsCanShare(string kernel) => Verify.Silent(Verify.Kernel(kernel));

    [Fact]
    public Task IsSilentOnATypeAndAnAssembly() => Verify.Silent(
        $$"""
        using System;
        using KernelGen;

        [assembly: Parallel]

        [Parallel(MaxThreads = 3)]
        partial class Kernels
        {
            [Dot] {{Dot}}
        }
        """);

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG0019", Verify.Kernel(OnADot));
}
