using System.Diagnostics;

namespace SemanticSearch.Timing;

/// <summary>Ways to do the same work, run in turn so that all meet the same machine; the median of each is kept.</summary>
internal static class Race
{
    private const int Runs = 31;

    // Time for the JIT to replace the first, quick code of every way by the optimised one, which it does in the background.
    private static readonly TimeSpan s_warmUp = TimeSpan.FromMilliseconds(400);

    public static double[] Run(params Action[] ways)
    {
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < s_warmUp;)
        {
            foreach (Action way in ways)
                way();
        }

        double[][] took = [.. ways.Select(_ => new double[Runs])];
        for (int run = 0; run < Runs; run++)
        {
            for (int way = 0; way < ways.Length; way++)
                took[way][run] = Milliseconds(ways[way]);
        }

        return [.. took.Select(Median)];
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
