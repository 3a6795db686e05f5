using System.Diagnostics;

namespace KernelGen.Benchmarks.Generator;

internal static class Stopwatches
{
    public static double Milliseconds(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>The median of an odd number of runs.</summary>
    public static double MedianMilliseconds(int runs, Action<int> action)
    {
        double[] times = [.. Enumerable.Range(0, runs).Select(run => Milliseconds(() => action(run))).Order()];
        return times[runs / 2];
    }
}
