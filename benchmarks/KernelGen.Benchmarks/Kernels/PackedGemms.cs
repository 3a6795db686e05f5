namespace KernelGen.Benchmarks.Kernels;

/// <summary>The same shapes over floats, with weights that were packed once: what <see cref="PackedIntegerGemms"/> are measured beside.</summary>
internal static partial class PackedGemms
{
    [Gemm(M = 504, N = 504, K = 504)]
    public static partial void Square504(ReadOnlySpan<float> a, PackedWeights<float> b, Span<float> c);

    [Gemm(M = 1008, N = 1008, K = 1008)]
    public static partial void Square1008(ReadOnlySpan<float> a, PackedWeights<float> b, Span<float> c);

    [Gemm(M = 2016, N = 2016, K = 2016)]
    public static partial void Square2016(ReadOnlySpan<float> a, PackedWeights<float> b, Span<float> c);

    [Gemm(M = 128, N = 3072, K = 768, TransposeB = true)]
    public static partial void BertFfnUp(ReadOnlySpan<float> a, PackedWeights<float> b, Span<float> c);

    [Gemm(M = 128, N = 768, K = 3072, TransposeB = true)]
    public static partial void BertFfnDown(ReadOnlySpan<float> a, PackedWeights<float> b, Span<float> c);

    [Pack(nameof(Square504))]
    internal static partial PackedWeights<float> PackSquare504(ReadOnlySpan<float> b);

    [Pack(nameof(Square1008))]
    internal static partial PackedWeights<float> PackSquare1008(ReadOnlySpan<float> b);

    [Pack(nameof(Square2016))]
    internal static partial PackedWeights<float> PackSquare2016(ReadOnlySpan<float> b);

    [Pack(nameof(BertFfnUp))]
    internal static partial PackedWeights<float> PackBertFfnUp(ReadOnlySpan<float> b);

    [Pack(nameof(BertFfnDown))]
    internal static partial PackedWeights<float> PackBertFfnDown(ReadOnlySpan<float> b);
}
