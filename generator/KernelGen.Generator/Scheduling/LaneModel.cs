using System.Collections.Immutable;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Scheduling;

/// <summary>
/// The written model of sums along vectors on a machine: a round of all accumulators is bound by loads, by operations, or by the latency of the
/// chains. Operands lie in L1 and begin anywhere, as arrays do. Left out are the call and its checks, the trees at the end, what follows them,
/// and every wait for L2 or farther.
/// </summary>
internal static class LaneModel
{
    /// <summary>Steps of a compensated sum that wait for each other.</summary>
    private const int CompensatedChain = 3;

    /// <summary>
    /// The part of the FMA peak: the floating-point operations that the kernel is said to do, over those of the multiply-adds that could have
    /// started meanwhile. A length that is known at run time counts as a long one.
    /// </summary>
    public static double Share(LanePlan plan, ImmutableArray<int> sums, Machine machine, LaneSchedule schedule)
    {
        // A multiply-add is two.
        double operations = sums.Sum(sum => plan.Sums[sum].Step.OperationCount + 1) / 2.0 * plan.Accumulators * schedule.RegistersPerVector * schedule.Rows;
        double filled = plan.Length.Fixed is { } length and > 0 ? length / (double)((length + plan.Lanes - 1) / plan.Lanes * plan.Lanes) : 1;
        return Math.Min(1, filled * operations / machine.FmaPerCycle / Cycles(plan, machine, schedule));
    }

    /// <summary>
    /// One round of every walk. A load that crosses two cache lines counts as two; whole lines don't, but shifting a second operand takes an
    /// operation that competes with the steps' (measured: a cosine's three sums lose a tenth by it).
    /// </summary>
    public static double Cycles(LanePlan plan, Machine machine, LaneSchedule schedule)
    {
        bool wholeLines = schedule.RealignFrom > 0;
        double loadBytes = plan.LaneElements > 1 ? machine.VectorBytes * plan.Element.Bytes * plan.LaneElements / (double)plan.Accumulator.Bytes : machine.VectorBytes * plan.Element.Bytes / (double)plan.Accumulator.Bytes;
        double conversion = schedule.FiniteFirst ? FiniteConversion : Conversion(plan);
        double crossing = wholeLines ? 1 : 1 + (loadBytes / Machine.LineBytes);
        double cycles = 0;
        foreach (LanePass pass in schedule.Passes)
        {
            // Rows have one operand each, and the others in common.
            int streams = pass.Sums.SelectMany(sum => plan.Sums[sum].Operands).Distinct().Count() - 1 + schedule.Rows;
            int registers = plan.Accumulators * pass.RegisterCount;
            double loads = registers * streams * crossing / plan.BlockAccumulators / machine.LoadsPerCycle;
            double steps = registers * schedule.Rows * pass.Sums.Sum(sum => plan.Sums[sum].Step.OperationCount) / machine.FmaPerCycle;
            double others = registers * ((conversion * streams) + (wholeLines ? streams - 1 : 0));
            double latency = machine.FmaLatency * (pass.Sums.Any(sum => plan.Sums[sum].State.Count > 1) ? CompensatedChain : 1);
            cycles += Math.Max(Math.Max(loads, steps + others), latency);
        }

        return cycles;
    }

    /// <summary>The same of pairs of halves that are taken for finite; two operations more look at a pair.</summary>
    private static readonly double FiniteConversion = (HalfWords.WidenLowerFinite.OperationCount + HalfWords.WidenUpperFinite.OperationCount + 2) / 4.0;

    /// <summary>
    /// Cycles in which a register of elements is converted: one where there is an instruction for it; of pairs, whose steps are simple, two start
    /// for each multiply-add.
    /// </summary>
    private static double Conversion(LanePlan plan) =>
        plan.Element == plan.Accumulator ? 0
        : plan.Pairs ? (HalfWords.WidenLower(plan.Element).OperationCount + HalfWords.WidenUpper(plan.Element).OperationCount) / 4.0
        : 1;
}
