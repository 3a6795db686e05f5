namespace KernelGen.Benchmarks.Measuring;

/// <summary>What one contender took, a sample a round.</summary>
internal sealed record Measurement(string Name, int Iterations, double[] Nanoseconds)
{
    public double MedianNanoseconds { get; } = Median(Nanoseconds);

    /// <summary>How many times as fast as the other: the median of the rounds' ratios, so that a slow moment of the machine, which hits both, cancels.</summary>
    public double SpeedUpOver(Measurement other) =>
        Median([.. other.Nanoseconds.Zip(Nanoseconds, (theirs, mine) => theirs / mine)]);

    private static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
