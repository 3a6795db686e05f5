namespace KernelGen.Benchmarks.Kernels;

/// <summary>The layers of <see cref="PackedResNetLayers"/> above 50 MFLOP for two threads.</summary>
[Parallel(MaxThreads = 2)]
internal static partial class ParallelResNetLayers
{
    [Conv2D(InChannels = 3, OutChannels = 64, Height = 224, Width = 224, Kernel = 7, Padding = 3, Stride = 2, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Conv1Nchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Conv1Nchw))]
    private static partial PackedWeights<float> PackConv1Nchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 3, OutChannels = 64, Height = 224, Width = 224, Kernel = 7, Padding = 3, Stride = 2, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Conv1Nhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Conv1Nhwc))]
    private static partial PackedWeights<float> PackConv1Nhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 64, OutChannels = 256, Height = 56, Width = 56, Kernel = 1, Padding = 0, Stride = 1, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Res2aBranch1Nchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res2aBranch1Nchw))]
    private static partial PackedWeights<float> PackRes2aBranch1Nchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 64, OutChannels = 256, Height = 56, Width = 56, Kernel = 1, Padding = 0, Stride = 1, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Res2aBranch1Nhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res2aBranch1Nhwc))]
    private static partial PackedWeights<float> PackRes2aBranch1Nhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 64, OutChannels = 64, Height = 56, Width = 56, Kernel = 3, Padding = 1, Stride = 1, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Res2aBranch2bNchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res2aBranch2bNchw))]
    private static partial PackedWeights<float> PackRes2aBranch2bNchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 64, OutChannels = 64, Height = 56, Width = 56, Kernel = 3, Padding = 1, Stride = 1, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Res2aBranch2bNhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res2aBranch2bNhwc))]
    private static partial PackedWeights<float> PackRes2aBranch2bNhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 256, OutChannels = 64, Height = 56, Width = 56, Kernel = 1, Padding = 0, Stride = 1, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Res2bBranch2aNchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res2bBranch2aNchw))]
    private static partial PackedWeights<float> PackRes2bBranch2aNchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 256, OutChannels = 64, Height = 56, Width = 56, Kernel = 1, Padding = 0, Stride = 1, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Res2bBranch2aNhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res2bBranch2aNhwc))]
    private static partial PackedWeights<float> PackRes2bBranch2aNhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 256, OutChannels = 512, Height = 56, Width = 56, Kernel = 1, Padding = 0, Stride = 2, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Res3aBranch1Nchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res3aBranch1Nchw))]
    private static partial PackedWeights<float> PackRes3aBranch1Nchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 256, OutChannels = 512, Height = 56, Width = 56, Kernel = 1, Padding = 0, Stride = 2, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Res3aBranch1Nhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res3aBranch1Nhwc))]
    private static partial PackedWeights<float> PackRes3aBranch1Nhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 256, OutChannels = 128, Height = 56, Width = 56, Kernel = 1, Padding = 0, Stride = 1, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Res3aBranch2aNchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res3aBranch2aNchw))]
    private static partial PackedWeights<float> PackRes3aBranch2aNchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 256, OutChannels = 128, Height = 56, Width = 56, Kernel = 1, Padding = 0, Stride = 1, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Res3aBranch2aNhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res3aBranch2aNhwc))]
    private static partial PackedWeights<float> PackRes3aBranch2aNhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 128, OutChannels = 128, Height = 56, Width = 56, Kernel = 3, Padding = 1, Stride = 2, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Res3aBranch2bNchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res3aBranch2bNchw))]
    private static partial PackedWeights<float> PackRes3aBranch2bNchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 128, OutChannels = 128, Height = 56, Width = 56, Kernel = 3, Padding = 1, Stride = 2, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Res3aBranch2bNhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res3aBranch2bNhwc))]
    private static partial PackedWeights<float> PackRes3aBranch2bNhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 128, OutChannels = 512, Height = 28, Width = 28, Kernel = 1, Padding = 0, Stride = 1, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Res3aBranch2cNchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res3aBranch2cNchw))]
    private static partial PackedWeights<float> PackRes3aBranch2cNchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 128, OutChannels = 512, Height = 28, Width = 28, Kernel = 1, Padding = 0, Stride = 1, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Res3aBranch2cNhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res3aBranch2cNhwc))]
    private static partial PackedWeights<float> PackRes3aBranch2cNhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 512, OutChannels = 128, Height = 28, Width = 28, Kernel = 1, Padding = 0, Stride = 1, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Res3bBranch2aNchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res3bBranch2aNchw))]
    private static partial PackedWeights<float> PackRes3bBranch2aNchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 512, OutChannels = 128, Height = 28, Width = 28, Kernel = 1, Padding = 0, Stride = 1, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Res3bBranch2aNhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res3bBranch2aNhwc))]
    private static partial PackedWeights<float> PackRes3bBranch2aNhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 128, OutChannels = 128, Height = 28, Width = 28, Kernel = 3, Padding = 1, Stride = 1, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Res3bBranch2bNchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res3bBranch2bNchw))]
    private static partial PackedWeights<float> PackRes3bBranch2bNchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 128, OutChannels = 128, Height = 28, Width = 28, Kernel = 3, Padding = 1, Stride = 1, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Res3bBranch2bNhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res3bBranch2bNhwc))]
    private static partial PackedWeights<float> PackRes3bBranch2bNhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 512, OutChannels = 1024, Height = 28, Width = 28, Kernel = 1, Padding = 0, Stride = 2, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Res4aBranch1Nchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res4aBranch1Nchw))]
    private static partial PackedWeights<float> PackRes4aBranch1Nchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 512, OutChannels = 1024, Height = 28, Width = 28, Kernel = 1, Padding = 0, Stride = 2, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Res4aBranch1Nhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res4aBranch1Nhwc))]
    private static partial PackedWeights<float> PackRes4aBranch1Nhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 512, OutChannels = 256, Height = 28, Width = 28, Kernel = 1, Padding = 0, Stride = 1, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Res4aBranch2aNchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res4aBranch2aNchw))]
    private static partial PackedWeights<float> PackRes4aBranch2aNchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 512, OutChannels = 256, Height = 28, Width = 28, Kernel = 1, Padding = 0, Stride = 1, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Res4aBranch2aNhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res4aBranch2aNhwc))]
    private static partial PackedWeights<float> PackRes4aBranch2aNhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 256, OutChannels = 256, Height = 28, Width = 28, Kernel = 3, Padding = 1, Stride = 2, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Res4aBranch2bNchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res4aBranch2bNchw))]
    private static partial PackedWeights<float> PackRes4aBranch2bNchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 256, OutChannels = 256, Height = 28, Width = 28, Kernel = 3, Padding = 1, Stride = 2, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Res4aBranch2bNhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res4aBranch2bNhwc))]
    private static partial PackedWeights<float> PackRes4aBranch2bNhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 256, OutChannels = 1024, Height = 14, Width = 14, Kernel = 1, Padding = 0, Stride = 1, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Res4aBranch2cNchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res4aBranch2cNchw))]
    private static partial PackedWeights<float> PackRes4aBranch2cNchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 256, OutChannels = 1024, Height = 14, Width = 14, Kernel = 1, Padding = 0, Stride = 1, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Res4aBranch2cNhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res4aBranch2cNhwc))]
    private static partial PackedWeights<float> PackRes4aBranch2cNhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 1024, OutChannels = 256, Height = 14, Width = 14, Kernel = 1, Padding = 0, Stride = 1, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Res4bBranch2aNchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res4bBranch2aNchw))]
    private static partial PackedWeights<float> PackRes4bBranch2aNchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 1024, OutChannels = 256, Height = 14, Width = 14, Kernel = 1, Padding = 0, Stride = 1, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Res4bBranch2aNhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res4bBranch2aNhwc))]
    private static partial PackedWeights<float> PackRes4bBranch2aNhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 256, OutChannels = 256, Height = 14, Width = 14, Kernel = 3, Padding = 1, Stride = 1, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Res4bBranch2bNchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res4bBranch2bNchw))]
    private static partial PackedWeights<float> PackRes4bBranch2bNchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 256, OutChannels = 256, Height = 14, Width = 14, Kernel = 3, Padding = 1, Stride = 1, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Res4bBranch2bNhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res4bBranch2bNhwc))]
    private static partial PackedWeights<float> PackRes4bBranch2bNhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 1024, OutChannels = 2048, Height = 14, Width = 14, Kernel = 1, Padding = 0, Stride = 2, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Res5aBranch1Nchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res5aBranch1Nchw))]
    private static partial PackedWeights<float> PackRes5aBranch1Nchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 1024, OutChannels = 2048, Height = 14, Width = 14, Kernel = 1, Padding = 0, Stride = 2, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Res5aBranch1Nhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res5aBranch1Nhwc))]
    private static partial PackedWeights<float> PackRes5aBranch1Nhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 1024, OutChannels = 512, Height = 14, Width = 14, Kernel = 1, Padding = 0, Stride = 1, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Res5aBranch2aNchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res5aBranch2aNchw))]
    private static partial PackedWeights<float> PackRes5aBranch2aNchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 1024, OutChannels = 512, Height = 14, Width = 14, Kernel = 1, Padding = 0, Stride = 1, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Res5aBranch2aNhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res5aBranch2aNhwc))]
    private static partial PackedWeights<float> PackRes5aBranch2aNhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 512, OutChannels = 512, Height = 14, Width = 14, Kernel = 3, Padding = 1, Stride = 2, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Res5aBranch2bNchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res5aBranch2bNchw))]
    private static partial PackedWeights<float> PackRes5aBranch2bNchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 512, OutChannels = 512, Height = 14, Width = 14, Kernel = 3, Padding = 1, Stride = 2, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Res5aBranch2bNhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res5aBranch2bNhwc))]
    private static partial PackedWeights<float> PackRes5aBranch2bNhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 512, OutChannels = 2048, Height = 7, Width = 7, Kernel = 1, Padding = 0, Stride = 1, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Res5aBranch2cNchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res5aBranch2cNchw))]
    private static partial PackedWeights<float> PackRes5aBranch2cNchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 512, OutChannels = 2048, Height = 7, Width = 7, Kernel = 1, Padding = 0, Stride = 1, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Res5aBranch2cNhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res5aBranch2cNhwc))]
    private static partial PackedWeights<float> PackRes5aBranch2cNhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 2048, OutChannels = 512, Height = 7, Width = 7, Kernel = 1, Padding = 0, Stride = 1, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Res5bBranch2aNchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res5bBranch2aNchw))]
    private static partial PackedWeights<float> PackRes5bBranch2aNchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 2048, OutChannels = 512, Height = 7, Width = 7, Kernel = 1, Padding = 0, Stride = 1, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Res5bBranch2aNhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res5bBranch2aNhwc))]
    private static partial PackedWeights<float> PackRes5bBranch2aNhwc(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 512, OutChannels = 512, Height = 7, Width = 7, Kernel = 3, Padding = 1, Stride = 1, Layout = ImageLayout.Nchw, Activation = Activation.Relu)]
    public static partial void Res5bBranch2bNchw(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res5bBranch2bNchw))]
    private static partial PackedWeights<float> PackRes5bBranch2bNchw(ReadOnlySpan<float> weights);

    [Conv2D(InChannels = 512, OutChannels = 512, Height = 7, Width = 7, Kernel = 3, Padding = 1, Stride = 1, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
    public static partial void Res5bBranch2bNhwc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Pack(nameof(Res5bBranch2bNhwc))]
    private static partial PackedWeights<float> PackRes5bBranch2bNhwc(ReadOnlySpan<float> weights);
}
