using System.Globalization;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>Attention: what the user's method checks, and what threads share. The targets' bodies are <see cref="AttentionBody"/>'s.</summary>
internal sealed class AttentionText(AttentionSpec spec, AttentionPlan plan, Scheduler scheduler) : KernelText(spec, plan, scheduler)
{
    private readonly AttentionThreads? threads = spec.Threads is null ? null : scheduler.AttentionThreads();

    /// <summary>Every dimension under the name that the targets' code has for it.</summary>
    private IEnumerable<(string Name, Dimension Dimension)> Sizes =>
    [
        ("heads", spec.Heads), ("kvHeads", spec.KvHeads), ("headDim", spec.HeadDim), ("valueDim", spec.ValueDim),
        ("queryLength", spec.QueryLength), ("keyLength", spec.KeyLength), ("batch", spec.Batch),
        .. spec.Causal ? [("pastLength", spec.PastLength)] : Array.Empty<(string, Dimension)>(),
        .. spec.Window is { } window ? [("window", window)] : Array.Empty<(string, Dimension)>(),
    ];

    public override void WriteChecks(CodeWriter writer)
    {
        // Several dimensions may come from one parameter.
        foreach (Dimension dimension in Sizes.Select(size => size.Dimension).Where(dimension => dimension.Parameter is not null).GroupBy(dimension => dimension.Parameter).Select(group => group.First()))
        {
            if (dimension.Parameter == spec.Window?.Parameter)
                Checks.AtLeastOne(writer, dimension.Parameter!, "ThrowLessThanOne");
            else
                Checks.NotNegative(writer, dimension);
        }

        if (spec.Heads.Expression != spec.KvHeads.Expression && !(spec.Heads.IsFixed && spec.KvHeads.IsFixed))
            Checks.Heads(writer, spec.Heads, spec.KvHeads);
        foreach (Operand operand in Spans)
        {
            if (operand.Role == "mask")
            {
                string numbers = string.Join(", ", new[] { operand.Parameter + ".Length", spec.Batch.Expression, spec.Heads.Expression, spec.QueryLength.Expression, spec.KeyLength.Expression });
                writer.Line($"(long {MaskSequence}, long {MaskHead}) = {Checks.Expression("Mask", numbers, operand.Parameter)};");
                continue;
            }

            if (operand.Role == "alibiSlopes")
            {
                Checks.ExactLength(writer, operand, spec.Heads.Expression, spec.Heads.Name);
                continue;
            }

            string length = LengthOf(operand);
            if (!WindowChecks.IsNumber(length))
            {
                writer.Line($"long {TouchedLength(operand)} = {length};");
                length = TouchedLength(operand);
            }

            Checks.AtLeast(writer, operand, length, Meaning(operand.Role));
        }
    }

    /// <summary>From one sequence's mask to the next one's, and from one head's, in the user's method.</summary>
    private string MaskSequence => Names.Local(spec.Method, "maskSequence");
    private string MaskHead => Names.Local(spec.Method, "maskHead");

    /// <summary>Scales have no columns: one number a row.</summary>
    private (Dimension Heads, Dimension Rows, Dimension? Columns) ShapeOf(string role) => role switch
    {
        "q" => (spec.Heads, spec.QueryLength, spec.HeadDim),
        "k" => (spec.KvHeads, spec.KeyLength, spec.HeadDim),
        "v" => (spec.KvHeads, spec.KeyLength, spec.ValueDim),
        "keyScales" or "valueScales" => (spec.KvHeads, spec.KeyLength, null),
        "probabilities" => (spec.Heads, spec.QueryLength, spec.KeyLength),
        _ => (spec.Heads, spec.QueryLength, spec.ValueDim),
    };

    private string LengthOf(Operand operand)
    {
        (Dimension heads, Dimension rows, Dimension? columns) = ShapeOf(operand.Role);
        return WindowChecks.ImageLength(spec.Batch.Expression, heads.Expression, rows.Expression, columns?.Expression ?? "1");
    }

    public override string TouchedLength(Operand operand) => operand.Role is "mask" or "alibiSlopes" ? operand.Parameter + ".Length" :
        WindowChecks.IsNumber(LengthOf(operand)) ? LengthOf(operand) : Names.Local(spec.Method, operand.Role + "Length");

    private string Meaning(string role)
    {
        (Dimension heads, Dimension rows, Dimension? columns) = ShapeOf(role);
        return (spec.Batch.Fixed == 1 ? "" : "batch × ") + (spec.SequenceFirst && role != "probabilities" ? $"{rows.Name} × {heads.Name}" : $"{heads.Name} × {rows.Name}") + (columns is null ? "" : $" × {columns.Name}");
    }

    /// <summary>Queries and keys lie one behind the other in either layout.</summary>
    public override OperandLayout Layout(Operand operand)
    {
        (Dimension heads, Dimension rows, Dimension? columns) = ShapeOf(operand.Role);
        return operand.Role is "q" or "k"
            ? new("1", $"(nint){spec.Batch.Expression} * {heads.Expression} * {rows.Expression}", columns!.Expression, columns.Expression)
            : OperandLayout.Vector($"(nint)({TouchedLength(operand)})") with { HasVectors = false };
    }

    public override (double Flops, double Bytes)? Work
    {
        get
        {
            if (Sizes.Any(size => !size.Dimension.IsFixed))
                return null;
            double Size(Dimension dimension) => dimension.Fixed!.Value;
            double keys = Size(spec.KeyLength), queries = Size(spec.QueryLength), seen = queries * keys, read = keys;
            if (spec.Causal)
            {
                double past = Size(spec.PastLength);
                seen = Before(past + 1);
                if (spec.Window is { } window)
                {
                    seen -= Before(past + 1 - Size(window));
                    read = Math.Max(0, Math.Min(keys, past + queries) - Math.Max(0, past + 1 - Size(window)));
                }
            }

            double columns = Size(spec.HeadDim) + Size(spec.ValueDim), batch = Size(spec.Batch), heads = Size(spec.Heads);
            double bytes = batch * ((heads * queries * ((Size(spec.HeadDim) * spec.Element.Bytes) + (Size(spec.ValueDim) * spec.Output.Bytes))) + (Size(spec.KvHeads) * read * ((Size(spec.HeadDim) * spec["k"].Type.Bytes) + (Size(spec.ValueDim) * spec["v"].Type.Bytes))));
            if (spec.Mask is { } mask)
                bytes += queries * keys * mask.Type.Bytes; // one that all heads and sequences share
            bytes += spec.Scales.Count(scale => scale.Kind == OperandKind.Input) * batch * Size(spec.KvHeads) * read * plan.Accumulator.Bytes;
            if (spec.Slopes is not null)
                bytes += heads * plan.Accumulator.Bytes;
            if (spec.Probabilities is not null)
                bytes += batch * heads * queries * keys * plan.Accumulator.Bytes;
            return (2 * batch * heads * seen * columns, bytes);

            // The keys before a limit, of all queries: the first one's is given, and each one's is a key further, until it is behind all keys.
            double Before(double limit)
            {
                double none = Math.Min(queries, Math.Max(0, -limit)), first = Math.Max(limit, 0), rest = queries - none, some = Math.Max(0, Math.Min(rest, keys - first + 1));
                return (some * first) + (some * (some - 1) / 2) + ((rest - some) * keys);
            }
        }
    }

    // ---- the targets' methods ----

    public override IReadOnlyList<TargetArgument> Arguments => threads is null ? Whole :
    [
        .. Whole, new("nint", "first", ""), new("nint", "end", ""),
        new("nint", "firstKey", ""), new("nint", "endKey", ""), new("nint", "origin", ""), new(Pointers(plan.Accumulator), "pieces", ""),
    ];

    private IReadOnlyList<TargetArgument> Whole =>
    [
        .. Spans.Select(operand => operand.Type == NumericType.Bool
            ? new TargetArgument(AttentionSteps.PointerTo(operand), operand.Role, $"({AttentionSteps.PointerTo(operand)}){Pointer(operand)}")
            : new TargetArgument(Pointers(operand.Type), operand.Role, Pointer(operand))),
        .. spec.Operands.Items.Where(operand => operand.Kind == OperandKind.Scalar).Select(operand => new TargetArgument(operand.Type.Keyword, operand.Role, operand.Parameter)),
        .. Sizes.Where(size => !size.Dimension.IsFixed).Select(size => new TargetArgument("nint", size.Name, size.Dimension.Expression)),
        .. spec.Mask is null ? Array.Empty<TargetArgument>() : [new("nint", "maskSequence", "(nint)" + MaskSequence), new("nint", "maskHead", "(nint)" + MaskHead)],
    ];

    public override IReadOnlyList<TargetArgument>? EntryArguments => threads is null ? null : Whole;

    private void WriteSizes(CodeWriter writer, Target target)
    {
        foreach ((string name, Dimension dimension) in Sizes)
        {
            // A division by a constant 0 does not compile, even where it is not reached.
            if (dimension.Fixed is { } value)
                writer.Line($"{(value == 0 ? "" : "const ")}nint {name} = {Text(value)};");
        }

        writer.Line("// Consecutive query heads share a head of keys. With one query each, those heads are the rows of a tile; otherwise the queries of each are.");
        writer.Line("nint group = kvHeads == 0 ? 0 : heads / kvHeads;");
        writer.Line("bool single = queryLength == 1;");
        writer.Line("nint sets = single ? 1 : group, rows = single ? group : queryLength;");
        writer.Line($"nint blocks = (rows + {Text(AttentionSchedule.QueryBlock - 1)}) / {Text(AttentionSchedule.QueryBlock)};");
        if (!MayGather(target))
            return;
        string bytes = $"Math.Max(headDim * {Text(spec["k"].Type.Bytes)}, valueDim * {Text(spec["v"].Type.Bytes)})";
        writer.Line("// Of one query each, some heads of keys that lie side by side go together.");
        writer.Line($"nint team = single && keyLength >= {Text(ScheduleOf(target)!.LeastKeysTogether)} ? NeighbouringHeads.Together(kvHeads, {bytes}, {Text(ScheduleOf(target)!.BytesTogether)}, group, {Text(AttentionSchedule.QueryBlock)}) : 1, teams = (kvHeads + team - 1) / team;");
    }

    private bool MayGather(Target target) => ScheduleOf(target) is { } schedule && schedule.MayGather(spec);

    /// <summary>What is one for a thread: a block of rows that share a head of keys, or those of the heads that go together.</summary>
    private string Units(Target target) => $"batch * {(MayGather(target) ? "teams" : "kvHeads")} * blocks";

    public override string Split => "AttentionSplit";

    private AttentionSchedule? ScheduleOf(Target target) => target.Machine is { } machine ? Scheduler.Attention(plan, machine) : null;

    public override void WriteTarget(CodeWriter writer, Target target)
    {
        WriteSizes(writer, target);
        if (threads is null)
            writer.Line($"nint first = 0, end = {Units(target)};");
        new AttentionBody(writer, spec, plan, target, ScheduleOf(target), SharedTiles(target).Select(tiles => MatrixText.Alias(tiles.Set)).FirstOrDefault()).Write();
    }

    public override void WriteHelpers(CodeWriter writer, Target target) => new AttentionSteps(writer, spec, plan, target, ScheduleOf(target)).Write();

    public override IEnumerable<(TileSet Set, ChainPlan Plan, Target Target)> SharedTiles(Target target) => ScheduleOf(target) is not { } schedule ? [] :
        [(new TileSet(target.Name, plan.Accumulator, plan.Accumulator, MatrixText.KindOfSum(plan.Products), Panel: false, Prefetch: false, schedule.Tile), plan.Products, target)];

    public override string DescribeSchedule(Target target) => ScheduleOf(target)?.Describe(spec) ?? $"a query at a time, blocks of {Text(PlanConstants.AttentionBlock)} keys";

    public override string? DescribeThreads(Target target) => threads?.Describe();

    public override void WriteThreads(CodeWriter writer, Target target)
    {
        var join = new AttentionJoin(writer, spec, plan, target);
        using (writer.Block($"internal static void {ThreadsWriter.Entry(target)}({ThreadsWriter.Parameters(Whole)}int maxThreads)"))
        {
            WriteSizes(writer, target);
            writer.Line("// Of one query each, which see the same keys, threads share these too.");
            writer.Line($"nint seen = !single ? 0 : {(spec.Causal ? "Math.Min(keyLength, pastLength + 1)" : "keyLength")}, unseen = {(spec.Window is null ? "0" : "Math.Max(0, pastLength + 1 - window)")};");
            ThreadsWriter.WriteSetup(
                writer, Whole, $"2.0 * batch * heads * queryLength * (single ? Math.Max(0, seen - unseen) : {(spec.Window is null ? "keyLength" : "Math.Min(keyLength, window)")}) * (headDim + valueDim)", threads!.LeastFlops,
                (Split, $"{Units(target)}, {Text(threads.PartsPerThread)}, unseen, seen, {Text(PlanConstants.AttentionBlock)}, (long){AttentionJoin.Rows} * {AttentionJoin.Step} * sizeof({plan.Accumulator.Keyword})"));
            using (writer.Block("if (call.split.IsByKeys)"))
                join.WritePreparation();
            writer.Line(ThreadsWriter.Run(target));
            writer.Line("if (call.split.IsByKeys)");
            using (writer.Indent())
                writer.Line($"{AttentionJoin.Name(target)}({string.Concat(Whole.Select(argument => argument.Name + ", "))}call.split.Blocks, ({plan.Accumulator.Keyword}*)call.split.Pieces);");
        }

        ThreadsWriter.WritePart(writer, target, () =>
        {
            string whole = string.Concat(Whole.Select(argument => $"call->{argument.Name}, "));
            writer.Line($"{target.Method}({whole}call->split.Start(part), call->split.End(part), call->split.FirstKey(part), call->split.EndKey(part), call->split.Origin, ({plan.Accumulator.Keyword}*)call->split.Pieces);");
        });
        writer.Line();
        join.Write(ThreadsWriter.Parameters(Whole), () => WriteSizes(writer, target));
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
