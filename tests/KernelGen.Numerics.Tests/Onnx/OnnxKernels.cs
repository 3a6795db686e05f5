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

    [Conv2D]
    public static partial void ConvInteger(
        ReadOnlySpan<byte> x, ReadOnlySpan<byte> weights, Span<int> y, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth,
        int paddingTop, int paddingLeft, int paddingBottom, int paddingRight, int batch, int xZeroPoint);

    [Conv2D]
    public static partial void QLinearConv(
        ReadOnlySpan<byte> x, ReadOnlySpan<byte> weights, Span<byte> y, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth,
        int paddingTop, int paddingLeft, int paddingBottom, int paddingRight, int batch,
        float xScale, int xZeroPoint, ReadOnlySpan<float> weightScales, ReadOnlySpan<byte> weightZeroPoints, float yScale, int yZeroPoint);

    [Softmax] public static partial void Softmax(ReadOnlySpan<float> x, Span<float> y, int length);
    [LogSoftmax] public static partial void LogSoftmax(ReadOnlySpan<float> x, Span<float> y, int length);
    [LayerNorm] public static partial void LayerNorm(ReadOnlySpan<float> x, ReadOnlySpan<float> gamma, Span<float> y, ReadOnlySpan<float> beta);
    [LayerNorm(Epsilon = 0.1)] public static partial void LayerNormOfLargeEpsilon(ReadOnlySpan<float> x, ReadOnlySpan<float> gamma, Span<float> y, ReadOnlySpan<float> beta);

    [Conv2D]
    public static partial void Convolve(
        ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth,
        int strideHeight, int strideWidth, int dilationHeight, int dilationWidth, int paddingTop, int paddingLeft, int paddingBottom, int paddingRight, int groups, int batch);

    [Conv1D]
    public static partial void ConvolveLines(
        ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, int inChannels, int outChannels, int length, int kernel,
        int stride, int dilation, int paddingLeft, int paddingRight, int groups, int batch);

    [ConvTranspose2D]
    public static partial void ConvolveBack(
        ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth,
        int strideHeight, int strideWidth, int dilationHeight, int dilationWidth, int paddingTop, int paddingLeft, int paddingBottom, int paddingRight,
        int outputPaddingHeight, int outputPaddingWidth, int groups, int batch);

    [MaxPool2D]
    public static partial void MaxPool(
        ReadOnlySpan<float> x, Span<float> y, int channels, int height, int width, int kernelHeight, int kernelWidth,
        int strideHeight, int strideWidth, int dilationHeight, int dilationWidth, int paddingTop, int paddingLeft, int paddingBottom, int paddingRight, int batch);

    [AveragePool2D]
    public static partial void Average(
        ReadOnlySpan<float> x, Span<float> y, int channels, int height, int width, int kernelHeight, int kernelWidth,
        int strideHeight, int strideWidth, int paddingTop, int paddingLeft, int paddingBottom, int paddingRight, int batch);

    [AveragePool2D(CountIncludePad = true)]
    public static partial void AveragePadded(
        ReadOnlySpan<float> x, Span<float> y, int channels, int height, int width, int kernelHeight, int kernelWidth,
        int strideHeight, int strideWidth, int paddingTop, int paddingLeft, int paddingBottom, int paddingRight, int batch);

    [GlobalAveragePool2D] public static partial void GlobalAverage(ReadOnlySpan<float> x, Span<float> y, int channels, int height, int width, int batch);

    [Gemm]
    public static partial void QLinearMatMul(
        ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, Span<byte> c, int m, int n, int k, int batch,
        float aScale, int aZeroPoint, float bScale, int bZeroPoint, float cScale, int cZeroPoint);
}
