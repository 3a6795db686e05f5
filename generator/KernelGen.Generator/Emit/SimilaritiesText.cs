using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>Similarities: a score for every row of a matrix.</summary>
internal class SimilaritiesText(OneToManySpec spec, LanePlan plan, Scheduler scheduler) : ManyRowsText(spec, plan, scheduler)
{
    protected OneToManySpec Many { get; } = spec;

    protected override string Matrix => "rows";

    /// <summary>The number of rows, as an expression of the user's method.</summary>
    protected virtual string RowCount => Many["scores"].Parameter + ".Length";

    public override IReadOnlyList<TargetArgument> Arguments =>
    [
        .. Spans.Where(operand => !operand.IsIndex).Select(operand => new TargetArgument(Pointers(operand.Type), operand.Role, ValueOf(operand))),
        new TargetArgument("nint", Count, CountValue),
        Stream($"(long){RowCount} * {Lanes.Length.Expression}"),
        .. LengthArgument,
    ];

    protected virtual string ValueOf(Operand operand) => Pointer(operand);

    protected virtual string CountValue => RowCount;

    public override void WriteChecks(CodeWriter writer)
    {
        Checks.NotNegative(writer, Lanes.Length);
        Checks.Exactly(writer, Many["query"], Lanes.Length);
        Checks.AtLeast(writer, Many["rows"], $"(long){RowCount} * {Lanes.Length.Expression}", "rows × Length");
    }

    public override string TouchedLength(Operand operand) =>
        operand.Role == "rows" ? $"(long){RowCount} * {Lanes.Length.Expression}" : operand.Parameter + ".Length";

    public override OperandLayout Layout(Operand operand) =>
        operand.Role == "rows" ? new("1", RowCount, Lanes.Length.Expression, Lanes.Length.Expression) : base.Layout(operand);

    protected override void WriteRow(CodeWriter writer, string row, Func<string, string> sum, string prefix)
    {
        string score = Finish(writer, Lanes.Finish, name => name == "norm" ? Convert(Many["norms"].Type, Lanes.Finish.Type, $"norms[{row}]") : sum(name), prefix);
        writer.Line($"scores[{row}] = {score};");
    }

    protected override void WriteFourRows(CodeWriter writer, VectorDialect dialect, string row, int rows, Func<string, string> sum)
    {
        var elements = new Elements(writer, dialect);
        string scores = Finish(writer, dialect, Lanes.Finish, name => name == "norm" ? Load(elements, Many["norms"].Type, $"norms + {row}", rows) : sum(name), "f");
        writer.Line($"{Store(elements, Lanes.Output, $"scores + {row}", rows, scores)};");
    }

    public override (double Flops, double Bytes)? Work => null;
}
