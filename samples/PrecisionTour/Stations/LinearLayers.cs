using KernelGen;

namespace PrecisionTour.Stations;

/// <summary>W₂·(W₁·x) is (W₂·W₁)·x: two layers, 622,496 products an image, that one does with 7,840.</summary>
internal static partial class LinearLayers
{
    private const int Inputs = 784, Hidden = 784, Outputs = 10;

    public static Station Station => new(
        "KG1017",
        "Two layers that are one",
        "784 → 784 → 10 with no activation between: how far the outputs differ from those of the one layer W₂·W₁",
        "a Relu between, so that the second layer adds something",
        Run,
        distance => distance == 0 ? "not at all" : $"by {distance.ToString(distance < 0.01 ? "P4" : "P0")} of the largest output");

    [Dense(Inputs = Inputs, Outputs = Hidden)]
    private static partial void First(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y);

    [Dense(Inputs = Inputs, Outputs = Hidden, Activation = Activation.Relu)]
    private static partial void FirstWithRelu(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y);

    [Dense(Inputs = Hidden, Outputs = Outputs)]
    private static partial void Second(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y);

    [Dense(Inputs = Inputs, Outputs = Outputs)]
    private static partial void One(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y);

    [Gemm(M = Outputs, N = Inputs, K = Hidden)]
    private static partial void Multiply(ReadOnlySpan<float> second, ReadOnlySpan<float> first, Span<float> product);

    private static float[] Two(float[] image, float[] first, float[] second)
    {
        float[] hidden = new float[Hidden], scores = new float[Outputs];
        First(image, first, hidden);
        Second(hidden, second, scores);
        return scores;
    }

    private static float[] TwoWithRelu(float[] image, float[] first, float[] second)
    {
        float[] hidden = new float[Hidden], scores = new float[Outputs];
        FirstWithRelu(image, first, hidden);
        Second(hidden, second, scores);
        return scores;
    }

    private static Outcome Run()
    {
        float[] image = Data.Spread(Inputs, 0, 1, seed: 10);
        float[] first = Data.Spread(Hidden * Inputs, -0.06, 0.06, seed: 11), second = Data.Spread(Outputs * Hidden, -0.06, 0.06, seed: 12);
        float[] product = new float[Outputs * Inputs], one = new float[Outputs];
        Multiply(second, first, product);
        One(image, product, one);
        return new(Apart(Two(image, first, second)), 0, Apart(TwoWithRelu(image, first, second)));

        double Apart(float[] scores) => scores.Zip(one, (score, other) => Math.Abs((double)score - other)).Max() / one.Max(Math.Abs);
    }
}
