namespace KernelGen.Benchmarks.Kernels;

/// <summary>Layers of weights in groups, and the same layer of floats.</summary>
internal static partial class GroupedLayers
{
    [Dense(Inputs = 4096, Outputs = 4096, WeightFormat = WeightFormat.Int4, GroupSize = 32)]
    public static partial void Int4(ReadOnlySpan<float> x, ReadOnlySpan<byte> weights, Span<float> y, ReadOnlySpan<float> weightScales);

    [Dense(Inputs = 4096, Outputs = 4096, WeightFormat = WeightFormat.Int8, GroupSize = 32)]
    public static partial void Int8(ReadOnlySpan<float> x, ReadOnlySpan<byte> weights, Span<float> y, ReadOnlySpan<float> weightScales);

    [Dense(Inputs = 4096, Outputs = 4096, Batch = 64, WeightFormat = WeightFormat.Int4, GroupSize = 32)]
    public static partial void Int4Rows(ReadOnlySpan<float> x, ReadOnlySpan<byte> weights, Span<float> y, ReadOnlySpan<float> weightScales);

    [Dense(Inputs = 4096, Outputs = 4096, Batch = 64, WeightFormat = WeightFormat.Int8, GroupSize = 32)]
    public static partial void Int8Rows(ReadOnlySpan<float> x, ReadOnlySpan<byte> weights, Span<float> y, ReadOnlySpan<float> weightScales);

    [Gemv(M = 4096, K = 4096)]
    public static partial void Float(ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y);
}
