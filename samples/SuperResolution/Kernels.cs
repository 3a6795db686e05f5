using KernelGen;

namespace SuperResolution;

/// <summary>The network's layers, pixels of channels side by side. Height and width are those of a tile; what follows a layer is fused into it.</summary>
[Parallel]
internal static partial class Kernels
{
    [Conv2D(InChannels = 3, OutChannels = 64, Kernel = 3, Padding = 1, Layout = ImageLayout.Nhwc)]
    public static partial void Colours(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, int height, int width);

    [Conv2D(InChannels = 64, OutChannels = 64, Kernel = 3, Padding = 1, Layout = ImageLayout.Nhwc)]
    public static partial void Features(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, int height, int width);

    [Conv2D(InChannels = 64, OutChannels = 4, Kernel = 3, Padding = 1, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Growth(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, int height, int width);

    [Conv2D(InChannels = 68, OutChannels = 64, Kernel = 1, Layout = ImageLayout.Nhwc)]
    public static partial void LocalFusion(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual, int height, int width);

    [Conv2D(InChannels = 128, OutChannels = 64, Kernel = 1, Layout = ImageLayout.Nhwc)]
    public static partial void GlobalFusion(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, int height, int width);

    [Conv2D(InChannels = 64, OutChannels = 64, Kernel = 3, Padding = 1, Layout = ImageLayout.Nhwc)]
    public static partial void FeaturesAndResidual(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual, int height, int width);

    [Conv2D(InChannels = 64, OutChannels = 64, Kernel = 5, Padding = 2, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void WideFeatures(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, int height, int width);

    [Conv2D(InChannels = 64, OutChannels = 32, Kernel = 3, Padding = 1, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Half(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, int height, int width);

    [Conv2D(InChannels = 32, OutChannels = 12, Kernel = 3, Padding = 1, Layout = ImageLayout.Nhwc)]
    public static partial void Twelve(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, int height, int width);

    [Conv2D(InChannels = 12, OutChannels = 3, Kernel = 3, Padding = 1, Layout = ImageLayout.Nhwc)]
    public static partial void ToColours(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, int height, int width);
}
