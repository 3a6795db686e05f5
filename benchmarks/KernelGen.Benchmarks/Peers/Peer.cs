namespace KernelGen.Benchmarks.Peers;

/// <summary>A library to be measured against: a column of the table.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Version">What it says of itself, or null where it is not installed.</param>
internal sealed record Peer(string Name, string? Version)
{
    public bool IsInstalled => Version is not null;

    /// <summary>Every peer in the order of the columns. A new one is a line here and a contender in the works that it can do.</summary>
    public static IReadOnlyList<Peer> All { get; } = [TensorPrimitivesPeer.Peer, OpenBlas.Peer];
}
