namespace KernelGen.Benchmarks.Measuring;

/// <summary>One way of doing a work: ours, a peer's, or a limit of the machine.</summary>
/// <param name="Name">The column.</param>
/// <param name="Repeat">Does the work that many times. The loop is inside, so that the call of a delegate is not in the time of a work of nanoseconds.</param>
/// <param name="Check">After one run: what is wrong with the result, or null.</param>
internal sealed record Contender(string Name, Action<int> Repeat, Func<string?>? Check = null);
