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

            return new LaneSchedule(rows, registersPerVector, passes.ToImmutable(), needed);
        }
    }

    /// <summary>Accumulators, one register for each operand in flight, and the temporaries of a compensated step.</summary>
    private static int Needed(LanePlan plan, ImmutableArray<int> sums, int rows, int slice)
    {
        int states = sums.Sum(sum => plan.Sums[sum].State.Count);
        int operands = sums.SelectMany(sum => plan.Sums[sum].Operands).Distinct().Count();
        bool compensated = sums.Any(sum => plan.Sums[sum].State.Count > 1);
        return (rows * states * plan.Accumulators * slice) + operands + (compensated ? 4 : 0);
    }
}
