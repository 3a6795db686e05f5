namespace KernelGen.Benchmarks.Kernels;

/// <summary>Layers of packed weights in groups, one row and many. A kernel's pack has its name behind <c>Pack</c>.</summary>
internal static partial class PackedGroupedLayers
{
    [Dense(Inputs = 4096, Outputs = 4096, WeightFormat = WeightFormat.Int4, GroupSize = 32)]
    public static partial void Int4(ReadOnlySpan<float> x, PackedWeights<byte> weights, Span<float> y);

    [Dense(Inputs = 4096, Outputs = 4096, Batch = 64, WeightFormat = WeightFormat.Int4, GroupSize = 32)]
    public static partial void Int4Rows(ReadOnlySpan<float> x, PackedWeights<byte> weights, Span<float> y);

    [Dense(Inputs = 4096, Outputs = 4096, WeightFormat = WeightFormat.Int8, GroupSize = 32)]
    public static partial void Int8(ReadOnlySpan<float> x, PackedWeights<byte> weights, Span<float> y);

    [Dense(Inputs = 4096, Outputs = 4096, Batch = 64, WeightFormat = WeightFormat.Int8, GroupSize = 32)]
    public static partial void Int8Rows(ReadOnlySpan<float> x, PackedWeights<byte> weights, Span<float> y);

    [Pack(nameof(Int4))]
    internal static partial PackedWeights<byte> PackInt4(ReadOnlySpan<byte> weights, ReadOnlySpan<float> weightScales);

    [Pack(nameof(Int4Rows))]
    internal static partial PackedWeights<byte> PackInt4Rows(ReadOnlySpan<byte> weights, ReadOnlySpan<float> weightScales);

    [Pack(nameof(Int8))]
    internal static partial PackedWeights<byte> PackInt8(ReadOnlySpan<byte> weights, ReadOnlySpan<float> weightScales);

    [Pack(nameof(Int8Rows))]
    internal static partial PackedWeights<byte> PackInt8Rows(ReadOnlySpan<byte> weights, ReadOnlySpan<float> weightScales);
}
