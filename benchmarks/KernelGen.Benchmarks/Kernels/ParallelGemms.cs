namespace KernelGen.Benchmarks.Kernels;

/// <summary>Squares of <see cref="ModelGemms"/> for two threads.</summary>
[Parallel(MaxThreads = 2)]
internal static partial class ParallelGemms
{
    [Gemm(M = 504, N = 504, K = 504)]
    public static partial void Square504(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 1008, N = 1008, K = 1008)]
    public static partial void Square1008(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 2016, N = 2016, K = 2016)]
    public static partial void Square2016(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);
}
