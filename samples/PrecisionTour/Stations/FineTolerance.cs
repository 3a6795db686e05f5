using KernelGen;

namespace PrecisionTour.Stations;

/// <summary>1,536 roundings in a row, each by up to 6·10⁻⁸, leave more than 10⁻⁶.</summary>
internal static partial class FineTolerance
{
    private const int Inputs = 1536, Outputs = 64;

    public static Station Station => new(
        "KG1001",
        "A tolerance finer than the sums",
        "a layer of 1,536 inputs, right to one part in a million",
        "an accumulator of double",
        Run,
        error => error == 0 ? "no error" : $"errors of up to {error * 1e6:0.00} parts in a million");

    [Dense(Inputs = Inputs, Outputs = Outputs), Precision(Tolerance = 1e-6)]
    private static partial void Layer(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y);

    [Dense(Inputs = Inputs, Outputs = Outputs), Precision(Tolerance = 1e-6, Accumulate = Accumulate.Float64)]
    private static partial void LayerInDouble(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y);

    private static Outcome Run()
    {
        float[] x = Data.Spread(Inputs, 0, 1, seed: 2), weights = Data.Spread(Inputs * Outputs, 0, 1, seed: 3);
        float[] y = new float[Outputs], mended = new float[Outputs];
        Layer(x, weights, y);
        LayerInDouble(x, weights, mended);
        return new(Worst(y), 0, Worst(mended));

        double Worst(float[] results) => Enumerable.Range(0, Outputs).Max(o =>
        {
            double exact = Exact.Dot(x, weights.AsSpan(o * Inputs, Inputs));
            return Math.Abs(results[o] - exact) / exact;
        });
    }
}
