using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>TopK: the scores of a block of rows at a time, offered to the best so far.</summary>
internal sealed class TopKText(OneToManySpec spec, LanePlan plan, Scheduler scheduler) : SimilaritiesText(spec, plan, scheduler)
{
    /// <summary>Rows whose scores are held at once: 1 KiB of floats on the stack, and enough rows that the call costs nothing.</summary>
    private const int BlockRows = 256;

    private string Local(string name) => Names.Local(Spec.Method, name);

    /// <summary>Without a Length no row can be counted: then there are none.</summary>
    protected override string RowCount => Lanes.Length.Fixed is { } length
        ? length == 0 ? "0" : $"({Many["rows"].Parameter}.Length / {Number(length)})"
        : $"({Lanes.Length.Expression} == 0 ? 0 : {Many["rows"].Parameter}.Length / {Lanes.Length.Expression})";

    protected override string CountValue => Local("count");

    protected override string ValueOf(Operand operand) => operand.Role switch
    {
        "rows" => $"{Pointer(operand)} + (nint){Local("first")} * {Lanes.Length.Expression}",
        "norms" => $"{Pointer(operand)} + {Local("first")}",
        "scores" => Local("block"),
        _ => Pointer(operand),
    };

    public override void WriteChecks(CodeWriter writer)
    {
        Checks.NotNegative(writer, Lanes.Length);
        Checks.NotNegative(writer, Many.K!);
        Checks.Exactly(writer, Many["query"], Lanes.Length);
        Checks.WholeRows(writer, Many["rows"], Lanes.Length);
        Checks.Exactly(writer, Many["indices"], Many.K!);
        Checks.Exactly(writer, Many["scores"], Many.K!);
        if (Many.Find("norms") is { } norms)
            Checks.ExactLength(writer, norms, RowCount, "one a row");
    }

    /// <summary>All rows and the operands themselves, where the target's own method takes a block and its scores.</summary>
    public override IReadOnlyList<TargetArgument>? EntryArguments => Threads is null ? null :
    [
        .. Spans.Select(operand => new TargetArgument(operand.IsIndex ? "int*" : Pointers(operand.Type), operand.Role, Pointer(operand))),
        new TargetArgument("nint", "k", Many.K!.Expression),
        .. Arguments.Where(argument => !Spans.Any(operand => operand.Role == argument.Name))
            .Select(argument => argument.Name == Count ? argument with { Value = RowCount } : argument),
    ];

    public override void WriteThreads(CodeWriter writer, Target target) =>
        new TopKThreads(writer, target, Arguments, EntryArguments!, Many["scores"].Type.Keyword, Order, BlockRows, LengthIn("")).Write(
            ThreadWork, Threads!.LeastBytes, SplitArguments(target));

    private string Order => Many.Metric == Metric.SquaredDistance ? "smallestFirst: true" : "smallestFirst: false";

    public override void WriteCall(CodeWriter writer, Action<CodeWriter, string> dispatch)
    {
        if (Threads is not null)
        {
            dispatch(writer, "return ");
            return;
        }

        string type = Many["scores"].Type.Keyword;
        string best = Local("best"), first = Local("first"), count = Local("count"), block = Local("block"), all = Local("all");
        writer.Line($"var {best} = new global::KernelGen.Runtime.TopRows<{type}>({Many["indices"].Parameter}, {Many["scores"].Parameter}, {Order});");
        writer.Line($"int {all} = {RowCount};");
        writer.Line($"{type}* {block} = stackalloc {type}[{Number(BlockRows)}];");
        using (writer.Block($"for (int {first} = 0; {first} < {all}; {first} += {Number(BlockRows)})"))
        {
            writer.Line($"int {count} = {all} - {first} < {Number(BlockRows)} ? {all} - {first} : {Number(BlockRows)};");
            dispatch(writer, "");
            writer.Line($"{best}.Offer(new global::System.ReadOnlySpan<{type}>({block}, {count}), {first});");
        }

        writer.Line($"return {best}.Finish();");
    }
}
