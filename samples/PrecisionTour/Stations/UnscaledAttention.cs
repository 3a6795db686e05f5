using KernelGen;

namespace PrecisionTour.Stations;

/// <summary>Scores of 64 products each have a deviation of 8, and a softmax of 1,024 of those picks one or two.</summary>
internal static partial class UnscaledAttention
{
    private const int Queries = 256, Keys = 1024, HeadDim = 64;

    // Spread evenly over ±√3, a number has the variance 1.
    private const double Root3 = 1.7320508;

    public static Station Station => new(
        "KG1008",
        "An attention that sees one key",
        "256 queries to 1,024 keys, attended to with a Scale of 1: over how many keys the weight of a query is spread",
        "leaving Scale out: 1/√64 is its default",
        Run,
        keys => $"{keys:N1} of 1,024 keys");

    [Attention(Heads = 1, HeadDim = HeadDim, QueryLength = Queries, KeyLength = Keys, Scale = 1)]
    private static partial void Attend(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output, Span<float> probabilities);

    [Attention(Heads = 1, HeadDim = HeadDim, QueryLength = Queries, KeyLength = Keys)]
    private static partial void AttendScaled(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output, Span<float> probabilities);

    private static Outcome Run()
    {
        float[] q = Data.Spread(Queries * HeadDim, -Root3, Root3, seed: 24), k = Data.Spread(Keys * HeadDim, -Root3, Root3, seed: 25);
        float[] v = Data.Spread(Keys * HeadDim, -Root3, Root3, seed: 26), output = new float[Queries * HeadDim];
        float[] weights = new float[Queries * Keys], scaled = new float[Queries * Keys];
        Attend(q, k, v, output, weights);
        AttendScaled(q, k, v, output, scaled);

        // n weights of 1/n have n squares of 1/n²; exponentials of normal scores of deviation 1 have e times as much.
        return new(Spread(weights), Keys / Math.E, Spread(scaled));

        static double Spread(float[] weights) => Queries / Exact.Dot(weights, weights);
    }
}
