using KernelGen;

namespace PrecisionTour.Stations;

/// <summary>The sum is held in float, and rounded to a Half, which ends at 65,504.</summary>
internal static partial class HalfResult
{
    public static Station Station => new(
        "KG1004",
        "A result does not fit a Half",
        "4,096 products of 8·8, written as a Half",
        "a result of float",
        Run,
        sum => $"{sum:N0}");

    [Gemm(M = 1, N = 1, K = 4096)]
    private static partial void Product([ValueRange(-8, 8)] ReadOnlySpan<Half> a, [ValueRange(-8, 8)] ReadOnlySpan<Half> b, Span<Half> c);

    [Gemm(M = 1, N = 1, K = 4096)]
    private static partial void ProductAsFloat([ValueRange(-8, 8)] ReadOnlySpan<Half> a, [ValueRange(-8, 8)] ReadOnlySpan<Half> b, Span<float> c);

    private static Outcome Run()
    {
        Half[] eights = Data.Repeat((Half)8f, 4096), sum = new Half[1];
        float[] mended = new float[1];
        Product(eights, eights, sum);
        ProductAsFloat(eights, eights, mended);
        return new((float)sum[0], 4096 * 8 * 8, mended[0]);
    }
}
