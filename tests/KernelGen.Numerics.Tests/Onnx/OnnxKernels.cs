namespace KernelGen.Numerics.Tests.Onnx;

/// <summary>What the operators of ONNX's node tests are here.</summary>
internal static partial class OnnxKernels
{
    [Quantize] public static partial void Quantize(ReadOnlySpan<float> x, Span<byte> y, float scale, int zeroPoint);
    [Quantize] public static partial void QuantizeRows(ReadOnlySpan<float> x, Span<byte> y, ReadOnlySpan<float> scales, ReadOnlySpan<byte> zeroPoints, int length);
    [Quantize] public static partial void QuantizeDynamic(ReadOnlySpan<float> x, Span<byte> y, Span<float> scales, Span<byte> zeroPoints);
    [Dequantize] public static partial void Dequantize(ReadOnlySpan<byte> x, Span<float> y, float scale, int zeroPoint);
    [Dequantize] public static partial void DequantizeRows(ReadOnlySpan<byte> x, Span<float> y, ReadOnlySpan<float> scales, ReadOnlySpan<byte> zeroPoints, int length);
    [Gemm] public static partial void MatMulInteger(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, Span<int> c, int m, int n, int k, int aZeroPoint, int bZeroPoint);

    [Softmax] public static partial void Softmax(ReadOnlySpan<float> x, Span<float> y, int length);
    [LogSoftmax] public static partial void LogSoftmax(ReadOnlySpan<float> x, Span<float> y, int length);
    [LayerNorm] public static partial void LayerNorm(ReadOnlySpan<float> x, ReadOnlySpan<float> gamma, Span<float> y, ReadOnlySpan<float> beta);
    [LayerNorm(Epsilon = 0.1)] public static partial void LayerNormOfLargeEpsilon(ReadOnlySpan<float> x, ReadOnlySpan<float> gamma, Span<float> y, ReadOnlySpan<float> beta);

    [Gemm]
    public static partial void QLinearMatMul(
        ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, Span<byte> c, int m, int n, int k, int batch,
        float aScale, int aZeroPoint, float bScale, int bZeroPoint, float cScale, int cZeroPoint);
}
