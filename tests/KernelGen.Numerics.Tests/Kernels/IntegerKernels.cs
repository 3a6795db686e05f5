namespace KernelGen.Numerics.Tests.Kernels;

/// <summary>8-bit integers of both kinds: exact sums, scaled and requantised results.</summary>
internal static partial class IntegerKernels
{
    [Dot(1)] public static partial int DotI8_1(ReadOnlySpan<sbyte> a, ReadOnlySpan<sbyte> b);
    [Dot(31)] public static partial int DotI8_31(ReadOnlySpan<sbyte> a, ReadOnlySpan<sbyte> b);
    [Dot(64)] public static partial int DotI8_64(ReadOnlySpan<sbyte> a, ReadOnlySpan<sbyte> b);
    [Dot(1536)] public static partial int DotI8_1536(ReadOnlySpan<sbyte> a, ReadOnlySpan<sbyte> b);
    [Dot] public static partial int DotI8(ReadOnlySpan<sbyte> a, ReadOnlySpan<sbyte> b);
    [Dot] public static partial int DotU8I8(ReadOnlySpan<byte> a, ReadOnlySpan<sbyte> b);
    [Dot] public static partial int DotI8U8(ReadOnlySpan<sbyte> a, ReadOnlySpan<byte> b);
    [Dot(100)] public static partial int DotU8_100(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b);
    [Dot] public static partial int DotU8(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b);
    [Dot] public static partial long DotI8Long(ReadOnlySpan<sbyte> a, ReadOnlySpan<sbyte> b);
    [Dot(100), Precision(Accumulate = Accumulate.Int64)] public static partial long DotU8Long_100(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b);
    [Dot, Precision(Accumulate = Accumulate.Int64)] public static partial int DotU8I8Int64(ReadOnlySpan<byte> a, ReadOnlySpan<sbyte> b);
    [Cosine] public static partial float CosineI8(ReadOnlySpan<sbyte> a, ReadOnlySpan<sbyte> b);
    [Cosine(100)] public static partial float CosineU8_100(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b);
    [Cosine, Precision(Accumulate = Accumulate.Int64)] public static partial float CosineI8Int64(ReadOnlySpan<sbyte> a, ReadOnlySpan<sbyte> b);
    [SquaredDistance] public static partial int SquaredDistanceI8(ReadOnlySpan<sbyte> a, ReadOnlySpan<sbyte> b);
    [SquaredDistance(77)] public static partial int SquaredDistanceU8I8_77(ReadOnlySpan<byte> a, ReadOnlySpan<sbyte> b);
    [SquaredDistance] public static partial long SquaredDistanceU8Long(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b);
    [SumOfSquares] public static partial int SumOfSquaresI8(ReadOnlySpan<sbyte> a);
    [SumOfSquares(33)] public static partial int SumOfSquaresU8_33(ReadOnlySpan<byte> a);
    [Similarities] public static partial void SimilaritiesDotI8(ReadOnlySpan<sbyte> query, ReadOnlySpan<sbyte> rows, Span<int> scores);
    [Similarities(Length = 100, Metric = Metric.Cosine)] public static partial void SimilaritiesCosineI8_100(ReadOnlySpan<sbyte> query, ReadOnlySpan<sbyte> rows, Span<float> scores);
    [Similarities(Metric = Metric.SquaredDistance)] public static partial void SimilaritiesDistanceU8(ReadOnlySpan<byte> query, ReadOnlySpan<byte> rows, Span<long> scores);
    [TopK] public static partial int TopKDotU8I8(ReadOnlySpan<byte> query, ReadOnlySpan<sbyte> rows, Span<int> indices, Span<int> scores, int k);
    [TopK(Metric = Metric.Cosine)] public static partial int TopKCosineI8(ReadOnlySpan<sbyte> query, ReadOnlySpan<sbyte> rows, Span<int> indices, Span<float> scores, int k, ReadOnlySpan<double> norms);
    [TopK(Length = 40, K = 3, Metric = Metric.SquaredDistance)] public static partial int TopKDistanceI8_40_3(ReadOnlySpan<sbyte> query, ReadOnlySpan<sbyte> rows, Span<int> indices, Span<int> scores);
    [Gemv] public static partial void GemvI8U8(ReadOnlySpan<sbyte> a, ReadOnlySpan<byte> x, Span<int> y, int m, int k);
    [Gemv(M = 19, K = 37)] public static partial void GemvU8Long_19_37(ReadOnlySpan<byte> a, ReadOnlySpan<byte> x, Span<long> y);
    [Gemv(Transpose = true)] public static partial void GemvTI8(ReadOnlySpan<sbyte> a, ReadOnlySpan<sbyte> x, Span<int> y, int m, int k);

    [Gemm] public static partial void GemmNNU8I8(ReadOnlySpan<byte> a, ReadOnlySpan<sbyte> b, Span<int> c, int m, int n, int k);
    [Gemm(TransposeB = true)] public static partial void GemmNTI8(ReadOnlySpan<sbyte> a, ReadOnlySpan<sbyte> b, Span<int> c, int m, int n, int k);
    [Gemm(TransposeA = true, TransposeB = true)] public static partial void GemmTTU8(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, Span<int> c, int m, int n, int k);
    [Gemm(TransposeA = true)] public static partial void GemmTNAllI8(ReadOnlySpan<sbyte> a, ReadOnlySpan<byte> b, Span<int> c, int m, int n, int k, int lda, int ldb, int ldc, int batch, int aZeroPoint, ReadOnlySpan<byte> bZeroPoints);
    [Gemm] public static partial void GemmNNI8Long(ReadOnlySpan<sbyte> a, ReadOnlySpan<sbyte> b, Span<long> c, int m, int n, int k, int bZeroPoint);
    [Gemm(TransposeB = true), Precision(Accumulate = Accumulate.Int64)] public static partial void GemmNTU8Int64ToF32(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, Span<float> c, int m, int n, int k, float aScale, ReadOnlySpan<byte> bZeroPoints);
    [Gemm(M = 13, N = 21, K = 35)] public static partial void GemmU8I8ToF32_13_21_35(ReadOnlySpan<byte> a, ReadOnlySpan<sbyte> b, Span<float> c, float aScale, int aZeroPoint, ReadOnlySpan<float> bScales);
    [Gemm(TransposeB = true)] public static partial void GemmNTU8ToU8(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, Span<byte> c, int m, int n, int k, float aScale, int aZeroPoint, float bScale, int bZeroPoint, float cScale, int cZeroPoint);
    [Dense] public static partial void DenseU8I8(ReadOnlySpan<byte> x, ReadOnlySpan<sbyte> weights, Span<int> y, int inputs, int outputs, int batch);
    [Dense] public static partial void DenseI8ToF32(ReadOnlySpan<sbyte> x, ReadOnlySpan<sbyte> weights, Span<float> y, int inputs, int outputs, int batch, float xScale, float weightScale, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual);
    [Dense(Inputs = 37, Outputs = 53)] public static partial void DenseU8I8ToI8_37_53(ReadOnlySpan<byte> x, ReadOnlySpan<sbyte> weights, Span<sbyte> y, int batch, float xScale, int xZeroPoint, ReadOnlySpan<float> weightScales, ReadOnlySpan<sbyte> weightZeroPoints, ReadOnlySpan<float> bias, float yScale, int yZeroPoint);
    [Dense(WeightLayout = WeightLayout.InputsOutputs)] public static partial void DenseIoU8ToI8(ReadOnlySpan<byte> x, ReadOnlySpan<byte> weights, Span<sbyte> y, int inputs, int outputs, int batch, float xScale, ReadOnlySpan<float> weightScales, float yScale);
    [Dense(Activation = Activation.Gelu)] public static partial void DenseGeluU8I8ToU8(ReadOnlySpan<byte> x, ReadOnlySpan<sbyte> weights, Span<byte> y, int inputs, int outputs, int batch, float xScale, int xZeroPoint, ReadOnlySpan<float> weightScales, ReadOnlySpan<float> bias, float yScale, int yZeroPoint);
    [Dense, Precision(Accumulate = Accumulate.Int64)] public static partial void DenseI8Long(ReadOnlySpan<sbyte> x, ReadOnlySpan<sbyte> weights, Span<long> y, int inputs, int outputs, int batch);

    // Declared values that let four products go together; calls hold them or not.
    [Gemm] public static partial void GemmNNU8I8Ranged(ReadOnlySpan<byte> a, [ValueRange(-64, 63)] ReadOnlySpan<sbyte> b, Span<int> c, int m, int n, int k);
    [Gemm(TransposeA = true, TransposeB = true)] public static partial void GemmTTI8Ranged([ValueRange(0, 127)] ReadOnlySpan<sbyte> a, ReadOnlySpan<sbyte> b, Span<int> c, int m, int n, int k, int lda, int ldb, int ldc);
    [Dense(Activation = Activation.Relu)] public static partial void DenseReluU8I8RangedToU8([ValueRange(0, 127)] ReadOnlySpan<byte> x, [ValueRange(-100, 100)] ReadOnlySpan<sbyte> weights, Span<byte> y, int inputs, int outputs, int batch, float xScale, ReadOnlySpan<float> weightScales, float yScale, int yZeroPoint);
}
