using KernelGen;

namespace PrecisionTour.Stations;

/// <summary>A BFloat16 keeps 8 bits of the 53 that the sum had.</summary>
internal static partial class CoarseOutput
{
    private const int Size = 64, Terms = 512;

    public static Station Station => new(
        "KG1005",
        "A dear sum in a coarse result",
        "a product of matrices, summed in double and written as BFloat16",
        "leaving the accumulator of double out, at a fraction of the work",
        Run,
        error => error == 0 ? "no error" : $"errors of up to {error:P2}");

    [Gemm(M = Size, N = Size, K = Terms), Precision(Accumulate = Accumulate.Float64)]
    private static partial void ProductInDouble(ReadOnlySpan<BFloat16> a, ReadOnlySpan<BFloat16> b, Span<BFloat16> c);

    [Gemm(M = Size, N = Size, K = Terms)]
    private static partial void Product(ReadOnlySpan<BFloat16> a, ReadOnlySpan<BFloat16> b, Span<BFloat16> c);

    [Gemm(M = Size, N = Size, K = Terms)]
    private static partial void ProductOfDoubles(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c);

    private static Outcome Run()
    {
        BFloat16[] a = Numbers(seed: 4), b = Numbers(seed: 5), c = new BFloat16[Size * Size], plain = new BFloat16[Size * Size];
        double[] exact = new double[Size * Size];
        ProductInDouble(a, b, c);
        Product(a, b, plain);
        ProductOfDoubles(Array.ConvertAll(a, number => (double)number), Array.ConvertAll(b, number => (double)number), exact);
        return new(Worst(c), 0, Worst(plain));

        static BFloat16[] Numbers(int seed) => Array.ConvertAll(Data.Spread(Size * Terms, 0, 1, seed), number => (BFloat16)number);

        double Worst(BFloat16[] results) => results.Zip(exact, (result, right) => Math.Abs((double)result - right) / right).Max();
    }
}
