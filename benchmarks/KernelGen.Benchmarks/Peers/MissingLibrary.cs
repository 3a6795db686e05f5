namespace KernelGen.Benchmarks.Peers;

/// <summary>A library that this build was made without: its columns say so.</summary>
internal sealed class MissingLibrary(string name, IReadOnlyList<string> groups) : MatrixLibrary
{
    public override Peer Peer { get; } = new(name, null, OptionalPeers.Get) { Groups = groups };
}
