using KernelGen;

namespace PrecisionTour.Stations;

/// <summary>Weights in ±1 as ±20 take 41 of 256 codes; as ±126 they are 6.3 times as fine.</summary>
internal static partial class WastedCodes
{
    private const int Inputs = 512, Outputs = 500;

    public static Station Station => new(
        "KG1007",
        "Weights in 41 of 256 codes",
        "a layer of 512 inputs with weights of 8 bits: how far its outputs are off, of their own deviation",
        "a scale 6.3 times smaller",
        Run,
        error => error == 0 ? "no error" : $"errors of {error:P1}");

    [Dense(Inputs = Inputs, Outputs = Outputs)]
    private static partial void Layer(ReadOnlySpan<sbyte> x, [ValueRange(-20, 20)] ReadOnlySpan<sbyte> weights, Span<float> y, float weightScale);

    [Dense(Inputs = Inputs, Outputs = Outputs)]
    private static partial void FineLayer(ReadOnlySpan<sbyte> x, [ValueRange(-126, 126)] ReadOnlySpan<sbyte> weights, Span<float> y, float weightScale);

    private static Outcome Run()
    {
        sbyte[] x = Data.ToSByte(Data.Spread(Inputs, -127, 127, seed: 20));
        float[] weights = Data.Spread(Inputs * Outputs, -1, 1, seed: 21);
        float[] y = new float[Outputs], mended = new float[Outputs];
        Layer(x, Data.ToSByte(Array.ConvertAll(weights, weight => 20 * weight)), y, 1f / 20);
        FineLayer(x, Data.ToSByte(Array.ConvertAll(weights, weight => 126 * weight)), mended, 1f / 126);

        float[] values = Array.ConvertAll(x, value => (float)value);
        double[] right = [.. Enumerable.Range(0, Outputs).Select(output => Exact.Dot(values, weights.AsSpan(output * Inputs, Inputs)))];
        return new(Exact.Error(y, right), 0, Exact.Error(mended, right));
    }
}
