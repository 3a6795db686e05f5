namespace KernelGen.Numerics.Tests.Packed;

/// <summary>Layers over the same weights in groups, and what packs them.</summary>
internal static partial class PackedGroups
{
    [Dense(WeightFormat = WeightFormat.Int4, GroupSize = 32)]
    public static partial void Plain(ReadOnlySpan<float> x, ReadOnlySpan<byte> weights, Span<float> y, ReadOnlySpan<float> weightScales, ReadOnlySpan<byte> weightZeroPoints, int inputs, int outputs, int batch);

    [Dense(WeightFormat = WeightFormat.Int4, GroupSize = 32)]
    public static partial void PlainWithout(ReadOnlySpan<float> x, ReadOnlySpan<byte> weights, Span<float> y, ReadOnlySpan<float> weightScales, int inputs, int outputs, int batch);

    [Dense(Inputs = 100, Outputs = 11, WeightFormat = WeightFormat.Int4, GroupSize = 32)]
    public static partial void OneRow(ReadOnlySpan<float> x, PackedWeights<byte> weights, Span<float> y);

    [Dense(WeightFormat = WeightFormat.Int4, GroupSize = 32), Parallel]
    public static partial void Open(ReadOnlySpan<float> x, PackedWeights<byte> weights, Span<float> y, int inputs, int outputs, int batch);

    [Dense(WeightFormat = WeightFormat.Int4, GroupSize = 32), Precision(Accumulate = Accumulate.Int32)]
    public static partial void Codes(ReadOnlySpan<float> x, PackedWeights<byte> weights, Span<float> y, int inputs, int outputs, int batch);

    [Dense(WeightFormat = WeightFormat.Int4, GroupSize = 32), Precision(Accumulate = Accumulate.Int32)]
    public static partial void PlainCodes(ReadOnlySpan<float> x, ReadOnlySpan<byte> weights, Span<float> y, ReadOnlySpan<float> weightScales, ReadOnlySpan<byte> weightZeroPoints, int inputs, int outputs, int batch);

    [Pack(nameof(OneRow), nameof(Open), nameof(Codes))]
    public static partial PackedWeights<byte> Pack(ReadOnlySpan<byte> weights, ReadOnlySpan<float> weightScales, ReadOnlySpan<byte> weightZeroPoints);

    /// <summary>Without zero points, for the very same kernels.</summary>
    [Pack(nameof(Open), nameof(Codes))]
    public static partial PackedWeights<byte> PackWithout(ReadOnlySpan<byte> weights, ReadOnlySpan<Half> weightScales, int inputs, int outputs);

    [Pack(nameof(Open))]
    public static partial PackedWeights<byte> PackOpen(ReadOnlySpan<byte> weights, ReadOnlySpan<float> weightScales, ReadOnlySpan<byte> weightZeroPoints, int inputs, int outputs);

    [Dense(WeightFormat = WeightFormat.Int8, GroupSize = 64)]
    public static partial void Bytes(ReadOnlySpan<float> x, PackedWeights<byte> weights, Span<float> y, int inputs, int outputs);

    [Pack(nameof(Bytes))]
    public static partial PackedWeights<byte> PackBytes(ReadOnlySpan<byte> weights, ReadOnlySpan<float> weightScales, ReadOnlySpan<byte> weightZeroPoints, int inputs, int outputs);

    [Dense(WeightFormat = WeightFormat.Int4, GroupSize = 64)]
    public static partial void WideGroups(ReadOnlySpan<float> x, PackedWeights<byte> weights, Span<float> y, int inputs, int outputs);

    [Pack(nameof(WideGroups))]
    public static partial PackedWeights<byte> PackWideGroups(ReadOnlySpan<byte> weights, ReadOnlySpan<float> weightScales, int inputs, int outputs);

    [Dense]
    public static partial void InNoGroups(ReadOnlySpan<byte> x, PackedWeights<byte> weights, Span<int> y, int inputs, int outputs);

    [Pack(nameof(InNoGroups))]
    public static partial PackedWeights<byte> PackInNoGroups(ReadOnlySpan<byte> weights, int inputs, int outputs);
}
