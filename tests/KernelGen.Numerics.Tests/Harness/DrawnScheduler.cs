using System.Collections.Immutable;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Numerics.Tests.Harness;

/// <summary>
/// Draws any schedule that is legal, however slow, and says so what legal is: tiles, blocks, copies, walks along vectors and how threads share. All of it may
/// change the speed, none of it a bit.
/// </summary>
internal sealed class DrawnScheduler(int seed) : Scheduler
{
    private readonly Numbers numbers = new(seed);

    // Emit asks more than once, and must get one answer.
    private readonly Dictionary<(LanePlan, string, Machine, bool), LaneSchedule> lanes = [];
    private readonly Dictionary<(MatrixProductSpec, Machine), MatrixSchedule> matrices = [];
    private readonly Dictionary<(GroupedPlan, Machine), GroupedSchedule> layers = [];
    private readonly Dictionary<(GroupedCodesPlan, Machine), GroupedCodesSchedule> codes = [];
    private readonly Dictionary<MatrixProductSpec, ProductThreads?> products = [];
    private readonly RowThreads rows = new(PartsPerThread: 1 + (seed % 3), LeastBytes: seed % 2 * 100);
    private readonly Dictionary<(RowPlan, Machine), RowsSchedule> passes = [];
    private readonly Dictionary<(RotaryPlan, Machine?), RotarySchedule> turns = [];
    private readonly Dictionary<(AttentionPlan, Machine), AttentionSchedule> attentions = [];
    private bool Coin => numbers.Below(2) == 0;

    public override LaneSchedule Lanes(LanePlan plan, ImmutableArray<int> sums, Machine machine, bool manyRows)
    {
        var key = (plan, string.Join(',', sums), machine, manyRows);
        if (!lanes.TryGetValue(key, out LaneSchedule? schedule))
            lanes.Add(key, schedule = Draw(plan, sums, machine, manyRows));
        return schedule;
    }

    public override RowsSchedule Rows(RowPlan plan, Machine machine)
    {
        if (!passes.TryGetValue((plan, machine), out RowsSchedule? schedule))
        {
            schedule = RowsSchedule.Of(plan, machine) with { RegistersPerTurn = 1 + numbers.Below(6), KeepsValues = RowsSchedule.MayKeep(plan) && Coin };
            passes.Add((plan, machine), schedule);
        }

        return schedule;
    }

    public override RotarySchedule Rotary(RotaryPlan plan, Machine? machine)
    {
        if (!turns.TryGetValue((plan, machine), out RotarySchedule? schedule))
            turns.Add((plan, machine), schedule = new(RotarySchedule.Step * (1 + numbers.Below(3))));
        return schedule;
    }

    public override AttentionSchedule Attention(AttentionPlan plan, Machine machine)
    {
        if (!attentions.TryGetValue((plan, machine), out AttentionSchedule? schedule))
        {
            AttentionSchedule model = base.Attention(plan, machine);
            // Strips of keys fill a block without a rest.
            Tile tile = Fitting(plan.Products, machine, new Tile(1 + numbers.Below(9), 1 << numbers.Below(3)));
            attentions.Add((plan, machine), schedule = model with { Tile = tile, TurnsOnTheWay = model.TurnsOnTheWay && Coin, BytesTogether = 1 + numbers.Below(200), LeastKeysTogether = numbers.Below(100) });
        }

        return schedule;
    }

    /// <summary>Few operations a thread, so that the shortest rows are shared, and one query's keys too.</summary>
    public override AttentionThreads AttentionThreads() => new(PartsPerThread: 1 + (seed % 3), LeastFlops: seed % 2 * 100);

    public override int StepsAtOnce(ChainPlan plan, Machine machine, Tile tile) => 1 + numbers.Below(5);

    public override GroupedSchedule Grouped(GroupedPlan plan, Machine machine)
    {
        if (!layers.TryGetValue((plan, machine), out GroupedSchedule? schedule))
        {
            schedule = new(
                GroupedScheduler.CanBeDirect(plan) ? GroupedScheduler.Direct(plan, machine, 1 + numbers.Below(5)) : null,
                Lanes(plan.Ordered, [0], machine, manyRows: true), DirectRows: numbers.Below(8), BlockBytes: 1 + numbers.Below(5000))
            { LongestStored = 1 + numbers.Below(2000) };
            layers.Add((plan, machine), schedule);
        }

        return schedule;
    }

    public override GroupedCodesSchedule GroupedCodes(GroupedCodesPlan plan, Machine machine)
    {
        if (!codes.TryGetValue((plan, machine), out GroupedCodesSchedule? schedule))
        {
            schedule = new(GroupedScheduler.Direct(plan, machine, 1 + numbers.Below(5)), BlockBytes: 1 + numbers.Below(5000));
            codes.Add((plan, machine), schedule);
        }

        return schedule;
    }

    public override MatrixSchedule Matrix(MatrixProductSpec spec, ChainPlan plan, Machine machine)
    {
        if (!matrices.TryGetValue((spec, machine), out MatrixSchedule? schedule))
            matrices.Add((spec, machine), schedule = Draw(spec, plan, machine, base.Matrix(spec, plan, machine)));
        return schedule;
    }

    /// <summary>Thresholds that the smallest products pass, so that threads do share them.</summary>
    public override ProductThreads? Threads(MatrixProductSpec spec)
    {
        if (!products.TryGetValue(spec, out ProductThreads? threads))
            products.Add(spec, threads = numbers.Below(8) == 0 ? null : new(WithinProduct: numbers.Below(4) > 0, LeastFlops: numbers.Below(2) * 1000));
        return threads;
    }

    public override RowThreads Threads() => rows;

    /// <summary>A tile with fewer rows, where the registers do not hold it.</summary>
    private static Tile Fitting(ChainPlan plan, Machine machine, Tile tile)
    {
        while (MatrixScheduler.Registers(plan, tile) > machine.Registers && tile.Rows > 1)
            tile = tile with { Rows = tile.Rows - 1 };
        return tile;
    }

    private LaneSchedule Draw(LanePlan plan, ImmutableArray<int> sums, Machine machine, bool manyRows)
    {
        int registers = Math.Max(1, 64 / machine.VectorBytes);
        int slice = 1 << numbers.Below(int.Log2(registers) + 1);
        bool together = Coin;
        ImmutableArray<ImmutableArray<int>> groups = together ? [sums] : [.. sums.Reverse().Select(sum => ImmutableArray.Create(sum))];
        ImmutableArray<LanePass> passes =
        [
            .. from sumsOfPass in groups
               from first in Enumerable.Range(0, registers / slice)
               select new LanePass(sumsOfPass, first * slice, slice),
        ];
        var schedule = new LaneSchedule(manyRows ? 1 + numbers.Below(5) : 1, registers, passes, RegistersUsed: 0, RealignFrom: 0);
        schedule = schedule with { RowsTogether = LaneScheduler.CanGoTogether(plan, sums, machine, schedule), FiniteFirst = Coin && LaneScheduler.CanBeFiniteFirst(plan, schedule) };
        return Coin ? schedule : LaneScheduler.Realigned(plan, sums, machine, schedule, plan.Lanes * (plan.Accumulators + 1));
    }

    /// <summary>What the model leaves out because it must (K in one piece, copies that convert or transpose) stays.</summary>
    private MatrixSchedule Draw(MatrixProductSpec spec, ChainPlan plan, Machine machine, MatrixSchedule model)
    {
        // A pack has the strips of the general tile.
        Tile tile = Fitting(plan, machine, new Tile(1 + numbers.Below(9), model.TakesPacked ? model.Tile.Vectors : 1 + numbers.Below(4)));

        // What the kernel's own method computes has its shape as constants and its elements in the accumulator's type.
        bool converts = plan.Element != plan.Accumulator;
        bool isFixed = spec is { M.IsFixed: true, N.IsFixed: true, K.IsFixed: true, Lda: null or { IsFixed: true }, Ldb: null or { IsFixed: true }, Ldc: null or { IsFixed: true } };
        bool inline = isFixed && !model.TakesPacked && !converts && !plan.Gated && Coin;
        return model with
        {
            Tile = tile,
            RegistersUsed = MatrixScheduler.Registers(plan, tile),
            StepsAtOnce = 1 + numbers.Below(5),
            Inline = inline,
            RowsInPlace = Coin ? model.RowsInPlace : 0,
            EdgeBytes = model.Inline && Coin ? model.EdgeBytes : machine.VectorBytes,
            NarrowStrips = model.NarrowStrips && Coin,
            PackA = !inline && (model.PackA || Coin),
            PackB = !inline && !model.TakesPacked && (spec.TransposeB || converts || plan.Gated || Coin),
            PackLargeB = numbers.Below(3) * 500,
            FewRows = numbers.Below(8),
            KBlock = model.KBlock == 0 ? 0 : numbers.Below(3) == 0 ? 0 : 1 + numbers.Below(40),
            KBlockInPlace = model.KBlock == 0 ? 0 : 1 + numbers.Below(12),
            BlockOfA = 1 + numbers.Below(300),
            BlockOfB = 1 + numbers.Below(300),
            Staged = model.Staged || Coin,
            InRange = Coin ? model.InRange : null,
            BoundBy = "chance",
        };
    }
}
