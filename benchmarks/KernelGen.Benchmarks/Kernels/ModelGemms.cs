namespace KernelGen.Benchmarks.Kernels;

/// <summary>The shapes of workloads/gemm_models.csv, a kernel each; and squares in double precision.</summary>
internal static partial class ModelGemms
{
    [Gemm(M = 128, N = 128, K = 64, TransposeB = true, Batch = 12)]
    public static partial void EncoderQKMatmul12(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 128, N = 64, K = 128, Batch = 12)]
    public static partial void EncoderWVMatmul12(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 30, N = 4096, K = 14336, TransposeB = true)]
    public static partial void Llama38bMm2(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 30, N = 4096, K = 4096, TransposeB = true)]
    public static partial void Llama38bMm5(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 30, N = 6144, K = 4096, TransposeB = true)]
    public static partial void Llama38bMm6(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 504, N = 504, K = 504)]
    public static partial void Square504(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 1008, N = 1008, K = 1008)]
    public static partial void Square1008(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 2016, N = 2016, K = 2016)]
    public static partial void Square2016(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 512, N = 512, K = 512)]
    public static partial void PowerOfTwo512(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 1024, N = 1024, K = 1024)]
    public static partial void PowerOfTwo1024(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 128, N = 3072, K = 768, TransposeB = true)]
    public static partial void BertFfnUp(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 128, N = 768, K = 3072, TransposeB = true)]
    public static partial void BertFfnDown(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 1, N = 768, K = 768)]
    public static partial void Gemv768(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 1, N = 4096, K = 4096)]
    public static partial void Gemv4096(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 100000, N = 16, K = 16)]
    public static partial void Tall100000x16x16(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 504, N = 504, K = 504)]
    public static partial void Square504(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c);

    [Gemm(M = 1008, N = 1008, K = 1008)]
    public static partial void Square1008(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c);
}
