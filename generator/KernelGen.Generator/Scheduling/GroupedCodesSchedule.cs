using System.Globalization;

namespace KernelGen.Generator.Scheduling;

/// <summary>How one target computes a layer of weights in groups whose x is quantised on the fly.</summary>
/// <param name="Sums">Rows of weights that go past a row of x together.</param>
/// <param name="BlockBytes">Bytes of x's codes that are computed with one row after the other.</param>
internal sealed record GroupedCodesSchedule(LaneSchedule Sums, int BlockBytes)
{
    /// <summary>The choice, for the header.</summary>
    public string Describe(int available) => string.Format(
        CultureInfo.InvariantCulture, "x as codes, {0} KiB at a time; products summed as integers, {1}", BlockBytes >> 10, Sums.Describe(available));
}
