namespace KernelGen.Numerics.Tests.Kernels;

/// <summary>A matrix and a vector.</summary>
internal static partial class GemvKernels
{
    [Gemv(M = 0, K = 5)] public static partial void GemvF32_0_5(ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y);
    [Gemv(M = 5, K = 0)] public static partial void GemvF32_5_0(ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y);
    [Gemv(M = 1, K = 1)] public static partial void GemvF32_1_1(ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y);
    [Gemv(M = 1, K = 100)] public static partial void GemvF32_1_100(ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y);
    [Gemv(M = 7, K = 16)] public static partial void GemvF32_7_16(ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y);
    [Gemv(M = 16, K = 33)] public static partial void GemvF32_16_33(ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y);
    [Gemv(M = 33, K = 7)] public static partial void GemvF32_33_7(ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y);
    [Gemv(M = 64, K = 64)] public static partial void GemvF32_64_64(ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y);
    [Gemv(M = 100, K = 384)] public static partial void GemvF32_100_384(ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y);
    [Gemv] public static partial void GemvF32(ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y, int m, int k);
    [Gemv] public static partial void GemvAllF32(ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y, int m, int k, float alpha, float beta, ReadOnlySpan<float> bias);
    [Gemv(M = 33, K = 70)] public static partial void GemvAllF32_33_70(ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y, float alpha, float beta, ReadOnlySpan<float> bias);
    [Gemv, Precision(Accumulate = Accumulate.Float64)] public static partial void GemvAllF32Float64(ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y, int m, int k, float alpha, float beta, ReadOnlySpan<float> bias);
    [Gemv, Precision(Accumulate = Accumulate.Compensated)] public static partial void GemvAllF32Compensated(ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y, int m, int k, float alpha, float beta, ReadOnlySpan<float> bias);

    [Gemv(M = 0, K = 5, Transpose = true)] public static partial void GemvTransposedF32_0_5(ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y);
    [Gemv(M = 5, K = 0, Transpose = true)] public static partial void GemvTransposedF32_5_0(ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y);
    [Gemv(M = 1, K = 1, Transpose = true)] public static partial void GemvTransposedF32_1_1(ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y);
    [Gemv(M = 1, K = 100, Transpose = true)] public static partial void GemvTransposedF32_1_100(ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y);
    [Gemv(M = 7, K = 16, Transpose = true)] public static partial void GemvTransposedF32_7_16(ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y);
    [Gemv(M = 16, K = 33, Transpose = true)] public static partial void GemvTransposedF32_16_33(ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y);
    [Gemv(M = 33, K = 7, Transpose = true)] public static partial void GemvTransposedF32_33_7(ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y);
    [Gemv(M = 64, K = 64, Transpose = true)] public static partial void GemvTransposedF32_64_64(ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y);
    [Gemv(M = 100, K = 384, Transpose = true)] public static partial void GemvTransposedF32_100_384(ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y);
    [Gemv(Transpose = true)] public static partial void GemvTransposedF32(ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y, int m, int k);
    [Gemv(Transpose = true)] public static partial void GemvTransposedAllF32(ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y, int m, int k, float alpha, float beta, ReadOnlySpan<float> bias);
    [Gemv(M = 33, K = 70, Transpose = true)] public static partial void GemvTransposedAllF32_33_70(ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y, float alpha, float beta, ReadOnlySpan<float> bias);
    [Gemv(Transpose = true), Precision(Accumulate = Accumulate.Float64)] public static partial void GemvTransposedAllF32Float64(ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y, int m, int k, float alpha, float beta, ReadOnlySpan<float> bias);
    [Gemv(Transpose = true), Precision(Accumulate = Accumulate.Compensated)] public static partial void GemvTransposedAllF32Compensated(ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y, int m, int k, float alpha, float beta, ReadOnlySpan<float> bias);

    [Gemv(M = 0, K = 5)] public static partial void GemvF64_0_5(ReadOnlySpan<double> a, ReadOnlySpan<double> x, Span<double> y);
    [Gemv(M = 5, K = 0)] public static partial void GemvF64_5_0(ReadOnlySpan<double> a, ReadOnlySpan<double> x, Span<double> y);
    [Gemv(M = 1, K = 1)] public static partial void GemvF64_1_1(ReadOnlySpan<double> a, ReadOnlySpan<double> x, Span<double> y);
    [Gemv(M = 1, K = 100)] public static partial void GemvF64_1_100(ReadOnlySpan<double> a, ReadOnlySpan<double> x, Span<double> y);
    [Gemv(M = 7, K = 16)] public static partial void GemvF64_7_16(ReadOnlySpan<double> a, ReadOnlySpan<double> x, Span<double> y);
    [Gemv(M = 16, K = 33)] public static partial void GemvF64_16_33(ReadOnlySpan<double> a, ReadOnlySpan<double> x, Span<double> y);
    [Gemv(M = 33, K = 7)] public static partial void GemvF64_33_7(ReadOnlySpan<double> a, ReadOnlySpan<double> x, Span<double> y);
    [Gemv(M = 64, K = 64)] public static partial void GemvF64_64_64(ReadOnlySpan<double> a, ReadOnlySpan<double> x, Span<double> y);
    [Gemv(M = 100, K = 384)] public static partial void GemvF64_100_384(ReadOnlySpan<double> a, ReadOnlySpan<double> x, Span<double> y);
    [Gemv] public static partial void GemvF64(ReadOnlySpan<double> a, ReadOnlySpan<double> x, Span<double> y, int m, int k);
    [Gemv] public static partial void GemvAllF64(ReadOnlySpan<double> a, ReadOnlySpan<double> x, Span<double> y, int m, int k, double alpha, double beta, ReadOnlySpan<double> bias);
    [Gemv(M = 33, K = 70)] public static partial void GemvAllF64_33_70(ReadOnlySpan<double> a, ReadOnlySpan<double> x, Span<double> y, double alpha, double beta, ReadOnlySpan<double> bias);
    [Gemv, Precision(Accumulate = Accumulate.Compensated)] public static partial void GemvAllF64Compensated(ReadOnlySpan<double> a, ReadOnlySpan<double> x, Span<double> y, int m, int k, double alpha, double beta, ReadOnlySpan<double> bias);

    [Gemv(M = 0, K = 5, Transpose = true)] public static partial void GemvTransposedF64_0_5(ReadOnlySpan<double> a, ReadOnlySpan<double> x, Span<double> y);
    [Gemv(M = 5, K = 0, Transpose = true)] public static partial void GemvTransposedF64_5_0(ReadOnlySpan<double> a, ReadOnlySpan<double> x, Span<double> y);
    [Gemv(M = 1, K = 1, Transpose = true)] public static partial void GemvTransposedF64_1_1(ReadOnlySpan<double> a, ReadOnlySpan<double> x, Span<double> y);
    [Gemv(M = 1, K = 100, Transpose = true)] public static partial void GemvTransposedF64_1_100(ReadOnlySpan<double> a, ReadOnlySpan<double> x, Span<double> y);
    [Gemv(M = 7, K = 16, Transpose = true)] public static partial void GemvTransposedF64_7_16(ReadOnlySpan<double> a, ReadOnlySpan<double> x, Span<double> y);
    [Gemv(M = 16, K = 33, Transpose = true)] public static partial void GemvTransposedF64_16_33(ReadOnlySpan<double> a, ReadOnlySpan<double> x, Span<double> y);
    [Gemv(M = 33, K = 7, Transpose = true)] public static partial void GemvTransposedF64_33_7(ReadOnlySpan<double> a, ReadOnlySpan<double> x, Span<double> y);
    [Gemv(M = 64, K = 64, Transpose = true)] public static partial void GemvTransposedF64_64_64(ReadOnlySpan<double> a, ReadOnlySpan<double> x, Span<double> y);
    [Gemv(M = 100, K = 384, Transpose = true)] public static partial void GemvTransposedF64_100_384(ReadOnlySpan<double> a, ReadOnlySpan<double> x, Span<double> y);
    [Gemv(Transpose = true)] public static partial void GemvTransposedF64(ReadOnlySpan<double> a, ReadOnlySpan<double> x, Span<double> y, int m, int k);
    [Gemv(Transpose = true)] public static partial void GemvTransposedAllF64(ReadOnlySpan<double> a, ReadOnlySpan<double> x, Span<double> y, int m, int k, double alpha, double beta, ReadOnlySpan<double> bias);
    [Gemv(M = 33, K = 70, Transpose = true)] public static partial void GemvTransposedAllF64_33_70(ReadOnlySpan<double> a, ReadOnlySpan<double> x, Span<double> y, double alpha, double beta, ReadOnlySpan<double> bias);
    [Gemv(Transpose = true), Precision(Accumulate = Accumulate.Compensated)] public static partial void GemvTransposedAllF64Compensated(ReadOnlySpan<double> a, ReadOnlySpan<double> x, Span<double> y, int m, int k, double alpha, double beta, ReadOnlySpan<double> bias);
}
