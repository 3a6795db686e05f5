namespace KernelGen.Numerics.Tests.Kernels;

/// <summary>Convolutions by Winograd's algorithm: both tiles, layouts and types, asked for and chosen.</summary>
internal static partial class WinogradKernels
{
    [Conv2D(Kernel = 3, Algorithm = ConvolutionAlgorithm.Winograd, Layout = ImageLayout.Nhwc)] public static partial void Conv2DNhwcWinogradF32(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, int inChannels, int outChannels, int height, int width, int paddingTop, int paddingBottom, int paddingLeft, int paddingRight, int batch);
    [Conv2D(Kernel = 3, Algorithm = ConvolutionAlgorithm.Winograd)] public static partial void Conv2DNchwWinogradF32(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual, int inChannels, int outChannels, int height, int width, int paddingTop, int paddingBottom, int paddingLeft, int paddingRight, int batch);
    [Conv2D(Kernel = 3, Algorithm = ConvolutionAlgorithm.Winograd, Layout = ImageLayout.Nhwc)] public static partial void Conv2DNhwcWinogradF64(ReadOnlySpan<double> x, ReadOnlySpan<double> weights, Span<double> y, ReadOnlySpan<double> bias, ReadOnlySpan<double> residual, int inChannels, int outChannels, int height, int width, int padding, int batch);

    [Conv2D(InChannels = 1, Kernel = 3, Algorithm = ConvolutionAlgorithm.Winograd, Layout = ImageLayout.Nhwc)] public static partial void Conv2DNhwcWinogradF32_1(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, int outChannels, int height, int width, int paddingTop, int paddingBottom, int paddingLeft, int paddingRight, int batch);
    [Conv2D(InChannels = 21, Kernel = 3, Algorithm = ConvolutionAlgorithm.Winograd, Layout = ImageLayout.Nhwc)] public static partial void Conv2DNhwcWinogradF32_21(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual, int outChannels, int height, int width, int paddingTop, int paddingBottom, int paddingLeft, int paddingRight, int batch);
    [Conv2D(InChannels = 21, Kernel = 3, Algorithm = ConvolutionAlgorithm.Winograd)] public static partial void Conv2DNchwWinogradF32_21(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, int outChannels, int height, int width, int paddingTop, int paddingBottom, int paddingLeft, int paddingRight, int batch);
    [Conv2D(InChannels = 5, Kernel = 3, Algorithm = ConvolutionAlgorithm.Winograd)] public static partial void Conv2DNchwWinogradF64_5(ReadOnlySpan<double> x, ReadOnlySpan<double> weights, Span<double> y, ReadOnlySpan<double> bias, int outChannels, int height, int width, int padding, int batch);

    [Conv2D(InChannels = 32, OutChannels = 40, Height = 9, Width = 14, Kernel = 3, Padding = 1, Layout = ImageLayout.Nhwc, Activation = Activation.Relu), Precision(Tolerance = 1e-3)] public static partial void Conv2DNhwcWinogradByFourF32(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual);
    [Conv2D(InChannels = 32, OutChannels = 40, Height = 9, Width = 14, Kernel = 3, Padding = 1, Activation = Activation.Silu), Precision(Tolerance = 1e-4)] public static partial void Conv2DNchwWinogradByTwoF32(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias);
}
