using System.Collections.Immutable;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Scheduling;

/// <summary>
/// As many rows at once as the registers hold, since each row saves a load of the vector that all share. Where the accumulators
/// of one virtual vector do not fit, the walk is made once for each slice of its registers; where even one register's do not,
/// once for each sum. None of it changes a lane's order.
/// </summary>
internal static class LaneScheduler
{
    /// <summary>Four rows make 5 loads for 4 multiply-adds where one row makes 8; a fifth would save one in 25.</summary>
    private const int MostRows = 4;

    /// <summary>
    /// Bytes of a matrix above which its rows are read one after the other, as one stream that the prefetcher follows: beyond the caches that
    /// beats sharing the loads of the vector (100,000 × 768 floats: four rows at once reached 0.5 to 0.75 of the speed of single rows).
    /// </summary>
    public const long StreamBytes = 16 << 20;

    /// <summary>
    /// How far ahead of such a stream its memory is asked for, since what is converted is read too slowly for the processor to look far enough ahead (ms of
    /// 100,000 × 768, Emerald Rapids, without and so: BFloat16 16.4 and 12.9, Half 21.3 and 14.0, floats 22.6 and 21.6).
    /// </summary>
    public const int AheadBytes = 4 << 10;

    /// <summary>
    /// Rows from this length on are four streams long enough to be followed all at once, which is faster than one (GB/s of one row and of
    /// four: 6 KiB 24.5 and 18.8, 12 KiB 22.5 and 22.7, 16 KiB 20.1 and 25.7, 32 KiB 18.8 and 26.2; the plain read reached 22 to 29).
    /// </summary>
    public const int LongRowBytes = 12 << 10;

    /// <summary>
    /// Shorter vectors lose more at both ends than they save on loads that cross cache lines (Zen 4, f32 dot of two arrays off a line's
    /// start, before and after: 384 elements 26.2 and 20.4 ns, 1536 95.6 and 63.7 ns, 4096 303 and 166 ns).
    /// </summary>
    private const int RealignFrom = 256;

    /// <summary>The other half of a pair, and what the two conversions need.</summary>
    private const int WidenRegisters = 4;

    /// <summary>A line that waits for the next, two indices and a mask.</summary>
    private const int RealignRegisters = 4;

    /// <summary>What was seen of the exponents, and what is added to them.</summary>
    private const int FiniteRegisters = 2;

    public static LaneSchedule Schedule(LanePlan plan, ImmutableArray<int> sums, Machine machine, bool manyRows)
    {
        int registersPerVector = Math.Max(1, 64 / machine.VectorBytes);
        // A compensated step computes for longer than it loads: more rows would save nothing and make code.
        bool sharesLoads = manyRows && sums.All(sum => plan.Sums[sum].State.Count == 1);
        for (int rows = sharesLoads ? MostRows : 1; rows >= 1; rows--)
        {
            for (int slice = registersPerVector; slice >= 1; slice /= 2)
            {
                int needed = Needed(plan, sums, rows, slice);
                if (needed <= machine.Registers)
                    return Make([sums], slice, rows, needed);
            }
        }

        int fullest = sums.Max(sum => Needed(plan, [sum], 1, 1));
        return Make(sums.Select(sum => ImmutableArray.Create(sum)).ToImmutableArray(), 1, 1, fullest);

        LaneSchedule Make(ImmutableArray<ImmutableArray<int>> groups, int slice, int rows, int needed)
        {
            var passes = ImmutableArray.CreateBuilder<LanePass>();
            foreach (ImmutableArray<int> group in groups)
            {
                for (int first = 0; first < registersPerVector; first += slice)
                    passes.Add(new LanePass(group, first, slice));
            }

            var schedule = new LaneSchedule(rows, registersPerVector, passes.ToImmutable(), needed, RealignFrom: 0);
            schedule = schedule with { RowsTogether = CanGoTogether(plan, sums, machine, schedule), FiniteFirst = CanBeFiniteFirst(plan, schedule) && needed + FiniteRegisters <= machine.Registers };
            LaneSchedule whole = needed + RealignRegisters <= machine.Registers ? Realigned(plan, sums, machine, schedule, RealignFrom) : schedule;
            if (LaneModel.Cycles(plan, machine, whole) < LaneModel.Cycles(plan, machine, schedule))
                schedule = whole;
            return schedule with { PredictedShare = plan.Accumulator.IsInteger ? double.NaN : LaneModel.Share(plan, sums, machine, schedule) };
        }
    }

    /// <summary>Three or four rows of floats, each sum of which ends in one register of sixteen lanes.</summary>
    public static bool CanGoTogether(LanePlan plan, ImmutableArray<int> sums, Machine machine, LaneSchedule schedule) =>
        machine.PermutesPairs && schedule.Rows is 3 or 4 && schedule.Passes.Count == 1 && schedule.RegistersPerVector == 1
        && plan.Accumulator == NumericType.Float32 && plan.Element.Computed == plan.Accumulator && plan.Output.Computed == plan.Accumulator
        && sums.All(sum => plan.Sums[sum].State.Count == 1);

    /// <summary>Pairs of halves in one walk that keeps what it has seen of them.</summary>
    public static bool CanBeFiniteFirst(LanePlan plan, LaneSchedule schedule) => plan.Pairs && plan.Element == NumericType.Half && schedule.Passes.Count == 1;

    /// <summary>The same schedule by whole cache lines, where that can be: one row of one or two operands in one walk, of at least a round and a line.</summary>
    public static LaneSchedule Realigned(LanePlan plan, ImmutableArray<int> sums, Machine machine, LaneSchedule schedule, int from)
    {
        bool can = machine.PermutesPairs && schedule.Rows == 1 && schedule.Passes.Count == 1 && schedule.RegistersPerVector == 1
            && plan.Element == plan.Accumulator
            && (plan.Length.Fixed ?? from) >= from && from >= plan.Lanes * (plan.Accumulators + 1)
            && sums.All(sum => plan.Sums[sum].State.Count == 1)
            && sums.SelectMany(sum => plan.Sums[sum].Operands).Distinct().Count() <= 2;
        return can ? schedule with { RealignFrom = from } : schedule;
    }

    /// <summary>Accumulators, one register for each operand in flight, and the temporaries of a compensated step.</summary>
    private static int Needed(LanePlan plan, ImmutableArray<int> sums, int rows, int slice)
    {
        int states = sums.Sum(sum => plan.Sums[sum].State.Count);
        int operands = sums.SelectMany(sum => plan.Sums[sum].Operands).Distinct().Count();
        bool compensated = sums.Any(sum => plan.Sums[sum].State.Count > 1);
        return (rows * states * plan.Accumulators * slice) + operands + (compensated ? 4 : 0) + (plan.Pairs ? WidenRegisters : 0);
    }
}
