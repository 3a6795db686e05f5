namespace KernelGen.Benchmarks.Peers;

/// <summary>Our own kernel over floats, beside those over narrower elements.</summary>
internal static class OurFloat
{
    public const string Name = "KernelGen float";

    public static Peer Peer { get; } = new(Name, typeof(KernelInfo).Assembly.GetName().Version?.ToString(3) ?? "", "part of this repository") { Groups = ["f16-", "bf16-", "i8-", "grouped-", "attention-cache-"] };
}
