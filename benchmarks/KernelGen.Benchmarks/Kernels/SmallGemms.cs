namespace KernelGen.Benchmarks.Kernels;

/// <summary>The shapes of workloads/gemm_small.csv, a kernel each. <see cref="KernelTable"/> finds them by their attributes and refuses a row without a kernel.</summary>
internal static partial class SmallGemms
{
    [Gemm(M = 2, N = 2, K = 2)]
    public static partial void M2N2K2(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 3, N = 3, K = 3)]
    public static partial void M3N3K3(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 4, N = 4, K = 4)]
    public static partial void M4N4K4(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 5, N = 5, K = 5)]
    public static partial void M5N5K5(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 5, N = 5, K = 13)]
    public static partial void M5N5K13(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 5, N = 13, K = 5)]
    public static partial void M5N13K5(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 5, N = 13, K = 13)]
    public static partial void M5N13K13(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 6, N = 6, K = 6)]
    public static partial void M6N6K6(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 8, N = 8, K = 8)]
    public static partial void M8N8K8(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 10, N = 10, K = 10)]
    public static partial void M10N10K10(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 12, N = 12, K = 12)]
    public static partial void M12N12K12(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 13, N = 5, K = 5)]
    public static partial void M13N5K5(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 13, N = 5, K = 7)]
    public static partial void M13N5K7(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 13, N = 5, K = 13)]
    public static partial void M13N5K13(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 13, N = 13, K = 5)]
    public static partial void M13N13K5(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 13, N = 13, K = 13)]
    public static partial void M13N13K13(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 13, N = 13, K = 26)]
    public static partial void M13N13K26(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 13, N = 26, K = 13)]
    public static partial void M13N26K13(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 13, N = 26, K = 26)]
    public static partial void M13N26K26(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 14, N = 14, K = 14)]
    public static partial void M14N14K14(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 15, N = 15, K = 15)]
    public static partial void M15N15K15(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 16, N = 16, K = 16)]
    public static partial void M16N16K16(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 18, N = 18, K = 18)]
    public static partial void M18N18K18(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 20, N = 20, K = 20)]
    public static partial void M20N20K20(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 23, N = 23, K = 23)]
    public static partial void M23N23K23(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 24, N = 24, K = 24)]
    public static partial void M24N24K24(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 25, N = 25, K = 25)]
    public static partial void M25N25K25(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 26, N = 13, K = 13)]
    public static partial void M26N13K13(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 26, N = 13, K = 26)]
    public static partial void M26N13K26(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 26, N = 26, K = 13)]
    public static partial void M26N26K13(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 26, N = 26, K = 26)]
    public static partial void M26N26K26(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 28, N = 28, K = 28)]
    public static partial void M28N28K28(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 30, N = 30, K = 30)]
    public static partial void M30N30K30(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 32, N = 32, K = 32)]
    public static partial void M32N32K32(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 35, N = 35, K = 35)]
    public static partial void M35N35K35(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 36, N = 36, K = 36)]
    public static partial void M36N36K36(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm(M = 40, N = 40, K = 40)]
    public static partial void M40N40K40(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);
}
