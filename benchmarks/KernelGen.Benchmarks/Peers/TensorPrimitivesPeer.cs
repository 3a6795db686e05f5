using System.Numerics.Tensors;
using System.Reflection;

namespace KernelGen.Benchmarks.Peers;

/// <summary>What .NET users have today.</summary>
internal static class TensorPrimitivesPeer
{
    public const string Name = "TensorPrimitives";

    public static Peer Peer { get; } = new(Name, typeof(TensorPrimitives).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "?", "NuGet")
    {
        Groups = ["f16-pairwise", "i8-pairwise", "pairwise", "sum-of-squares", "similarities", "topk", "gemv", "rows-"],
    };
}
