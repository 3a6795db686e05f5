namespace KernelGen.Numerics.Tests.Packed;

/// <summary>Kernels of Winograd's algorithm that take transformed filters, with their packs, and threads.</summary>
public static partial class PackedWinograd
{
    [Conv2D(Kernel = 3, Padding = 1, Algorithm = ConvolutionAlgorithm.Winograd, Layout = ImageLayout.Nhwc), Parallel] public static partial void PixelsByTwo(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual, int inChannels, int outChannels, int height, int width, int batch, int maxThreads);
    [Conv2D(Kernel = 3, Padding = 1, Algorithm = ConvolutionAlgorithm.Winograd), Parallel] public static partial void PlanesByTwo(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual, int inChannels, int outChannels, int height, int width, int batch, int maxThreads);
    [Conv2D(InChannels = 37, Kernel = 3, Padding = 1, Algorithm = ConvolutionAlgorithm.Winograd, Layout = ImageLayout.Nhwc), Parallel] public static partial void PixelsByFour(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual, int outChannels, int height, int width, int batch, int maxThreads);
    [Conv2D(InChannels = 37, Kernel = 3, Padding = 1, Algorithm = ConvolutionAlgorithm.Winograd), Parallel] public static partial void PlanesByFour(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual, int outChannels, int height, int width, int batch, int maxThreads);
    [Conv2D(InChannels = 37, Kernel = 3, Padding = 1, Algorithm = ConvolutionAlgorithm.Winograd, Layout = ImageLayout.Nhwc), Parallel] public static partial void PlainPixelsByFour(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual, int outChannels, int height, int width, int batch, int maxThreads);
    [Conv2D(InChannels = 37, Kernel = 3, Padding = 1, Algorithm = ConvolutionAlgorithm.Winograd), Parallel] public static partial void PlainPlanesByFour(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual, int outChannels, int height, int width, int batch, int maxThreads);
    [Conv2D(Kernel = 3, Padding = 1, Layout = ImageLayout.Nhwc)] public static partial void Direct(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, int inChannels, int outChannels, int height, int width);

    [Pack(nameof(PixelsByTwo))] public static partial PackedWeights<float> PackPixelsByTwo(ReadOnlySpan<float> weights, int inChannels, int outChannels);
    [Pack(nameof(PlanesByTwo))] public static partial PackedWeights<float> PackPlanesByTwo(ReadOnlySpan<float> weights, int inChannels, int outChannels);
    [Pack(nameof(PixelsByFour))] public static partial PackedWeights<float> PackPixelsByFour(ReadOnlySpan<float> weights, int outChannels);
    [Pack(nameof(PlanesByFour))] public static partial PackedWeights<float> PackPlanesByFour(ReadOnlySpan<float> weights, int outChannels);
    [Pack(nameof(Direct))] public static partial PackedWeights<float> PackDirect(ReadOnlySpan<float> weights, int inChannels, int outChannels);
}
