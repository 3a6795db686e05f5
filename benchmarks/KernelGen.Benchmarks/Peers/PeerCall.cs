namespace KernelGen.Benchmarks.Peers;

/// <summary>A work as a peer does it.</summary>
/// <param name="Run">Does it once.</param>
/// <param name="Collect">Copies the result to where it is checked, for a library that keeps it in memory of its own.</param>
internal sealed record PeerCall(Action Run, Action? Collect = null);
