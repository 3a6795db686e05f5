namespace KernelGen.Benchmarks.Peers;

/// <summary>A library to be measured against: a column of the table.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Version">What it says of itself, or null where it is not installed.</param>
/// <param name="Get">How to get it.</param>
internal sealed record Peer(string Name, string? Version, string Get)
{
    public bool IsInstalled => Version is not null;

    /// <summary>How the names of the groups begin that it has contenders in: it has no column in the others.</summary>
    public required IReadOnlyList<string> Groups { get; init; }

    /// <summary>Every peer in the order of the columns. A new one is a line here and a contender in the works that it can do.</summary>
    public static IReadOnlyList<Peer> All { get; } = [OurFloat.Peer, OurPlain.Peer, OneThread.Peer, TensorPrimitivesPeer.Peer, OpenBlas.Peer, Libxsmm.Peer, .. MatrixLibrary.Peers];

    public static IReadOnlyList<Peer> Of(string group) =>
        [.. All.Where(peer => peer.Does(group))];

    public bool Does(string group) => Groups.Any(start => group.StartsWith(start, StringComparison.Ordinal));
}
