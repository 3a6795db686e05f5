using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Scheduling;

/// <summary>
/// What a thread is worth. Measured on two cores of Zen 4: to queue a helper and to meet it again costs the caller about 2 µs while the pool's
/// threads are awake, and 15 to 25 µs after they have slept, which the first call of many pays.
/// </summary>
internal static class ThreadScheduler
{
    /// <summary>
    /// 17 µs of one core. Squares of 64 (0.5 million operations) break even with two threads that are awake, 80: 1.41 ×, 128 (4.2 million): 1.72 ×,
    /// 192: 1.89 ×. With threads that slept 128 are at 0.75 ×, 144 at 0.89 ×, 256 at 1.48 ×.
    /// </summary>
    private const double LeastFlops = 2_000_000;

    /// <summary>20 µs of one core. Rows of 128 KiB break even with two threads that are awake, 256 KiB: 1.24 ×, 512: 1.50 ×, 2048: 1.71 ×.</summary>
    private const double LeastBytes = 1 << 20;

    /// <summary>
    /// What is left goes to whichever thread is free. 2016³ with two threads: 1.82 to 1.95 × one with four parts a thread, 1.90 to 1.93 × with two;
    /// with one part 0.94 to 1.09 ×, on a machine that may not have been quiet.
    /// </summary>
    private const int PartsPerThread = 4;

    /// <summary>What threads cut scalar code by: it has no tiles, but two threads should not write to one line of the cache.</summary>
    public static readonly (int Rows, int Columns) ScalarTile = (1, 16);

    /// <summary>A product that is small whatever happens stays in one thread and keeps its shape as constants; a batch of them can be shared.</summary>
    public static ProductThreads? Schedule(MatrixProductSpec spec)
    {
        bool within = !(spec.M.Fixed * 2.0 * spec.N.Fixed * spec.K.Fixed * (spec.Activation == Activation.GatedSilu ? 2 : 1) < 2 * LeastFlops);
        return within || spec.Batch.Fixed != 1 ? new(within, LeastFlops) : null;
    }

    public static AttentionThreads Attention() => new(PartsPerThread, LeastFlops);

    public static RowThreads Schedule() => new(PartsPerThread, LeastBytes);
}
