using System.Diagnostics;
using System.Runtime;

namespace KernelGen.Benchmarks.Measuring;

/// <summary>
/// Runs contenders until the runtime compiles none of their methods again. A method goes from tier 0 or precompiled code over an instrumented
/// tier to tier 1: each step takes thirty calls, which are counted only from the moment when nothing new was compiled for 100 ms, and a compilation in the background.
/// </summary>
internal static class WarmUp
{
    private const int CallsBeforeTierUp = 30;
    private const int QuietPassesNeeded = 2;
    private const int MostPasses = 12;
    private static readonly TimeSpan TierUpPause = TimeSpan.FromMilliseconds(150);

    /// <summary>A work of tenths of a second spends them in loops and in methods that it calls often itself; thirty calls of it would tell nothing new.</summary>
    private static readonly TimeSpan LongestPass = TimeSpan.FromMilliseconds(500);

    public static void Run(IReadOnlyList<Contender> contenders, IReadOnlyList<int> iterations)
    {
        for (int pass = 0, quiet = 0; pass < MostPasses && quiet < QuietPassesNeeded; pass++)
        {
            long compiled = JitInfo.GetCompiledMethodCount();
            for (int i = 0; i < contenders.Count; i++)
                Pass(contenders[i], Math.Max(1, iterations[i] / 4));
            Thread.Sleep(TierUpPause);
            quiet = JitInfo.GetCompiledMethodCount() == compiled ? quiet + 1 : 0;
        }
    }

    private static void Pass(Contender contender, int iterations)
    {
        long start = Stopwatch.GetTimestamp();
        for (int call = 0; call <= CallsBeforeTierUp && Stopwatch.GetElapsedTime(start) < LongestPass; call++)
            contender.Repeat(iterations);
    }
}
