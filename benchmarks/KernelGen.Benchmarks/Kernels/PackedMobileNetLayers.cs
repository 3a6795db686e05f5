namespace KernelGen.Benchmarks.Kernels;

/// <summary>The layers of workloads/conv_mobilenet.csv and conv_mobilenet_depthwise.csv, with bias and Relu, in both layouts, their filters packed.</summary>
internal static partial class PackedMobileNetLayers
{
    [Conv2D(InChannels = 3, OutChannels = 32, Height = 224, Width = 224, Kernel = 3, Padding = 1, Stride = 2, Batch = 32, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Conv1Nchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Conv1Nchw))]
    private static partial PackedWeights<float> PackConv1Nchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 3, OutChannels = 32, Height = 224, Width = 224, Kernel = 3, Padding = 1, Stride = 2, Batch = 32, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Conv1Nhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Conv1Nhwc))]
    private static partial PackedWeights<float> PackConv1Nhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 32, OutChannels = 64, Height = 112, Width = 112, Kernel = 1, Padding = 0, Stride = 1, Batch = 32, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Conv2Nchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Conv2Nchw))]
    private static partial PackedWeights<float> PackConv2Nchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 32, OutChannels = 64, Height = 112, Width = 112, Kernel = 1, Padding = 0, Stride = 1, Batch = 32, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Conv2Nhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Conv2Nhwc))]
    private static partial PackedWeights<float> PackConv2Nhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 64, OutChannels = 128, Height = 56, Width = 56, Kernel = 1, Padding = 0, Stride = 1, Batch = 32, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Conv3Nchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Conv3Nchw))]
    private static partial PackedWeights<float> PackConv3Nchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 64, OutChannels = 128, Height = 56, Width = 56, Kernel = 1, Padding = 0, Stride = 1, Batch = 32, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Conv3Nhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Conv3Nhwc))]
    private static partial PackedWeights<float> PackConv3Nhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 128, OutChannels = 128, Height = 56, Width = 56, Kernel = 1, Padding = 0, Stride = 1, Batch = 32, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Conv4Nchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Conv4Nchw))]
    private static partial PackedWeights<float> PackConv4Nchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 128, OutChannels = 128, Height = 56, Width = 56, Kernel = 1, Padding = 0, Stride = 1, Batch = 32, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Conv4Nhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Conv4Nhwc))]
    private static partial PackedWeights<float> PackConv4Nhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 128, OutChannels = 256, Height = 28, Width = 28, Kernel = 1, Padding = 0, Stride = 1, Batch = 32, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Conv5Nchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Conv5Nchw))]
    private static partial PackedWeights<float> PackConv5Nchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 128, OutChannels = 256, Height = 28, Width = 28, Kernel = 1, Padding = 0, Stride = 1, Batch = 32, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Conv5Nhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Conv5Nhwc))]
    private static partial PackedWeights<float> PackConv5Nhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 256, OutChannels = 256, Height = 28, Width = 28, Kernel = 1, Padding = 0, Stride = 1, Batch = 32, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Conv6Nchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Conv6Nchw))]
    private static partial PackedWeights<float> PackConv6Nchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 256, OutChannels = 256, Height = 28, Width = 28, Kernel = 1, Padding = 0, Stride = 1, Batch = 32, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Conv6Nhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Conv6Nhwc))]
    private static partial PackedWeights<float> PackConv6Nhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 256, OutChannels = 512, Height = 14, Width = 14, Kernel = 1, Padding = 0, Stride = 1, Batch = 32, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Conv7Nchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Conv7Nchw))]
    private static partial PackedWeights<float> PackConv7Nchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 256, OutChannels = 512, Height = 14, Width = 14, Kernel = 1, Padding = 0, Stride = 1, Batch = 32, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Conv7Nhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Conv7Nhwc))]
    private static partial PackedWeights<float> PackConv7Nhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 512, OutChannels = 512, Height = 14, Width = 14, Kernel = 1, Padding = 0, Stride = 1, Batch = 32, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Conv8Nchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Conv8Nchw))]
    private static partial PackedWeights<float> PackConv8Nchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 512, OutChannels = 512, Height = 14, Width = 14, Kernel = 1, Padding = 0, Stride = 1, Batch = 32, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Conv8Nhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Conv8Nhwc))]
    private static partial PackedWeights<float> PackConv8Nhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 512, OutChannels = 1024, Height = 7, Width = 7, Kernel = 1, Padding = 0, Stride = 1, Batch = 32, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Conv9Nchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Conv9Nchw))]
    private static partial PackedWeights<float> PackConv9Nchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 512, OutChannels = 1024, Height = 7, Width = 7, Kernel = 1, Padding = 0, Stride = 1, Batch = 32, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Conv9Nhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Conv9Nhwc))]
    private static partial PackedWeights<float> PackConv9Nhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 1024, OutChannels = 1024, Height = 7, Width = 7, Kernel = 1, Padding = 0, Stride = 1, Batch = 32, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Conv10Nchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Conv10Nchw))]
    private static partial PackedWeights<float> PackConv10Nchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 1024, OutChannels = 1024, Height = 7, Width = 7, Kernel = 1, Padding = 0, Stride = 1, Batch = 32, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Conv10Nhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Conv10Nhwc))]
    private static partial PackedWeights<float> PackConv10Nhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 1024, OutChannels = 5, Height = 1, Width = 1, Kernel = 1, Padding = 0, Stride = 1, Batch = 32, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Conv11Nchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Conv11Nchw))]
    private static partial PackedWeights<float> PackConv11Nchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 1024, OutChannels = 5, Height = 1, Width = 1, Kernel = 1, Padding = 0, Stride = 1, Batch = 32, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Conv11Nhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Conv11Nhwc))]
    private static partial PackedWeights<float> PackConv11Nhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 32, OutChannels = 32, Height = 112, Width = 112, Kernel = 3, Padding = 1, Stride = 1, Groups = 32, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Conv21DwNchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Conv21DwNchw))]
    private static partial PackedWeights<float> PackConv21DwNchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 32, OutChannels = 32, Height = 112, Width = 112, Kernel = 3, Padding = 1, Stride = 1, Groups = 32, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Conv21DwNhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Conv21DwNhwc))]
    private static partial PackedWeights<float> PackConv21DwNhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 64, OutChannels = 64, Height = 112, Width = 112, Kernel = 3, Padding = 1, Stride = 2, Groups = 64, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Conv22DwNchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Conv22DwNchw))]
    private static partial PackedWeights<float> PackConv22DwNchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 64, OutChannels = 64, Height = 112, Width = 112, Kernel = 3, Padding = 1, Stride = 2, Groups = 64, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Conv22DwNhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Conv22DwNhwc))]
    private static partial PackedWeights<float> PackConv22DwNhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 128, OutChannels = 128, Height = 56, Width = 56, Kernel = 3, Padding = 1, Stride = 1, Groups = 128, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Conv31DwNchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Conv31DwNchw))]
    private static partial PackedWeights<float> PackConv31DwNchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 128, OutChannels = 128, Height = 56, Width = 56, Kernel = 3, Padding = 1, Stride = 1, Groups = 128, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Conv31DwNhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Conv31DwNhwc))]
    private static partial PackedWeights<float> PackConv31DwNhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 128, OutChannels = 128, Height = 56, Width = 56, Kernel = 3, Padding = 1, Stride = 2, Groups = 128, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Conv32DwNchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Conv32DwNchw))]
    private static partial PackedWeights<float> PackConv32DwNchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 128, OutChannels = 128, Height = 56, Width = 56, Kernel = 3, Padding = 1, Stride = 2, Groups = 128, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Conv32DwNhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Conv32DwNhwc))]
    private static partial PackedWeights<float> PackConv32DwNhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 256, OutChannels = 256, Height = 28, Width = 28, Kernel = 3, Padding = 1, Stride = 1, Groups = 256, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Conv41DwNchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Conv41DwNchw))]
    private static partial PackedWeights<float> PackConv41DwNchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 256, OutChannels = 256, Height = 28, Width = 28, Kernel = 3, Padding = 1, Stride = 1, Groups = 256, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Conv41DwNhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Conv41DwNhwc))]
    private static partial PackedWeights<float> PackConv41DwNhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 256, OutChannels = 256, Height = 28, Width = 28, Kernel = 3, Padding = 1, Stride = 2, Groups = 256, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Conv42DwNchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Conv42DwNchw))]
    private static partial PackedWeights<float> PackConv42DwNchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 256, OutChannels = 256, Height = 28, Width = 28, Kernel = 3, Padding = 1, Stride = 2, Groups = 256, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Conv42DwNhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Conv42DwNhwc))]
    private static partial PackedWeights<float> PackConv42DwNhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 512, OutChannels = 512, Height = 14, Width = 14, Kernel = 3, Padding = 1, Stride = 1, Groups = 512, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Conv51DwNchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Conv51DwNchw))]
    private static partial PackedWeights<float> PackConv51DwNchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 512, OutChannels = 512, Height = 14, Width = 14, Kernel = 3, Padding = 1, Stride = 1, Groups = 512, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Conv51DwNhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Conv51DwNhwc))]
    private static partial PackedWeights<float> PackConv51DwNhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 512, OutChannels = 512, Height = 14, Width = 14, Kernel = 3, Padding = 1, Stride = 2, Groups = 512, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Conv56DwNchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Conv56DwNchw))]
    private static partial PackedWeights<float> PackConv56DwNchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 512, OutChannels = 512, Height = 14, Width = 14, Kernel = 3, Padding = 1, Stride = 2, Groups = 512, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Conv56DwNhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Conv56DwNhwc))]
    private static partial PackedWeights<float> PackConv56DwNhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 1024, OutChannels = 1024, Height = 7, Width = 7, Kernel = 3, Padding = 1, Stride = 1, Groups = 1024, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Conv6DwNchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Conv6DwNchw))]
    private static partial PackedWeights<float> PackConv6DwNchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 1024, OutChannels = 1024, Height = 7, Width = 7, Kernel = 3, Padding = 1, Stride = 1, Groups = 1024, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Conv6DwNhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Conv6DwNhwc))]
    private static partial PackedWeights<float> PackConv6DwNhwc(ReadOnlySpan<float> weights);
}
