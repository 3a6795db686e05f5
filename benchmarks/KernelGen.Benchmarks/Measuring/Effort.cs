namespace KernelGen.Benchmarks.Measuring;

/// <summary>How long to measure.</summary>
/// <param name="Rounds">Samples of each contender; odd, so that the median is one of them.</param>
/// <param name="SampleMilliseconds">The least duration of a sample: far above the clock's resolution, far below a scheduler's slice.</param>
internal sealed record Effort(int Rounds, double SampleMilliseconds)
{
    public static readonly Effort Full = new(Rounds: 21, SampleMilliseconds: 3);

    /// <summary>A smoke test: the figures are no measurement.</summary>
    public static readonly Effort Quick = new(Rounds: 5, SampleMilliseconds: 1);
}
