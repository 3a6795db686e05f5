using KernelGen;

namespace PrecisionTour.Stations;

/// <summary>A Half has 11 bits: from 2,048 on its numbers are 2 apart, and what is less than 1 is rounded away.</summary>
internal static partial class HalfSum
{
    public static Station Station => new(
        "KG1003",
        "A Half sum stagnates",
        "the sum of 10,000 numbers between 0 and 1, by a layer whose accumulator is a Half",
        "an accumulator of float",
        Run,
        sum => $"{sum:N0}");

    [Dense(Inputs = 10_000, Outputs = 1), Precision(Accumulate = Accumulate.Float16)]
    private static partial void Sum(ReadOnlySpan<Half> x, ReadOnlySpan<Half> weights, Span<float> y);

    [Dense(Inputs = 10_000, Outputs = 1), Precision(Accumulate = Accumulate.Float32)]
    private static partial void SumInFloat(ReadOnlySpan<Half> x, ReadOnlySpan<Half> weights, Span<float> y);

    private static Outcome Run()
    {
        Half[] numbers = Data.ToHalf(Data.Spread(10_000, 0, 1, seed: 1)), ones = Data.Repeat((Half)1f, 10_000);
        float[] sum = new float[1], mended = new float[1];
        Sum(numbers, ones, sum);
        SumInFloat(numbers, ones, mended);
        return new(sum[0], numbers.Sum(number => (double)number), mended[0]);
    }
}
