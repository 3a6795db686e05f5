namespace KernelGen.Numerics.Tests.Packed;

/// <summary>Transposed convolutions of packed weights, what packs them, and both under the name and the signature that the plain one has.</summary>
internal static partial class PackedTransposedConvolutions
{
    [ConvTranspose2D(Activation = Activation.None)] public static partial void ConvTranspose2DNchwAllF32(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int outputPadding, int groups, int batch);
    [Pack(nameof(ConvTranspose2DNchwAllF32), nameof(SharedPlanes))] public static partial PackedWeights<float> ConvTranspose2DNchwAllF32Pack(ReadOnlySpan<float> weights, int inChannels, int outChannels, int kernelHeight, int kernelWidth, int groups, int strideHeight, int strideWidth, int dilationHeight, int dilationWidth);
    public static void ConvTranspose2DNchwAllF32(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int outputPadding, int groups, int batch) =>
        ConvTranspose2DNchwAllF32(x, ConvTranspose2DNchwAllF32Pack(weights, inChannels, outChannels, kernelHeight, kernelWidth, groups, stride, stride, dilation, dilation), y, bias, residual, inChannels, outChannels, height, width, kernelHeight, kernelWidth, stride, dilation, padding, outputPadding, groups, batch);

    [ConvTranspose2D(Activation = Activation.None, Layout = ImageLayout.Nhwc)] public static partial void ConvTranspose2DNhwcAllF32(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int outputPadding, int groups, int batch);
    [Pack(nameof(ConvTranspose2DNhwcAllF32), nameof(Shared))] public static partial PackedWeights<float> ConvTranspose2DNhwcAllF32Pack(ReadOnlySpan<float> weights, int inChannels, int outChannels, int kernelHeight, int kernelWidth, int groups, int strideHeight, int strideWidth, int dilationHeight, int dilationWidth);
    public static void ConvTranspose2DNhwcAllF32(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int outputPadding, int groups, int batch) =>
        ConvTranspose2DNhwcAllF32(x, ConvTranspose2DNhwcAllF32Pack(weights, inChannels, outChannels, kernelHeight, kernelWidth, groups, stride, stride, dilation, dilation), y, bias, residual, inChannels, outChannels, height, width, kernelHeight, kernelWidth, stride, dilation, padding, outputPadding, groups, batch);

    [ConvTranspose2D(InChannels = 20, OutChannels = 40, Height = 5, Width = 7, Kernel = 4, Stride = 2, Padding = 1, Layout = ImageLayout.Nhwc)] public static partial void ConvTranspose2DNhwcF32_20_40_5_7(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);
    [Pack(nameof(ConvTranspose2DNhwcF32_20_40_5_7))] public static partial PackedWeights<float> ConvTranspose2DNhwcF32_20_40_5_7Pack(ReadOnlySpan<float> weights);
    public static void ConvTranspose2DNhwcF32_20_40_5_7(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias) =>
        ConvTranspose2DNhwcF32_20_40_5_7(x, ConvTranspose2DNhwcF32_20_40_5_7Pack(weights), y, bias);

    [ConvTranspose2D(InChannels = 20, OutChannels = 40, Height = 5, Width = 7, Kernel = 4, Stride = 2, Padding = 1)] public static partial void ConvTranspose2DNchwF32_20_40_5_7(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);
    [Pack(nameof(ConvTranspose2DNchwF32_20_40_5_7))] public static partial PackedWeights<float> ConvTranspose2DNchwF32_20_40_5_7Pack(ReadOnlySpan<float> weights);
    public static void ConvTranspose2DNchwF32_20_40_5_7(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias) =>
        ConvTranspose2DNchwF32_20_40_5_7(x, ConvTranspose2DNchwF32_20_40_5_7Pack(weights), y, bias);

    [ConvTranspose2D(InChannels = 6, OutChannels = 10, KernelHeight = 5, KernelWidth = 2, StrideHeight = 2, StrideWidth = 3, DilationHeight = 2, PaddingTop = 1, PaddingRight = 2, OutputPaddingWidth = 1, Groups = 2)] public static partial void ConvTranspose2DNchwUnevenF64(ReadOnlySpan<double> x, PackedWeights<double> weights, Span<double> y, ReadOnlySpan<double> bias, int height, int width, int batch);
    [Pack(nameof(ConvTranspose2DNchwUnevenF64))] public static partial PackedWeights<double> ConvTranspose2DNchwUnevenF64Pack(ReadOnlySpan<double> weights);
    public static void ConvTranspose2DNchwUnevenF64(ReadOnlySpan<double> x, ReadOnlySpan<double> weights, Span<double> y, ReadOnlySpan<double> bias, int height, int width, int batch) =>
        ConvTranspose2DNchwUnevenF64(x, ConvTranspose2DNchwUnevenF64Pack(weights), y, bias, height, width, batch);

    [ConvTranspose2D(InChannels = 6, OutChannels = 10, KernelHeight = 5, KernelWidth = 2, StrideHeight = 2, StrideWidth = 3, DilationHeight = 2, PaddingTop = 1, PaddingRight = 2, OutputPaddingWidth = 1, Groups = 2, Layout = ImageLayout.Nhwc)] public static partial void ConvTranspose2DNhwcUnevenF64(ReadOnlySpan<double> x, PackedWeights<double> weights, Span<double> y, ReadOnlySpan<double> bias, int height, int width, int batch);
    [Pack(nameof(ConvTranspose2DNhwcUnevenF64))] public static partial PackedWeights<double> ConvTranspose2DNhwcUnevenF64Pack(ReadOnlySpan<double> weights);
    public static void ConvTranspose2DNhwcUnevenF64(ReadOnlySpan<double> x, ReadOnlySpan<double> weights, Span<double> y, ReadOnlySpan<double> bias, int height, int width, int batch) =>
        ConvTranspose2DNhwcUnevenF64(x, ConvTranspose2DNhwcUnevenF64Pack(weights), y, bias, height, width, batch);

    [ConvTranspose2D(InChannels = 7, OutChannels = 14, Kernel = 4, Stride = 2, Padding = 1, Groups = 7, Activation = Activation.Silu)] public static partial void ConvTranspose2DNchwDepthwiseF32(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias, int height, int width);
    [Pack(nameof(ConvTranspose2DNchwDepthwiseF32))] public static partial PackedWeights<float> ConvTranspose2DNchwDepthwiseF32Pack(ReadOnlySpan<float> weights);
    public static void ConvTranspose2DNchwDepthwiseF32(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, int height, int width) =>
        ConvTranspose2DNchwDepthwiseF32(x, ConvTranspose2DNchwDepthwiseF32Pack(weights), y, bias, height, width);

    [ConvTranspose2D(InChannels = 7, OutChannels = 14, Kernel = 4, Stride = 2, Padding = 1, Groups = 7, Activation = Activation.Silu, Layout = ImageLayout.Nhwc)] public static partial void ConvTranspose2DNhwcDepthwiseF32(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias, int height, int width);
    [Pack(nameof(ConvTranspose2DNhwcDepthwiseF32))] public static partial PackedWeights<float> ConvTranspose2DNhwcDepthwiseF32Pack(ReadOnlySpan<float> weights);
    public static void ConvTranspose2DNhwcDepthwiseF32(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, int height, int width) =>
        ConvTranspose2DNhwcDepthwiseF32(x, ConvTranspose2DNhwcDepthwiseF32Pack(weights), y, bias, height, width);

    [ConvTranspose2D(Kernel = 3, Padding = 1)] public static partial void ConvTranspose2DNchwOneStrideF32(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias, int inChannels, int outChannels, int height, int width, int batch);
    [Pack(nameof(ConvTranspose2DNchwOneStrideF32))] public static partial PackedWeights<float> ConvTranspose2DNchwOneStrideF32Pack(ReadOnlySpan<float> weights, int inChannels, int outChannels);
    public static void ConvTranspose2DNchwOneStrideF32(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, int inChannels, int outChannels, int height, int width, int batch) =>
        ConvTranspose2DNchwOneStrideF32(x, ConvTranspose2DNchwOneStrideF32Pack(weights, inChannels, outChannels), y, bias, inChannels, outChannels, height, width, batch);

    [ConvTranspose2D, Precision(Accumulate = Accumulate.Float64)] public static partial void ConvTranspose2DNchwF32Float64(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int outputPadding, int groups, int batch);
    [Pack(nameof(ConvTranspose2DNchwF32Float64))] public static partial PackedWeights<float> ConvTranspose2DNchwF32Float64Pack(ReadOnlySpan<float> weights, int inChannels, int outChannels, int kernelHeight, int kernelWidth, int groups, int strideHeight, int strideWidth, int dilationHeight, int dilationWidth);
    public static void ConvTranspose2DNchwF32Float64(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int outputPadding, int groups, int batch) =>
        ConvTranspose2DNchwF32Float64(x, ConvTranspose2DNchwF32Float64Pack(weights, inChannels, outChannels, kernelHeight, kernelWidth, groups, stride, stride, dilation, dilation), y, bias, inChannels, outChannels, height, width, kernelHeight, kernelWidth, stride, dilation, padding, outputPadding, groups, batch);

    [ConvTranspose2D(Layout = ImageLayout.Nhwc), Precision(Accumulate = Accumulate.Float64)] public static partial void ConvTranspose2DNhwcF32Float64(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int outputPadding, int groups, int batch);
    [Pack(nameof(ConvTranspose2DNhwcF32Float64))] public static partial PackedWeights<float> ConvTranspose2DNhwcF32Float64Pack(ReadOnlySpan<float> weights, int inChannels, int outChannels, int kernelHeight, int kernelWidth, int groups, int strideHeight, int strideWidth, int dilationHeight, int dilationWidth);
    public static void ConvTranspose2DNhwcF32Float64(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int outputPadding, int groups, int batch) =>
        ConvTranspose2DNhwcF32Float64(x, ConvTranspose2DNhwcF32Float64Pack(weights, inChannels, outChannels, kernelHeight, kernelWidth, groups, stride, stride, dilation, dilation), y, bias, inChannels, outChannels, height, width, kernelHeight, kernelWidth, stride, dilation, padding, outputPadding, groups, batch);

    [ConvTranspose2D(Layout = ImageLayout.Nhwc), Precision(Accumulate = Accumulate.Compensated)] public static partial void ConvTranspose2DNhwcF32Compensated(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int outputPadding, int groups, int batch);
    [Pack(nameof(ConvTranspose2DNhwcF32Compensated))] public static partial PackedWeights<float> ConvTranspose2DNhwcF32CompensatedPack(ReadOnlySpan<float> weights, int inChannels, int outChannels, int kernelHeight, int kernelWidth, int groups, int strideHeight, int strideWidth, int dilationHeight, int dilationWidth);
    public static void ConvTranspose2DNhwcF32Compensated(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int outputPadding, int groups, int batch) =>
        ConvTranspose2DNhwcF32Compensated(x, ConvTranspose2DNhwcF32CompensatedPack(weights, inChannels, outChannels, kernelHeight, kernelWidth, groups, stride, stride, dilation, dilation), y, inChannels, outChannels, height, width, kernelHeight, kernelWidth, stride, dilation, padding, outputPadding, groups, batch);

    [ConvTranspose2D(Activation = Activation.None, Layout = ImageLayout.Nhwc), Parallel] public static partial void Shared(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int outputPadding, int groups, int batch, int maxThreads);
    [ConvTranspose2D(Activation = Activation.None), Parallel] public static partial void SharedPlanes(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int outputPadding, int groups, int batch, int maxThreads);
}
