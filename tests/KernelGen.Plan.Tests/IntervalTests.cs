using KernelGen.Generator.Specs;
using Xunit;

namespace KernelGen.Plan.Tests;

/// <summary>What an operation on ranges gives holds every result of that operation on their values, and both of its ends are reached.</summary>
public class IntervalTests
{
    private static readonly double[] Ends = [-7, -2, -1, 0, 0.5, 3];

    public static TheoryData<double, double, double, double> Pairs
    {
        get
        {
            var pairs = new TheoryData<double, double, double, double>();
            foreach (double a in Ends)
            {
                foreach (double b in Ends.Where(end => end >= a))
                {
                    foreach (double c in Ends)
                    {
                        foreach (double d in Ends.Where(end => end >= c))
                            pairs.Add(a, b, c, d);
                    }
                }
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void ItIsTight(double a, double b, double c, double d)
    {
        Interval x = new(a, b), y = new(c, d);
        AssertTight(x * y, from p in Values(x) from q in Values(y) select p * q);
        AssertTight(x + y, from p in Values(x) from q in Values(y) select p + q);
        AssertTight(x.Squared, Values(x).Select(p => p * p));
        AssertTight(x.Times(5), Values(x).Select(p => 5 * p));
        Assert.Equal(Math.Max(Math.Abs(a), Math.Abs(b)), x.Magnitude);
    }

    private static void AssertTight(Interval interval, IEnumerable<double> values)
    {
        Assert.Equal(values.Min(), interval.Low);
        Assert.Equal(values.Max(), interval.High);
    }

    /// <summary>Both ends, 0 where it lies between them, and some values inside.</summary>
    private static IEnumerable<double> Values(Interval interval) =>
        Enumerable.Range(0, 9).Select(i => interval.Low + ((interval.High - interval.Low) * i / 8)).Append(Math.Clamp(0, interval.Low, interval.High));
}
