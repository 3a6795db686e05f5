using KernelGen;

namespace PrecisionTour.Stations;

/// <summary>4,096 inputs of variance 1 times weights in ±1 make sums of ±37, and tanh is flat beyond ±2.2.</summary>
internal static partial class SaturatedLayer
{
    private const int Inputs = 4096, Outputs = 500;

    // Spread evenly over ±√3, a number has the variance 1.
    private const double Root3 = 1.7320508;

    public static Station Station => new(
        "KG1006",
        "A saturated layer",
        "Tanh after 4,096 inputs of variance 1 and weights in ±1: how many outputs lie where it is flat",
        "weights within ±0.027",
        Run,
        share => $"{share:P1} of the outputs");

    [Dense(Inputs = Inputs, Outputs = Outputs, Activation = Activation.Tanh)]
    private static partial void Layer([ValueRange(-Root3, Root3)] ReadOnlySpan<float> x, [ValueRange(-1, 1)] ReadOnlySpan<float> weights, Span<float> y);

    [Dense(Inputs = Inputs, Outputs = Outputs, Activation = Activation.Tanh)]
    private static partial void ScaledLayer([ValueRange(-Root3, Root3)] ReadOnlySpan<float> x, [ValueRange(-0.027, 0.027)] ReadOnlySpan<float> weights, Span<float> y);

    private static Outcome Run()
    {
        float[] x = Data.Spread(Inputs, -Root3, Root3, seed: 8), weights = Data.Spread(Inputs * Outputs, -1, 1, seed: 9);
        float[] y = new float[Outputs], mended = new float[Outputs];
        Layer(x, weights, y);
        ScaledLayer(x, Array.ConvertAll(weights, weight => 0.027f * weight), mended);

        // Of a normal distribution of deviation 1 this much lies beyond ±2.18.
        return new(Flat(y), 0.029, Flat(mended));

        static double Flat(float[] outputs) => outputs.Count(output => Math.Abs(output) > Math.Tanh(2.18)) / (double)Outputs;
    }
}
