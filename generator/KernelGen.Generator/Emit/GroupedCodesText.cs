using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>
/// Dense of weights in groups whose x is quantised on the fly. The rows of x become codes and scales once, a block at a time; then rows of weights go
/// past them.
/// </summary>
internal sealed class GroupedCodesText(GroupedDenseSpec spec, GroupedCodesPlan plan, Scheduler scheduler) : GroupedText(spec, plan, scheduler)
{
    private const string XCodes = "xCodes", XScales = "xScales", Room = "room", Sums = "Sums";

    /// <summary>What goes on to the next row of x.</summary>
    private const string Next = $"x += {LaneSums.Length}, {CodesWalk.XScales} += {Groups}";

    /// <summary>A row of x is whole groups, as a row of weights is.</summary>
    protected override int Whole => Layer.GroupSize;

    protected override IEnumerable<(string Type, string Name)> Prepared => [("short*", XCodes), ("float*", XScales), ("float*", Room)];

    protected override int RowsAtOnce(Target target) => target.Machine is { } machine ? Scheduler.GroupedCodes(plan, machine).Sums.Rows : 1;

    public override string DescribeSchedule(Target target) => target.Machine is { } machine
        ? Scheduler.GroupedCodes(plan, machine).Describe(machine.Registers)
        : "x as codes; products summed as integers, one lane at a time";

    public override void WriteTarget(CodeWriter writer, Target target)
    {
        int blockBytes = target.Machine is { } machine ? Scheduler.GroupedCodes(plan, machine).BlockBytes : Avx512.Target.Machine!.L2;
        WriteSizes(writer);
        writer.Line($"nint block = Math.Max(1, Math.Min({Batch}, {Number(blockBytes / sizeof(short))} / Math.Max((nint){LaneSums.Length}, 1)));");
        writer.Line($"short* {XCodes} = (short*)Scratch.Rent((long)block * {LaneSums.Length} * sizeof(short) + ((long)block + {Number(RowsAtOnce(target))}) * {Groups} * sizeof(float));");
        writer.Line($"float* {XScales} = (float*)({XCodes} + block * {LaneSums.Length}), {Room} = {XScales} + block * {Groups};");
        using (writer.Block($"for (nint first = 0; first < {Batch}; first += block)"))
        {
            writer.Line($"nint rows = Math.Min(block, {Batch} - first);");
            writer.Line("for (nint r = 0; r < rows; r++)");
            using (writer.Indent())
                writer.Line($"GroupedCodes.Quantise(x + (first + r) * {Inputs}, {Inputs}, {Number(Layer.GroupSize)}, {XCodes} + r * {LaneSums.Length}, {XScales} + r * {Groups});");
            WriteCallOf(writer, target, Sums);
        }
    }

    public override void WriteHelpers(CodeWriter writer, Target target)
    {
        if (target.Machine is not { } machine)
        {
            WriteScalar(writer, target);
            return;
        }

        LaneSchedule schedule = Scheduler.GroupedCodes(plan, machine).Sums;
        var dialect = (VectorDialect)target.Dialect;
        var sums = new LaneSums(writer, plan, dialect);
        ForEitherPack(() =>
        {
            var walk = new CodesWalk(writer, plan, dialect, machine, HasZeroPoints);
            using (Helper(writer, target, Named(Sums)))
            {
                walk.WriteConstants();
                WriteRowLoops(writer, target, schedule, (some, places) =>
                {
                    WriteGroupPointers(writer, some.Rows, places, Room);
                    WriteFirstOfX(writer);
                    WriteEachRowOfX(writer, dialect, some, Next, () => sums.Write(
                        some, some.Rows, (operand, _) => operand, (pass, accumulator) => walk.Write(pass, some.Rows, places, accumulator)));
                });
            }
        });
    }

    private static void WriteFirstOfX(CodeWriter writer)
    {
        writer.Line($"short* x = {XCodes};");
        writer.Line($"float* {CodesWalk.XScales} = {XScales};");
    }

    private void WriteScalar(CodeWriter writer, Target target) => ForEitherPack(() =>
    {
        var places = new CodeRows(1, Halves, Layer.PackedWeights);
        using (Helper(writer, target, Named(Sums)))
        {
            using (writer.Block($"for (nint row = 0; row < {Count}; row++)"))
            {
                WriteFirstOfX(writer);
                using (writer.Block($"for (nint at = row; at < rows * {Outputs}; at += {Outputs}, {Next})"))
                {
                    writer.Line($"{Named("ScalarSum")}(x, {CodesWalk.XScales}, {CodesOf(places)}, {ScalesOf(places)}, {(HasZeroPoints ? ZeroPointsOf(places) : "null")}, {Groups}, out float sum);");
                    WriteOne(writer, 0, "sum");
                }
            }
        }

        writer.Line();
        using (writer.Block($"private static void {Named("ScalarSum")}(short* x, float* xScales, byte* codes, {Pointers(ScaleType)} scales, byte* zeroPoints, nint {Groups}, out float result)"))
            WriteScalarSum(writer);
    });

    private void WriteScalarSum(CodeWriter writer)
    {
        var printer = new ProgramPrinter(writer, Scalar.Target.Dialect);
        Reduction sum = plan.Sums[0];
        string lanes = Number(plan.Lanes), size = Number(Layer.GroupSize);
        writer.Line($"float* sum = stackalloc float[{lanes}];");
        writer.Line($"new Span<float>(sum, {lanes}).Clear();");
        writer.Line($"int* products = stackalloc int[{lanes}];");
        using (writer.Block($"for (nint g = 0; g < {Groups}; g++, x += {size}, codes += {Number(GroupBytes)})"))
        {
            writer.Line($"new Span<int>(products, {lanes}).Clear();");
            writer.Line($"int zeroPoint = {(HasZeroPoints ? CodeRows.ZeroPoint("zeroPoints", "g", Halves && !Layer.PackedWeights) : Number(Layer.Format.ZeroPoint()))};");
            writer.Line($"for (nint i = 0; i < {size}; i++)");
            using (writer.Indent())
                writer.Line($"products[i % {Number(GroupedCodesPlan.Whole)} / 2] += x[i] * ({(Halves ? "(codes[i / 2] >> (int)(i % 2 * 4) & 15)" : "codes[i]")} - zeroPoint);");
            using (writer.Block($"for (int lane = 0; lane < {lanes}; lane++)"))
                printer.Assign(sum.Step, ["(float)products[lane]", "xScales[g]", Widen(ScaleType, "scales[g]"), "sum[lane]"], ["sum[lane]"]);
        }

        writer.Line("// Lanes, half onto half.");
        using (writer.Block($"for (int half = {Number(plan.Lanes / 2)}; half > 0; half /= 2)"))
        {
            using (writer.Block("for (int lane = 0; lane < half; lane++)"))
                printer.Assign(sum.Merge, ["sum[lane]", "sum[lane + half]"], ["sum[lane]"]);
        }

        writer.Line("result = sum[0];");
    }
}
