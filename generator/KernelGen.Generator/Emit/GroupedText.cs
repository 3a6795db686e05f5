using System.Globalization;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>What dense layers of weights in groups share, whatever becomes of x: operands, loops over rows, what follows the sums, threads.</summary>
internal abstract class GroupedText(GroupedDenseSpec spec, LanePlan plan, Scheduler scheduler) : LaneText(spec, plan, scheduler)
{
    protected const string Count = "count", Outputs = "outputs", Inputs = "inputs", Batch = "batch", Groups = GroupedWalk.Groups;

    protected GroupedDenseSpec Layer { get; } = spec;

    /// <summary>A pack tells at run time whether it has zero points: what reads them is written for either.</summary>
    protected bool HasZeroPoints { get; private set; } = spec.Find("weightZeroPoints") is not null;

    protected NumericType ScaleType => Layer.PackedWeights ? NumericType.Float32 : Layer["weightScales"].Type;
    protected bool Halves => Layer.Format == WeightFormat.Int4;

    /// <summary>A prepared row of x is filled up with zeros to a multiple of so many elements.</summary>
    protected abstract int Whole { get; }

    /// <summary>The prepared rows of x and what else a block of them is computed with: parameters of the methods that do it.</summary>
    protected abstract IEnumerable<(string Type, string Name)> Prepared { get; }

    /// <summary>Rows of weights that a target computes together at most.</summary>
    protected abstract int RowsAtOnce(Target target);

    public override IReadOnlyList<TargetArgument> Arguments =>
    [
        .. TargetSpans.Select(operand => new TargetArgument(Pointers(operand.Type), operand.Role, Passed(operand))),
        .. InThePack,
        new TargetArgument("nint", Count, Layer.N.Expression),
        .. Runtime(Layer.M, Batch), .. Runtime(Layer.N, Outputs), .. Runtime(Layer.K, Inputs),
    ];

    /// <summary>What lies beside the codes in a pack.</summary>
    private TargetArgument[] InThePack => !Layer.PackedWeights ? [] :
    [
        new("float*", "weightScales", $"global::KernelGen.Runtime.Packs.ScalesOf({Layer["weights"].Parameter})"),
        new("byte*", ZeroPointsOfPack, $"global::KernelGen.Runtime.Packs.ZeroPointsOf({Layer["weights"].Parameter})"),
    ];

    private const string ZeroPointsOfPack = "weightZeroPoints";

    /// <summary>Rows of a strip of the pack, on a target.</summary>
    private int StripRows(Target target) => Layer.PackedWeights ? GroupedPackTexts.RowsOf(target) : 1;

    /// <summary>Writes something for weights without zero points, and once more for those with them where a pack decides.</summary>
    protected void ForEitherPack(Action write)
    {
        write();
        if (!Layer.PackedWeights)
            return;
        HasZeroPoints = true;
        write();
        HasZeroPoints = false;
    }

    /// <summary>The name of a target's method for the weights that it takes.</summary>
    protected string Named(string name) => name + (Layer.PackedWeights && HasZeroPoints ? "Zero" : "");

    /// <summary>A call of the method for the weights that there are.</summary>
    protected void WriteCallOf(CodeWriter writer, Target target, string name)
    {
        if (Layer.PackedWeights)
        {
            writer.Line($"if ({ZeroPointsOfPack} == null)");
            using (writer.Indent())
                writer.Line($"{target.Name}{name}({Values});");
            writer.Line("else");
            using (writer.Indent())
                writer.Line($"{target.Name}{name}Zero({Values});");
            return;
        }

        writer.Line($"{target.Name}{name}({Values});");
    }

    private static TargetArgument[] Runtime(Dimension dimension, string name) =>
        dimension.IsFixed ? [] : [new TargetArgument("nint", name, dimension.Expression)];

    public override void WriteChecks(CodeWriter writer)
    {
        foreach (Dimension dimension in Layer.Dimensions)
            Checks.NotNegative(writer, dimension);
        Checks.AtLeast(writer, Layer["x"], TouchedLength(Layer["x"]), "batch × Inputs");
        if (Layer.PackedWeights)
            GroupedPackTexts.WriteCheck(writer, Layer);
        else
            GroupedPackTexts.WriteLengths(writer, Layer);
        Checks.AtLeast(writer, Layer["y"], TouchedLength(Layer["y"]), "batch × Outputs");
        if (Layer.Find(FusedNorm.Gamma) is { } gamma)
            Checks.Exactly(writer, gamma, Layer.K);
        if (Layer.Find("bias") is { } bias)
            Checks.Exactly(writer, bias, Layer.N);
        if (Layer.Find("residual") is { } residual)
            Checks.AtLeast(writer, residual, TouchedLength(residual), "batch × Outputs");
    }

    public override string TouchedLength(Operand operand) => operand.Role switch
    {
        "x" => $"(long){Layer.M.Expression} * {Layer.K.Expression}",
        "weights" or "weightScales" or "weightZeroPoints" => GroupedPackTexts.LengthOf(Layer, operand),
        "bias" or FusedNorm.Gamma => operand.Parameter + ".Length",
        _ => $"(long){Layer.M.Expression} * {Layer.N.Expression}",
    };

    public override OperandLayout Layout(Operand operand) => operand.Role switch
    {
        "x" => new("1", Layer.M.Expression, Layer.K.Expression, Layer.K.Expression),
        "residual" or "y" => new("1", Layer.M.Expression, Layer.N.Expression, Layer.N.Expression),
        _ => base.Layout(operand),
    };

    public override bool MayBeIdentical(Operand input, Operand output) => input.Role == "residual";

    protected int GroupBytes => Layer.GroupSize * Layer.Bits / 8;

    protected string GroupsOf(string inputs) => GroupedPackTexts.GroupsOf(Layer, inputs);

    protected string ZeroBytesOf(string groups) => Layer.PackedWeights ? groups : GroupedPackTexts.ZeroBytesOf(Layer, groups);

    /// <summary>The numbers that every method of a target computes with: n is the length of an ordered row.</summary>
    protected void WriteSizes(CodeWriter writer)
    {
        if (Layer.M.Fixed is { } batch)
            writer.Line($"const int {Batch} = {Number(batch)};");
        WriteRowSizes(writer);
    }

    private void WriteRowSizes(CodeWriter writer)
    {
        if (Layer.N.Fixed is { } outputs)
            writer.Line($"const int {Outputs} = {Number(outputs)};");
        string type = "nint";
        if (Layer.K.Fixed is { } inputs)
        {
            type = "const int";
            writer.Line($"{type} {Inputs} = {Number(inputs)};");
        }

        writer.Line($"{type} {LaneSums.Length} = ({Inputs} + {Number(Whole - 1)}) / {Number(Whole)} * {Number(Whole)}, {Groups} = {GroupsOf(Inputs)};");
    }

    private IEnumerable<(string Type, string Name, string Value)> BlockArguments =>
    [
        .. Prepared.Select(argument => (argument.Type, argument.Name, argument.Name)), ("nint", "rows", "rows"),
        .. Arguments.Where(argument => argument.Name is not ("x" or Batch)).Select(argument => (argument.Type, argument.Name, argument.Name is "y" or "residual" ? $"{argument.Name} + first * {Outputs}" : argument.Name)),
    ];

    /// <summary>What a block of rows is computed with, as values in the target's method.</summary>
    protected string Values => string.Join(", ", BlockArguments.Select(argument => argument.Value));

    /// <summary>A method that computes with a block of rows.</summary>
    protected CodeWriter.Closing Helper(CodeWriter writer, Target target, string name)
    {
        writer.Line();
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        CodeWriter.Closing block = writer.Block($"private static void {target.Name}{name}({string.Join(", ", BlockArguments.Select(argument => $"{argument.Type} {argument.Name}"))})");
        WriteRowSizes(writer);
        return block;
    }

    /// <summary>
    /// As many rows of weights as the schedule has at once, then those that are left one by one. Of a pack those at once are of one strip.
    /// </summary>
    protected void WriteRowLoops(CodeWriter writer, Target target, LaneSchedule schedule, Action<LaneSchedule, CodeRows> write)
    {
        LaneSchedule one = schedule.Rows == 1 ? schedule : schedule with { Rows = 1, RowsTogether = false };
        writer.Line("nint row = 0;");
        int together = StripRows(target);
        if (together > 1)
        {
            schedule = GroupedScheduler.InStrips(schedule);
            using (writer.Block($"for (; row < {Count} / {Number(together)} * {Number(together)}; row += {Number(schedule.Rows)})"))
                write(schedule, new(together, Halves, Packed: true, WholeStrips: schedule.Rows == together));
        }
        else if (schedule.Rows > 1)
        {
            using (writer.Block($"for (; row <= {Count} - {Number(schedule.Rows)}; row += {Number(schedule.Rows)})"))
                write(schedule, new(1, Halves, Layer.PackedWeights));
        }

        using (writer.Block($"for (; row < {Count}; row++)"))
            write(one, new(1, Halves, Layer.PackedWeights));
    }

    /// <summary>Pointers to the codes, scales and zero points of some rows of weights; scales of another type become floats in <paramref name="room"/>.</summary>
    protected void WriteGroupPointers(CodeWriter writer, int rows, CodeRows places, string room)
    {
        bool areFloats = ScaleType == NumericType.Float32;
        if (!areFloats)
            writer.Line($"Widening.ToFloat(weightScales + row * {Groups}, {room}, {Number(rows)} * {Groups});");
        foreach (int r in places.Pointers(rows))
        {
            writer.Line($"byte* {GroupedWalk.Codes}{Number(r)} = {CodesOf(places, r)};");
            writer.Line($"float* {GroupedWalk.Scales}{Number(r)} = {(areFloats ? ScalesOf(places, r) : $"{room} + {Number(r)} * {Groups}")};");
            if (HasZeroPoints)
                writer.Line($"byte* {GroupedWalk.ZeroPoints}{Number(r)} = {ZeroPointsOf(places, r)};");
        }
    }

    /// <summary>The first code of a row: that one behind <c>row</c>.</summary>
    protected string CodesOf(CodeRows places, int r = 0) => "weights + " + places.Start(r, $"{Groups} * {Number(GroupBytes)}", places.WholeBytes);

    protected static string ScalesOf(CodeRows places, int r = 0) => "weightScales + " + places.Start(r, Groups, 1);

    protected string ZeroPointsOf(CodeRows places, int r = 0) => "weightZeroPoints + " + places.Start(r, ZeroBytesOf(Groups), 1);

    /// <summary>For every prepared row of x, which <paramref name="next"/> goes on to, the sums with some rows of weights, and what follows them.</summary>
    protected void WriteEachRowOfX(CodeWriter writer, VectorDialect dialect, LaneSchedule schedule, string next, Func<Func<int, int, string>> write)
    {
        using (writer.Block($"for (nint at = row; at < rows * {Outputs}; at += {Outputs}, {next})"))
        {
            Func<int, int, string> sums = write();
            if (schedule.RowsTogether)
            {
                WriteFour(writer, dialect.Narrow(16), schedule.Rows, sums(0, 0));
                return;
            }

            for (int r = 0; r < schedule.Rows; r++)
                WriteOne(writer, r, sums(0, r));
        }
    }

    protected void WriteOne(CodeWriter writer, int r, string sum) => writer.Line($"y[at{Plus(r)}] = {Finish(writer, Lanes.Finish, name => name switch
    {
        "sum" => sum,
        "bias" => Widen(Layer[name].Type, $"bias[row{Plus(r)}]"),
        _ => Widen(Layer[name].Type, $"{name}[at{Plus(r)}]"),
    }, $"f{Number(r)}_")};");

    /// <summary>Three or four outputs at once.</summary>
    private void WriteFour(CodeWriter writer, VectorDialect four, int rows, string sum)
    {
        const string Mask = "present";
        var elements = new Elements(writer, four);
        if (rows < 4)
            writer.Line($"var {Mask} = {four.Mask(Lanes.Accumulator, Number(rows))};");
        string value = Finish(writer, four, Lanes.Finish, name => name == "sum" ? sum : Load(Layer[name].Type, name == "bias" ? "bias + row" : name + " + at"), "f");
        writer.Line(rows == 4
            ? elements.Store(Lanes.Accumulator, Lanes.Output, "y + at", value) + ";"
            : elements.StorePartial(Lanes.Accumulator, Lanes.Output, "y + at", Mask, Number(rows), value) + ";");

        string Load(NumericType type, string pointer) => rows == 4
            ? elements.Load(type, Lanes.Accumulator, pointer)
            : elements.LoadPartial(type, Lanes.Accumulator, pointer, Mask, Number(rows));
    }

    /// <summary>What threads take whole numbers of.</summary>
    private int UnitOf(Target target) => Layer.PackedWeights ? StripRows(target) : RowsAtOnce(target);

    private RowThreads? Threads => Layer.Threads is null ? null : Scheduler.Threads();

    public override string? DescribeThreads(Target target) => Threads?.Describe(UnitOf(target));

    public override IReadOnlyList<TargetArgument>? EntryArguments => Threads is null ? null : Arguments;

    /// <summary>A weight takes as long as two bytes of a matrix of floats.</summary>
    public override void WriteThreads(CodeWriter writer, Target target) => ThreadsWriter.Write(
        writer, target, Arguments,
        $"2.0 * {Count} * {Layer.K.Fixed?.ToString(CultureInfo.InvariantCulture) ?? Inputs} * {Layer.M.Fixed?.ToString(CultureInfo.InvariantCulture) ?? Batch}",
        Threads!.LeastBytes, (Split, $"{Count}, {Number(UnitOf(target))}, {Number(Threads.PartsPerThread)}"), () =>
        {
            writer.Line("nint start = call->split.Start(part), end = call->split.Start(part + 1);");
            if (Layer.K.Fixed is { } inputs)
                writer.Line($"const int {Inputs} = {Number(inputs)};");
            else
                writer.Line($"nint {Inputs} = call->{Inputs};");
            writer.Line($"{(Layer.K.IsFixed ? "const int" : "nint")} {Groups} = {GroupsOf(Inputs)};");
            writer.Line($"{target.Method}({string.Join(", ", Arguments.Select(argument => ValueInPart(argument.Name)))});");
        });

    /// <summary>An argument of a target's method, for the outputs from <c>start</c> to <c>end</c> of a call.</summary>
    private string ValueInPart(string argument) => argument switch
    {
        "weights" => $"call->weights + start * {Groups} * {Number(GroupBytes)}",
        "weightScales" => $"call->weightScales + start * {Groups}",
        ZeroPointsOfPack when Layer.PackedWeights => $"call->{argument} == null ? null : call->{argument} + start * {Groups}",
        "weightZeroPoints" => $"call->weightZeroPoints + start * {ZeroBytesOf(Groups)}",
        "y" or "bias" or "residual" => $"call->{argument} + start",
        Count => "end - start",
        _ => "call->" + argument,
    };

    public override (double Flops, double Bytes)? Work => Layer.M.Fixed is { } m && Layer.N.Fixed is { } n && Layer.K.Fixed is { } k
        ? (2.0 * m * n * k, ((double)n * k * Layer.Bits / 8) + ((double)n * k / Layer.GroupSize * ScaleType.Bytes) + ((double)m * k * Layer.Element.Bytes) + ((double)m * n * Layer.Output.Bytes))
        : null;

    /// <summary>What is added to an expression.</summary>
    protected static string Plus(int offset) => offset == 0 ? "" : " + " + Number(offset);
}
