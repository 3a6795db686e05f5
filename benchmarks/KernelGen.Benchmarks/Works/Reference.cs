using System.Numerics;

namespace KernelGen.Benchmarks.Works;

/// <summary>Plain sums, right beyond the precision of what they check.</summary>
internal static class Reference
{
    /// <summary>
    /// Σ aᵢ·bᵢ with the rounding errors of products and sums carried along (Ogita, Rump, Oishi 2005: Dot2). The strides are elements from one to the next.
    /// </summary>
    public static Expected Dot<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, int length, int aStride = 1, int bStride = 1)
        where T : INumber<T>
    {
        double sum = 0, error = 0, magnitude = 0;
        for (int i = 0; i < length; i++)
        {
            double x = double.CreateTruncating(a[i * aStride]), y = double.CreateTruncating(b[i * bStride]);
            double product = x * y;
            double next = sum + product;
            double part = next - sum;
            error += Math.FusedMultiplyAdd(x, y, -product) + (sum - (next - part)) + (product - part);
            sum = next;
            magnitude += Math.Abs(product);
        }

        // A product rounded by itself, then at most one addition for each product.
        return new Expected(sum + error, magnitude, length + 1);
    }

    /// <summary>Higham's γₖ = k·u / (1 − k·u): the relative error that k roundings in a row can make.</summary>
    public static double Gamma<T>(int roundings)
    {
        double ku = roundings * Math.ScaleB(1, typeof(T) == typeof(float) ? -24 : -53);
        return ku / (1 - ku);
    }

    /// <summary>Elements of an output to check: all of a small one; of a large one its first, its last, and many between.</summary>
    public static IEnumerable<int> Sample(int count, int most)
    {
        if (count <= most)
            return Enumerable.Range(0, count);
        var random = new Random(7);
        int edge = most / 4;
        return Enumerable.Range(0, edge)
            .Concat(Enumerable.Range(count - edge, edge))
            .Concat(Enumerable.Range(0, most - (2 * edge)).Select(_ => random.Next(count)));
    }
}
