using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Scheduling;

/// <summary>
/// For one row of x the weights are turned to floats on their way through registers, as many rows at once as fit beside each other, so that x is loaded
/// once for all of them. Every further row of x would turn them again, so from some number on they go through memory.
/// </summary>
internal static class GroupedScheduler
{
    /// <summary>The further rows of x read the codes from the first-level cache.</summary>
    private const int DirectRows = 4;

    /// <summary>Four streams of codes.</summary>
    private const int MostRows = 4;

    /// <summary>
    /// Rows of weights that a pack has in a strip, on every target with vectors, whichever kernels read it: a whole of each, then the next of each, so that
    /// those that are computed at once are one stream.
    /// </summary>
    public const int StripRows = MostRows;

    /// <summary>Two vectors of x, or one and its scale, the codes, their weights, and for a row a scale and a zero point, or a table.</summary>
    private const int Temporaries = 6;

    public static GroupedSchedule Schedule(GroupedPlan plan, Machine machine)
    {
        LaneSchedule stored = LaneScheduler.Schedule(plan.Ordered, [0], machine, manyRows: true) with { RealignFrom = 0 };
        return new(CanBeDirect(plan) ? Direct(plan, machine) : null, stored, DirectRows, machine.L2 / 2) { LongestStored = machine.L1 / 2 / (stored.Rows * sizeof(float)) };
    }

    /// <summary>Sums of products in float, each in one accumulator.</summary>
    public static bool CanBeDirect(GroupedPlan plan) => plan.Accumulator == NumericType.Float32 && plan.AccumulatorGrid is null && plan.Sums[0].State.Count == 1;

    /// <summary>Codes of x stay in the second-level cache while the weights pass.</summary>
    public static GroupedCodesSchedule Schedule(GroupedCodesPlan plan, Machine machine) => new(Direct(plan, machine), machine.L2 / 2);

    /// <summary>The same on a pack, whose strips are computed in equal parts.</summary>
    public static LaneSchedule InStrips(LaneSchedule schedule) =>
        StripRows % schedule.Rows == 0 ? schedule : schedule with { Rows = 1, RowsTogether = false };

    /// <summary>So many rows at once, or as many as the registers hold.</summary>
    public static LaneSchedule Direct(LanePlan plan, Machine machine, int most = MostRows)
    {
        int vector = Math.Max(1, 64 / machine.VectorBytes), rows = most;
        while (rows > 1 && Needed() > machine.Registers)
            rows /= 2;
        var schedule = new LaneSchedule(rows, vector, new([new LanePass(new([0]), 0, vector)]), Needed(), RealignFrom: 0);
        return schedule with { RowsTogether = LaneScheduler.CanGoTogether(plan, [0], machine, schedule) };

        int Needed() => (rows * plan.Accumulators * vector) + Temporaries;
    }
}
