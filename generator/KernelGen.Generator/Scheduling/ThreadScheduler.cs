using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Scheduling;

/// <summary>
/// What a thread is worth. To queue a helper, to wake it and to meet it again costs the caller 5 to 10 µs where the pool's threads are
/// awake and up to 60 where they sleep; a thread is worth more than that.
/// </summary>
internal static class ThreadScheduler
{
    private const double LeastFlops = 2_000_000;

    private const double LeastBytes = 1 << 20;

    private const int PartsPerThread = 4;

    /// <summary>What threads cut scalar code by: it has no tiles, but two threads should not write to one line of the cache.</summary>
    public static readonly (int Rows, int Columns) ScalarTile = (1, 16);

    /// <summary>A product that is small whatever happens stays in one thread and keeps its shape as constants; a batch of them can be shared.</summary>
    public static ProductThreads? Schedule(MatrixProductSpec spec)
    {
        bool within = !(spec.M.Fixed * 2.0 * spec.N.Fixed * spec.K.Fixed * (spec.Activation == Activation.GatedSilu ? 2 : 1) < 2 * LeastFlops);
        return within || spec.Batch.Fixed != 1 ? new(within, LeastFlops) : null;
    }

    public static RowThreads Schedule() => new(PartsPerThread, LeastBytes);
}
