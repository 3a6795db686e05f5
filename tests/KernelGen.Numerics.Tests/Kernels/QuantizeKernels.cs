namespace KernelGen.Numerics.Tests.Kernels;

/// <summary>Quantisation with scales of every kind: for all elements, for rows and for groups, given and found.</summary>
internal static partial class QuantizeKernels
{
    [Quantize] public static partial void QuantizeI8(ReadOnlySpan<float> x, Span<sbyte> y, float scale);
    [Quantize] public static partial void QuantizeI8Zero(ReadOnlySpan<float> x, Span<sbyte> y, float scale, int zeroPoint);
    [Quantize] public static partial void QuantizeU8Zero(ReadOnlySpan<float> x, Span<byte> y, float scale, int zeroPoint);
    [Quantize] public static partial void QuantizeF16I8(ReadOnlySpan<Half> x, Span<sbyte> y, float scale);
    [Quantize] public static partial void QuantizeBF16U8Zero(ReadOnlySpan<BFloat16> x, Span<byte> y, float scale, int zeroPoint);
    [Quantize] public static partial void QuantizeRowsI8Zero(ReadOnlySpan<float> x, Span<sbyte> y, ReadOnlySpan<float> scales, int zeroPoint, int length);
    [Quantize(Length = 33)] public static partial void QuantizeRowsU8_33(ReadOnlySpan<float> x, Span<byte> y, float scale, ReadOnlySpan<byte> zeroPoints);
    [Quantize(Length = 100, GroupSize = 32)] public static partial void QuantizeGroupsU8_100_32(ReadOnlySpan<float> x, Span<byte> y, ReadOnlySpan<float> scales, ReadOnlySpan<byte> zeroPoints);
    [Quantize(Length = 0)] public static partial void QuantizeGroupsI8_0(ReadOnlySpan<float> x, Span<sbyte> y, Span<float> scales);
    [Quantize] public static partial void QuantizeGroupsI8(ReadOnlySpan<float> x, Span<sbyte> y, ReadOnlySpan<float> scales, ReadOnlySpan<sbyte> zeroPoints, int length, int groupSize);
    [Quantize] public static partial void QuantizeFoundI8(ReadOnlySpan<float> x, Span<sbyte> y, Span<float> scales);
    [Quantize] public static partial void QuantizeFoundU8(ReadOnlySpan<float> x, Span<byte> y, Span<float> scales, Span<byte> zeroPoints);
    [Quantize] public static partial void QuantizeFoundF16I8(ReadOnlySpan<Half> x, Span<sbyte> y, Span<float> scales, Span<sbyte> zeroPoints);
    [Quantize] public static partial void QuantizeFoundRowsI8(Span<sbyte> zeroPoints, Span<float> scales, ReadOnlySpan<float> x, Span<sbyte> y, int length);
    [Quantize(Length = 100, GroupSize = 32)] public static partial void QuantizeFoundGroupsI8_100_32(ReadOnlySpan<float> x, Span<sbyte> y, Span<float> scales);
    [Quantize] public static partial void QuantizeFoundGroupsBF16U8(ReadOnlySpan<BFloat16> x, Span<byte> y, Span<float> scales, Span<byte> zeroPoints, int length, int groupSize);

    [Dequantize] public static partial void DequantizeI8(ReadOnlySpan<sbyte> x, Span<float> y, float scale);
    [Dequantize] public static partial void DequantizeI8Zero(ReadOnlySpan<sbyte> x, Span<float> y, float scale, int zeroPoint);
    [Dequantize] public static partial void DequantizeU8Zero(ReadOnlySpan<byte> x, Span<float> y, float scale, int zeroPoint);
    [Dequantize] public static partial void DequantizeU8F16(ReadOnlySpan<byte> x, Span<Half> y, float scale, int zeroPoint);
    [Dequantize] public static partial void DequantizeRowsI8BF16(ReadOnlySpan<sbyte> x, Span<BFloat16> y, ReadOnlySpan<float> scales, int length);
    [Dequantize(Length = 100, GroupSize = 32)] public static partial void DequantizeGroupsU8_100_32(ReadOnlySpan<byte> x, Span<float> y, ReadOnlySpan<float> scales, ReadOnlySpan<byte> zeroPoints);
    [Dequantize] public static partial void DequantizeGroupsI8(ReadOnlySpan<sbyte> x, Span<float> y, ReadOnlySpan<float> scales, ReadOnlySpan<sbyte> zeroPoints, int length, int groupSize);
}
