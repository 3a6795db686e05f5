using KernelGen;

namespace PrecisionTour.Stations;

/// <summary>BFloat16 has 0.9727 and 0.9766 and nothing between: (BFloat16)0.975f is 0.9766, and so is every score that rounds to it.</summary>
internal static partial class ThresholdBetweenNumbers
{
    private const int Length = 384, Rows = 1000;

    public static Station Station => new(
        "KG1013",
        "A threshold between two numbers of BFloat16",
        "which of 1,000 scores, cosines of 0.965 to 0.985 written as BFloat16, are above 0.975",
        "scores of float",
        Run,
        count => $"{count:N0} scores");

    [Similarities(Length = Length, Metric = Metric.Cosine)]
    private static partial void Scores(ReadOnlySpan<BFloat16> query, ReadOnlySpan<BFloat16> rows, Span<BFloat16> scores);

    [Similarities(Length = Length, Metric = Metric.Cosine)]
    private static partial void ScoresOfFloat(ReadOnlySpan<BFloat16> query, ReadOnlySpan<BFloat16> rows, Span<float> scores);

    private static int CountAbove(BFloat16[] query, BFloat16[] rows)
    {
        BFloat16[] scores = new BFloat16[Rows];
        Scores(query, rows, scores);
        int above = 0;
        for (int row = 0; row < Rows; row++)
            above += scores[row] > (BFloat16)0.975f ? 1 : 0;
        return above;
    }

    private static int CountAboveInFloat(BFloat16[] query, BFloat16[] rows)
    {
        float[] scores = new float[Rows];
        ScoresOfFloat(query, rows, scores);
        int above = 0;
        for (int row = 0; row < Rows; row++)
            above += scores[row] > 0.975f ? 1 : 0;
        return above;
    }

    private static Outcome Run()
    {
        // In the plane of two directions that are at right angles, a row at each cosine.
        BFloat16[] query = new BFloat16[Length], rows = new BFloat16[Rows * Length];
        Array.Fill(query, (BFloat16)1f);
        float[] exactQuery = Data.Repeat(1f, Length), exactRow = new float[Length];
        int right = 0;
        for (int row = 0; row < Rows; row++)
        {
            double cosine = 0.965 + (0.02 * row / Rows), sine = Math.Sqrt(1 - (cosine * cosine));
            for (int i = 0; i < Length; i++)
            {
                BFloat16 value = (BFloat16)(cosine + (i % 2 == 0 ? sine : -sine) * (1 + (i / 1000d)));
                rows[(row * Length) + i] = value;
                exactRow[i] = (float)value;
            }

            right += Exact.Cosine(exactQuery, exactRow) > 0.975 ? 1 : 0;
        }

        return new(CountAbove(query, rows), right, CountAboveInFloat(query, rows));
    }
}
