using System.Numerics.Tensors;
using KernelGen;

namespace PrecisionTour.Stations;

/// <summary>TensorPrimitives adds bytes in bytes, which wrap around.</summary>
internal static partial class TensorSByte
{
    public static Station Station => new(
        "KG1021",
        "TensorPrimitives.Dot over sbyte",
        "the dot product of 1,536 whole numbers between −20 and 100",
        "a kernel with [Dot] over sbyte, which adds in int",
        Run,
        sum => $"{sum:N0}");

    [Dot]
    private static partial int Dot(ReadOnlySpan<sbyte> a, ReadOnlySpan<sbyte> b);

    private static Outcome Run()
    {
        sbyte[] a = Numbers(seed: 15), b = Numbers(seed: 16);
        double exact = a.Zip(b, (x, y) => (long)x * y).Sum();
        return new(TensorPrimitives.Dot<sbyte>(a, b), exact, Dot(a, b));

        static sbyte[] Numbers(int seed) => Array.ConvertAll(Data.Spread(1536, -20, 100, seed), number => (sbyte)number);
    }
}
