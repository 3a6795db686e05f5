namespace KernelGen.Numerics.Tests.Kernels;

/// <summary>Softmax and norms of rows, of every type, with every operand, and of lengths that are known and not.</summary>
internal static partial class RowsKernels
{
    [Softmax] public static partial void SoftmaxF32(ReadOnlySpan<float> x, Span<float> y);
    [Softmax] public static partial void SoftmaxRowsF32(ReadOnlySpan<float> x, Span<float> y, int length);
    [Softmax(0)] public static partial void SoftmaxF32_0(ReadOnlySpan<float> x, Span<float> y);
    [Softmax(200)] public static partial void SoftmaxF32_200(ReadOnlySpan<float> x, Span<float> y);
    [Softmax] public static partial void SoftmaxF64(ReadOnlySpan<double> x, Span<double> y, int length);
    [Softmax(37)] public static partial void SoftmaxF16_37(ReadOnlySpan<Half> x, Span<Half> y);
    [Softmax] public static partial void SoftmaxF16F32(ReadOnlySpan<Half> x, Span<float> y, int length);
    [Softmax] public static partial void SoftmaxBF16(ReadOnlySpan<BFloat16> x, Span<BFloat16> y, int length);
    [Softmax, Precision(Accumulate = Accumulate.Float64)] public static partial void SoftmaxF32Float64(ReadOnlySpan<float> x, Span<float> y, int length);
    [Softmax, Precision(Accumulate = Accumulate.Compensated)] public static partial void SoftmaxF32Compensated(ReadOnlySpan<float> x, Span<float> y, int length);
    [LogSoftmax] public static partial void LogSoftmaxF32(ReadOnlySpan<float> x, Span<float> y);
    [LogSoftmax(101)] public static partial void LogSoftmaxF64_101(ReadOnlySpan<double> x, Span<double> y);
    [LogSoftmax] public static partial void LogSoftmaxBF16(ReadOnlySpan<BFloat16> x, Span<BFloat16> y, int length);
    [LayerNorm] public static partial void LayerNormF32(ReadOnlySpan<float> x, ReadOnlySpan<float> gamma, Span<float> y);
    [LayerNorm] public static partial void LayerNormAllF32(ReadOnlySpan<float> x, ReadOnlySpan<float> gamma, Span<float> y, ReadOnlySpan<float> beta, ReadOnlySpan<float> residual, int length);
    [LayerNorm(100, Epsilon = 1e-12)] public static partial void LayerNormF64_100(ReadOnlySpan<double> x, ReadOnlySpan<double> gamma, Span<double> y, ReadOnlySpan<double> beta);
    [LayerNorm] public static partial void LayerNormF16(ReadOnlySpan<Half> x, ReadOnlySpan<float> gamma, Span<Half> y, ReadOnlySpan<Half> beta);
    [LayerNorm] public static partial void LayerNormBF16(ReadOnlySpan<BFloat16> x, ReadOnlySpan<BFloat16> gamma, Span<float> y, ReadOnlySpan<float> residual);
    [LayerNorm, Precision(Accumulate = Accumulate.Float64)] public static partial void LayerNormF32Float64(ReadOnlySpan<float> x, ReadOnlySpan<float> gamma, Span<float> y, ReadOnlySpan<float> beta);
    [LayerNorm(129), Precision(Accumulate = Accumulate.Compensated)] public static partial void LayerNormF32Compensated_129(ReadOnlySpan<float> x, ReadOnlySpan<float> gamma, Span<float> y);
    [LayerNorm, Precision(Accumulate = Accumulate.Float16)] public static partial void LayerNormF32Float16(ReadOnlySpan<float> x, ReadOnlySpan<float> gamma, Span<float> y);
    [RmsNorm] public static partial void RmsNormF32(ReadOnlySpan<float> x, ReadOnlySpan<float> gamma, Span<float> y);
    [RmsNorm(Epsilon = 0.01)] public static partial void RmsNormAllF32(ReadOnlySpan<float> x, ReadOnlySpan<float> gamma, Span<float> y, ReadOnlySpan<float> beta, ReadOnlySpan<float> residual);
    [RmsNorm] public static partial void RmsNormF64(ReadOnlySpan<double> x, ReadOnlySpan<double> gamma, Span<double> y, ReadOnlySpan<double> residual, int length);
    [RmsNorm, Precision(Accumulate = Accumulate.BFloat16, Tolerance = 1)] public static partial void RmsNormBF16BFloat16(ReadOnlySpan<BFloat16> x, ReadOnlySpan<BFloat16> gamma, Span<BFloat16> y);
    [RmsNorm(70)] public static partial void RmsNormF16_70(ReadOnlySpan<Half> x, ReadOnlySpan<Half> gamma, Span<Half> y);
}
