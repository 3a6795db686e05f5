namespace KernelGen.Benchmarks.Kernels;

/// <summary>Matrix products of any shape: one kernel a transpose.</summary>
internal static partial class AnyGemms
{
    [Gemm]
    public static partial void Plain(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int m, int n, int k, int batch);

    [Gemm(TransposeA = true)]
    public static partial void TransposedA(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int m, int n, int k, int batch);

    [Gemm(TransposeB = true)]
    public static partial void TransposedB(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int m, int n, int k, int batch);

    [Gemm(TransposeA = true, TransposeB = true)]
    public static partial void TransposedBoth(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int m, int n, int k, int batch);

    [Gemm]
    public static partial void Plain(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, int m, int n, int k, int batch);
}
