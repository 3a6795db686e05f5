using System.Globalization;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>RotaryEmbedding: for each position the cosines and sines of some pairs, then those pairs of every head.</summary>
internal sealed class RotaryText(RotarySpec spec, RotaryPlan plan, Scheduler scheduler) : KernelText(spec, plan, scheduler)
{
    private const string Tokens = "tokens", HeadDim = "headDim", Heads = "heads", Half = "half";

    private NumericType Type => plan.Accumulator;

    public override IReadOnlyList<TargetArgument> Arguments =>
    [
        .. Spans.Select(operand => new TargetArgument(operand.IsIndex ? "int*" : Pointers(operand.Type), operand.Role, Pointer(operand))),
        new TargetArgument("nint", Tokens, spec["positions"].Parameter + ".Length"),
        .. RunTime(HeadDim, spec.HeadDim, spec.HeadDim.Expression),
        .. RunTime(Heads, spec.Heads, spec.Heads.Expression),
        .. RunTime(Half, spec.RotaryDim, spec.RotaryDim.Expression + " / 2"),
    ];

    private static IEnumerable<TargetArgument> RunTime(string name, Dimension dimension, string value)
    {
        if (!dimension.IsFixed)
            yield return new("nint", name, value);
    }

    public override void WriteChecks(CodeWriter writer)
    {
        foreach (Dimension dimension in new[] { spec.HeadDim, spec.Heads, spec.RotaryDim }.Where((dimension, i) => i < 2 || !spec.TurnsAll))
            Checks.NotNegative(writer, dimension);
        if (spec.RotaryDim.Parameter is { } rotaryDim)
            Checks.Call(writer, "RotaryDim", $"{rotaryDim}, {spec.HeadDim.Expression}", rotaryDim);
        else if (spec.HeadDim.Parameter is { } headDim)
            Checks.Call(writer, "RotaryDim", $"{spec.RotaryDim.Expression}, {headDim}", headDim);
        Operand x = spec["x"];
        Checks.ExactLength(
            writer, x, $"global::KernelGen.Runtime.Check.MatrixLength({spec["positions"].Parameter}.Length, {spec.Heads.Expression}, {spec.HeadDim.Expression}, {spec.HeadDim.Expression})",
            "positions, Heads and HeadDim");
        Checks.ExactLength(writer, spec["y"], x.Parameter + ".Length", "the elements of x");
        if (spec.Find("cos") is not { } cos)
            return;
        Operand sin = spec["sin"], positions = spec["positions"];
        Checks.ExactLength(writer, sin, cos.Parameter + ".Length", "the elements of cos");
        Checks.Call(writer, "TablePositions", $"{positions.Parameter}, {cos.Parameter}.Length, {spec.RotaryDim.Expression} / 2", positions.Parameter, cos.Parameter.TrimStart('@'));
    }

    public override string TouchedLength(Operand operand) => operand.Parameter + ".Length";

    public override bool MayBeIdentical(Operand input, Operand output) => input.Role == "x";

    public override string DescribeSchedule(Target target) => Scheduler.Rotary(plan, target.Machine).Describe(target.Machine is { } machine ? machine.VectorBytes / Type.Bytes : 1);

    public override (double Flops, double Bytes)? Work => null;

    public override void WriteHelpers(CodeWriter writer, Target target)
    {
        if (plan.Angle is null || target != Targets[0])
            return;
        writer.Line();
        writer.Line("// The quarter turns of each pair from one position to the next, in two parts; zeros fill the last register.");
        WriteTable("High", plan.High);
        WriteTable("Low", plan.Low);

        void WriteTable(string name, EquatableArray<double> numbers)
        {
            writer.Line($"private static ReadOnlySpan<double> {name} => new double[]");
            writer.Line("{");
            using (writer.Indent())
            {
                int padded = (numbers.Count + RotarySchedule.Step - 1) / RotarySchedule.Step * RotarySchedule.Step;
                string[] literals = [.. Enumerable.Range(0, padded).Select(i => Dialect.Literal(NumericType.Float64, i < numbers.Count ? (ulong)BitConverter.DoubleToInt64Bits(numbers[i]) : 0))];
                for (int i = 0; i < padded; i += 4)
                    writer.Line(string.Join(", ", literals.Skip(i).Take(4)) + ",");
            }

            writer.Line("};");
        }
    }

    public override void WriteTarget(CodeWriter writer, Target target)
    {
        foreach ((string name, int? value) in new[] { (HeadDim, spec.HeadDim.Fixed), (Heads, spec.Heads.Fixed), (Half, spec.RotaryDim.Fixed / 2) })
        {
            if (value is { } known)
                writer.Line($"const int {name} = {Number(known)};");
        }

        int pairs = Scheduler.Rotary(plan, target.Machine).Pairs;

        // Interleaved pairs lie in a register side by side, and so do their cosines, and their sines with signs.
        bool doubled = spec.IsInterleaved && target.Machine is not null;
        writer.Line($"{Type}* cosines = stackalloc {Type}[{Number(doubled ? 2 * pairs : pairs)}], sines = stackalloc {Type}[{Number(doubled ? 2 * pairs : pairs)}];");
        if (plan.Angle is null)
        {
            WriteTokens();
            return;
        }

        writer.Line($"double* foundCos = stackalloc double[{Number(pairs)}], foundSin = stackalloc double[{Number(pairs)}];");
        writer.Line("fixed (double* high = High, low = Low)");
        using (writer.Block())
            WriteTokens();

        void WriteTokens()
        {
            using (writer.Block($"for (nint token = 0; token < {Tokens}; token++)"))
            {
                using (writer.Block($"for (nint first = 0; first < {Half}; first += {Number(pairs)})"))
                {
                    writer.Line($"nint count = {Half} - first < {Number(pairs)} ? {Half} - first : {Number(pairs)};");
                    WriteAngles(writer, target, doubled);
                    string from = spec.IsInterleaved ? "2 * first" : "first";
                    using (writer.Block($"for (nint head = 0; head < {Heads}; head++)"))
                    {
                        writer.Line($"{spec.Element}* from = x + head * {HeadDim} + {from};");
                        writer.Line($"{spec.Output}* to = y + head * {HeadDim} + {from};");
                        if (target.Machine is null)
                            WritePairs(writer);
                        else
                            WriteRegisters(writer, (VectorDialect)target.Dialect);
                    }
                }

                if (!spec.TurnsAll)
                {
                    using (writer.Block($"for (nint head = 0; head < {Heads}; head++)"))
                    {
                        using (writer.Block($"for (nint j = 2 * {Half}; j < {HeadDim}; j++)"))
                            writer.Line($"y[head * {HeadDim} + j] = {Convert(spec.Element, spec.Output, $"x[head * {HeadDim} + j]")};");
                    }
                }

                writer.Line($"x += {Heads} * {HeadDim};");
                writer.Line($"y += {Heads} * {HeadDim};");
            }
        }
    }

    /// <summary>The cosines and sines of a position's pairs from <c>first</c> on, in the accumulator's type.</summary>
    private void WriteAngles(CodeWriter writer, Target target, bool doubled)
    {
        string cos, sin;
        if (plan.Angle is { } angle)
        {
            Dialect dialect = target.Dialect;
            string lanes = Number(dialect.LanesOf(NumericType.Float64));
            writer.Line($"var position = {dialect.Broadcast(NumericType.Float64, "(double)positions[token]")};");
            using (writer.Block($"for (nint j = 0; j < count; j += {lanes})"))
            {
                string[] found = new ProgramPrinter(writer, dialect).Print(
                    angle, ["position", dialect.Load(NumericType.Float64, "high + first + j"), dialect.Load(NumericType.Float64, "low + first + j")]);
                writer.Line(dialect.Store(NumericType.Float64, "foundCos + j", found[0]) + ";");
                writer.Line(dialect.Store(NumericType.Float64, "foundSin + j", found[1]) + ";");
            }

            (cos, sin) = (Convert(NumericType.Float64, Type, "foundCos[j]"), Convert(NumericType.Float64, Type, "foundSin[j]"));
        }
        else
        {
            writer.Line($"nint row = positions[token] * (nint){Half} + first;");
            (cos, sin) = (Widen(spec["cos"].Type, "cos[row + j]"), Widen(spec["sin"].Type, "sin[row + j]"));
        }

        using (writer.Block("for (nint j = 0; j < count; j++)"))
        {
            if (!doubled)
            {
                writer.Line($"cosines[j] = {cos};");
                writer.Line($"sines[j] = {sin};");
                return;
            }

            writer.Line($"cosines[2 * j] = cosines[2 * j + 1] = {cos};");
            writer.Line($"sines[2 * j + 1] = {sin};");
            writer.Line("sines[2 * j] = -sines[2 * j + 1];");
        }
    }

    private void WritePairs(CodeWriter writer)
    {
        (string one, string two) = spec.IsInterleaved ? ("2 * j", "2 * j + 1") : ("j", Half + " + j");
        using (writer.Block("for (nint j = 0; j < count; j++)"))
        {
            writer.Line($"{Type} one = {Widen(spec.Element, $"from[{one}]")}, two = {Widen(spec.Element, $"from[{two}]")};");
            var printer = new ProgramPrinter(writer, Scalar.Target.Dialect);
            foreach ((Program program, string at, string[] inputs) in new[] { (plan.First, one, new[] { "one", "two" }), (plan.Second, two, new[] { "two", "one" }) })
                writer.Line($"to[{at}] = {Convert(Type, spec.Output, printer.Print(program, [.. inputs, "cosines[j]", "sines[j]"])[0])};");
        }
    }

    private void WriteRegisters(CodeWriter writer, VectorDialect dialect)
    {
        string lanes = Number(dialect.LanesOf(Type)), end = spec.IsInterleaved ? "2 * count" : "count";
        writer.Line("nint j = 0;");
        using (writer.Block($"for (; j <= {end} - {lanes}; j += {lanes})"))
            WriteTurn(null);
        using (writer.Block($"if (j < {end})"))
        {
            writer.Line($"var mask = {dialect.Mask(Type, $"{end} - j")};");
            WriteTurn($"{end} - j");
        }

        void WriteTurn(string? count)
        {
            var elements = new Elements(writer, dialect);
            var printer = new ProgramPrinter(writer, dialect);
            string Load(string place) => count is null ? elements.Load(spec.Element, Type, place) : elements.LoadPartial(spec.Element, Type, place, "mask", count);
            void Store(string place, string value) =>
                writer.Line((count is null ? elements.Store(Type, spec.Output, place, value) : elements.StorePartial(Type, spec.Output, place, "mask", count, value)) + ";");
            string Own(string buffer) => count is null ? dialect.Load(Type, $"{buffer} + j") : dialect.LoadMasked(Type, $"{buffer} + j", "mask");

            writer.Line($"var one = {Load("from + j")};");
            if (spec.IsInterleaved)
            {
                writer.Line($"var other = {dialect.SwapPairs(Type, "one")};");
                Store("to + j", printer.Print(plan.Second, ["one", "other", Own("cosines"), Own("sines")])[0]);
                return;
            }

            writer.Line($"var two = {Load($"from + {Half} + j")};");
            writer.Line($"var c = {Own("cosines")};");
            writer.Line($"var s = {Own("sines")};");
            Store("to + j", printer.Print(plan.First, ["one", "two", "c", "s"])[0]);
            Store($"to + {Half} + j", printer.Print(plan.Second, ["two", "one", "c", "s"])[0]);
        }
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
