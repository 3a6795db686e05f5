using KernelGen;

namespace PrecisionTour.Stations;

/// <summary>4,096 products of up to 127² can be 66 million; nearly all sums of them are below 1.1.</summary>
internal static partial class ScaleOfTheLargestSum
{
    private const int Inputs = 4096, Outputs = 1000;

    // With it the largest sum that there could be is 127.
    private const float LargestSum = Inputs * 127f;

    public static Station Station => new(
        "KG1018",
        "A scale for sums that never come",
        "a layer of 4,096 inputs whose outputs are 8-bit numbers: how far they are off, of their own deviation",
        "a scale of 9,000",
        Run,
        error => error == 0 ? "no error" : $"errors of {error:P1}");

    [Dense(Inputs = Inputs, Outputs = Outputs)]
    private static partial void Layer([ValueRange(-127, 127)] ReadOnlySpan<sbyte> x, [ValueRange(-127, 127)] ReadOnlySpan<sbyte> weights, Span<sbyte> y, float yScale);

    private static Outcome Run()
    {
        sbyte[] x = Data.ToSByte(Data.Spread(Inputs, -127, 127, seed: 22)), weights = Data.ToSByte(Data.Spread(Inputs * Outputs, -127, 127, seed: 23));
        sbyte[] y = new sbyte[Outputs], mended = new sbyte[Outputs];
        Layer(x, weights, y, LargestSum);
        Layer(x, weights, mended, 9_000);

        float[] values = Array.ConvertAll(x, value => (float)value), factors = Array.ConvertAll(weights, weight => (float)weight);
        double[] right = [.. Enumerable.Range(0, Outputs).Select(output => Exact.Dot(values, factors.AsSpan(output * Inputs, Inputs)))];
        return new(
            Exact.Error(Array.ConvertAll(y, code => code * LargestSum), right), 0,
            Exact.Error(Array.ConvertAll(mended, code => code * 9_000f), right));
    }
}
