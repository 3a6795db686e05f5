namespace KernelGen.Benchmarks.Kernels;

/// <summary>Exact products of 8-bit integers: the squares and the BERT layers of workloads/gemm_models.csv.</summary>
internal static partial class IntegerGemms
{
    [Gemm(M = 504, N = 504, K = 504)]
    public static partial void Square504(ReadOnlySpan<byte> a, ReadOnlySpan<sbyte> b, Span<int> c);

    [Gemm(M = 1008, N = 1008, K = 1008)]
    public static partial void Square1008(ReadOnlySpan<byte> a, ReadOnlySpan<sbyte> b, Span<int> c);

    [Gemm(M = 2016, N = 2016, K = 2016)]
    public static partial void Square2016(ReadOnlySpan<byte> a, ReadOnlySpan<sbyte> b, Span<int> c);

    [Gemm(M = 128, N = 3072, K = 768, TransposeB = true)]
    public static partial void BertFfnUp(ReadOnlySpan<byte> a, ReadOnlySpan<sbyte> b, Span<int> c);

    [Gemm(M = 128, N = 768, K = 3072, TransposeB = true)]
    public static partial void BertFfnDown(ReadOnlySpan<byte> a, ReadOnlySpan<sbyte> b, Span<int> c);
}
