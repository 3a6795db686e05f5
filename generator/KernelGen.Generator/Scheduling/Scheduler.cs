using System.Collections.Immutable;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Scheduling;

/// <summary>From plan and machine to schedule. The tests derive another that draws legal schedules at random: the bits must not notice.</summary>
internal class Scheduler
{
    /// <summary>The written model, which every kernel is generated with.</summary>
    public static readonly Scheduler Model = new();

    public virtual LaneSchedule Lanes(LanePlan plan, ImmutableArray<int> sums, Machine machine, bool manyRows) =>
        LaneScheduler.Schedule(plan, sums, machine, manyRows);

    public virtual MatrixSchedule Matrix(MatrixProductSpec spec, ChainPlan plan, Machine machine) =>
        MatrixScheduler.Schedule(spec, plan, machine);

    /// <summary>Whether windows of planes are the rows of a tile, where they may be.</summary>
    public virtual bool TurnsPlanes(Machine machine) => WindowsAsRows.Pay(machine);

    /// <summary>Steps along K in a turn of the loop of the tiles that an assembly's kernels share.</summary>
    public virtual int StepsAtOnce(ChainPlan plan, Machine machine, Tile tile) => MatrixScheduler.StepsAtOnce(plan, machine, tile);

    public virtual AttentionSchedule Attention(AttentionPlan plan, Machine machine) => AttentionSchedule.Of(machine);

    /// <summary>How threads share the rows of attention.</summary>
    public virtual AttentionThreads AttentionThreads() => ThreadScheduler.Attention();

    public virtual RowsSchedule Rows(RowPlan plan, Machine machine) => RowsSchedule.Of(plan, machine);

    public virtual RotarySchedule Rotary(RotaryPlan plan, Machine? machine) => RotarySchedule.Of(plan);

    public virtual GroupedSchedule Grouped(GroupedPlan plan, Machine machine) => GroupedScheduler.Schedule(plan, machine);

    public virtual GroupedCodesSchedule GroupedCodes(GroupedCodesPlan plan, Machine machine) => GroupedScheduler.Schedule(plan, machine);

    /// <summary>How threads share a product that may have some; null where one does it all.</summary>
    public virtual ProductThreads? Threads(MatrixProductSpec spec) => ThreadScheduler.Schedule(spec);

    /// <summary>How threads share the rows of a matrix.</summary>
    public virtual RowThreads Threads() => ThreadScheduler.Schedule();
}
