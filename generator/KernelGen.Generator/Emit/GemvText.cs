using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>Gemv with a as it lies, [M, K]: a sum along each row, then the epilogue.</summary>
internal sealed class GemvText(GemvSpec spec, LanePlan plan, Scheduler scheduler) : ManyRowsText(spec, plan, scheduler)
{
    protected override string Matrix => "a";

    public override IReadOnlyList<TargetArgument> Arguments =>
    [
        .. Spans.Select(operand => new TargetArgument(Pointers(operand.Type), operand.Role, Pointer(operand))),
        .. spec.Operands.Items.Where(operand => operand.Kind == OperandKind.Scalar)
            .Select(operand => new TargetArgument(operand.Type.Keyword, operand.Role, operand.Parameter)),
        new TargetArgument("nint", Count, spec.M.Expression),
        Stream(MatrixLength),
        .. LengthArgument,
    ];

    public override void WriteChecks(CodeWriter writer)
    {
        Checks.NotNegative(writer, spec.M);
        Checks.NotNegative(writer, spec.K);
        Checks.AtLeast(writer, spec["a"], MatrixLength, "M × K");
        Checks.Exactly(writer, spec["x"], spec.K);
        Checks.Exactly(writer, spec["y"], spec.M);
        if (spec.Find("bias") is { } bias)
            Checks.Exactly(writer, bias, spec.M);
    }

    private string MatrixLength => $"(long){spec.M.Expression} * {spec.K.Expression}";

    public override string TouchedLength(Operand operand) => operand.Role == "a" ? MatrixLength : operand.Parameter + ".Length";

    public override OperandLayout Layout(Operand operand) =>
        operand.Role == "a" ? new("1", spec.M.Expression, spec.K.Expression, spec.K.Expression) : base.Layout(operand);

    protected override void WriteRow(CodeWriter writer, string row, Func<string, string> sum, string prefix)
    {
        if (Lanes.FinishWithoutRead is not { } withoutRead)
        {
            writer.Line($"y[{row}] = {Finish(writer, Lanes.Finish, Input, prefix)};");
            return;
        }

        using (writer.Block("if (beta == 0)"))
            writer.Line($"y[{row}] = {Finish(writer, withoutRead, Input, prefix)};");
        using (writer.Block("else"))
            writer.Line($"y[{row}] = {Finish(writer, Lanes.Finish, Input, prefix + "b")};");

        string Input(string name) => name switch
        {
            "alpha" or "beta" => Widen(spec[name].Type, name),
            "y" or "bias" => Widen(spec[name].Type, $"{name}[{row}]"),
            _ => sum(name),
        };
    }

    protected override void WriteFourRows(CodeWriter writer, VectorDialect dialect, string row, int rows, Func<string, string> sum)
    {
        var elements = new Elements(writer, dialect);
        if (Lanes.FinishWithoutRead is not { } withoutRead)
        {
            Write(Lanes.Finish, "f");
            return;
        }

        using (writer.Block("if (beta == 0)"))
            Write(withoutRead, "f");
        using (writer.Block("else"))
            Write(Lanes.Finish, "g");

        void Write(Program program, string prefix) =>
            writer.Line($"{Store(elements, Lanes.Output, $"y + {row}", rows, Finish(writer, dialect, program, Input, prefix))};");

        string Input(string name) => name switch
        {
            "alpha" or "beta" => dialect.Broadcast(Lanes.Accumulator, name),
            "y" or "bias" => Load(elements, spec[name].Type, $"{name} + {row}", rows),
            _ => sum(name),
        };
    }

    public override (double Flops, double Bytes)? Work => spec.M.Fixed is { } m && spec.K.Fixed is { } k
        ? (2.0 * m * k, ((double)m * k + m + k) * Lanes.Element.Bytes)
        : null;
}
