using System.Collections.Immutable;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Numerics.Tests.Harness;

/// <summary>Draws any schedule that is legal, however slow. A schedule may change the speed and nothing else.</summary>
internal sealed class RandomScheduler(int seed) : Scheduler
{
    private readonly Numbers numbers = new(seed);

    // Emit asks more than once, and must get one answer.
    private readonly Dictionary<(LanePlan, string, Machine, bool), LaneSchedule> lanes = [];
    private readonly Dictionary<(MatrixProductSpec, Machine), MatrixSchedule> matrices = [];
    private readonly Dictionary<MatrixProductSpec, ProductThreads?> products = [];
    private readonly RowThreads rows = new(PartsPerThread: 1 + (seed % 3), LeastBytes: seed % 2 * 100);

    public override LaneSchedule Lanes(LanePlan plan, ImmutableArray<int> sums, Machine machine, bool manyRows)
    {
        var key = (plan, string.Join(',', sums), machine, manyRows);
        if (!lanes.TryGetValue(key, out LaneSchedule? schedule))
            lanes.Add(key, schedule = Draw(plan, sums, machine, manyRows));
        return schedule;
    }

    public override MatrixSchedule Matrix(MatrixProductSpec spec, ChainPlan plan, Machine machine)
    {
        if (!matrices.TryGetValue((spec, machine), out MatrixSchedule? schedule))
            matrices.Add((spec, machine), schedule = Draw(spec, base.Matrix(spec, plan, machine)));
        return schedule;
    }

    public override ProductThreads? Threads(MatrixProductSpec spec)
    {
        if (!products.TryGetValue(spec, out ProductThreads? threads))
            products.Add(spec, threads = numbers.Below(8) == 0 ? null : new(WithinProduct: numbers.Below(4) > 0, LeastFlops: numbers.Below(2) * 1000));
        return threads;
    }

    public override RowThreads Threads() => rows;

    private LaneSchedule Draw(LanePlan plan, ImmutableArray<int> sums, Machine machine, bool manyRows)
    {
        int registers = Math.Max(1, 64 / machine.VectorBytes);
        int slice = 1 << numbers.Below(int.Log2(registers) + 1);
        bool together = numbers.Below(2) == 0;
        ImmutableArray<ImmutableArray<int>> groups = together ? [sums] : [.. sums.Reverse().Select(sum => ImmutableArray.Create(sum))];
        ImmutableArray<LanePass> passes =
        [
            .. from sumsOfPass in groups
               from first in Enumerable.Range(0, registers / slice)
               select new LanePass(sumsOfPass, first * slice, slice),
        ];
        var schedule = new LaneSchedule(manyRows ? 1 + numbers.Below(5) : 1, registers, passes, RegistersUsed: 0, RealignFrom: 0);
        schedule = schedule with { RowsTogether = LaneScheduler.CanGoTogether(plan, sums, machine, schedule) };
        return numbers.Below(2) == 0 ? schedule : LaneScheduler.Realigned(plan, sums, machine, schedule, plan.Lanes * (plan.Accumulators + 1));
    }

    /// <summary>What the model leaves out because it must (K in one piece, copies that convert or transpose) stays.</summary>
    private MatrixSchedule Draw(MatrixProductSpec spec, MatrixSchedule model)
    {
        bool inline = model.Inline && numbers.Below(2) == 0;
        return model with
        {
            Tile = new Tile(1 + numbers.Below(7), model.TakesPacked ? model.Tile.Vectors : 1 + numbers.Below(3)),
            Inline = inline,
            PackA = !inline && (model.PackA || spec.TransposeA || numbers.Below(2) == 0),
            PackB = !inline && !model.TakesPacked && (model.PackB || spec.TransposeB || numbers.Below(2) == 0),
            PackLargeB = numbers.Below(3) * 500,
            FewRows = numbers.Below(8),
            KBlock = model.KBlock == 0 ? 0 : numbers.Below(3) == 0 ? 0 : 1 + numbers.Below(12),
            KBlockInPlace = model.KBlock == 0 ? 0 : 1 + numbers.Below(12),
            BlockOfA = 1 + numbers.Below(300),
            BlockOfB = 1 + numbers.Below(300),
        };
    }
}
