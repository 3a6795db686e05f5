using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>
/// Dense of weights in groups. The rows of x are put in the codes' order once, a block at a time; then rows of weights go past them, as codes
/// that become floats in registers, or as floats from memory where that pays.
/// </summary>
internal sealed class GroupedDenseText(GroupedDenseSpec spec, GroupedPlan plan, Scheduler scheduler) : LaneText(spec, plan, scheduler)
{
    private const string Count = "count", Outputs = "outputs", Inputs = "inputs", Batch = "batch", Groups = GroupedWalk.Groups;

    private readonly LanePlan ordered = plan.Ordered;

    private bool HasZeroPoints => spec.Find("weightZeroPoints") is not null;
    private NumericType ScaleType => spec["weightScales"].Type;
    private bool Halves => spec.Format == WeightFormat.Int4;

    public override IReadOnlyList<TargetArgument> Arguments =>
    [
        .. Spans.Select(operand => new TargetArgument(Pointers(operand.Type), operand.Role, Pointer(operand))),
        new TargetArgument("nint", Count, spec.N.Expression),
        .. Runtime(spec.M, Batch), .. Runtime(spec.N, Outputs), .. Runtime(spec.K, Inputs),
    ];

    private static TargetArgument[] Runtime(Dimension dimension, string name) =>
        dimension.IsFixed ? [] : [new TargetArgument("nint", name, dimension.Expression)];

    public override void WriteChecks(CodeWriter writer)
    {
        foreach (Dimension dimension in spec.Dimensions)
            Checks.NotNegative(writer, dimension);
        Checks.AtLeast(writer, spec["x"], TouchedLength(spec["x"]), "batch × Inputs");
        Checks.AtLeast(writer, spec["weights"], TouchedLength(spec["weights"]), Halves ? "Outputs × groups × GroupSize / 2" : "Outputs × groups × GroupSize");
        Checks.AtLeast(writer, spec["weightScales"], TouchedLength(spec["weightScales"]), "Outputs × groups");
        if (spec.Find("weightZeroPoints") is { } zeroPoints)
            Checks.AtLeast(writer, zeroPoints, TouchedLength(zeroPoints), Halves ? "Outputs × ⌈groups / 2⌉" : "Outputs × groups");
        Checks.AtLeast(writer, spec["y"], TouchedLength(spec["y"]), "batch × Outputs");
        if (spec.Find("bias") is { } bias)
            Checks.Exactly(writer, bias, spec.N);
        if (spec.Find("residual") is { } residual)
            Checks.AtLeast(writer, residual, TouchedLength(residual), "batch × Outputs");
    }

    public override string TouchedLength(Operand operand) => operand.Role switch
    {
        "x" => $"(long){spec.M.Expression} * {spec.K.Expression}",
        "weights" => $"{spec.N.Expression} * {GroupsOf("(long)" + spec.K.Expression)} * {Number(GroupBytes)}",
        "weightScales" => $"{spec.N.Expression} * {GroupsOf("(long)" + spec.K.Expression)}",
        "weightZeroPoints" => $"{spec.N.Expression} * {ZeroBytesOf(GroupsOf("(long)" + spec.K.Expression))}",
        "bias" => operand.Parameter + ".Length",
        _ => $"(long){spec.M.Expression} * {spec.N.Expression}",
    };

    public override bool MayBeIdentical(Operand input, Operand output) => input.Role == "residual";

    private int GroupBytes => spec.GroupSize * spec.Bits / 8;

    private string GroupsOf(string inputs) => $"(({inputs} + {Number(spec.GroupSize - 1)}) / {Number(spec.GroupSize)})";

    private string ZeroBytesOf(string groups) => Halves ? $"(({groups} + 1) / 2)" : groups;

    /// <summary>The numbers that every method of a target computes with: n is the length of an ordered row.</summary>
    private void WriteSizes(CodeWriter writer)
    {
        if (spec.M.Fixed is { } batch)
            writer.Line($"const int {Batch} = {Number(batch)};");
        WriteRowSizes(writer);
    }

    private void WriteRowSizes(CodeWriter writer)
    {
        if (spec.N.Fixed is { } outputs)
            writer.Line($"const int {Outputs} = {Number(outputs)};");
        string type = "nint";
        if (spec.K.Fixed is { } inputs)
        {
            type = "const int";
            writer.Line($"{type} {Inputs} = {Number(inputs)};");
        }

        writer.Line($"{type} {LaneSums.Length} = ({Inputs} + {Number(GroupedPlan.Whole - 1)}) / {Number(GroupedPlan.Whole)} * {Number(GroupedPlan.Whole)}, {Groups} = {GroupsOf(Inputs)};");
    }

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
                using (writer.Indent())
                    writer.Line($"{target.Name}Direct({Values});");
                writer.Line("else");
                using (writer.Indent())
                    writer.Line($"{target.Name}Stored({Values});");
            }
            else
            {
                writer.Line($"{target.Name}Stored({Values});");
            }
        }
    }

    private string Kind => Halves ? "HalfBytes" : "Bytes";

    /// <summary>What a block of rows is computed with.</summary>
    private IEnumerable<(string Type, string Name, string Value)> BlockArguments =>
    [
        ("float*", "ordered", "ordered"), ("nint", "rows", "rows"), ("float*", "room", "room"),
        .. Arguments.Where(argument => argument.Name is not ("x" or Batch)).Select(argument => (argument.Type, argument.Name, argument.Name is "y" or "residual" ? $"{argument.Name} + first * {Outputs}" : argument.Name)),
    ];

    private string Values => string.Join(", ", BlockArguments.Select(argument => argument.Value));

    public override void WriteHelpers(CodeWriter writer, Target target)
    {
        if (target.Machine is not { } machine)
        {
            WriteScalar(writer, target);
            return;
        }

        GroupedSchedule schedule = Scheduler.Grouped(plan, machine);
        if (schedule.Direct is { } direct)
        {
            using (Helper(writer, target, "Direct"))
                WriteDirect(writer, target, machine, direct);
        }

        using (Helper(writer, target, "Stored"))
            WriteStored(writer, target, schedule.Stored);
    }

    private CodeWriter.Closing Helper(CodeWriter writer, Target target, string name)
    {
        writer.Line();
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        CodeWriter.Closing block = writer.Block($"private static void {target.Name}{name}({string.Join(", ", BlockArguments.Select(argument => $"{argument.Type} {argument.Name}"))})");
        WriteRowSizes(writer);
        return block;
    }

    private void WriteDirect(CodeWriter writer, Target target, Machine machine, LaneSchedule schedule)
    {
        var dialect = (VectorDialect)target.Dialect;
        var walk = new GroupedWalk(writer, plan, dialect, machine, HasZeroPoints);
        var sums = new LaneSums(writer, ordered, dialect);
        walk.WriteConstants();
        WriteRowLoops(writer, schedule, rows =>
        {
            if (ScaleType != NumericType.Float32)
                writer.Line($"Widening.ToFloat(weightScales + row * {Groups}, room, {Number(rows)} * {Groups});");
            for (int r = 0; r < rows; r++)
            {
                string row = "row" + Plus(r);
                writer.Line($"byte* {GroupedWalk.Codes}{Number(r)} = weights + ({row}) * {Groups} * {Number(GroupBytes)};");
                writer.Line($"float* {GroupedWalk.Scales}{Number(r)} = {(ScaleType == NumericType.Float32 ? $"weightScales + ({row}) * {Groups}" : $"room + {Number(r)} * {Groups}")};");
                if (HasZeroPoints)
                    writer.Line($"byte* {GroupedWalk.ZeroPoints}{Number(r)} = weightZeroPoints + ({row}) * {ZeroBytesOf(Groups)};");
            }

            WriteEachRowOfX(writer, dialect, schedule, rows, one => sums.Write(
                one, rows, (operand, _) => operand, (pass, accumulator) => walk.Write(pass, rows, accumulator)));
        });
    }

    private void WriteStored(CodeWriter writer, Target target, LaneSchedule schedule)
    {
        var dialect = (VectorDialect)target.Dialect;
        var sums = new LaneSums(writer, ordered, dialect);
        sums.WriteBuffers(["x", .. Enumerable.Range(0, schedule.Rows).Select(r => "weights" + Number(r))]);
        WriteRowLoops(writer, schedule, rows =>
        {
            for (int r = 0; r < rows; r++)
            {
                writer.Line($"float* weights{Number(r)} = room{(r == 0 ? "" : $" + {Number(r)} * {LaneSums.Length}")};");
                WriteWeights(writer, "row" + Plus(r), "weights" + Number(r));
            }

            WriteEachRowOfX(writer, dialect, schedule, rows, one => sums.Write(one, rows, (operand, r) => operand == "weights" ? operand + Number(r) : operand));
        });
    }

    /// <summary>As many rows of weights as the schedule has at once, then those that are left one by one.</summary>
    private static void WriteRowLoops(CodeWriter writer, LaneSchedule schedule, Action<int> write)
    {
        writer.Line("nint row = 0;");
        if (schedule.Rows > 1)
        {
            using (writer.Block($"for (; row <= {Count} - {Number(schedule.Rows)}; row += {Number(schedule.Rows)})"))
                write(schedule.Rows);
        }

        using (writer.Block($"for (; row < {Count}; row++)"))
            write(1);
    }

    private void WriteEachRowOfX(CodeWriter writer, VectorDialect dialect, LaneSchedule schedule, int rows, Func<LaneSchedule, Func<int, int, string>> write)
    {
        writer.Line("float* x = ordered;");
        LaneSchedule one = rows == schedule.Rows ? schedule : schedule with { Rows = rows, RowsTogether = false };
        using (writer.Block($"for (nint at = row; at < rows * {Outputs}; at += {Outputs}, x += {LaneSums.Length})"))
        {
            Func<int, int, string> sums = write(one);
            if (one.RowsTogether)
            {
                WriteFour(writer, dialect.Narrow(16), rows, sums(0, 0));
                return;
            }

            for (int r = 0; r < rows; r++)
                WriteOne(writer, r, sums(0, r));
        }
    }

    private void WriteOne(CodeWriter writer, int r, string sum) => writer.Line($"y[at{Plus(r)}] = {Finish(writer, plan.Finish, name => name switch
    {
        "sum" => sum,
        "bias" => Widen(spec[name].Type, $"bias[row{Plus(r)}]"),
        _ => Widen(spec[name].Type, $"{name}[at{Plus(r)}]"),
    }, $"f{Number(r)}_")};");

    /// <summary>Three or four outputs at once.</summary>
    private void WriteFour(CodeWriter writer, VectorDialect four, int rows, string sum)
    {
        const string Mask = "present";
        var elements = new Elements(writer, four);
        if (rows < 4)
            writer.Line($"var {Mask} = {four.Mask(plan.Accumulator, Number(rows))};");
        string value = Finish(writer, four, plan.Finish, name => name == "sum" ? sum : Load(spec[name].Type, name == "bias" ? "bias + row" : name + " + at"), "f");
        writer.Line(rows == 4
            ? elements.Store(plan.Accumulator, plan.Output, "y + at", value) + ";"
            : elements.StorePartial(plan.Accumulator, plan.Output, "y + at", Mask, Number(rows), value) + ";");

        string Load(NumericType type, string pointer) => rows == 4
            ? elements.Load(type, plan.Accumulator, pointer)
            : elements.LoadPartial(type, plan.Accumulator, pointer, Mask, Number(rows));
    }

    /// <summary>A row of weights as floats.</summary>
    private void WriteWeights(CodeWriter writer, string row, string to)
    {
        string zeroPoints = HasZeroPoints ? $"weightZeroPoints + ({row}) * {ZeroBytesOf(Groups)}" : "null";
        writer.Line($"GroupedWeights.{Kind}(weights + ({row}) * {Groups} * {Number(GroupBytes)}, weightScales + ({row}) * {Groups}, {zeroPoints}, {Number(spec.GroupSize)}, {LaneSums.Length}, {to});");
    }

    private void WriteScalar(CodeWriter writer, Target target)
    {
        using (Helper(writer, target, "Stored"))
        {
            using (writer.Block($"for (nint row = 0; row < {Count}; row++)"))
            {
                WriteWeights(writer, "row", "room");
                writer.Line("float* x = ordered;");
                using (writer.Block($"for (nint at = row; at < rows * {Outputs}; at += {Outputs}, x += {LaneSums.Length})"))
                {
                    writer.Line($"ScalarSum(x, room, {LaneSums.Length}, out {plan.Accumulator} sum);");
                    WriteOne(writer, 0, "sum");
                }
            }
        }

        writer.Line();
        using (writer.Block($"private static void ScalarSum(float* x, float* weights, nint {LaneSums.Length}, out {plan.Accumulator} result)"))
            writer.Line($"result = {WriteScalarSums(writer, [0], operand => operand)(0)};");
    }

    public override string DescribeSchedule(Target target) => target.Machine is { } machine
        ? Scheduler.Grouped(plan, machine).Describe(machine.Registers)
        : "weights as floats a row at a time, one lane at a time";

    private RowThreads? Threads => spec.Threads is null ? null : Scheduler.Threads();

    private int RowsAtOnce(Target target) => target.Machine is { } machine ? Scheduler.Grouped(plan, machine).Rows : 1;

    public override string? DescribeThreads(Target target) => Threads?.Describe(RowsAtOnce(target));

    public override IReadOnlyList<TargetArgument>? EntryArguments => Threads is null ? null : Arguments;

    /// <summary>A weight takes as long as two bytes of a matrix of floats.</summary>
    public override void WriteThreads(CodeWriter writer, Target target) => ThreadsWriter.Write(
        writer, target, Arguments,
        $"2.0 * {Count} * {spec.K.Fixed?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? Inputs} * {spec.M.Fixed?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? Batch}",
        Threads!.LeastBytes, (Split, $"{Count}, {Number(RowsAtOnce(target))}, {Number(Threads.PartsPerThread)}"), () =>
        {
            writer.Line("nint start = call->split.Start(part), end = call->split.Start(part + 1);");
            if (spec.K.Fixed is { } inputs)
                writer.Line($"const int {Inputs} = {Number(inputs)};");
            else
                writer.Line($"nint {Inputs} = call->{Inputs};");
            writer.Line($"{(spec.K.IsFixed ? "const int" : "nint")} {Groups} = {GroupsOf(Inputs)};");
            writer.Line($"{target.Method}({string.Join(", ", Arguments.Select(argument => ValueInPart(argument.Name)))});");
        });

    /// <summary>An argument of a target's method, for the outputs from <c>start</c> to <c>end</c> of a call.</summary>
    private string ValueInPart(string argument) => argument switch
    {
        "weights" => $"call->weights + start * {Groups} * {Number(GroupBytes)}",
        "weightScales" => $"call->weightScales + start * {Groups}",
        "weightZeroPoints" => $"call->weightZeroPoints + start * {ZeroBytesOf(Groups)}",
        "y" or "bias" or "residual" => $"call->{argument} + start",
        Count => "end - start",
        _ => "call->" + argument,
    };

    public override (double Flops, double Bytes)? Work => spec.M.Fixed is { } m && spec.N.Fixed is { } n && spec.K.Fixed is { } k
        ? (2.0 * m * n * k, ((double)n * k * spec.Bits / 8) + ((double)n * k / spec.GroupSize * ScaleType.Bytes) + ((double)m * k * spec.Element.Bytes) + ((double)m * n * spec.Output.Bytes))
        : null;

    private static string Plus(int offset) => offset == 0 ? "" : " + " + Number(offset);
}
