namespace KernelGen.Benchmarks.Peers;

/// <summary>Our own kernel on one thread, beside the same on two.</summary>
internal static class OneThread
{
    public const string Name = "KernelGen, one thread";

    public static Peer Peer { get; } = new(Name, typeof(KernelInfo).Assembly.GetName().Version?.ToString(3) ?? "", "part of this repository") { Groups = ["threads"] };
}
