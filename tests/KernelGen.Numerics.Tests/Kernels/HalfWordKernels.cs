// 16-bit accumulators are here to be studied: their bounds are as large as the rules say.
#pragma warning disable KG1001, KG1003

namespace KernelGen.Numerics.Tests.Kernels;

/// <summary>The 16-bit floats, as elements, as outputs, and as what accumulators are rounded to.</summary>
internal static partial class HalfWordKernels
{
    [Dot(1)] public static partial float DotF16_1(ReadOnlySpan<Half> a, ReadOnlySpan<Half> b);
    [Dot(2)] public static partial float DotF16_2(ReadOnlySpan<Half> a, ReadOnlySpan<Half> b);
    [Dot(31)] public static partial float DotF16_31(ReadOnlySpan<Half> a, ReadOnlySpan<Half> b);
    [Dot(33)] public static partial float DotF16_33(ReadOnlySpan<Half> a, ReadOnlySpan<Half> b);
    [Dot(64)] public static partial float DotF16_64(ReadOnlySpan<Half> a, ReadOnlySpan<Half> b);
    [Dot(100)] public static partial float DotF16_100(ReadOnlySpan<Half> a, ReadOnlySpan<Half> b);
    [Dot(384)] public static partial float DotF16_384(ReadOnlySpan<Half> a, ReadOnlySpan<Half> b);
    [Dot] public static partial float DotF16(ReadOnlySpan<Half> a, ReadOnlySpan<Half> b);
    [Dot, Precision(Accumulate = Accumulate.Float64)] public static partial float DotF16Float64(ReadOnlySpan<Half> a, ReadOnlySpan<Half> b);
    [Dot, Precision(Accumulate = Accumulate.Compensated)] public static partial float DotF16Compensated(ReadOnlySpan<Half> a, ReadOnlySpan<Half> b);
    [Dot, Precision(Accumulate = Accumulate.Float16)] public static partial float DotF16Float16(ReadOnlySpan<Half> a, ReadOnlySpan<Half> b);
    [Dot(100), Precision(Accumulate = Accumulate.Float64)] public static partial float DotF16Float64_100(ReadOnlySpan<Half> a, ReadOnlySpan<Half> b);
    [Cosine] public static partial float CosineF16(ReadOnlySpan<Half> a, ReadOnlySpan<Half> b);
    [Cosine(100)] public static partial float CosineF16_100(ReadOnlySpan<Half> a, ReadOnlySpan<Half> b);
    [SquaredDistance] public static partial float SquaredDistanceF16(ReadOnlySpan<Half> a, ReadOnlySpan<Half> b);
    [SumOfSquares(77)] public static partial float SumOfSquaresF16_77(ReadOnlySpan<Half> a);
    [Normalize] public static partial void NormalizeF16(ReadOnlySpan<Half> x, Span<Half> y);
    [Normalize] public static partial void NormalizeF16ToF32(ReadOnlySpan<Half> x, Span<float> y);
    [Similarities] public static partial void SimilaritiesDotF16(ReadOnlySpan<Half> query, ReadOnlySpan<Half> rows, Span<float> scores);
    [Similarities(Length = 100, Metric = Metric.Cosine)] public static partial void SimilaritiesCosineF16_100(ReadOnlySpan<Half> query, ReadOnlySpan<Half> rows, Span<Half> scores);
    [TopK(Metric = Metric.Cosine)] public static partial int TopKCosineF16(ReadOnlySpan<Half> query, ReadOnlySpan<Half> rows, Span<int> indices, Span<float> scores, int k, ReadOnlySpan<float> norms);
    [Gemv] public static partial void GemvAllF16(ReadOnlySpan<Half> a, ReadOnlySpan<Half> x, Span<Half> y, int m, int k, float alpha, float beta, ReadOnlySpan<float> bias);
    [Gemv(Transpose = true)] public static partial void GemvTF16(ReadOnlySpan<Half> a, ReadOnlySpan<Half> x, Span<float> y, int m, int k, ReadOnlySpan<Half> bias);
    [Gemm] public static partial void GemmNNF16(ReadOnlySpan<Half> a, ReadOnlySpan<Half> b, Span<Half> c, int m, int n, int k);
    [Gemm(TransposeB = true)] public static partial void GemmNTAllF16(ReadOnlySpan<Half> a, ReadOnlySpan<Half> b, Span<float> c, int m, int n, int k, float alpha, float beta, int lda, int ldb, int ldc, int batch);
    [Gemm(TransposeA = true), Precision(Accumulate = Accumulate.Float64)] public static partial void GemmTNF16Float64(ReadOnlySpan<Half> a, ReadOnlySpan<Half> b, Span<Half> c, int m, int n, int k, float beta);
    [Gemm(M = 13, N = 21, K = 10), Precision(Accumulate = Accumulate.Compensated)] public static partial void GemmF16Compensated_13_21_10(ReadOnlySpan<Half> a, ReadOnlySpan<Half> b, Span<float> c);
    [Gemm(TransposeB = true), Precision(Accumulate = Accumulate.Float16)] public static partial void GemmNTF16Float16(ReadOnlySpan<Half> a, ReadOnlySpan<Half> b, Span<Half> c, int m, int n, int k);
    [Dense(Activation = Activation.Gelu)] public static partial void DenseGeluF16(ReadOnlySpan<Half> x, ReadOnlySpan<Half> weights, Span<Half> y, int inputs, int outputs, int batch, ReadOnlySpan<Half> bias, ReadOnlySpan<Half> residual);
    [Dense] public static partial void DenseNormF16(ReadOnlySpan<Half> x, ReadOnlySpan<Half> weights, Span<float> y, ReadOnlySpan<float> gamma, int inputs, int outputs, int batch);
    [Dense(Activation = Activation.GatedSilu)] public static partial void DenseGatedF16(ReadOnlySpan<Half> x, ReadOnlySpan<Half> weights, Span<float> y, int inputs, int outputs, int batch, ReadOnlySpan<float> bias);
    [Dense(WeightLayout = WeightLayout.InputsOutputs, Activation = Activation.Relu)] public static partial void DenseReluF16(ReadOnlySpan<Half> x, ReadOnlySpan<Half> weights, Span<Half> y, int inputs, int outputs, int batch);

    [Dot(3)] public static partial float DotBF16_3(ReadOnlySpan<BFloat16> a, ReadOnlySpan<BFloat16> b);
    [Dot(17)] public static partial float DotBF16_17(ReadOnlySpan<BFloat16> a, ReadOnlySpan<BFloat16> b);
    [Dot(32)] public static partial float DotBF16_32(ReadOnlySpan<BFloat16> a, ReadOnlySpan<BFloat16> b);
    [Dot(65)] public static partial float DotBF16_65(ReadOnlySpan<BFloat16> a, ReadOnlySpan<BFloat16> b);
    [Dot(129)] public static partial float DotBF16_129(ReadOnlySpan<BFloat16> a, ReadOnlySpan<BFloat16> b);
    [Dot(1536)] public static partial float DotBF16_1536(ReadOnlySpan<BFloat16> a, ReadOnlySpan<BFloat16> b);
    [Dot] public static partial float DotBF16(ReadOnlySpan<BFloat16> a, ReadOnlySpan<BFloat16> b);
    [Dot, Precision(Accumulate = Accumulate.Float64)] public static partial float DotBF16Float64(ReadOnlySpan<BFloat16> a, ReadOnlySpan<BFloat16> b);
    [Dot, Precision(Accumulate = Accumulate.Compensated)] public static partial float DotBF16Compensated(ReadOnlySpan<BFloat16> a, ReadOnlySpan<BFloat16> b);
    [Dot, Precision(Accumulate = Accumulate.BFloat16)] public static partial float DotBF16BFloat16(ReadOnlySpan<BFloat16> a, ReadOnlySpan<BFloat16> b);
    [Dot(100), Precision(Accumulate = Accumulate.Float64)] public static partial float DotBF16Float64_100(ReadOnlySpan<BFloat16> a, ReadOnlySpan<BFloat16> b);
    [Cosine] public static partial float CosineBF16(ReadOnlySpan<BFloat16> a, ReadOnlySpan<BFloat16> b);
    [Cosine(100)] public static partial float CosineBF16_100(ReadOnlySpan<BFloat16> a, ReadOnlySpan<BFloat16> b);
    [SquaredDistance] public static partial float SquaredDistanceBF16(ReadOnlySpan<BFloat16> a, ReadOnlySpan<BFloat16> b);
    [SumOfSquares(77)] public static partial float SumOfSquaresBF16_77(ReadOnlySpan<BFloat16> a);
    [Normalize] public static partial void NormalizeBF16(ReadOnlySpan<BFloat16> x, Span<BFloat16> y);
    [Normalize] public static partial void NormalizeBF16ToF32(ReadOnlySpan<BFloat16> x, Span<float> y);
    [Similarities] public static partial void SimilaritiesDotBF16(ReadOnlySpan<BFloat16> query, ReadOnlySpan<BFloat16> rows, Span<float> scores);
    [Similarities(Length = 100, Metric = Metric.Cosine)] public static partial void SimilaritiesCosineBF16_100(ReadOnlySpan<BFloat16> query, ReadOnlySpan<BFloat16> rows, Span<BFloat16> scores);
    [TopK(Metric = Metric.Cosine)] public static partial int TopKCosineBF16(ReadOnlySpan<BFloat16> query, ReadOnlySpan<BFloat16> rows, Span<int> indices, Span<float> scores, int k, ReadOnlySpan<float> norms);
    [Gemv] public static partial void GemvAllBF16(ReadOnlySpan<BFloat16> a, ReadOnlySpan<BFloat16> x, Span<BFloat16> y, int m, int k, float alpha, float beta, ReadOnlySpan<float> bias);
    [Gemv(Transpose = true)] public static partial void GemvTBF16(ReadOnlySpan<BFloat16> a, ReadOnlySpan<BFloat16> x, Span<float> y, int m, int k, ReadOnlySpan<BFloat16> bias);
    [Gemm] public static partial void GemmNNBF16(ReadOnlySpan<BFloat16> a, ReadOnlySpan<BFloat16> b, Span<BFloat16> c, int m, int n, int k);
    [Gemm(TransposeB = true)] public static partial void GemmNTAllBF16(ReadOnlySpan<BFloat16> a, ReadOnlySpan<BFloat16> b, Span<float> c, int m, int n, int k, float alpha, float beta, int lda, int ldb, int ldc, int batch);
    [Gemm(TransposeA = true), Precision(Accumulate = Accumulate.Float64)] public static partial void GemmTNBF16Float64(ReadOnlySpan<BFloat16> a, ReadOnlySpan<BFloat16> b, Span<BFloat16> c, int m, int n, int k, float beta);
    [Gemm(M = 13, N = 21, K = 10), Precision(Accumulate = Accumulate.Compensated)] public static partial void GemmBF16Compensated_13_21_10(ReadOnlySpan<BFloat16> a, ReadOnlySpan<BFloat16> b, Span<float> c);
    [Gemm(TransposeB = true), Precision(Accumulate = Accumulate.BFloat16)] public static partial void GemmNTBF16BFloat16(ReadOnlySpan<BFloat16> a, ReadOnlySpan<BFloat16> b, Span<BFloat16> c, int m, int n, int k);
    [Dense(Activation = Activation.Gelu)] public static partial void DenseGeluBF16(ReadOnlySpan<BFloat16> x, ReadOnlySpan<BFloat16> weights, Span<BFloat16> y, int inputs, int outputs, int batch, ReadOnlySpan<BFloat16> bias, ReadOnlySpan<BFloat16> residual);
    [Dense(Activation = Activation.GatedSilu)] public static partial void DenseGatedBF16(ReadOnlySpan<BFloat16> x, ReadOnlySpan<BFloat16> weights, Span<float> y, int inputs, int outputs, int batch, ReadOnlySpan<float> bias);
    [Dense(WeightLayout = WeightLayout.InputsOutputs, Activation = Activation.Relu)] public static partial void DenseReluBF16(ReadOnlySpan<BFloat16> x, ReadOnlySpan<BFloat16> weights, Span<BFloat16> y, int inputs, int outputs, int batch);

    [Dot, Precision(Accumulate = Accumulate.BFloat16)] public static partial float DotF32BFloat16(ReadOnlySpan<float> a, ReadOnlySpan<float> b);
    [Gemv, Precision(Accumulate = Accumulate.Float16)] public static partial void GemvF32Float16(ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y, int m, int k);
}
