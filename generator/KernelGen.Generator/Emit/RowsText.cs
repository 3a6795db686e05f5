using System.Globalization;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>Softmax, LogSoftmax, LayerNorm and RmsNorm: the passes over a row, then its results, row after row.</summary>
internal sealed class RowsText(RowsSpec spec, RowPlan plan, Scheduler scheduler) : KernelText(spec, plan, scheduler)
{
    private const string Rows = "rows";

    /// <summary>Operands that have an element for each of x; the others have one for each of a row.</summary>
    private static readonly string[] Whole = ["x", "residual", "y"];

    public override IReadOnlyList<TargetArgument> Arguments =>
    [
        .. Spans.Select(operand => new TargetArgument(Pointers(operand.Type), operand.Role, Pointer(operand))),
        new TargetArgument("nint", Rows, RowCount),
        .. spec.Length.IsFixed ? Array.Empty<TargetArgument>() : [new TargetArgument("nint", RowWalk.Length, spec.Length.Expression)],
    ];

    private string X => spec["x"].Parameter;

    private string RowCount => spec.IsOneRow ? "1" : spec.Length.Fixed switch
    {
        0 => "0",
        not null => $"{X}.Length / {spec.Length.Expression}",
        _ => $"({spec.Length.Expression} == 0 ? 0 : {X}.Length / {spec.Length.Expression})",
    };

    public override void WriteChecks(CodeWriter writer)
    {
        Checks.NotNegative(writer, spec.Length);
        if (!spec.IsOneRow)
        {
            Checks.WholeRows(writer, spec["x"], spec.Length);
            if (spec.Length.Fixed == 0)
                Checks.ExactLength(writer, spec["x"], "0", "Length");
            else if (!spec.Length.IsFixed)
                Checks.NoRowsOfNothing(writer, spec["x"], spec.Length.Expression);
        }

        foreach (Operand operand in Spans.Where(operand => operand.Role != "x"))
        {
            if (Whole.Contains(operand.Role))
                Checks.ExactLength(writer, operand, X + ".Length", "the elements of x");
            else
                Checks.Exactly(writer, operand, spec.Length);
        }
    }

    public override string TouchedLength(Operand operand) => operand.Parameter + ".Length";

    public override OperandLayout Layout(Operand operand) => Whole.Contains(operand.Role)
        ? new("1", RowCount, spec.Length.Expression, spec.Length.Expression)
        : OperandLayout.Vector(operand.Parameter + ".Length");

    public override bool MayBeIdentical(Operand input, Operand output) => Whole.Contains(input.Role);

    public override void WriteTarget(CodeWriter writer, Target target)
    {
        if (spec.Length.Fixed is { } length)
            writer.Line($"const int {RowWalk.Length} = {Number(length)};");
        NumericType TypeOf(string role) => spec[role].Type;
        RowWalk walk = target.Machine is { } machine
            ? new VectorRowWalk(writer, plan, (VectorDialect)target.Dialect, Scheduler.Rows(plan, machine), TypeOf)
            : new ScalarRowWalk(writer, plan, TypeOf);
        walk.WriteBuffers();
        using (writer.Block($"for (nint row = 0; row < {Rows}; row++)"))
        {
            walk.WriteRow();
            foreach (Operand operand in Spans.Where(operand => Whole.Contains(operand.Role)))
                writer.Line($"{operand.Role} += {RowWalk.Length};");
        }
    }

    public override string DescribeSchedule(Target target) => target.Machine is { } machine
        ? Scheduler.Rows(plan, machine).Describe(machine.VectorBytes / plan.Accumulator.Bytes)
        : "one lane at a time";

    /// <summary>How threads share the rows; null where the caller's does them all.</summary>
    private RowThreads? Threads => spec.Threads is null || spec.IsOneRow ? null : Scheduler.Threads();

    public override string? DescribeThreads(Target target) => Threads?.Describe(1);

    public override IReadOnlyList<TargetArgument>? EntryArguments => Threads is null ? null : Arguments;

    public override void WriteThreads(CodeWriter writer, Target target)
    {
        string length = spec.Length.Fixed is { } fixedLength ? Number(fixedLength) : RowWalk.Length;
        ThreadsWriter.Write(
            writer, target, Arguments, $"(double){Rows} * {length} * {Number(spec.Element.Bytes)}", Threads!.LeastBytes, (Split, $"{Rows}, 1, {Number(Threads.PartsPerThread)}"),
            () =>
            {
                string inCall = spec.Length.IsFixed ? length : "call->" + length;
                writer.Line("nint start = call->split.Start(part), end = call->split.Start(part + 1);");
                writer.Line($"{target.Method}({string.Join(", ", Arguments.Select(argument => argument.Name == Rows ? "end - start"
                    : Whole.Contains(argument.Name) ? $"call->{argument.Name} + start * {inCall}" : "call->" + argument.Name))});");
            });
    }

    public override (double Flops, double Bytes)? Work => null;

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
