using KernelGen.Benchmarks.Kernels;
using KernelGen.Benchmarks.Measuring;

namespace KernelGen.Benchmarks.Works;

/// <summary>The operands of a work and everyone who does it on them.</summary>
/// <param name="Kernel">What ours calls; null where that is several.</param>
/// <param name="Ours">The call.</param>
/// <param name="Peers">The others.</param>
internal sealed record Trial(Kernel? Kernel, Contender Ours, IReadOnlyList<Contender> Peers)
{
    /// <summary>Reading the work's large operand once, where each of its elements is used so few times that reading is the limit.</summary>
    public Contender? PlainRead { get; init; }

    /// <summary>The bytes that <see cref="PlainRead"/> reads.</summary>
    public double ReadBytes { get; init; }
}
