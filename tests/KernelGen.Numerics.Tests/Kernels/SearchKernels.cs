namespace KernelGen.Numerics.Tests.Kernels;

/// <summary>One vector against many, pairwise measures as in VectorKernels.</summary>
internal static partial class SearchKernels
{
    [Similarities(Length = 0)] public static partial void SimilaritiesDotF32_0(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores);
    [Similarities(Length = 7)] public static partial void SimilaritiesDotF32_7(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores);
    [Similarities(Length = 16)] public static partial void SimilaritiesDotF32_16(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores);
    [Similarities(Length = 33)] public static partial void SimilaritiesDotF32_33(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores);
    [Similarities(Length = 100)] public static partial void SimilaritiesDotF32_100(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores);
    [Similarities(Length = 384)] public static partial void SimilaritiesDotF32_384(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores);
    [Similarities] public static partial void SimilaritiesDotF32(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores);
    [TopK(Length = 16, K = 1)] public static partial int TopKDotF32_16_1(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<int> indices, Span<float> scores);
    [TopK(Length = 33, K = 5)] public static partial int TopKDotF32_33_5(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<int> indices, Span<float> scores);
    [TopK(Length = 100, K = 10)] public static partial int TopKDotF32_100_10(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<int> indices, Span<float> scores);
    [TopK] public static partial int TopKDotF32(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<int> indices, Span<float> scores, int k);
    [Similarities, Precision(Accumulate = Accumulate.Float64)] public static partial void SimilaritiesDotF32Float64(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores);
    [TopK(K = 5), Precision(Accumulate = Accumulate.Float64)] public static partial int TopKDotF32Float64_5(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<int> indices, Span<float> scores);
    [Similarities, Precision(Accumulate = Accumulate.Compensated)] public static partial void SimilaritiesDotF32Compensated(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores);
    [TopK(K = 5), Precision(Accumulate = Accumulate.Compensated)] public static partial int TopKDotF32Compensated_5(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<int> indices, Span<float> scores);

    [Similarities(Length = 0, Metric = Metric.Cosine)] public static partial void SimilaritiesCosineF32_0(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores);
    [Similarities(Length = 7, Metric = Metric.Cosine)] public static partial void SimilaritiesCosineF32_7(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores);
    [Similarities(Length = 16, Metric = Metric.Cosine)] public static partial void SimilaritiesCosineF32_16(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores);
    [Similarities(Length = 33, Metric = Metric.Cosine)] public static partial void SimilaritiesCosineF32_33(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores);
    [Similarities(Length = 100, Metric = Metric.Cosine)] public static partial void SimilaritiesCosineF32_100(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores);
    [Similarities(Length = 384, Metric = Metric.Cosine)] public static partial void SimilaritiesCosineF32_384(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores);
    [Similarities(Metric = Metric.Cosine)] public static partial void SimilaritiesCosineF32(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores);
    [TopK(Length = 16, K = 1, Metric = Metric.Cosine)] public static partial int TopKCosineF32_16_1(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<int> indices, Span<float> scores);
    [TopK(Length = 33, K = 5, Metric = Metric.Cosine)] public static partial int TopKCosineF32_33_5(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<int> indices, Span<float> scores);
    [TopK(Length = 100, K = 10, Metric = Metric.Cosine)] public static partial int TopKCosineF32_100_10(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<int> indices, Span<float> scores);
    [TopK(Metric = Metric.Cosine)] public static partial int TopKCosineF32(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<int> indices, Span<float> scores, int k);
    [Similarities(Metric = Metric.Cosine), Precision(Accumulate = Accumulate.Float64)] public static partial void SimilaritiesCosineF32Float64(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores);
    [TopK(K = 5, Metric = Metric.Cosine), Precision(Accumulate = Accumulate.Float64)] public static partial int TopKCosineF32Float64_5(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<int> indices, Span<float> scores);
    [Similarities(Metric = Metric.Cosine), Precision(Accumulate = Accumulate.Compensated)] public static partial void SimilaritiesCosineF32Compensated(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores);
    [TopK(K = 5, Metric = Metric.Cosine), Precision(Accumulate = Accumulate.Compensated)] public static partial int TopKCosineF32Compensated_5(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<int> indices, Span<float> scores);

    [Similarities(Length = 0, Metric = Metric.SquaredDistance)] public static partial void SimilaritiesSquaredDistanceF32_0(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores);
    [Similarities(Length = 7, Metric = Metric.SquaredDistance)] public static partial void SimilaritiesSquaredDistanceF32_7(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores);
    [Similarities(Length = 16, Metric = Metric.SquaredDistance)] public static partial void SimilaritiesSquaredDistanceF32_16(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores);
    [Similarities(Length = 33, Metric = Metric.SquaredDistance)] public static partial void SimilaritiesSquaredDistanceF32_33(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores);
    [Similarities(Length = 100, Metric = Metric.SquaredDistance)] public static partial void SimilaritiesSquaredDistanceF32_100(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores);
    [Similarities(Length = 384, Metric = Metric.SquaredDistance)] public static partial void SimilaritiesSquaredDistanceF32_384(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores);
    [Similarities(Metric = Metric.SquaredDistance)] public static partial void SimilaritiesSquaredDistanceF32(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores);
    [TopK(Length = 16, K = 1, Metric = Metric.SquaredDistance)] public static partial int TopKSquaredDistanceF32_16_1(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<int> indices, Span<float> scores);
    [TopK(Length = 33, K = 5, Metric = Metric.SquaredDistance)] public static partial int TopKSquaredDistanceF32_33_5(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<int> indices, Span<float> scores);
    [TopK(Length = 100, K = 10, Metric = Metric.SquaredDistance)] public static partial int TopKSquaredDistanceF32_100_10(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<int> indices, Span<float> scores);
    [TopK(Metric = Metric.SquaredDistance)] public static partial int TopKSquaredDistanceF32(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<int> indices, Span<float> scores, int k);
    [Similarities(Metric = Metric.SquaredDistance), Precision(Accumulate = Accumulate.Float64)] public static partial void SimilaritiesSquaredDistanceF32Float64(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores);
    [TopK(K = 5, Metric = Metric.SquaredDistance), Precision(Accumulate = Accumulate.Float64)] public static partial int TopKSquaredDistanceF32Float64_5(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<int> indices, Span<float> scores);
    [Similarities(Metric = Metric.SquaredDistance), Precision(Accumulate = Accumulate.Compensated)] public static partial void SimilaritiesSquaredDistanceF32Compensated(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores);
    [TopK(K = 5, Metric = Metric.SquaredDistance), Precision(Accumulate = Accumulate.Compensated)] public static partial int TopKSquaredDistanceF32Compensated_5(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<int> indices, Span<float> scores);

    [TopK(Metric = Metric.Cosine)] public static partial int TopKCosineWithNormsF32(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<int> indices, Span<float> scores, int k, ReadOnlySpan<float> norms);
    [TopK(Length = 100, K = 10, Metric = Metric.Cosine)] public static partial int TopKCosineWithNormsF32_100_10(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<int> indices, Span<float> scores, ReadOnlySpan<float> norms);

    [Similarities(Length = 0)] public static partial void SimilaritiesDotF64_0(ReadOnlySpan<double> query, ReadOnlySpan<double> rows, Span<double> scores);
    [Similarities(Length = 7)] public static partial void SimilaritiesDotF64_7(ReadOnlySpan<double> query, ReadOnlySpan<double> rows, Span<double> scores);
    [Similarities(Length = 16)] public static partial void SimilaritiesDotF64_16(ReadOnlySpan<double> query, ReadOnlySpan<double> rows, Span<double> scores);
    [Similarities(Length = 33)] public static partial void SimilaritiesDotF64_33(ReadOnlySpan<double> query, ReadOnlySpan<double> rows, Span<double> scores);
    [Similarities(Length = 100)] public static partial void SimilaritiesDotF64_100(ReadOnlySpan<double> query, ReadOnlySpan<double> rows, Span<double> scores);
    [Similarities(Length = 384)] public static partial void SimilaritiesDotF64_384(ReadOnlySpan<double> query, ReadOnlySpan<double> rows, Span<double> scores);
    [Similarities] public static partial void SimilaritiesDotF64(ReadOnlySpan<double> query, ReadOnlySpan<double> rows, Span<double> scores);
    [TopK(Length = 16, K = 1)] public static partial int TopKDotF64_16_1(ReadOnlySpan<double> query, ReadOnlySpan<double> rows, Span<int> indices, Span<double> scores);
    [TopK(Length = 33, K = 5)] public static partial int TopKDotF64_33_5(ReadOnlySpan<double> query, ReadOnlySpan<double> rows, Span<int> indices, Span<double> scores);
    [TopK(Length = 100, K = 10)] public static partial int TopKDotF64_100_10(ReadOnlySpan<double> query, ReadOnlySpan<double> rows, Span<int> indices, Span<double> scores);
    [TopK] public static partial int TopKDotF64(ReadOnlySpan<double> query, ReadOnlySpan<double> rows, Span<int> indices, Span<double> scores, int k);
    [Similarities, Precision(Accumulate = Accumulate.Compensated)] public static partial void SimilaritiesDotF64Compensated(ReadOnlySpan<double> query, ReadOnlySpan<double> rows, Span<double> scores);
    [TopK(K = 5), Precision(Accumulate = Accumulate.Compensated)] public static partial int TopKDotF64Compensated_5(ReadOnlySpan<double> query, ReadOnlySpan<double> rows, Span<int> indices, Span<double> scores);

    [Similarities(Length = 0, Metric = Metric.Cosine)] public static partial void SimilaritiesCosineF64_0(ReadOnlySpan<double> query, ReadOnlySpan<double> rows, Span<double> scores);
    [Similarities(Length = 7, Metric = Metric.Cosine)] public static partial void SimilaritiesCosineF64_7(ReadOnlySpan<double> query, ReadOnlySpan<double> rows, Span<double> scores);
    [Similarities(Length = 16, Metric = Metric.Cosine)] public static partial void SimilaritiesCosineF64_16(ReadOnlySpan<double> query, ReadOnlySpan<double> rows, Span<double> scores);
    [Similarities(Length = 33, Metric = Metric.Cosine)] public static partial void SimilaritiesCosineF64_33(ReadOnlySpan<double> query, ReadOnlySpan<double> rows, Span<double> scores);
    [Similarities(Length = 100, Metric = Metric.Cosine)] public static partial void SimilaritiesCosineF64_100(ReadOnlySpan<double> query, ReadOnlySpan<double> rows, Span<double> scores);
    [Similarities(Length = 384, Metric = Metric.Cosine)] public static partial void SimilaritiesCosineF64_384(ReadOnlySpan<double> query, ReadOnlySpan<double> rows, Span<double> scores);
    [Similarities(Metric = Metric.Cosine)] public static partial void SimilaritiesCosineF64(ReadOnlySpan<double> query, ReadOnlySpan<double> rows, Span<double> scores);
    [TopK(Length = 16, K = 1, Metric = Metric.Cosine)] public static partial int TopKCosineF64_16_1(ReadOnlySpan<double> query, ReadOnlySpan<double> rows, Span<int> indices, Span<double> scores);
    [TopK(Length = 33, K = 5, Metric = Metric.Cosine)] public static partial int TopKCosineF64_33_5(ReadOnlySpan<double> query, ReadOnlySpan<double> rows, Span<int> indices, Span<double> scores);
    [TopK(Length = 100, K = 10, Metric = Metric.Cosine)] public static partial int TopKCosineF64_100_10(ReadOnlySpan<double> query, ReadOnlySpan<double> rows, Span<int> indices, Span<double> scores);
    [TopK(Metric = Metric.Cosine)] public static partial int TopKCosineF64(ReadOnlySpan<double> query, ReadOnlySpan<double> rows, Span<int> indices, Span<double> scores, int k);
    [Similarities(Metric = Metric.Cosine), Precision(Accumulate = Accumulate.Compensated)] public static partial void SimilaritiesCosineF64Compensated(ReadOnlySpan<double> query, ReadOnlySpan<double> rows, Span<double> scores);
    [TopK(K = 5, Metric = Metric.Cosine), Precision(Accumulate = Accumulate.Compensated)] public static partial int TopKCosineF64Compensated_5(ReadOnlySpan<double> query, ReadOnlySpan<double> rows, Span<int> indices, Span<double> scores);

    [Similarities(Length = 0, Metric = Metric.SquaredDistance)] public static partial void SimilaritiesSquaredDistanceF64_0(ReadOnlySpan<double> query, ReadOnlySpan<double> rows, Span<double> scores);
    [Similarities(Length = 7, Metric = Metric.SquaredDistance)] public static partial void SimilaritiesSquaredDistanceF64_7(ReadOnlySpan<double> query, ReadOnlySpan<double> rows, Span<double> scores);
    [Similarities(Length = 16, Metric = Metric.SquaredDistance)] public static partial void SimilaritiesSquaredDistanceF64_16(ReadOnlySpan<double> query, ReadOnlySpan<double> rows, Span<double> scores);
    [Similarities(Length = 33, Metric = Metric.SquaredDistance)] public static partial void SimilaritiesSquaredDistanceF64_33(ReadOnlySpan<double> query, ReadOnlySpan<double> rows, Span<double> scores);
    [Similarities(Length = 100, Metric = Metric.SquaredDistance)] public static partial void SimilaritiesSquaredDistanceF64_100(ReadOnlySpan<double> query, ReadOnlySpan<double> rows, Span<double> scores);
    [Similarities(Length = 384, Metric = Metric.SquaredDistance)] public static partial void SimilaritiesSquaredDistanceF64_384(ReadOnlySpan<double> query, ReadOnlySpan<double> rows, Span<double> scores);
    [Similarities(Metric = Metric.SquaredDistance)] public static partial void SimilaritiesSquaredDistanceF64(ReadOnlySpan<double> query, ReadOnlySpan<double> rows, Span<double> scores);
    [TopK(Length = 16, K = 1, Metric = Metric.SquaredDistance)] public static partial int TopKSquaredDistanceF64_16_1(ReadOnlySpan<double> query, ReadOnlySpan<double> rows, Span<int> indices, Span<double> scores);
    [TopK(Length = 33, K = 5, Metric = Metric.SquaredDistance)] public static partial int TopKSquaredDistanceF64_33_5(ReadOnlySpan<double> query, ReadOnlySpan<double> rows, Span<int> indices, Span<double> scores);
    [TopK(Length = 100, K = 10, Metric = Metric.SquaredDistance)] public static partial int TopKSquaredDistanceF64_100_10(ReadOnlySpan<double> query, ReadOnlySpan<double> rows, Span<int> indices, Span<double> scores);
    [TopK(Metric = Metric.SquaredDistance)] public static partial int TopKSquaredDistanceF64(ReadOnlySpan<double> query, ReadOnlySpan<double> rows, Span<int> indices, Span<double> scores, int k);
    [Similarities(Metric = Metric.SquaredDistance), Precision(Accumulate = Accumulate.Compensated)] public static partial void SimilaritiesSquaredDistanceF64Compensated(ReadOnlySpan<double> query, ReadOnlySpan<double> rows, Span<double> scores);
    [TopK(K = 5, Metric = Metric.SquaredDistance), Precision(Accumulate = Accumulate.Compensated)] public static partial int TopKSquaredDistanceF64Compensated_5(ReadOnlySpan<double> query, ReadOnlySpan<double> rows, Span<int> indices, Span<double> scores);

    [TopK(Metric = Metric.Cosine)] public static partial int TopKCosineWithNormsF64(ReadOnlySpan<double> query, ReadOnlySpan<double> rows, Span<int> indices, Span<double> scores, int k, ReadOnlySpan<double> norms);
    [TopK(Length = 100, K = 10, Metric = Metric.Cosine)] public static partial int TopKCosineWithNormsF64_100_10(ReadOnlySpan<double> query, ReadOnlySpan<double> rows, Span<int> indices, Span<double> scores, ReadOnlySpan<double> norms);
}
