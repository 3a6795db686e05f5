namespace KernelGen.Numerics.Tests.Kernels;

/// <summary>Dense layers of weights in groups whose x is quantised on the fly: both formats, every group size, scales and zero points of every kind.</summary>
internal static partial class GroupedCodesKernels
{
    [Dense(WeightFormat = WeightFormat.Int4, GroupSize = 32), Precision(Accumulate = Accumulate.Int32)] public static partial void DenseCodesInt4_32(ReadOnlySpan<float> x, ReadOnlySpan<byte> weights, Span<float> y, int inputs, int outputs, int batch, ReadOnlySpan<float> weightScales);
    [Dense(WeightFormat = WeightFormat.Int4, GroupSize = 64), Precision(Accumulate = Accumulate.Int32)] public static partial void DenseCodesInt4_64(ReadOnlySpan<float> x, ReadOnlySpan<byte> weights, Span<float> y, int inputs, int outputs, int batch, ReadOnlySpan<float> weightScales, ReadOnlySpan<float> bias);
    [Dense(WeightFormat = WeightFormat.Int4, GroupSize = 128), Precision(Accumulate = Accumulate.Int32), Parallel] public static partial void DenseCodesInt4ZeroHalf_128(ReadOnlySpan<float> x, ReadOnlySpan<byte> weights, Span<float> y, int inputs, int outputs, int batch, ReadOnlySpan<Half> weightScales, ReadOnlySpan<byte> weightZeroPoints, ReadOnlySpan<float> residual);
    [Dense(WeightFormat = WeightFormat.Int4, GroupSize = 32, Activation = Activation.Gelu), Precision(Accumulate = Accumulate.Int32)] public static partial void DenseCodesInt4AllF16_32(ReadOnlySpan<Half> x, ReadOnlySpan<byte> weights, Span<Half> y, int inputs, int outputs, int batch, ReadOnlySpan<Half> weightScales, ReadOnlySpan<byte> weightZeroPoints, ReadOnlySpan<float> bias, ReadOnlySpan<Half> residual);
    [Dense(Inputs = 200, Outputs = 37, WeightFormat = WeightFormat.Int4, GroupSize = 64), Precision(Accumulate = Accumulate.Int32)] public static partial void DenseCodesInt4OneBF16_200_37(ReadOnlySpan<BFloat16> x, ReadOnlySpan<byte> weights, Span<float> y, ReadOnlySpan<float> weightScales);

    [Dense(WeightFormat = WeightFormat.Int8, GroupSize = 32), Precision(Accumulate = Accumulate.Int32)] public static partial void DenseCodesInt8_32(ReadOnlySpan<float> x, ReadOnlySpan<byte> weights, Span<float> y, int inputs, int outputs, int batch, ReadOnlySpan<float> weightScales);
    [Dense(WeightFormat = WeightFormat.Int8, GroupSize = 64), Precision(Accumulate = Accumulate.Int32)] public static partial void DenseCodesInt8Zero_64(ReadOnlySpan<BFloat16> x, ReadOnlySpan<byte> weights, Span<BFloat16> y, int inputs, int outputs, int batch, ReadOnlySpan<float> weightScales, ReadOnlySpan<byte> weightZeroPoints);
    [Dense(Inputs = 161, Outputs = 50, Batch = 5, WeightFormat = WeightFormat.Int8, GroupSize = 128), Precision(Accumulate = Accumulate.Int32)] public static partial void DenseCodesInt8_161_50_5(ReadOnlySpan<float> x, ReadOnlySpan<byte> weights, Span<float> y, ReadOnlySpan<float> weightScales, ReadOnlySpan<float> bias);
}
