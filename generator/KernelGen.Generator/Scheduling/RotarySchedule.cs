using System.Globalization;
using KernelGen.Generator.Arithmetic;

namespace KernelGen.Generator.Scheduling;

/// <summary>How a rotary embedding goes through its pairs: cosines and sines of some, which then all heads of a position use.</summary>
/// <param name="Pairs">Pairs whose cosines and sines are held at once.</param>
internal sealed record RotarySchedule(int Pairs)
{
    /// <summary>2 KiB of floats, more than most heads have pairs; a multiple of every register's numbers.</summary>
    private const int MostPairs = 256;

    /// <summary>Whole registers of the widest kind.</summary>
    public const int Step = 16;

    public static RotarySchedule Of(RotaryPlan plan) => new(plan.High.Count is > 0 and var pairs ? Math.Min(MostPairs, (pairs + Step - 1) / Step * Step) : MostPairs);

    public string Describe(int lanes) => string.Format(
        CultureInfo.InvariantCulture, "{0}, cosines and sines of {1} pairs for all heads of a position", lanes == 1 ? "one pair at a time" : $"{lanes} elements at a time", Pairs);
}
