using KernelGen.Benchmarks.Measuring;
using KernelGen.Benchmarks.Works;

namespace KernelGen.Benchmarks.Reports;

/// <summary>What was measured of one work.</summary>
/// <param name="Work">The work.</param>
/// <param name="Ours">Null where our result was wrong: nobody times a wrong answer.</param>
/// <param name="Peers">By the peer's name.</param>
/// <param name="PeakShare">Our part of the FMA peak, measured in the same rounds.</param>
/// <param name="PredictedShare">The part that the kernel's schedule expects, and no more than a plain read of the large operand leaves; nothing where the model has no say.</param>
/// <param name="ReadShare">Our part of the speed of a plain read of the large operand, measured in the same rounds.</param>
/// <param name="ReadBytes">The bytes of that operand.</param>
/// <param name="Wrong">By contender's name: what was wrong.</param>
internal sealed record RatioRow(
    Work Work,
    Measurement? Ours,
    IReadOnlyDictionary<string, Measurement> Peers,
    double? PeakShare,
    double? PredictedShare,
    double? ReadShare,
    double ReadBytes,
    IReadOnlyDictionary<string, string> Wrong)
{
    /// <summary>How many times as fast as the peer, where both did it.</summary>
    public double? SpeedUpOver(string peer) =>
        Ours is not null && Peers.TryGetValue(peer, out Measurement? theirs) ? Ours.SpeedUpOver(theirs) : null;

    /// <summary>How many times as fast as the fastest peer.</summary>
    public double? SpeedUpOverBest => Peers.Keys.Select(SpeedUpOver).Min();
}
