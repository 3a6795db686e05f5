namespace KernelGen.Benchmarks.Peers;

/// <summary>Our own kernel over plain weights, beside that over packed ones.</summary>
internal static class OurPlain
{
    public const string Name = "KernelGen plain";

    public static Peer Peer { get; } = new(Name, OurFloat.Peer.Version, "part of this repository") { Groups = ["grouped-packed"] };
}
