using SemanticSearch.Loading;
using SemanticSearch.Search;

namespace SemanticSearch.Timing;

/// <summary>Milliseconds for a piece of work, ours and with TensorPrimitives.</summary>
internal sealed record Measurement(string Work, string Kernel, double Ours, double Theirs);

/// <summary>The work is the same whatever was asked, so that two runs can be compared.</summary>
internal static class Measurements
{
    /// <summary>Queries of the batch: the most frequent words.</summary>
    public const int BatchSize = 64;

    public static List<Measurement> Take(WordVectors vectors)
    {
        float[] query = vectors.Row(0).ToArray();
        float[] batch = vectors.Rows[..(BatchSize * Kernels.Dimensions)];
        float[] scores = new float[vectors.Count], batchScores = new float[BatchSize * vectors.Count];
        int[] rows = new int[Kernels.Best];
        float[] best = new float[Kernels.Best];

        return
        [
            Measure("cosine, pair by pair", "Cosine", () => PairByPair.Cosines(query, vectors, scores), () => TensorLoops.Cosines(query, vectors, scores)),
            Measure("dot, pair by pair", "Dot", () => PairByPair.Dots(query, vectors, scores), () => TensorLoops.Dots(query, vectors, scores)),
            Measure($"{Kernels.Best} best by cosine", "TopK", () => Kernels.BestByCosine(query, vectors.Rows, rows, best), () => TensorLoops.BestByCosine(query, vectors, scores, rows, best)),
            Measure($"{Kernels.Best} best by dot", "TopK", () => Kernels.BestByDot(query, vectors.Rows, rows, best), () => TensorLoops.BestByDot(query, vectors, scores, rows, best)),
            Measure(
                $"{BatchSize} words at once, dot",
                "Gemm",
                () => Kernels.AllWithAll(BatchSize, vectors.Count, batch, vectors.Rows, batchScores),
                () => TensorLoops.AllWithAll(BatchSize, batch, vectors, batchScores)),
        ];
    }

    private static Measurement Measure(string work, string kernel, Action ours, Action theirs)
    {
        double[] took = Race.Run(ours, theirs);
        return new Measurement(work, kernel, took[0], took[1]);
    }
}
