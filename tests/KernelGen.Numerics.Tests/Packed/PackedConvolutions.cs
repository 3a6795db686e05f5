namespace KernelGen.Numerics.Tests.Packed;

/// <summary>Convolutions of packed weights, what packs them, and both under the name and the signature that the plain convolution has.</summary>
internal static partial class PackedConvolutions
{
    [Conv2D] public static partial void Conv2DNchwAllF32(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int groups, int batch);
    [Pack(nameof(Conv2DNchwAllF32), nameof(SharedPlanes))] public static partial PackedWeights<float> Conv2DNchwAllF32Pack(ReadOnlySpan<float> weights, int inChannels, int outChannels, int kernelHeight, int kernelWidth, int groups);
    public static void Conv2DNchwAllF32(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int groups, int batch) =>
        Conv2DNchwAllF32(x, Conv2DNchwAllF32Pack(weights, inChannels, outChannels, kernelHeight, kernelWidth, groups), y, bias, residual, inChannels, outChannels, height, width, kernelHeight, kernelWidth, stride, dilation, padding, groups, batch);

    [Conv2D(Layout = ImageLayout.Nhwc)] public static partial void Conv2DNhwcAllF32(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int groups, int batch);
    [Pack(nameof(Conv2DNhwcAllF32), nameof(Shared))] public static partial PackedWeights<float> Conv2DNhwcAllF32Pack(ReadOnlySpan<float> weights, int inChannels, int outChannels, int kernelHeight, int kernelWidth, int groups);
    public static void Conv2DNhwcAllF32(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int groups, int batch) =>
        Conv2DNhwcAllF32(x, Conv2DNhwcAllF32Pack(weights, inChannels, outChannels, kernelHeight, kernelWidth, groups), y, bias, residual, inChannels, outChannels, height, width, kernelHeight, kernelWidth, stride, dilation, padding, groups, batch);

    [Conv2D(Layout = ImageLayout.Nhwc)] public static partial void Conv2DNhwcAllF64(ReadOnlySpan<double> x, PackedWeights<double> weights, Span<double> y, ReadOnlySpan<double> bias, ReadOnlySpan<double> residual, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int groups, int batch);
    [Pack(nameof(Conv2DNhwcAllF64))] public static partial PackedWeights<double> Conv2DNhwcAllF64Pack(ReadOnlySpan<double> weights, int inChannels, int outChannels, int kernelHeight, int kernelWidth, int groups);
    public static void Conv2DNhwcAllF64(ReadOnlySpan<double> x, ReadOnlySpan<double> weights, Span<double> y, ReadOnlySpan<double> bias, ReadOnlySpan<double> residual, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int groups, int batch) =>
        Conv2DNhwcAllF64(x, Conv2DNhwcAllF64Pack(weights, inChannels, outChannels, kernelHeight, kernelWidth, groups), y, bias, residual, inChannels, outChannels, height, width, kernelHeight, kernelWidth, stride, dilation, padding, groups, batch);

    [Conv2D, Precision(Accumulate = Accumulate.Float64)] public static partial void Conv2DNchwF32Float64(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int groups, int batch);
    [Pack(nameof(Conv2DNchwF32Float64))] public static partial PackedWeights<float> Conv2DNchwF32Float64Pack(ReadOnlySpan<float> weights, int inChannels, int outChannels, int kernelHeight, int kernelWidth, int groups);
    public static void Conv2DNchwF32Float64(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int groups, int batch) =>
        Conv2DNchwF32Float64(x, Conv2DNchwF32Float64Pack(weights, inChannels, outChannels, kernelHeight, kernelWidth, groups), y, bias, inChannels, outChannels, height, width, kernelHeight, kernelWidth, stride, dilation, padding, groups, batch);

    [Conv2D(Layout = ImageLayout.Nhwc), Precision(Accumulate = Accumulate.Float64)] public static partial void Conv2DNhwcF32Float64(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int groups, int batch);
    [Pack(nameof(Conv2DNhwcF32Float64))] public static partial PackedWeights<float> Conv2DNhwcF32Float64Pack(ReadOnlySpan<float> weights, int inChannels, int outChannels, int kernelHeight, int kernelWidth, int groups);
    public static void Conv2DNhwcF32Float64(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int groups, int batch) =>
        Conv2DNhwcF32Float64(x, Conv2DNhwcF32Float64Pack(weights, inChannels, outChannels, kernelHeight, kernelWidth, groups), y, bias, inChannels, outChannels, height, width, kernelHeight, kernelWidth, stride, dilation, padding, groups, batch);

    [Conv2D(Layout = ImageLayout.Nhwc), Precision(Accumulate = Accumulate.Compensated)] public static partial void Conv2DNhwcF32Compensated(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int groups, int batch);
    [Pack(nameof(Conv2DNhwcF32Compensated))] public static partial PackedWeights<float> Conv2DNhwcF32CompensatedPack(ReadOnlySpan<float> weights, int inChannels, int outChannels, int kernelHeight, int kernelWidth, int groups);
    public static void Conv2DNhwcF32Compensated(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int groups, int batch) =>
        Conv2DNhwcF32Compensated(x, Conv2DNhwcF32CompensatedPack(weights, inChannels, outChannels, kernelHeight, kernelWidth, groups), y, inChannels, outChannels, height, width, kernelHeight, kernelWidth, stride, dilation, padding, groups, batch);

    [Conv2D(Kernel = 1)] public static partial void Conv2DNchwPixelsF32(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias, int inChannels, int outChannels, int height, int width, int groups, int batch);
    [Pack(nameof(Conv2DNchwPixelsF32))] public static partial PackedWeights<float> Conv2DNchwPixelsF32Pack(ReadOnlySpan<float> weights, int inChannels, int outChannels, int groups);
    public static void Conv2DNchwPixelsF32(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, int inChannels, int outChannels, int height, int width, int groups, int batch) =>
        Conv2DNchwPixelsF32(x, Conv2DNchwPixelsF32Pack(weights, inChannels, outChannels, groups), y, bias, inChannels, outChannels, height, width, groups, batch);

    [Conv2D(Kernel = 1, Layout = ImageLayout.Nhwc)] public static partial void Conv2DNhwcPixelsF32(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias, int inChannels, int outChannels, int height, int width, int groups, int batch);
    [Pack(nameof(Conv2DNhwcPixelsF32))] public static partial PackedWeights<float> Conv2DNhwcPixelsF32Pack(ReadOnlySpan<float> weights, int inChannels, int outChannels, int groups);
    public static void Conv2DNhwcPixelsF32(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, int inChannels, int outChannels, int height, int width, int groups, int batch) =>
        Conv2DNhwcPixelsF32(x, Conv2DNhwcPixelsF32Pack(weights, inChannels, outChannels, groups), y, bias, inChannels, outChannels, height, width, groups, batch);

    [Conv2D(InChannels = 16, OutChannels = 40, Height = 9, Width = 14, Kernel = 3, Padding = 1, Layout = ImageLayout.Nhwc)] public static partial void Conv2DNhwcF32_16_40_9_14(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);
    [Pack(nameof(Conv2DNhwcF32_16_40_9_14))] public static partial PackedWeights<float> Conv2DNhwcF32_16_40_9_14Pack(ReadOnlySpan<float> weights);
    public static void Conv2DNhwcF32_16_40_9_14(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias) =>
        Conv2DNhwcF32_16_40_9_14(x, Conv2DNhwcF32_16_40_9_14Pack(weights), y, bias);

    [Conv1D(Layout = ImageLayout.Nhwc)] public static partial void Conv1DNhwcF32(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, int inChannels, int outChannels, int length, int kernel, int stride, int dilation, int padding, int groups, int batch);
    [Pack(nameof(Conv1DNhwcF32))] public static partial PackedWeights<float> Conv1DNhwcF32Pack(ReadOnlySpan<float> weights, int inChannels, int outChannels, int kernel, int groups);
    public static void Conv1DNhwcF32(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, int inChannels, int outChannels, int length, int kernel, int stride, int dilation, int padding, int groups, int batch) =>
        Conv1DNhwcF32(x, Conv1DNhwcF32Pack(weights, inChannels, outChannels, kernel, groups), y, inChannels, outChannels, length, kernel, stride, dilation, padding, groups, batch);

    [Conv2D(InChannels = 19, OutChannels = 19, Kernel = 3, Groups = 19, Padding = 1, Layout = ImageLayout.Nhwc)] public static partial void Conv2DNhwcChannelsF32(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual, int height, int width, int stride, int batch);
    [Pack(nameof(Conv2DNhwcChannelsF32), nameof(Shared))] public static partial PackedWeights<float> Conv2DNhwcChannelsF32Pack(ReadOnlySpan<float> weights);
    public static void Conv2DNhwcChannelsF32(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual, int height, int width, int stride, int batch) =>
        Conv2DNhwcChannelsF32(x, Conv2DNhwcChannelsF32Pack(weights), y, bias, residual, height, width, stride, batch);

    [Conv2D(Activation = Activation.None)] public static partial void Conv2DNchwF16(ReadOnlySpan<Half> x, PackedWeights<Half> weights, Span<Half> y, ReadOnlySpan<Half> bias, ReadOnlySpan<Half> residual, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int groups, int batch);
    [Pack(nameof(Conv2DNchwF16))] public static partial PackedWeights<Half> Conv2DNchwF16Pack(ReadOnlySpan<Half> weights, int inChannels, int outChannels, int kernelHeight, int kernelWidth, int groups);
    public static void Conv2DNchwF16(ReadOnlySpan<Half> x, ReadOnlySpan<Half> weights, Span<Half> y, ReadOnlySpan<Half> bias, ReadOnlySpan<Half> residual, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int groups, int batch) =>
        Conv2DNchwF16(x, Conv2DNchwF16Pack(weights, inChannels, outChannels, kernelHeight, kernelWidth, groups), y, bias, residual, inChannels, outChannels, height, width, kernelHeight, kernelWidth, stride, dilation, padding, groups, batch);

    [Conv2D(Layout = ImageLayout.Nhwc)] public static partial void Conv2DNhwcF16(ReadOnlySpan<Half> x, PackedWeights<Half> weights, Span<float> y, ReadOnlySpan<Half> bias, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int groups, int batch);
    [Pack(nameof(Conv2DNhwcF16))] public static partial PackedWeights<Half> Conv2DNhwcF16Pack(ReadOnlySpan<Half> weights, int inChannels, int outChannels, int kernelHeight, int kernelWidth, int groups);
    public static void Conv2DNhwcF16(ReadOnlySpan<Half> x, ReadOnlySpan<Half> weights, Span<float> y, ReadOnlySpan<Half> bias, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int groups, int batch) =>
        Conv2DNhwcF16(x, Conv2DNhwcF16Pack(weights, inChannels, outChannels, kernelHeight, kernelWidth, groups), y, bias, inChannels, outChannels, height, width, kernelHeight, kernelWidth, stride, dilation, padding, groups, batch);

    [Conv2D(Activation = Activation.Relu)] public static partial void Conv2DNchwI8ToU8(ReadOnlySpan<sbyte> x, PackedWeights<sbyte> weights, Span<byte> y, float xScale, ReadOnlySpan<float> weightScales, ReadOnlySpan<float> bias, float yScale, int yZeroPoint, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int groups, int batch);
    [Pack(nameof(Conv2DNchwI8ToU8))] public static partial PackedWeights<sbyte> Conv2DNchwI8ToU8Pack(ReadOnlySpan<sbyte> weights, int inChannels, int outChannels, int kernelHeight, int kernelWidth, int groups);
    public static void Conv2DNchwI8ToU8(ReadOnlySpan<sbyte> x, ReadOnlySpan<sbyte> weights, Span<byte> y, float xScale, ReadOnlySpan<float> weightScales, ReadOnlySpan<float> bias, float yScale, int yZeroPoint, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int groups, int batch) =>
        Conv2DNchwI8ToU8(x, Conv2DNchwI8ToU8Pack(weights, inChannels, outChannels, kernelHeight, kernelWidth, groups), y, xScale, weightScales, bias, yScale, yZeroPoint, inChannels, outChannels, height, width, kernelHeight, kernelWidth, stride, dilation, padding, groups, batch);

    [Conv2D] public static partial void Conv2DNchwU8I8Ranged(ReadOnlySpan<byte> x, [ValueRange(-64, 63)] PackedWeights<sbyte> weights, Span<int> y, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int groups, int batch);
    [Pack(nameof(Conv2DNchwU8I8Ranged))] public static partial PackedWeights<sbyte> Conv2DNchwU8I8RangedPack(ReadOnlySpan<sbyte> weights, int inChannels, int outChannels, int kernelHeight, int kernelWidth, int groups);
    public static void Conv2DNchwU8I8Ranged(ReadOnlySpan<byte> x, ReadOnlySpan<sbyte> weights, Span<int> y, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int groups, int batch) =>
        Conv2DNchwU8I8Ranged(x, Conv2DNchwU8I8RangedPack(weights, inChannels, outChannels, kernelHeight, kernelWidth, groups), y, inChannels, outChannels, height, width, kernelHeight, kernelWidth, stride, dilation, padding, groups, batch);

    [Conv2D(Layout = ImageLayout.Nhwc)] public static partial void Conv2DNhwcU8I8RangedToU8([ValueRange(0, 127)] ReadOnlySpan<byte> x, PackedWeights<sbyte> weights, Span<byte> y, float weightScale, float yScale, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int groups, int batch);
    [Pack(nameof(Conv2DNhwcU8I8RangedToU8))] public static partial PackedWeights<sbyte> Conv2DNhwcU8I8RangedToU8Pack(ReadOnlySpan<sbyte> weights, int inChannels, int outChannels, int kernelHeight, int kernelWidth, int groups);
    public static void Conv2DNhwcU8I8RangedToU8(ReadOnlySpan<byte> x, ReadOnlySpan<sbyte> weights, Span<byte> y, float weightScale, float yScale, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int groups, int batch) =>
        Conv2DNhwcU8I8RangedToU8(x, Conv2DNhwcU8I8RangedToU8Pack(weights, inChannels, outChannels, kernelHeight, kernelWidth, groups), y, weightScale, yScale, inChannels, outChannels, height, width, kernelHeight, kernelWidth, stride, dilation, padding, groups, batch);

    [Conv2D(InChannels = 19, OutChannels = 19, Kernel = 3, Groups = 19, Padding = 1, Layout = ImageLayout.Nhwc)] public static partial void Conv2DNhwcChannelsF16(ReadOnlySpan<Half> x, PackedWeights<Half> weights, Span<Half> y, ReadOnlySpan<float> bias, ReadOnlySpan<Half> residual, int height, int width, int stride, int batch);
    [Pack(nameof(Conv2DNhwcChannelsF16))] public static partial PackedWeights<Half> Conv2DNhwcChannelsF16Pack(ReadOnlySpan<Half> weights);
    public static void Conv2DNhwcChannelsF16(ReadOnlySpan<Half> x, ReadOnlySpan<Half> weights, Span<Half> y, ReadOnlySpan<float> bias, ReadOnlySpan<Half> residual, int height, int width, int stride, int batch) =>
        Conv2DNhwcChannelsF16(x, Conv2DNhwcChannelsF16Pack(weights), y, bias, residual, height, width, stride, batch);

    [Conv2D(InChannels = 19, OutChannels = 19, Kernel = 3, Groups = 19, Padding = 1, Layout = ImageLayout.Nhwc)] public static partial void Conv2DNhwcChannelsU8I8ToU8(ReadOnlySpan<byte> x, [ValueRange(-64, 63)] PackedWeights<sbyte> weights, Span<byte> y, float xScale, int xZeroPoint, ReadOnlySpan<float> weightScales, ReadOnlySpan<float> bias, float yScale, int yZeroPoint, int height, int width, int stride, int batch);
    [Pack(nameof(Conv2DNhwcChannelsU8I8ToU8))] public static partial PackedWeights<sbyte> Conv2DNhwcChannelsU8I8ToU8Pack(ReadOnlySpan<sbyte> weights);
    public static void Conv2DNhwcChannelsU8I8ToU8(ReadOnlySpan<byte> x, ReadOnlySpan<sbyte> weights, Span<byte> y, float xScale, int xZeroPoint, ReadOnlySpan<float> weightScales, ReadOnlySpan<float> bias, float yScale, int yZeroPoint, int height, int width, int stride, int batch) =>
        Conv2DNhwcChannelsU8I8ToU8(x, Conv2DNhwcChannelsU8I8ToU8Pack(weights), y, xScale, xZeroPoint, weightScales, bias, yScale, yZeroPoint, height, width, stride, batch);

    [Conv2D(InChannels = 9, OutChannels = 18, KernelHeight = 2, KernelWidth = 3, Groups = 9, Dilation = 2, PaddingLeft = 1)] public static partial void Conv2DNchwChannelsBF16(ReadOnlySpan<BFloat16> x, PackedWeights<BFloat16> weights, Span<BFloat16> y, int height, int width, int stride, int batch);
    [Pack(nameof(Conv2DNchwChannelsBF16))] public static partial PackedWeights<BFloat16> Conv2DNchwChannelsBF16Pack(ReadOnlySpan<BFloat16> weights);
    public static void Conv2DNchwChannelsBF16(ReadOnlySpan<BFloat16> x, ReadOnlySpan<BFloat16> weights, Span<BFloat16> y, int height, int width, int stride, int batch) =>
        Conv2DNchwChannelsBF16(x, Conv2DNchwChannelsBF16Pack(weights), y, height, width, stride, batch);

    [Conv2D(InChannels = 1, Kernel = 3, Stride = 1, Dilation = 1, Padding = 1, Layout = ImageLayout.Nhwc), Parallel] public static partial void OneChannel(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual, int outChannels, int height, int width, int batch, int maxThreads);
    [Pack(nameof(OneChannel))] public static partial PackedWeights<float> OneChannelPack(ReadOnlySpan<float> weights, int outChannels);

    [Conv2D(Layout = ImageLayout.Nhwc), Parallel] public static partial void Shared(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int groups, int batch, int maxThreads);

    [Conv2D, Parallel] public static partial void SharedPlanes(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual, int inChannels, int outChannels, int height, int width, int kernelHeight, int kernelWidth, int stride, int dilation, int padding, int groups, int batch, int maxThreads);
}
