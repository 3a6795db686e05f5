using System.Collections.Immutable;
using CsCheck;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Tests.Schedules;

/// <summary>What is drawn; the scheduler takes the nearest that is legal for a plan.</summary>
/// <param name="Rows">Of a tile.</param>
/// <param name="Vectors">Of a tile.</param>
/// <param name="KBlock">Where K may be split.</param>
/// <param name="KBlockInPlace">The same, where b is not packed.</param>
/// <param name="BlockOfA">Elements of a in a block of its rows.</param>
/// <param name="BlockOfB">Elements of b that are packed at a time.</param>
/// <param name="FewRows">Rows up to which b is not packed.</param>
/// <param name="PackAlways">Whether b is packed whatever its size.</param>
/// <param name="PackA">Whether a is packed where it need not be.</param>
/// <param name="PackB">Whether b is packed, as above, by a constant.</param>
/// <param name="Inline">Whether a fixed shape stands in the kernel's own method.</param>
/// <param name="Staged">Whether sums go through the epilogue even where that does nothing.</param>
/// <param name="LaneRows">Rows of a matrix that are walked together.</param>
/// <param name="Slices">Walks over parts of a virtual vector, as a power of two.</param>
/// <param name="EachSum">Whether each sum has a walk of its own.</param>
/// <param name="WholeLines">Whether operands off a cache line's start are read by whole lines.</param>
internal sealed record Choices(
    int Rows, int Vectors, int KBlock, int KBlockInPlace, int BlockOfA, int BlockOfB, int FewRows, bool PackAlways,
    bool PackA, bool PackB, bool Inline, bool Staged, int LaneRows, int Slices, bool EachSum, bool WholeLines)
{
    public static readonly Gen<Choices> Any =
        from tile in Gen.Select(Gen.Int[1, 16], Gen.Int[1, 4])
        from blocks in Gen.Select(Gen.Int[1, 90], Gen.Int[1, 40], Gen.Int[0, 3000], Gen.Int[0, 3000], Gen.Int[0, 60])
        from ways in Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool, Gen.Bool, Gen.Bool)
        from lanes in Gen.Select(Gen.Int[1, 5], Gen.Int[0, 2], Gen.Bool, Gen.Bool)
        select new Choices(
            tile.Item1, tile.Item2, blocks.Item1, blocks.Item2, blocks.Item3, blocks.Item4, blocks.Item5,
            ways.Item1, ways.Item2, ways.Item3, ways.Item4, ways.Item5, lanes.Item1, lanes.Item2, lanes.Item3, lanes.Item4);
}

/// <summary>A legal schedule that nobody would choose. It says what legal is: all of it may change the speed, none of it a bit.</summary>
internal sealed class DrawnScheduler(Choices choices) : Scheduler
{
    public override MatrixSchedule Matrix(MatrixProductSpec spec, ChainPlan plan, Machine machine)
    {
        MatrixSchedule model = base.Matrix(spec, plan, machine);
        var tile = new Tile(choices.Rows, choices.Vectors);
        while (MatrixScheduler.Registers(plan, tile) > machine.Registers && tile.Rows > 1)
            tile = tile with { Rows = tile.Rows - 1 };
        while (MatrixScheduler.Registers(plan, tile) > machine.Registers)
            tile = tile with { Vectors = tile.Vectors - 1 };

        // A pack has the strips of the general tile.
        if (model.TakesPacked)
            tile = tile with { Rows = 1 + (choices.Rows % model.Tile.Rows), Vectors = model.Tile.Vectors };

        // What the kernel's own method computes has its shape as constants and its elements in the accumulator's type.
        bool converts = plan.Element != plan.Accumulator;
        bool isFixed = spec is { M.IsFixed: true, N.IsFixed: true, K.IsFixed: true, Lda: null or { IsFixed: true }, Ldb: null or { IsFixed: true }, Ldc: null or { IsFixed: true } };
        bool inline = choices.Inline && !model.TakesPacked && isFixed && !converts && !plan.Gated;
        return model with
        {
            Tile = tile,
            RegistersUsed = MatrixScheduler.Registers(plan, tile),
            Inline = inline,
            RowInPlace = model.RowInPlace,
            EdgeBytes = model.Inline ? model.EdgeBytes : machine.VectorBytes,
            PackA = !inline && (choices.PackA || spec.TransposeA || converts),
            PackB = !inline && !model.TakesPacked && (choices.PackB || spec.TransposeB || converts || plan.Gated),
            PackLargeB = choices.PackAlways ? 0 : long.MaxValue,
            FewRows = choices.FewRows,
            KBlock = model.KBlock > 0 ? choices.KBlock : 0,
            KBlockInPlace = model.KBlock > 0 ? choices.KBlockInPlace : 0,
            BlockOfA = choices.BlockOfA,
            BlockOfB = choices.BlockOfB,
            Staged = model.Staged || choices.Staged,
            BoundBy = "chance",
        };
    }

    public override LaneSchedule Lanes(LanePlan plan, ImmutableArray<int> sums, Machine machine, bool manyRows)
    {
        int registersPerVector = 64 / machine.VectorBytes;
        int slice = Math.Max(1, registersPerVector >> choices.Slices);
        ImmutableArray<int>[] groups = choices.EachSum ? [.. sums.Select(sum => ImmutableArray.Create(sum))] : [sums];
        ImmutableArray<LanePass> passes =
        [
            .. from summed in groups
               from first in Enumerable.Range(0, registersPerVector / slice)
               select new LanePass(summed, first * slice, slice),
        ];
        var schedule = new LaneSchedule(manyRows ? choices.LaneRows : 1, registersPerVector, passes, RegistersUsed: 0, RealignFrom: 0);
        schedule = schedule with { RowsTogether = LaneScheduler.CanGoTogether(plan, sums, machine, schedule) };
        return choices.WholeLines ? LaneScheduler.Realigned(plan, sums, machine, schedule, plan.Lanes * (plan.Accumulators + 1)) : schedule;
    }
}
