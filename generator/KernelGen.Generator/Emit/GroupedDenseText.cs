using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>
/// Dense of weights in groups. The rows of x are put in the codes' order once, a block at a time; then rows of weights go past them, as codes
/// that become floats in registers, or as floats from memory where that pays.
/// </summary>
internal sealed class GroupedDenseText(GroupedDenseSpec spec, GroupedPlan plan, Scheduler scheduler) : GroupedText(spec, plan, scheduler)
{
    private readonly LanePlan ordered = plan.Ordered;

    protected override int Whole => GroupedPlan.Whole;

    protected override IEnumerable<(string Type, string Name)> Prepared => [("float*", "ordered"), ("float*", "room")];

    protected override int RowsAtOnce(Target target) => target.Machine is { } machine ? Scheduler.Grouped(plan, machine).Rows : 1;

    public override void WriteTarget(CodeWriter writer, Target target)
    {
        GroupedSchedule? schedule = target.Machine is { } machine ? Scheduler.Grouped(plan, machine) : null;
        WriteSizes(writer);
        writer.Line($"nint block = Math.Max(1, Math.Min({Batch}, {Number((schedule?.BlockBytes ?? Avx512.Target.Machine!.L2) / sizeof(float))} / Math.Max((nint){LaneSums.Length}, 1)));");
        writer.Line($"float* ordered = (float*)Scratch.Rent(((long)block + {Number(schedule?.Rows ?? 1)}) * {LaneSums.Length} * sizeof(float));");
        writer.Line($"float* room = ordered + block * {LaneSums.Length};");
        using (writer.Block($"for (nint first = 0; first < {Batch}; first += block)"))
        {
            writer.Line($"nint rows = Math.Min(block, {Batch} - first);");
            writer.Line("for (nint r = 0; r < rows; r++)");
            using (writer.Indent())
                writer.Line($"GroupedWeights.Order{Kind}(x + (first + r) * {Inputs}, {Inputs}, ordered + r * {LaneSums.Length});");
            if (schedule?.Direct is not null)
            {
                writer.Line($"if (rows <= {Number(schedule.DirectRows)} || {LaneSums.Length} > {Number(schedule.LongestStored)})");
                WriteBranch(writer, target, "Direct");
                writer.Line("else");
                WriteBranch(writer, target, "Stored");
            }
            else
            {
                WriteCallOf(writer, target, "Stored");
            }
        }
    }

    private void WriteBranch(CodeWriter writer, Target target, string name)
    {
        using (Layer.PackedWeights ? writer.Block() : writer.Indent())
            WriteCallOf(writer, target, name);
    }

    private string Kind => Halves ? "HalfBytes" : "Bytes";

    public override void WriteHelpers(CodeWriter writer, Target target)
    {
        if (target.Machine is not { } machine)
        {
            WriteScalar(writer, target);
            return;
        }

        GroupedSchedule schedule = Scheduler.Grouped(plan, machine);
        ForEitherPack(() =>
        {
            if (schedule.Direct is { } direct)
            {
                using (Helper(writer, target, Named("Direct")))
                    WriteDirect(writer, target, machine, direct);
            }

            using (Helper(writer, target, Named("Stored")))
                WriteStored(writer, target, schedule.Stored);
        });
    }

    private void WriteDirect(CodeWriter writer, Target target, Machine machine, LaneSchedule schedule)
    {
        var dialect = (VectorDialect)target.Dialect;
        var walk = new GroupedWalk(writer, plan, dialect, machine, HasZeroPoints);
        var sums = new LaneSums(writer, ordered, dialect);
        walk.WriteConstants();
        WriteRowLoops(writer, target, schedule, (some, places) =>
        {
            WriteGroupPointers(writer, some.Rows, places, "room");
            writer.Line("float* x = ordered;");
            WriteEachRowOfX(writer, dialect, some, $"x += {LaneSums.Length}", () => sums.Write(
                some, some.Rows, (operand, _) => operand, (pass, accumulator) => walk.Write(pass, some.Rows, places, accumulator)));
        });
    }

    private void WriteStored(CodeWriter writer, Target target, LaneSchedule schedule)
    {
        var dialect = (VectorDialect)target.Dialect;
        var sums = new LaneSums(writer, ordered, dialect);
        sums.WriteBuffers(["x", .. Enumerable.Range(0, schedule.Rows).Select(r => "weights" + Number(r))]);
        WriteRowLoops(writer, target, schedule, (some, places) =>
        {
            for (int r = 0; r < some.Rows; r++)
            {
                writer.Line($"float* weights{Number(r)} = room{(r == 0 ? "" : $" + {Number(r)} * {LaneSums.Length}")};");
                WriteWeights(writer, places, r, "weights" + Number(r));
            }

            writer.Line("float* x = ordered;");
            WriteEachRowOfX(writer, dialect, some, $"x += {LaneSums.Length}", () => sums.Write(some, some.Rows, (operand, r) => operand == "weights" ? operand + Number(r) : operand));
        });
    }

    /// <summary>A row of weights as floats.</summary>
    private void WriteWeights(CodeWriter writer, CodeRows places, int r, string to)
    {
        string zeroPoints = HasZeroPoints ? ZeroPointsOf(places, r) : "null";
        string together = places.Packed ? ", " + Number(places.Together) : "";
        writer.Line($"GroupedWeights.{Kind}({CodesOf(places, r)}, {ScalesOf(places, r)}, {zeroPoints}, {Number(Layer.GroupSize)}, {LaneSums.Length}, {to}{together});");
    }

    private void WriteScalar(CodeWriter writer, Target target)
    {
        ForEitherPack(() =>
        {
            using (Helper(writer, target, Named("Stored")))
            {
                using (writer.Block($"for (nint row = 0; row < {Count}; row++)"))
                {
                    WriteWeights(writer, new(1, Halves, Layer.PackedWeights), 0, "room");
                    writer.Line("float* x = ordered;");
                    using (writer.Block($"for (nint at = row; at < rows * {Outputs}; at += {Outputs}, x += {LaneSums.Length})"))
                    {
                        writer.Line($"ScalarSum(x, room, {LaneSums.Length}, out {plan.Accumulator} sum);");
                        WriteOne(writer, 0, "sum");
                    }
                }
            }
        });

        writer.Line();
        using (writer.Block($"private static void ScalarSum(float* x, float* weights, nint {LaneSums.Length}, out {plan.Accumulator} result)"))
            writer.Line($"result = {WriteScalarSums(writer, [0], operand => operand)(0)};");
    }

    public override string DescribeSchedule(Target target) => target.Machine is { } machine
        ? Scheduler.Grouped(plan, machine).Describe(machine.Registers)
        : "weights as floats a row at a time, one lane at a time";
}
