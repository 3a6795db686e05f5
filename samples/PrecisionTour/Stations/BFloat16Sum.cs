using KernelGen;

namespace PrecisionTour.Stations;

/// <summary>A BFloat16 has 8 bits: 257 lies halfway between 256 and 258, and goes to the even one, 256.</summary>
internal static partial class BFloat16Sum
{
    public static Station Station => new(
        "KG1003",
        "A BFloat16 sum stops at 256",
        "1,000 ones, added by a layer whose accumulator is a BFloat16",
        "an accumulator of float",
        Run,
        sum => $"{sum:N0}");

    [Dense(Inputs = 1000, Outputs = 1), Precision(Accumulate = Accumulate.BFloat16)]
    private static partial void Sum(ReadOnlySpan<BFloat16> x, ReadOnlySpan<BFloat16> weights, Span<BFloat16> y);

    [Dense(Inputs = 1000, Outputs = 1), Precision(Accumulate = Accumulate.Float32)]
    private static partial void SumInFloat(ReadOnlySpan<BFloat16> x, ReadOnlySpan<BFloat16> weights, Span<BFloat16> y);

    private static Outcome Run()
    {
        BFloat16[] ones = Data.Repeat((BFloat16)1f, 1000), sum = new BFloat16[1], mended = new BFloat16[1];
        Sum(ones, ones, sum);
        SumInFloat(ones, ones, mended);
        return new((float)sum[0], 1000, (float)mended[0]);
    }
}
