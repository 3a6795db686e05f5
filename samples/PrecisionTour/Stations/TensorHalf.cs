using System.Numerics.Tensors;
using KernelGen;

namespace PrecisionTour.Stations;

/// <summary>TensorPrimitives adds halves in Half.</summary>
internal static partial class TensorHalf
{
    public static Station Station => new(
        "KG1021",
        "TensorPrimitives.Dot over Half",
        "the dot product of 1,536 numbers between 0 and 1",
        "a kernel with [Dot] over Half, which adds in float",
        Run,
        sum => $"{sum:N2}");

    [Dot]
    private static partial float Dot(ReadOnlySpan<Half> a, ReadOnlySpan<Half> b);

    private static Outcome Run()
    {
        Half[] a = Data.ToHalf(Data.Spread(1536, 0, 1, seed: 13)), b = Data.ToHalf(Data.Spread(1536, 0, 1, seed: 14));
        return new((double)TensorPrimitives.Dot<Half>(a, b), Exact.Dot(Data.ToFloat(a), Data.ToFloat(b)), Dot(a, b));
    }
}
