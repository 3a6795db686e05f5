using KernelGen;

namespace PrecisionTour.Stations;

/// <summary>The sum fits; what it passes on the way does not. A Half ends at 65,504.</summary>
internal static partial class HalfAccumulator
{
    public static Station Station => new(
        "KG1002",
        "A Half accumulator overflows on the way",
        "500 products of 16·16, then 500 of 16·(−16), whose sum is 0",
        "an accumulator of float",
        Run,
        sum => $"{sum:N0}");

    [Dense(Inputs = 1000, Outputs = 1), Precision(Accumulate = Accumulate.Float16)]
    private static partial void Sum([ValueRange(-16, 16)] ReadOnlySpan<Half> x, [ValueRange(-16, 16)] ReadOnlySpan<Half> weights, Span<float> y);

    [Dense(Inputs = 1000, Outputs = 1), Precision(Accumulate = Accumulate.Float32)]
    private static partial void SumInFloat([ValueRange(-16, 16)] ReadOnlySpan<Half> x, [ValueRange(-16, 16)] ReadOnlySpan<Half> weights, Span<float> y);

    private static Outcome Run()
    {
        Half[] x = Data.Repeat((Half)16f, 1000);
        Half[] weights = [.. Data.Repeat((Half)16f, 500), .. Data.Repeat((Half)(-16f), 500)];
        float[] sum = new float[1], mended = new float[1];
        Sum(x, weights, sum);
        SumInFloat(x, weights, mended);
        return new(sum[0], 0, mended[0]);
    }
}
