namespace KernelGen.Benchmarks.Kernels;

/// <summary>The layers of 3 × 3 and stride 1 of workloads/conv_resnet50.csv at a stated tolerance, for which Winograd's algorithm is taken; otherwise as in <see cref="PackedResNetLayers"/>.</summary>
[Precision(Tolerance = 1e-3)]
internal static partial class WinogradResNetLayers
{
    [Conv2D(InChannels = 64, OutChannels = 64, Height = 56, Width = 56, Kernel = 3, Padding = 1, Stride = 1, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Res2aBranch2bNchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res2aBranch2bNchw))]
    private static partial PackedWeights<float> PackRes2aBranch2bNchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 64, OutChannels = 64, Height = 56, Width = 56, Kernel = 3, Padding = 1, Stride = 1, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Res2aBranch2bNhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res2aBranch2bNhwc))]
    private static partial PackedWeights<float> PackRes2aBranch2bNhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 128, OutChannels = 128, Height = 28, Width = 28, Kernel = 3, Padding = 1, Stride = 1, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Res3bBranch2bNchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res3bBranch2bNchw))]
    private static partial PackedWeights<float> PackRes3bBranch2bNchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 128, OutChannels = 128, Height = 28, Width = 28, Kernel = 3, Padding = 1, Stride = 1, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Res3bBranch2bNhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res3bBranch2bNhwc))]
    private static partial PackedWeights<float> PackRes3bBranch2bNhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 256, OutChannels = 256, Height = 14, Width = 14, Kernel = 3, Padding = 1, Stride = 1, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Res4bBranch2bNchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res4bBranch2bNchw))]
    private static partial PackedWeights<float> PackRes4bBranch2bNchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 256, OutChannels = 256, Height = 14, Width = 14, Kernel = 3, Padding = 1, Stride = 1, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Res4bBranch2bNhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res4bBranch2bNhwc))]
    private static partial PackedWeights<float> PackRes4bBranch2bNhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 512, OutChannels = 512, Height = 7, Width = 7, Kernel = 3, Padding = 1, Stride = 1, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Res5bBranch2bNchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res5bBranch2bNchw))]
    private static partial PackedWeights<float> PackRes5bBranch2bNchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 512, OutChannels = 512, Height = 7, Width = 7, Kernel = 3, Padding = 1, Stride = 1, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Res5bBranch2bNhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res5bBranch2bNhwc))]
    private static partial PackedWeights<float> PackRes5bBranch2bNhwc(ReadOnlySpan<float> weights);
}
