using System.Globalization;

namespace KernelGen.Generator.Scheduling;

/// <summary>How one target computes a layer of weights that are quantised in groups.</summary>
/// <param name="Direct">Rows of weights that are turned to floats in registers, for every row of x anew; null where that cannot be.</param>
/// <param name="Stored">Rows of weights that are turned to floats in memory, once for a block of rows of x.</param>
/// <param name="DirectRows">Up to so many rows of x the first way is taken.</param>
/// <param name="BlockBytes">Bytes of the rows of x that are computed with one after the other.</param>
internal sealed record GroupedSchedule(LaneSchedule? Direct, LaneSchedule Stored, int DirectRows, int BlockBytes)
{
    /// <summary>Longer rows are always computed the first way: as floats they would not fit the first-level cache.</summary>
    public required int LongestStored { get; init; }

    /// <summary>Rows of weights that are computed together at most.</summary>
    public int Rows => Math.Max(Direct?.Rows ?? 1, Stored.Rows);

    /// <summary>The choice, for the header.</summary>
    public string Describe(int available) => (Direct is null ? "" : string.Format(
            CultureInfo.InvariantCulture, "up to {0} rows of x or more than {1} inputs: codes to floats in registers, {2}; else ", DirectRows, LongestStored, Direct.Describe(available)))
        + $"weights as floats once for {BlockBytes >> 10} KiB of x, {Stored.Describe(available)}";
}
