namespace KernelGen.Benchmarks.Kernels;

/// <summary>A matrix times a vector.</summary>
internal static partial class GemvKernels
{
    [Gemv(M = 768, K = 768)]
    public static partial void Square768(ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y);

    [Gemv(M = 4096, K = 4096)]
    public static partial void Square4096(ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y);

    [Gemv]
    public static partial void Any(ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y, int m, int k);
}
