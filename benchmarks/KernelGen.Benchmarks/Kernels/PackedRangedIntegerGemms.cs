namespace KernelGen.Benchmarks.Kernels;

/// <summary>Those of <see cref="RangedIntegerGemms"/> with weights that were packed once. A kernel's pack has its name behind <c>Pack</c>.</summary>
internal static partial class PackedRangedIntegerGemms
{
    [Gemm(M = 504, N = 504, K = 504)]
    public static partial void Square504(ReadOnlySpan<byte> a, [ValueRange(-64, 63)] PackedWeights<sbyte> b, Span<int> c);

    [Gemm(M = 1008, N = 1008, K = 1008)]
    public static partial void Square1008(ReadOnlySpan<byte> a, [ValueRange(-64, 63)] PackedWeights<sbyte> b, Span<int> c);

    [Gemm(M = 2016, N = 2016, K = 2016)]
    public static partial void Square2016(ReadOnlySpan<byte> a, [ValueRange(-64, 63)] PackedWeights<sbyte> b, Span<int> c);

    [Gemm(M = 128, N = 3072, K = 768, TransposeB = true)]
    public static partial void BertFfnUp(ReadOnlySpan<byte> a, [ValueRange(-64, 63)] PackedWeights<sbyte> b, Span<int> c);

    [Gemm(M = 128, N = 768, K = 3072, TransposeB = true)]
    public static partial void BertFfnDown(ReadOnlySpan<byte> a, [ValueRange(-64, 63)] PackedWeights<sbyte> b, Span<int> c);

    [Pack(nameof(Square504))]
    internal static partial PackedWeights<sbyte> PackSquare504(ReadOnlySpan<sbyte> b);

    [Pack(nameof(Square1008))]
    internal static partial PackedWeights<sbyte> PackSquare1008(ReadOnlySpan<sbyte> b);

    [Pack(nameof(Square2016))]
    internal static partial PackedWeights<sbyte> PackSquare2016(ReadOnlySpan<sbyte> b);

    [Pack(nameof(BertFfnUp))]
    internal static partial PackedWeights<sbyte> PackBertFfnUp(ReadOnlySpan<sbyte> b);

    [Pack(nameof(BertFfnDown))]
    internal static partial PackedWeights<sbyte> PackBertFfnDown(ReadOnlySpan<sbyte> b);
}
