using System.Globalization;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>Quantize and Dequantize: for each row, or group in it, its scale and zero point, given or found; then each element by itself.</summary>
internal sealed class QuantizeText(QuantizeSpec spec, QuantizePlan plan, Scheduler scheduler) : KernelText(spec, plan, scheduler)
{
    private const string Rows = "rows", Length = "length", Group = "group", Count = "count";

    /// <summary>Locals of a block's scale and zero point.</summary>
    private const string Scale = "blockScale", ZeroPoint = "blockZeroPoint";

    private bool HasZeroPoint => spec.Find("zeroPoint") is not null || spec.Find("zeroPoints") is not null;

    /// <summary>Rows have scales of their own.</summary>
    private bool HasRows => spec.HasGroups && !spec.IsOneRow;

    public override IReadOnlyList<TargetArgument> Arguments =>
    [
        .. Spans.Select(operand => new TargetArgument(Pointers(operand.Type), operand.Role, Pointer(operand))),
        .. spec.Operands.Items.Where(operand => operand.Kind == OperandKind.Scalar)
            .Select(operand => new TargetArgument(operand.Type.Keyword, operand.Role, operand.Parameter)),
        .. HasRows ? [new TargetArgument("nint", Rows, RowCount)] : Array.Empty<TargetArgument>(),
        .. HasRows && spec.Length.IsFixed ? Array.Empty<TargetArgument>() : [new TargetArgument("nint", Length, HasRows ? spec.Length.Expression : X + ".Length")],
        .. spec.GroupSize is { IsFixed: false } size ? [new TargetArgument("nint", Group, size.Expression)] : Array.Empty<TargetArgument>(),
    ];

    private string X => spec["x"].Parameter;

    private string RowCount => spec.Length.Fixed switch
    {
        0 => "0",
        not null => $"{X}.Length / {spec.Length.Expression}",
        _ => $"({spec.Length.Expression} == 0 ? 0 : {X}.Length / {spec.Length.Expression})",
    };

    public override void WriteChecks(CodeWriter writer)
    {
        Checks.NotNegative(writer, spec.Length);
        if (spec.GroupSize is { } size)
            Checks.GroupSize(writer, size);
        if (!spec.IsOneRow)
            Checks.WholeRows(writer, spec["x"], spec.Length);
        if (spec.Length.Fixed == 0)
            Checks.ExactLength(writer, spec["x"], "0", "Length");
        else if (spec.Length.Parameter is { } length)
            Checks.NoRowsOfNothing(writer, spec["x"], length);
        Checks.ExactLength(writer, spec["y"], X + ".Length", "the elements of x");
        foreach (string role in new[] { "scales", "zeroPoints" })
        {
            if (spec.Find(role) is { } operand)
                Checks.ExactLength(writer, operand, Blocks, spec.GroupSize is not null ? "one a group" : spec.IsOneRow ? "one for all" : "one a row");
        }

        if (spec.Find("scale") is { } scale)
            Checks.Scale(writer, scale);
        if (spec.Find("zeroPoint") is { } zeroPoint)
            Checks.ZeroPoint(writer, zeroPoint, spec.Quantised);
        if (spec.Find("scales") is { Kind: OperandKind.Input } scales)
            Checks.Scales(writer, scales);
    }

    /// <summary>How many scales there are, in 64 bits.</summary>
    private string Blocks
    {
        get
        {
            string groups = spec.GroupSize is not { } size ? "1L"
                : spec.Length.Fixed is { } length && size.Fixed is { } fixedSize ? Number(((long)length + fixedSize - 1) / fixedSize) + "L"
                : $"(((long){spec.Length.Expression} + {size.Expression} - 1) / {size.Expression})";
            return spec.IsOneRow ? groups : groups == "1L" ? RowCount : $"{RowCount} * {groups}";
        }
    }

    public override string TouchedLength(Operand operand) => operand.Parameter + ".Length";

    public override void WriteTarget(CodeWriter writer, Target target)
    {
        if (HasRows && spec.Length.Fixed is { } fixedLength)
            writer.Line($"const int {Length} = {Number(fixedLength)};");
        if (spec.GroupSize?.Fixed is { } fixedGroup)
            writer.Line($"const int {Group} = {Number(fixedGroup)};");
        foreach (string role in new[] { "scale", "zeroPoint" })
        {
            if (spec.Find(role) is not null)
                writer.Line($"float {(role == "scale" ? Scale : ZeroPoint)} = {role};");
        }

        if (HasRows)
        {
            using (writer.Block($"for (nint row = 0; row < {Rows}; row++)"))
                WriteRow(writer, target);
        }
        else
        {
            WriteRow(writer, target);
        }
    }

    private void WriteRow(CodeWriter writer, Target target)
    {
        if (spec.GroupSize is null)
        {
            writer.Line($"nint {Count} = {Length};");
            WriteBlock(writer, target);
            return;
        }

        using (writer.Block($"for (nint first = 0; first < {Length}; first += {Group})"))
        {
            writer.Line($"nint {Count} = {Length} - first < {Group} ? {Length} - first : {Group};");
            WriteBlock(writer, target);
        }
    }

    /// <summary>The elements that have one scale and zero point; the pointers go on to the next.</summary>
    private void WriteBlock(CodeWriter writer, Target target)
    {
        if (plan.Search is { } search)
            WriteSearch(writer, target, search);
        if (spec.Find("scales") is { Kind: OperandKind.Input })
            writer.Line($"float {Scale} = *scales;");
        if (spec.Find("zeroPoints") is { Kind: OperandKind.Input })
            writer.Line($"float {ZeroPoint} = *zeroPoints;");

        WriteMap(writer, target);
        if (!HasRows && spec.GroupSize is null)
            return;
        writer.Line($"x += {Count};");
        writer.Line($"y += {Count};");
        foreach (string role in new[] { "scales", "zeroPoints" })
        {
            if (spec.Find(role) is not null)
                writer.Line(role + "++;");
        }
    }

    private void WriteSearch(CodeWriter writer, Target target, RangeSearch search)
    {
        string[] state = [.. search.State];
        var single = new ProgramPrinter(writer, Scalar.Target.Dialect);
        if (target.Machine is null)
        {
            foreach (string end in state)
                writer.Line($"float {end} = 0f;");
            using (writer.Block($"for (nint j = 0; j < {Count}; j++)"))
                single.Assign(search.Step, [Widen(spec.Element, "x[j]"), .. state], state, "r");
        }
        else
        {
            WriteVectorSearch(writer, (VectorDialect)target.Dialect, search);
        }

        string[] found = single.Print(search.Scale, state, "s");
        writer.Line($"float {Scale} = {found[0]};");
        writer.Line($"*scales = {Scale};");
        if (found.Length == 1)
            return;
        writer.Line($"float {ZeroPoint} = {found[1]};");
        writer.Line($"*zeroPoints = {Convert(NumericType.Float32, spec.Output, ZeroPoint)};");
    }

    /// <summary>0 is in every range, so the zeros of a partial vector change nothing.</summary>
    private void WriteVectorSearch(CodeWriter writer, VectorDialect dialect, RangeSearch search)
    {
        string[] current = [.. search.State.Select(end => end + "s")];
        var printer = new ProgramPrinter(writer, dialect);
        foreach (string end in current)
            writer.Line($"var {end} = {dialect.Zero(NumericType.Float32)};");
        WriteVectors(writer, dialect, "range", (element, _) => printer.Assign(search.Step, [element, .. current], current, "r"));

        for (VectorDialect width = dialect; width.Half is { } half; width = half)
            Merge(half, half.Class.Substring("Vector".Length), current.Select(end => end + ".GetLower()"), current.Select(end => end + ".GetUpper()"));
        foreach (string order in new[] { "2, 3, 0, 1", "1, 0, 3, 2" })
            Merge(dialect.Narrowest, order.Substring(0, 1), current, current.Select(end => $"Vector128.Shuffle({end}, Vector128.Create({order}))"));
        for (int i = 0; i < current.Length; i++)
            writer.Line($"float {search.State[i]} = {current[i]}.ToScalar();");

        void Merge(VectorDialect width, string name, IEnumerable<string> low, IEnumerable<string> high)
        {
            string[] merged = new ProgramPrinter(writer, width).Print(search.Merge, [.. low, .. high], "m" + name + "_");
            string[] next = [.. search.State.Select(end => end + name)];
            for (int i = 0; i < next.Length; i++)
                writer.Line($"var {next[i]} = {merged[i]};");
            current = next;
        }
    }

    private void WriteMap(CodeWriter writer, Target target)
    {
        string[] numbers = HasZeroPoint ? [Scale, ZeroPoint] : [Scale];
        if (target.Machine is null)
        {
            using (writer.Block($"for (nint j = 0; j < {Count}; j++)"))
            {
                string value = new ProgramPrinter(writer, Scalar.Target.Dialect).Print(plan.Map, ["(float)x[j]", .. numbers], "q")[0];
                writer.Line($"y[j] = {Convert(NumericType.Float32, spec.Output, value)};");
            }

            return;
        }

        var dialect = (VectorDialect)target.Dialect;
        var printer = new ProgramPrinter(writer, dialect);
        foreach (string number in numbers)
            writer.Line($"var {number}s = {dialect.Broadcast(NumericType.Float32, number)};");
        WriteVectors(writer, dialect, "map", (element, store) =>
            writer.Line(store(printer.Print(plan.Map, [element, .. numbers.Select(number => number + "s")], "q")[0]) + ";"));
    }

    /// <summary>Whole registers of a block's elements, then what is left; <paramref name="use"/> gets a register's name, and how a result is stored where it came from.</summary>
    private void WriteVectors(CodeWriter writer, VectorDialect dialect, string name, Action<string, Func<string, string>> use)
    {
        var elements = new Elements(writer, dialect);
        string lanes = Number(dialect.LanesOf(NumericType.Float32)), j = name + "At", element = name + "Element", mask = name + "Mask", left = $"{Count} - {j}";
        writer.Line($"nint {j} = 0;");
        using (writer.Block($"for (; {j} <= {Count} - {lanes}; {j} += {lanes})"))
        {
            writer.Line($"var {element} = {elements.Load(spec.Element, NumericType.Float32, $"x + {j}")};");
            use(element, value => elements.Store(NumericType.Float32, spec.Output, $"y + {j}", value));
        }

        using (writer.Block($"if ({j} < {Count})"))
        {
            writer.Line($"var {mask} = {dialect.Mask(NumericType.Float32, left)};");
            writer.Line($"var {element} = {elements.LoadPartial(spec.Element, NumericType.Float32, $"x + {j}", mask, left)};");
            use(element, value => elements.StorePartial(NumericType.Float32, spec.Output, $"y + {j}", mask, left, value));
        }
    }

    public override string DescribeSchedule(Target target) =>
        (target.Machine is { } machine ? $"{Number(machine.VectorBytes / NumericType.Float32.Bytes)} elements at a time" : "one element at a time")
        + (plan.Search is null ? "" : ", first for the range, then for the steps");

    public override (double Flops, double Bytes)? Work => null;

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
