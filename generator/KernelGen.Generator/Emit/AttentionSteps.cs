using System.Globalization;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>What a row of attention does between its products: scores become weights, a block's values are merged into the row's, and at last these are divided by the sum.</summary>
internal sealed class AttentionSteps(CodeWriter writer, AttentionSpec spec, AttentionPlan plan, Target target, AttentionSchedule? schedule)
{
    private readonly NumericType type = plan.Accumulator;
    private readonly Dialect dialect = target.Dialect;
    private readonly int lanes = target.Dialect.LanesOf(plan.Accumulator);

    public static string Weigh(Target target) => target.Name + "Weigh";
    public static string Merge(Target target) => target.Name + "Merge";
    public static string Share(Target target) => target.Name + "Share";
    public static string Attends(Target target) => target.Name + "Attends";
    public static string Probabilities(Target target) => target.Name + "Probabilities";

    /// <summary>How a mask's elements are pointed to: flags are bytes.</summary>
    public static string PointerTo(Operand mask) => (mask.Type.IsInteger ? NumericType.Byte : mask.Type).Keyword + "*";

    /// <summary>−∞, as bits: what a maximum starts at.</summary>
    public static ulong Lowest(AttentionPlan plan) => Bits(plan.Accumulator, double.NegativeInfinity);

    private static ulong Bits(NumericType type, double number) => new ProgramBuilder(type) is var p ? p.Build(p.Constant(number)).Body[0].Bits : 0;

    public void Write()
    {
        Method("A row's scores of a block become weights; the block's maximum and sum are merged into the row's state, and the factors are those of its results and of the block's.",
            Weigh(target), $"{type}* scores, nint keys, {type} scale, {type}* state, {type}* factors{MoreOfWeigh}", WriteWeigh);
        Method("A block's values into the row's.", Merge(target), $"{type}* result, {type}* values, nint n, {type}* factors", () =>
        {
            Broadcast("factor", "factors[0]");
            Broadcast("blockFactor", "factors[1]");
            Map(plan.MergeValue, name => name == "blockValue" ? "values" : "result", type);
        });
        bool isRounded = spec.Output != type;
        Method($"A row's values over its sum{(isRounded ? ", rounded" : "")}.", Share(target), $"{(isRounded ? $"{type}* values, {spec.Output}" : type.Keyword)}* result, nint n, {type} sum", () =>
        {
            Broadcast("share", Single(plan.Share, _ => "sum", "s"));
            Map(plan.Result, _ => isRounded ? "values" : "result", spec.Output);
        });
        if (spec.Mask is { } mask)
            Method("Whether a row's mask leaves it a key.", Attends(target), $"{PointerTo(mask)} mask, nint n", () => WriteAttends(mask), "bool");
        if (plan.Probability is { } probability)
        {
            Method("A row's scores into probabilities, by its maximum and its sum.", Probabilities(target), $"{type}* result, nint n, {type} max, {type} sum", () =>
            {
                Broadcast("reference", Single(plan.Reference, _ => "max", "r"));
                Broadcast("share", Single(plan.Share, _ => "sum", "s"));
                Map(probability, _ => "result", type);
            });
        }
    }

    /// <summary>Whether scales are read where they lie, with those of other heads between them.</summary>
    public static bool HasScaleStep(AttentionSpec spec, AttentionSchedule? schedule) =>
        schedule is null && spec.SequenceFirst && spec.Scales.Any(scale => scale.Kind == OperandKind.Input);

    /// <summary>What a row's scores meet beside their scale: those of the codes, what a key of distance 1 less is worth and the first key's distance, the mask, and where scores are kept.</summary>
    private string MoreOfWeigh =>
        string.Concat(spec.Scales.Select(scale => $", {type}{(scale.Kind == OperandKind.Scalar ? "" : "*")} {scale.Role}"))
        + (HasScaleStep(spec, schedule) ? ", nint scaleStep" : "")
        + (spec.Slopes is null ? "" : $", {type} slope, {type} start") + (spec.Mask is { } mask ? $", {PointerTo(mask)} mask" : "") + (plan.Probability is null ? "" : $", {type}* kept");

    /// <summary>−∞ has one pattern of bits, and a vectorised search goes by those.</summary>
    private void WriteAttends(Operand mask)
    {
        (string integer, string lowest) = mask.Type.IsInteger ? ("byte", "(byte)0") : type.Bytes == 4 ? ("int", "unchecked((int)0xff800000)") : ("long", "unchecked((long)0xfff0000000000000)");
        writer.Line($"return new ReadOnlySpan<{integer}>(({integer}*)mask, (int)n).ContainsAnyExcept({lowest});");
    }

    private void Method(string meaning, string name, string parameters, Action body, string result = "void")
    {
        writer.Line();
        writer.Line($"// {meaning}");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block($"private static {result} {name}({parameters})"))
            body();
    }

    private void Broadcast(string name, string number) => writer.Line($"var {name} = {dialect.Broadcast(type, number)};");

    /// <summary>A program of single numbers, as an expression.</summary>
    private string Single(Program program, Func<string, string> input, string locals) =>
        new ProgramPrinter(writer, Scalar.Target.Dialect).Print(program, [.. program.Inputs.Items.Select(input)], locals)[0];

    /// <summary>result[c] = a program of the numbers at c, and of what is the same for all, rounded to the result's type.</summary>
    private void Map(Program program, Func<string, string> pointer, NumericType to)
    {
        var printer = new ProgramPrinter(writer, dialect);
        bool IsSame(string input) => input is "factor" or "blockFactor" or "share" or "reference";
        if (schedule is null)
        {
            using (writer.Block("for (nint c = 0; c < n; c++)"))
                writer.Line($"result[c] = {KernelText.Convert(type, to, printer.Print(program, [.. program.Inputs.Items.Select(input => IsSame(input) ? input : pointer(input) + "[c]")])[0])};");
            return;
        }

        string Of(Func<string, string> load) => printer.Print(program, [.. program.Inputs.Items.Select(input => IsSame(input) ? input : load(pointer(input) + " + c"))])[0];
        var elements = new Elements(writer, (VectorDialect)dialect);
        writer.Line("nint c = 0;");
        using (writer.Block($"for (; c <= n - {Text(lanes)}; c += {Text(lanes)})"))
            writer.Line(elements.Store(type, to, "result + c", Of(place => dialect.Load(type, place))) + ";");
        using (writer.Block("if (c < n)"))
        {
            writer.Line($"var mask = {dialect.Mask(type, "n - c")};");
            writer.Line(elements.StorePartial(type, to, "result + c", "mask", "n - c", Of(place => dialect.LoadMasked(type, place, "mask"))) + ";");
        }
    }

    private void WriteWeigh()
    {
        if (schedule is null)
            WriteWeighNumbers();
        else
            WriteWeighVectors((VectorDialect)dialect, schedule.RegistersPerVector);
        AssignMerge(writer, plan, "blockMax", "blockSum");
    }

    /// <summary>A block's maximum and sum into a row's <c>state</c>, and by what the results so far and the block's are multiplied into <c>factors</c>.</summary>
    public static void AssignMerge(CodeWriter writer, AttentionPlan plan, string blockMax, string blockSum)
    {
        string[] state = ["state[0]", "state[1]"];
        new ProgramPrinter(writer, Scalar.Target.Dialect).Assign(
            plan.Merge,
            [.. plan.Merge.Inputs.Items.Select(input => input switch { "max" => state[0], "sum" => state[1], "blockMax" => blockMax, "blockSum" => blockSum, _ => throw new InvalidOperationException(input) })],
            [.. state, "factors[0]", "factors[1]"],
            "m");
    }

    private void WriteWeighNumbers()
    {
        var printer = new ProgramPrinter(writer, dialect);
        writer.Line($"{type}* lanes = stackalloc {type}[{Text(plan.Lanes)}];");
        writer.Line($"{type} blockMax = {dialect.Constant(type, Lowest(plan))};");
        using (writer.Block("for (nint j = 0; j < keys; j++)"))
        {
            string score = printer.Print(plan.Score, Inputs(plan.Score, ("sum", "scores[j]"), ("scale", "scale"), ("keyScale", NumberOf(spec.KeyScale)), ("slope", "slope"), ("start", "start"), ("offset", $"({type})j"), ("mask", spec.Mask is { Type.IsInteger: true } ? $"({type})mask[j]" : "mask[j]")))[0];
            writer.Line((plan.Probability is null ? "" : "kept[j] = ") + $"scores[j] = {score};");
            printer.Assign(plan.Largest.Step, ["scores[j]", "blockMax"], ["blockMax"]);
        }

        writer.Line($"{type} reference = {printer.Print(plan.Reference, ["blockMax"], "r")[0]};");
        writer.Line($"new Span<{type}>(lanes, {Text(plan.Lanes)}).Clear();");
        using (writer.Block("for (nint j = 0; j < keys; j++)"))
        {
            writer.Line($"scores[j] = {printer.Print(plan.Weight, Inputs(plan.Weight, ("score", "scores[j]"), ("reference", "reference")))[0]};");
            printer.Assign(plan.Total.Step, ["scores[j]", $"lanes[j % {Text(plan.Lanes)}]"], [$"lanes[j % {Text(plan.Lanes)}]"]);
            if (plan.Scaled is { } scaled)
                writer.Line($"scores[j] = {printer.Print(scaled, Inputs(scaled, ("weight", "scores[j]"), ("valueScale", NumberOf(spec.ValueScale))), "v")[0]};");
        }

        using (writer.Block($"for (int half = {Text(plan.Lanes / 2)}; half > 0; half /= 2)"))
        using (writer.Block("for (int lane = 0; lane < half; lane++)"))
            printer.Assign(plan.Total.Merge, ["lanes[lane]", "lanes[lane + half]"], ["lanes[lane]"]);
        writer.Line($"{type} blockSum = lanes[0];");
    }

    /// <summary>The scale of key j, or the one.</summary>
    private string NumberOf(Operand? scale) => scale is not { Kind: OperandKind.Input } ? scale?.Role ?? "" : $"{scale.Role}[j{(HasScaleStep(spec, schedule) ? " * scaleStep" : "")}]";

    private void WriteWeighVectors(VectorDialect vectors, int registers)
    {
        var printer = new ProgramPrinter(writer, vectors);
        ulong lowest = Lowest(plan), negativeZero = 1UL << ((8 * type.Bytes) - 1);
        writer.Line($"var scales = {vectors.Broadcast(type, "scale")};");
        WriteMore(vectors, registers);
        Reduce("max", plan.Largest, vectors.Constant(type, lowest), vectors.Constant(type, lowest), Score, (_, score, _) => score, Keep);
        writer.Line($"{type} reference = {Single(plan.Reference, _ => "blockMax", "r")};");
        writer.Line($"var references = {vectors.Broadcast(type, "reference")};");
        Reduce("sum", plan.Total, vectors.Zero(type), vectors.Constant(type, negativeZero), (_, score, _) => printer.Print(plan.Weight, Inputs(plan.Weight, ("score", score), ("reference", "references")))[0], Scaled, (_, _) => { });

        // Register r of the keys from maxAt on; those behind the last are masked.
        string Score(int r, string sum, bool masked) => printer.Print(plan.Score, Inputs(
            plan.Score, ("sum", sum), ("scale", "scales"), ("keyScale", spec.KeyScale is { } scale ? Scale(scale, "maxAt", r, masked) : ""), ("slope", "slopes"), ("start", "starts"), ("offset", "offset" + Text(r)), ("mask", spec.Mask is null ? "" : Mask(r, masked))))[0];

        // What values are multiplied by: not what is summed.
        string Scaled(int r, string weight, bool masked) => plan.Scaled is not { } program ? weight : printer.Print(program, Inputs(
            program, ("weight", weight), ("valueScale", Scale(spec.ValueScale!, "sumAt", r, masked))), "v")[0];

        string Scale(Operand scale, string at, int r, bool masked)
        {
            if (scale.Kind == OperandKind.Scalar)
                return scale.Role + "All";
            string place = $"{scale.Role} + {at}{(r == 0 ? "" : " + " + Text(r * lanes))}", name = scale.Role + Text(r);
            writer.Line($"var {name} = {(masked ? vectors.LoadMasked(type, place, "mask" + Text(r)) : vectors.Load(type, place))};");
            return name;
        }

        string Mask(int r, bool masked)
        {
            string places = r == 0 ? "" : " + " + Text(r * lanes), name = "given" + Text(r);
            string loaded = spec.Mask is not { Type.IsInteger: true } ? masked ? vectors.LoadMasked(type, "mask + maxAt" + places, "mask" + Text(r)) : vectors.Load(type, "mask + maxAt" + places)
                : type.Bytes == 4 ? vectors.LoadBytesAsSingles(NumericType.Byte, (masked ? "rest" : "mask + maxAt") + places)
                : vectors.LoadBytesAsDoubles(NumericType.Byte, (masked ? "rest" : "mask + maxAt") + places);
            writer.Line($"var {name} = {loaded};");
            return name;
        }

        void Keep(int r, bool masked)
        {
            string place = "kept + maxAt" + (r == 0 ? "" : " + " + Text(r * lanes)), score = "score" + Text(r);
            if (plan.Probability is not null)
                writer.Line((masked ? vectors.StoreMasked(type, place, "mask" + Text(r), score) : vectors.Store(type, place, score)) + ";");
            if (spec.Slopes is not null && !masked)
                writer.Line($"offset{Text(r)} = offset{Text(r)} + {vectors.Constant(type, Bits(type, plan.Lanes))};");
        }

        // A pass over the scores: each is replaced, by what is reduced or by more, and all are reduced; lanes behind the last key take no part.
        void Reduce(string name, Reduction reduction, string start, string others, Func<int, string, bool, string> value, Func<int, string, bool, string> stored, Action<int, bool> keep)
        {
            for (int r = 0; r < registers; r++)
                writer.Line($"var {name}{Text(r)} = {start};");
            string at = name + "At", all = Text(plan.Lanes);
            writer.Line($"nint {at} = 0;");
            using (writer.Block($"for (; {at} <= keys - {all}; {at} += {all})"))
            {
                for (int r = 0; r < registers; r++)
                    Replace(r, masked: false);
            }

            using (writer.Block($"if ({at} < keys)"))
            {
                for (int r = 0; r < registers; r++)
                    Replace(r, masked: true);
            }

            for (int half = registers / 2; half >= 1; half /= 2)
            {
                for (int r = 0; r < half; r++)
                    printer.Assign(reduction.Merge, [name + Text(r), name + Text(r + half)], [name + Text(r)], name + "m");
            }

            string single = LaneTree.Write(writer, vectors, type, reduction.Merge, [name + "0"], [name])[0];
            writer.Line($"{type} block{char.ToUpperInvariant(name[0])}{name.Substring(1)} = {single};");

            void Replace(int r, bool masked)
            {
                string place = "scores + " + at + (r == 0 ? "" : " + " + Text(r * lanes)), local = "score" + Text(r);
                if (masked)
                    writer.Line($"var mask{Text(r)} = {vectors.Mask(type, $"keys - {at}{(r == 0 ? "" : " - " + Text(r * lanes))}")};");
                writer.Line($"var {local} = {vectors.Load(type, place)};");
                string replaced = value(r, local, masked);
                writer.Line($"{local} = {replaced};");
                writer.Line(vectors.Store(type, place, stored(r, local, masked)) + ";");
                keep(r, masked);
                if (masked)
                    writer.Line($"{local} = {vectors.FirstLanes(type, "mask" + Text(r), local, others)};");

                printer.Assign(reduction.Step, [local, name + Text(r)], [name + Text(r)], name + "s");
            }
        }
    }

    /// <summary>What the options' part of a score is made of, before the first of them.</summary>
    private void WriteMore(VectorDialect vectors, int registers)
    {
        foreach (Operand scale in spec.Scales.Where(scale => scale.Kind == OperandKind.Scalar))
            writer.Line($"var {scale.Role}All = {vectors.Broadcast(type, scale.Role)};");
        if (spec.Slopes is not null)
        {
            writer.Line($"var slopes = {vectors.Broadcast(type, "slope")};");
            writer.Line($"var starts = {vectors.Broadcast(type, "start")};");
            string suffix = type.Bytes == 4 ? "f" : "d";
            for (int r = 0; r < registers; r++)
                writer.Line($"var offset{Text(r)} = {vectors.Class}.Create({string.Join(", ", Enumerable.Range(r * lanes, lanes).Select(lane => Text(lane) + suffix))});");
        }

        if (spec.Mask is not { Type.IsInteger: true })
            return;
        writer.Line("// The flags behind the last whole vector, so that no others are read.");
        writer.Line($"byte* rest = stackalloc byte[{Text(plan.Lanes)}];");
        writer.Line($"nint before = keys / {Text(plan.Lanes)} * {Text(plan.Lanes)};");
        writer.Line("for (nint j = before; j < keys; j++)");
        using (writer.Indent())
            writer.Line("rest[j - before] = mask[j];");
    }

    private static string[] Inputs(Program program, params (string Name, string Expression)[] given) =>
        [.. program.Inputs.Items.Select(input => given.First(one => one.Name == input).Expression)];

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
