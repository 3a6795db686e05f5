using System.Numerics.Tensors;
using KernelGen.Benchmarks.Kernels;
using KernelGen.Benchmarks.Measuring;
using KernelGen.Benchmarks.Peers;

namespace KernelGen.Benchmarks.Works;

/// <summary>One query against many rows: all the scores, and the best ten. 20,000 × 100 lies in the last-level cache of most processors, 100,000 × 768 in none.</summary>
internal static unsafe class SearchWorks
{
    private const int K = 10;
    private static readonly (int Rows, int Length)[] Shapes = [(20_000, 100), (100_000, 768)];

    public static IEnumerable<Work> All()
    {
        var kernels = new KernelTable(typeof(SearchKernels));
        var works = new List<Work>();
        foreach (Metric metric in (Metric[])[Metric.Dot, Metric.Cosine])
        {
            Kernel anyScores = kernels.Find<float>(new SimilaritiesAttribute { Metric = metric });
            Kernel anyBest = kernels.Find<float>(new TopKAttribute { K = K, Metric = metric });
            foreach ((int rows, int length) in Shapes)
            {
                Kernel scores = kernels.Find<float>(new SimilaritiesAttribute { Length = length, Metric = metric });
                Kernel best = kernels.Find<float>(new TopKAttribute { Length = length, K = K, Metric = metric });
                works.Add(Similarities("similarities", metric, rows, length, scores));
                works.Add(Similarities("similarities-any-length", metric, rows, length, anyScores));
                works.Add(TopK("topk", metric, rows, length, best));
                works.Add(TopK("topk-any-length", metric, rows, length, anyBest));
            }
        }

        kernels.ThrowIfOneIsUnused();
        return works.OrderBy(work => work.Group, StringComparer.Ordinal);
    }

    private static Work Similarities(string group, Metric metric, int rows, int length, Kernel kernel) =>
        new(group, Name(metric, rows, length), Flops(metric, rows, length), ((double)rows + 1) * length * sizeof(float), sizeof(float), () =>
        {
            Buffer<float> query = new Buffer<float>(length).Random(1), matrix = new Buffer<float>(rows * length).Random(2), scores = new(rows);
            var peers = new List<Contender> { Contend(TensorPrimitivesPeer.Name, null, RowByRow) };
            if (OpenBlas.Peer.IsInstalled && metric == Metric.Dot)
                peers.Add(Contend(OpenBlas.Name, null, () => OpenBlas.Gemv(rows, length, matrix.Pointer, query.Pointer, scores.Pointer)));
            return new Trial(kernel, Contend("ours", kernel, Ours), peers) { PlainRead = PlainRead.Of(matrix), ReadBytes = (double)rows * length * sizeof(float) };

            void Ours() => ((delegate*<ReadOnlySpan<float>, ReadOnlySpan<float>, Span<float>, void>)kernel.Entry)(query.Span, matrix.Span, scores.Span);

            void RowByRow()
            {
                ReadOnlySpan<float> q = query.Span, all = matrix.Span;
                Span<float> results = scores.Span;
                for (int row = 0; row < results.Length; row++)
                    results[row] = Score(metric, q, all.Slice(row * length, length));
            }

            Contender Contend(string who, Kernel? generated, Action once) => new(who, Repeat.Of(once), () =>
            {
                scores.Span.Fill(float.NaN);
                once();
                return Reference.Sample(rows, 2000).Select(row => CheckScore(metric, query, matrix, row, scores.Span[row], generated)).FirstOrDefault(wrong => wrong is not null);
            });
        });

    private static Work TopK(string group, Metric metric, int rows, int length, Kernel kernel) =>
        new(group, Name(metric, rows, length), Flops(metric, rows, length), ((double)rows + 1) * length * sizeof(float), sizeof(float), () =>
        {
            Buffer<float> query = new Buffer<float>(length).Random(1), matrix = new Buffer<float>(rows * length).Random(2);
            var indices = new int[K];
            var scores = new float[K];
            return new Trial(kernel, Contend("ours", kernel, Ours), [Contend(TensorPrimitivesPeer.Name, null, RowByRow)])
            {
                PlainRead = PlainRead.Of(matrix),
                ReadBytes = (double)rows * length * sizeof(float),
            };

            int Ours() => ((delegate*<ReadOnlySpan<float>, ReadOnlySpan<float>, Span<int>, Span<float>, int>)kernel.Entry)(query.Span, matrix.Span, indices, scores);

            // As one writes it by hand: a row's score, and its place among the best if it has one.
            int RowByRow()
            {
                ReadOnlySpan<float> q = query.Span, all = matrix.Span;
                int found = 0;
                for (int row = 0; row < rows; row++)
                {
                    float score = Score(metric, q, all.Slice(row * length, length));
                    if (found == K && score <= scores[K - 1])
                        continue;
                    int place = found < K ? found++ : K - 1;
                    for (; place > 0 && score > scores[place - 1]; place--)
                        (scores[place], indices[place]) = (scores[place - 1], indices[place - 1]);
                    (scores[place], indices[place]) = (score, row);
                }

                return found;
            }

            Contender Contend(string who, Kernel? generated, Func<int> once) => new(who, Repeat.Of(() => once()), () =>
            {
                scores.AsSpan().Fill(float.NaN);
                if (once() is var found && found != K)
                    return $"{found} rows found";
                for (int i = 0; i < K; i++)
                {
                    if (i > 0 && !(scores[i] <= scores[i - 1]))
                        return $"score {i} is better than the one before it";
                    if (CheckScore(metric, query, matrix, indices[i], scores[i], generated) is { } wrong)
                        return wrong;
                }

                // No row that was left out may be better than the last by more than both their roundings.
                for (int row = 0; row < rows; row++)
                {
                    Expected expected = Expect(metric, query, matrix, row);
                    if (expected.Value - expected.Bound<float>(generated) > scores[K - 1] && !indices.Contains(row))
                        return FormattableString.Invariant($"row {row} with {expected.Value:R} is missing");
                }

                return null;
            });
        });

    private static float Score(Metric metric, ReadOnlySpan<float> query, ReadOnlySpan<float> row) =>
        metric == Metric.Dot ? TensorPrimitives.Dot(query, row) : TensorPrimitives.CosineSimilarity(query, row);

    private static string? CheckScore(Metric metric, Buffer<float> query, Buffer<float> matrix, int row, float score, Kernel? kernel) =>
        Expect(metric, query, matrix, row).Check<float>($"the score of row {row}", score, kernel);

    private static Expected Expect(Metric metric, Buffer<float> query, Buffer<float> matrix, int row) =>
        PairwiseWorks.Expect<float>(metric.ToString(), query.Span, matrix.Span.Slice(row * query.Length, query.Length));

    private static string Name(Metric metric, int rows, int length) => FormattableString.Invariant($"{metric} {rows}x{length}");

    /// <summary>The query's own norm is nothing beside the rows'.</summary>
    private static double Flops(Metric metric, int rows, int length) => (metric == Metric.Cosine ? 4.0 : 2.0) * rows * length;
}
