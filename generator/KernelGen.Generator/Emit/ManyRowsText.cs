using System.Collections.Immutable;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>One vector against the rows of a matrix: several rows at once, then those that are left one by one.</summary>
internal abstract class ManyRowsText(KernelSpec spec, LanePlan plan, Scheduler scheduler) : LaneText(spec, plan, scheduler)
{
    /// <summary>The matrix's and the one vector's operands in the plan: <c>rows</c> and <c>query</c>, <c>a</c> and <c>x</c>.</summary>
    protected abstract string Matrix { get; }

    /// <summary>The count of rows in a target's method.</summary>
    protected const string Count = "count";

    /// <summary>
    /// Whether the matrix is larger than the caches and its rows are short, for a target's method; <paramref name="elements"/> is an expression of
    /// the user's method.
    /// </summary>
    protected TargetArgument Stream(string elements)
    {
        int longRow = LaneScheduler.LongRowBytes / Lanes.Element.Bytes;
        string large = $"{elements} > {Number(LaneScheduler.StreamBytes / Lanes.Element.Bytes)}L";
        return new("bool", "stream", Lanes.Length.Fixed is { } length
            ? length < longRow ? large : "false"
            : $"{large} && {Lanes.Length.Expression} < {Number(longRow)}");
    }

    /// <summary>The sums that read the matrix; the others are the same for every row and are computed once, before.</summary>
    private ImmutableArray<int> RowSums => AllSums.Where(sum => Lanes.Sums[sum].Operands.Items.Contains(Matrix)).ToImmutableArray();
    private ImmutableArray<int> VectorSums => AllSums.Where(sum => !Lanes.Sums[sum].Operands.Items.Contains(Matrix)).ToImmutableArray();

    /// <summary>Writes row <paramref name="row"/>'s results from its sums; <paramref name="sum"/> gives the local of a sum by name.</summary>
    protected abstract void WriteRow(CodeWriter writer, string row, Func<string, string> sum, string prefix);

    /// <summary>The same for <paramref name="rows"/> rows from <paramref name="row"/> on, three or four, in a dialect of four lanes.</summary>
    protected abstract void WriteFourRows(CodeWriter writer, VectorDialect dialect, string row, int rows, Func<string, string> sum);

    /// <summary>The mask of three rows of four.</summary>
    private const string Mask = "present";

    protected string Load(Elements elements, NumericType type, string pointer, int rows) =>
        rows == 4 ? elements.Load(type, Lanes.Accumulator, pointer) : elements.LoadPartial(type, Lanes.Accumulator, pointer, Mask, Number(rows));

    protected string Store(Elements elements, NumericType type, string pointer, int rows, string value) => rows == 4
        ? elements.Store(Lanes.Accumulator, type, pointer, value)
        : elements.StorePartial(Lanes.Accumulator, type, pointer, Mask, Number(rows), value);

    public override void WriteTarget(CodeWriter writer, Target target)
    {
        WriteLength(writer);
        string stride = Stride;
        if (target.Machine is not { } machine)
        {
            var once = new List<int>();
            if (VectorSums.Length > 0)
            {
                foreach (int sum in VectorSums)
                    writer.Line($"{Lanes.Accumulator} {Lanes.SumNames[sum]}All;");
                using (writer.Block())
                {
                    Func<int, string> sums = WriteScalarSums(writer, VectorSums, operand => operand);
                    foreach (int sum in VectorSums)
                        writer.Line($"{Lanes.SumNames[sum]}All = {sums(sum)};");
                }
            }

            // The lanes of a row are made anew for each: a method of its own keeps the stack from growing.
            using (writer.Block($"for (nint row = 0; row < {Count}; row++)"))
            {
                string call = string.Join(", ", RowSums.Select(sum => $"out {Lanes.Accumulator} {Lanes.SumNames[sum]}"));
                string vectors = string.Join(", ", Spans.Where(operand => IsSummed(operand.Role) && operand.Role != Matrix).Select(operand => operand.Role + ", "));
                writer.Line($"ScalarRow({Matrix} + row * {stride}, {vectors}{(Lanes.Length.IsFixed ? "" : LaneSums.Length + ", ")}{call});");
                WriteRow(writer, "row", name => VectorSums.Any(sum => Lanes.SumNames[sum] == name) ? name + "All" : name, "f");
            }

            return;
        }

        LaneSchedule many = ScheduleOn(machine, RowSums, manyRows: true);
        var printer = new LaneSums(writer, ByteDots.On(machine, Lanes), (VectorDialect)target.Dialect);
        printer.WriteBuffers(Lanes.Sums.SelectMany(sum => sum.Operands).Distinct().SelectMany(operand =>
            operand == Matrix ? Enumerable.Range(0, many.Rows).Select(r => Matrix + Number(r)) : [operand]));
        if (VectorSums.Length > 0)
        {
            foreach (int sum in VectorSums)
                writer.Line($"{Lanes.Accumulator} {Lanes.SumNames[sum]}All;");
            using (writer.Block())
            {
                LaneSchedule single = ScheduleOn(machine, VectorSums, manyRows: false);
                Func<int, int, string> sums = printer.Write(single, 1, (operand, _) => operand);
                foreach (int sum in VectorSums)
                    writer.Line($"{Lanes.SumNames[sum]}All = {sums(sum, 0)};");
            }
        }

        writer.Line("nint row = 0;");
        if (many.Rows > 1)
        {
            writer.Line("// Short rows that come from memory are read one by one, as one stream.");
            using (writer.Block($"for (; !stream && row <= {Count} - {Number(many.Rows)}; row += {Number(many.Rows)})"))
                WriteRows(many);
        }

        printer.Ahead = (Matrix + "0", machine.Prefetches ? LaneScheduler.AheadBytes : 0);
        LaneSchedule rest = many.Rows > 1 ? ScheduleOn(machine, RowSums, manyRows: false) : many;
        using (writer.Block($"for (; row < {Count}; row++)"))
            WriteRows(rest);

        void WriteRows(LaneSchedule schedule)
        {
            for (int r = 0; r < schedule.Rows; r++)
                writer.Line($"{Lanes.TypeOf(Matrix)}* {Matrix}{Number(r)} = {Matrix} + (row{Plus(r)}) * {stride};");
            Func<int, int, string> sums = printer.Write(
                schedule, schedule.Rows, (operand, r) => operand == Matrix ? Matrix + Number(r) : operand);
            if (schedule.RowsTogether)
            {
                VectorDialect four = ((VectorDialect)target.Dialect).Narrow(16);
                if (schedule.Rows < 4)
                    writer.Line($"var {Mask} = {four.Mask(Lanes.Accumulator, Number(schedule.Rows))};");
                WriteFourRows(writer, four, "row", schedule.Rows, name => VectorSums.Any(sum => Lanes.SumNames[sum] == name)
                    ? four.Broadcast(Lanes.Accumulator, name + "All") : sums(Lanes.SumNames.Items.IndexOf(name), 0));
                return;
            }

            for (int r = 0; r < schedule.Rows; r++)
            {
                int current = r;
                WriteRow(
                    writer,
                    "row" + Plus(r),
                    name => VectorSums.Any(sum => Lanes.SumNames[sum] == name) ? name + "All" : sums(Lanes.SumNames.Items.IndexOf(name), current),
                    "f" + Number(r) + "_");
            }
        }
    }

    public override void WriteHelpers(CodeWriter writer, Target target)
    {
        if (target.Machine is not null)
            return;
        string outs = string.Join(", ", RowSums.Select(sum => $"out {Lanes.Accumulator} {Lanes.SumNames[sum]}Result"));
        string vectors = string.Concat(Spans.Where(operand => IsSummed(operand.Role) && operand.Role != Matrix).Select(operand => $"{operand.Type}* {operand.Role}, "));
        writer.Line();
        using (writer.Block($"private static void ScalarRow({Lanes.TypeOf(Matrix)}* {Matrix}, {vectors}{(Lanes.Length.IsFixed ? "" : $"nint {LaneSums.Length}, ")}{outs})"))
        {
            WriteLength(writer);
            Func<int, string> sums = WriteScalarSums(writer, RowSums, operand => operand);
            foreach (int sum in RowSums)
                writer.Line($"{Lanes.SumNames[sum]}Result = {sums(sum)};");
        }
    }

    public override string DescribeSchedule(Target target) => target.Machine is { } machine
        ? ScheduleOn(machine, RowSums, manyRows: true).Describe(machine.Registers)
        : "one row and one lane at a time";

    public override double PredictedShare(Target target) => target.Machine is { } machine
        ? ScheduleOn(machine, RowSums, manyRows: true).PredictedShare
        : double.NaN;

    public override string? DescribeThreads(Target target) => Threads?.Describe(RowsAtOnce(target));

    public override IReadOnlyList<TargetArgument>? EntryArguments => Threads is null ? null : Arguments;

    /// <summary>How threads share the rows; null where the caller's does them all.</summary>
    protected RowThreads? Threads => Spec.Threads is null ? null : Scheduler.Threads();

    public override void WriteThreads(CodeWriter writer, Target target) => ThreadsWriter.Write(
        writer, target, Arguments, ThreadWork, Threads!.LeastBytes, (Split, SplitArguments(target)),
        () =>
        {
            writer.Line("nint start = call->split.Start(part), end = call->split.Start(part + 1);");
            writer.Line($"{target.Method}({string.Join(", ", Arguments.Select(argument => ValueInPart(argument.Name)))});");
        });

    /// <summary>The bytes of the matrix.</summary>
    protected string ThreadWork => $"(double){Count} * {LengthIn("")} * {Number(Lanes.Element.Bytes)}";

    protected string SplitArguments(Target target) => $"{Count}, {Number(RowsAtOnce(target))}, {Number(Threads!.PartsPerThread)}";

    /// <summary>An argument of a target's method, for the rows from <c>start</c> to <c>end</c> of a call.</summary>
    private string ValueInPart(string argument) =>
        argument == Matrix ? $"call->{Matrix} + start * {LengthIn("call->")}"
        : argument == Count ? "end - start"
        : argument is "scores" or "norms" or "y" or "bias" ? $"call->{argument} + start"
        : "call->" + argument;

    /// <summary>The length of a row, a constant or an argument.</summary>
    protected string LengthIn(string arguments) => Lanes.Length.Fixed is { } length ? Number(length) : arguments + LaneSums.Length;

    private int RowsAtOnce(Target target) => target.Machine is { } machine ? ScheduleOn(machine, RowSums, manyRows: true).Rows : 1;

    /// <summary>Elements from one row to the next.</summary>
    protected virtual string Stride => $"(nint){LaneSums.Length}";

    private bool IsSummed(string role) => Lanes.Sums.Any(sum => sum.Operands.Items.Contains(role));

    private static string Plus(int offset) => offset == 0 ? "" : " + " + Number(offset);
}
