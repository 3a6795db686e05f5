using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>Normalize: the norm first, then each element divided by it.</summary>
internal sealed class NormalizeText(RowwiseSpec spec, LanePlan plan, Scheduler scheduler) : LaneText(spec, plan, scheduler)
{
    public override IReadOnlyList<TargetArgument> Arguments =>
        [.. Spans.Select(operand => new TargetArgument(Pointers(operand.Type), operand.Role, Pointer(operand))), .. LengthArgument];

    public override void WriteChecks(CodeWriter writer)
    {
        Checks.NotNegative(writer, Lanes.Length);
        foreach (Operand operand in Spans)
            Checks.Exactly(writer, operand, Lanes.Length);
    }

    public override string TouchedLength(Operand operand) => operand.Parameter + ".Length";

    public override bool MayBeIdentical(Operand input, Operand output) => true;

    public override void WriteTarget(CodeWriter writer, Target target)
    {
        WriteLength(writer);
        Program map = Lanes.Map!;
        string one = Widen(Lanes.Element, "x[j]");
        if (target.Machine is not { } machine)
        {
            Func<int, string> scalar = WriteScalarSums(writer, AllSums, operand => operand);
            writer.Line($"{Lanes.Accumulator} norm = {FinishNorm(scalar(0))};");
            using (writer.Block($"for (nint j = 0; j < {LaneSums.Length}; j++)"))
                WriteElement();
            return;
        }

        var dialect = (VectorDialect)target.Dialect;
        LaneSchedule schedule = ScheduleOn(machine, AllSums, manyRows: false);
        Func<int, int, string> sums = new LaneSums(writer, Lanes, dialect).Write(schedule, 1, (operand, _) => operand);
        writer.Line($"{Lanes.Accumulator} norm = {FinishNorm(sums(0, 0))};");
        if (Lanes.Element.Computed != Lanes.Accumulator || !Elements.CanStore(Lanes.Accumulator, Lanes.Output))
        {
            writer.Line("// Each quotient is rounded to the output's type once more.");
            using (writer.Block($"for (nint j = 0; j < {LaneSums.Length}; j++)"))
                WriteElement();
            return;
        }

        int lanes = dialect.LanesOf(Lanes.Accumulator);
        var printer = new ProgramPrinter(writer, dialect);
        var elements = new Elements(writer, dialect);
        writer.Line($"var norms = {dialect.Broadcast(Lanes.Accumulator, "norm")};");
        writer.Line("nint j = 0;");
        using (writer.Block($"for (; j <= {LaneSums.Length} - {Number(lanes)}; j += {Number(lanes)})"))
        {
            writer.Line($"var element = {elements.Load(Lanes.Element, Lanes.Accumulator, "x + j")};");
            writer.Line(elements.Store(Lanes.Accumulator, Lanes.Output, "y + j", printer.Print(map, ["element", "norms"], "q")[0]) + ";");
        }

        using (writer.Block($"if (j < {LaneSums.Length})"))
        {
            string count = $"{LaneSums.Length} - j";
            writer.Line($"var mask = {dialect.Mask(Lanes.Accumulator, count)};");
            writer.Line($"var element = {elements.LoadPartial(Lanes.Element, Lanes.Accumulator, "x + j", "mask", count)};");
            writer.Line(elements.StorePartial(Lanes.Accumulator, Lanes.Output, "y + j", "mask", count, printer.Print(map, ["element", "norms"], "q")[0]) + ";");
        }

        void WriteElement()
        {
            string value = new ProgramPrinter(writer, Scalar.Target.Dialect).Print(map, [one, "norm"], "q")[0];
            writer.Line($"y[j] = {(Lanes.Output == Lanes.Accumulator ? value : $"({Lanes.Output})({value})")};");
        }

        string FinishNorm(string sum) => new ProgramPrinter(writer, Scalar.Target.Dialect).Print(Lanes.Finish, [sum], "f")[0];
    }

    public override string DescribeSchedule(Target target) => target.Machine is { } machine
        ? ScheduleOn(machine, AllSums, manyRows: false).Describe(machine.Registers)
        : "one lane at a time";

    public override (double Flops, double Bytes)? Work => Lanes.Length.Fixed is { } n ? (3.0 * n, 2.0 * n * Lanes.Element.Bytes) : null;
}
