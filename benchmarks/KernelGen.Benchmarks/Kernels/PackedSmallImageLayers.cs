namespace KernelGen.Benchmarks.Kernels;

/// <summary>The layers of workloads/conv_small.csv, with bias and Relu, in both layouts, their filters packed.</summary>
internal static partial class PackedSmallImageLayers
{
    [Conv2D(InChannels = 1, OutChannels = 8, Height = 28, Width = 28, Kernel = 3, Padding = 1, Stride = 1, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Filters8of3Nchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Filters8of3Nchw))]
    private static partial PackedWeights<float> PackFilters8of3Nchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 1, OutChannels = 8, Height = 28, Width = 28, Kernel = 3, Padding = 1, Stride = 1, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Filters8of3Nhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Filters8of3Nhwc))]
    private static partial PackedWeights<float> PackFilters8of3Nhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 1, OutChannels = 16, Height = 28, Width = 28, Kernel = 3, Padding = 1, Stride = 1, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Filters16of3Nchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Filters16of3Nchw))]
    private static partial PackedWeights<float> PackFilters16of3Nchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 1, OutChannels = 16, Height = 28, Width = 28, Kernel = 3, Padding = 1, Stride = 1, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Filters16of3Nhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Filters16of3Nhwc))]
    private static partial PackedWeights<float> PackFilters16of3Nhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 1, OutChannels = 32, Height = 28, Width = 28, Kernel = 3, Padding = 1, Stride = 1, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Filters32of3Nchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Filters32of3Nchw))]
    private static partial PackedWeights<float> PackFilters32of3Nchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 1, OutChannels = 32, Height = 28, Width = 28, Kernel = 3, Padding = 1, Stride = 1, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Filters32of3Nhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Filters32of3Nhwc))]
    private static partial PackedWeights<float> PackFilters32of3Nhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 1, OutChannels = 8, Height = 28, Width = 28, Kernel = 5, Padding = 2, Stride = 1, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Filters8of5Nchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Filters8of5Nchw))]
    private static partial PackedWeights<float> PackFilters8of5Nchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 1, OutChannels = 8, Height = 28, Width = 28, Kernel = 5, Padding = 2, Stride = 1, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Filters8of5Nhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Filters8of5Nhwc))]
    private static partial PackedWeights<float> PackFilters8of5Nhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 1, OutChannels = 16, Height = 28, Width = 28, Kernel = 5, Padding = 2, Stride = 1, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Filters16of5Nchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Filters16of5Nchw))]
    private static partial PackedWeights<float> PackFilters16of5Nchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 1, OutChannels = 16, Height = 28, Width = 28, Kernel = 5, Padding = 2, Stride = 1, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Filters16of5Nhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Filters16of5Nhwc))]
    private static partial PackedWeights<float> PackFilters16of5Nhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 1, OutChannels = 32, Height = 28, Width = 28, Kernel = 5, Padding = 2, Stride = 1, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Filters32of5Nchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Filters32of5Nchw))]
    private static partial PackedWeights<float> PackFilters32of5Nchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 1, OutChannels = 32, Height = 28, Width = 28, Kernel = 5, Padding = 2, Stride = 1, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Filters32of5Nhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Filters32of5Nhwc))]
    private static partial PackedWeights<float> PackFilters32of5Nhwc(ReadOnlySpan<float> weights);
}
