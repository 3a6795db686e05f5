using System.Diagnostics;

namespace SemanticSearch.Timing;

/// <summary>Two ways to do the same work, run in turn so that both meet the same machine; the median of each is kept.</summary>
internal static class Race
{
    private const int Runs = 31;

    // Time for the JIT to replace the first, quick code of both sides by the optimised one, which it does in the background.
    private static readonly TimeSpan s_warmUp = TimeSpan.FromMilliseconds(400);

    public static (double Ours, double Theirs) Run(Action ours, Action theirs)
    {
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < s_warmUp;)
        {
            ours();
            theirs();
        }

        double[] oursTook = new double[Runs], theirsTook = new double[Runs];
        for (int i = 0; i < Runs; i++)
        {
            oursTook[i] = Milliseconds(ours);
            theirsTook[i] = Milliseconds(theirs);
        }

        return (Median(oursTook), Median(theirsTook));
    }

    private static double Milliseconds(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(double[] times)
    {
        Array.Sort(times);
        return times[times.Length / 2];
    }
}
