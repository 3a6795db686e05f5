using KernelGen;

namespace PrecisionTour.Stations;

/// <summary>From 2,048 on a Half has steps of 2, and terms of less than 1 are lost one by one, all of them.</summary>
internal static partial class LoopInHalf
{
    private const int Samples = 10_000;

    public static Station Station => new(
        "KG1022",
        "A loop that adds in Half",
        "the energy of 10,000 samples of a sine: the sum of their squares",
        "a kernel with [Dot] over Half, which adds in float",
        Run,
        sum => $"{sum:N1}");

    [Dot]
    private static partial float Dot(ReadOnlySpan<Half> a, ReadOnlySpan<Half> b);

    private static Half Energy(Half[] samples)
    {
        Half sum = default;
        for (int i = 0; i < samples.Length; i++)
            sum += samples[i] * samples[i];
        return sum;
    }

    private static Outcome Run()
    {
        Half[] samples = [.. Enumerable.Range(0, Samples).Select(i => (Half)Math.Sin(i * 0.01))];
        float[] same = Data.ToFloat(samples);
        return new((double)Energy(samples), Exact.Dot(same, same), Dot(samples, samples));
    }
}
