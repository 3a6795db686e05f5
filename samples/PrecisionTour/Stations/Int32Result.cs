using KernelGen;

namespace PrecisionTour.Stations;

/// <summary>A product of a byte and an sbyte is up to 255·128, and an int holds 65,793 of those.</summary>
internal static partial class Int32Result
{
    private const int Length = 100_000;

    public static Station Station => new(
        "KG1002",
        "A sum of bytes that passes an int",
        "100,000 products of 255 and −128",
        "a result of long",
        Run,
        sum => double.IsNaN(sum) ? $"OverflowException, where a loop in int wraps to {Loop():N0}" : $"{sum:N0}");

    [Dot(Length)]
    private static partial int Dot(ReadOnlySpan<byte> a, ReadOnlySpan<sbyte> b);

    [Dot(Length)]
    private static partial long DotAsLong(ReadOnlySpan<byte> a, ReadOnlySpan<sbyte> b);

    /// <summary>What becomes of the sum without a word.</summary>
    internal static int Loop()
    {
        int sum = 0;
        for (int i = 0; i < Length; i++)
            sum = unchecked(sum + (255 * -128));
        return sum;
    }

    private static Outcome Run()
    {
        byte[] a = Data.Repeat((byte)255, Length);
        sbyte[] b = Data.Repeat((sbyte)-128, Length);
        double sum = double.NaN;
        try
        {
            sum = Dot(a, b);
        }
        catch (OverflowException)
        {
            // The kernel knows that it may happen, and looks.
        }

        return new(sum, -128L * 255 * Length, DotAsLong(a, b));
    }
}
