using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace KernelGen.Benchmarks.Measuring;

/// <summary>Measures contenders side by side: all are warmed, then sampled in turn, round after round.</summary>
internal static class Sampler
{
    public static Measurement[] Measure(IReadOnlyList<Contender> contenders, Effort effort)
    {
        int[] iterations = [.. contenders.Select(contender => Calibrate(contender, effort.SampleMilliseconds))];
        WarmUp.Run(contenders, iterations);

        // The code is now faster than it was when it was first calibrated.
        for (int i = 0; i < contenders.Count; i++)
            iterations[i] = Calibrate(contenders[i], effort.SampleMilliseconds);

        var samples = contenders.Select(_ => new double[effort.Rounds]).ToArray();
        for (int round = 0; round < effort.Rounds; round++)
        {
            // Each round begins with another contender, so that none always runs behind the same one.
            for (int turn = 0; turn < contenders.Count; turn++)
            {
                int i = (round + turn) % contenders.Count;
                samples[i][round] = Time(contenders[i].Repeat, iterations[i]) / iterations[i];
            }
        }

        return [.. contenders.Select((contender, i) => new Measurement(contender.Name, iterations[i], samples[i]))];
    }

    /// <summary>The iterations that make a sample of the wanted duration.</summary>
    private static int Calibrate(Contender contender, double milliseconds)
    {
        double wanted = milliseconds * 1e6;
        for (int count = 1; ; count *= 2)
        {
            double taken = Time(contender.Repeat, count);
            if (taken >= wanted)
                return count;
            if (taken >= wanted / 4)
                return Math.Max(1, (int)Math.Ceiling(count * wanted / taken));
        }
    }

    /// <summary>Nanoseconds of one call. The clock is read here, where no vectors are: beside them it would spill every accumulator.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double Time(Action<int> repeat, int count)
    {
        long start = Stopwatch.GetTimestamp();
        repeat(count);
        return (Stopwatch.GetTimestamp() - start) * (1e9 / Stopwatch.Frequency);
    }
}
