namespace KernelGen.Numerics.Tests.Kernels;

/// <summary>Convolutions of 8-bit integers: both layouts, exact sums, scaled and requantised results.</summary>
internal static partial class IntegerConvolutionKernels
{
    [Conv2D] public static partial void Conv2DNchwU8I8(ReadOnlySpan<byte> x, ReadOnlySpan<sbyte> weights, Span<int> y, int xZeroPoint, ReadOnlySpan<sbyte> weightZeroPoints, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int groups, int batch);
    [Conv2D(Layout = ImageLayout.Nhwc)] public static partial void Conv2DNhwcU8I8ToF32(ReadOnlySpan<byte> x, ReadOnlySpan<sbyte> weights, Span<float> y, float xScale, int xZeroPoint, ReadOnlySpan<float> weightScales, ReadOnlySpan<sbyte> weightZeroPoints, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int groups, int batch);
    [Conv2D(Activation = Activation.Relu)] public static partial void Conv2DNchwI8ToU8(ReadOnlySpan<sbyte> x, ReadOnlySpan<sbyte> weights, Span<byte> y, float xScale, ReadOnlySpan<float> weightScales, ReadOnlySpan<float> bias, float yScale, int yZeroPoint, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int groups, int batch);
    [Conv2D(InChannels = 17, OutChannels = 40, Height = 9, Width = 14, Kernel = 3, Padding = 1, Layout = ImageLayout.Nhwc)] public static partial void Conv2DNhwcU8ToI8_17_40(ReadOnlySpan<byte> x, ReadOnlySpan<byte> weights, Span<sbyte> y, float xScale, int xZeroPoint, float weightScale, int weightZeroPoint, ReadOnlySpan<float> bias, float yScale, int yZeroPoint);
    [Conv2D(Layout = ImageLayout.Nhwc), Precision(Accumulate = Accumulate.Int64)] public static partial void Conv2DNhwcU8I8Long(ReadOnlySpan<byte> x, ReadOnlySpan<sbyte> weights, Span<long> y, int xZeroPoint, int weightZeroPoint, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int groups, int batch);
    [Conv1D] public static partial void Conv1DNchwI8(ReadOnlySpan<sbyte> x, ReadOnlySpan<sbyte> weights, Span<int> y, int inChannels, int outChannels, int length, int kernel, int stride, int dilation, int padding, int groups, int batch);

    // Declared values that let four products go together; calls hold them or not.
    [Conv2D] public static partial void Conv2DNchwU8I8Ranged(ReadOnlySpan<byte> x, [ValueRange(-64, 63)] ReadOnlySpan<sbyte> weights, Span<int> y, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int groups, int batch);
    [Conv2D(Layout = ImageLayout.Nhwc)] public static partial void Conv2DNhwcU8I8RangedToU8([ValueRange(0, 127)] ReadOnlySpan<byte> x, ReadOnlySpan<sbyte> weights, Span<byte> y, float weightScale, float yScale, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int groups, int batch);
}
