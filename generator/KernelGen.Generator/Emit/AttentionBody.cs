using System.Globalization;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>
/// The loops of attention: for a block of queries, one block of keys after another; of each the scores of a tile of rows, what they weigh, and the weighted
/// values, which are merged into the rows' results. The scores of a tile are all that is kept of them. A row's own steps are <see cref="AttentionSteps"/>.
/// </summary>
/// <param name="writer">Where the loops go.</param>
/// <param name="spec">What is asked.</param>
/// <param name="plan">Its bits.</param>
/// <param name="target">Where it runs.</param>
/// <param name="schedule">Null: one row and one number at a time.</param>
/// <param name="tiles">The class of the target's tiles.</param>
internal sealed class AttentionBody(CodeWriter writer, AttentionSpec spec, AttentionPlan plan, Target target, AttentionSchedule? schedule, string? tiles)
{
    private readonly string type = plan.Accumulator.Keyword;

    /// <summary>Whether keys, or values, are of a narrower type: they are widened once for all rows that see them.</summary>
    private readonly bool areKeysNarrow = spec["k"].Type != plan.Accumulator, areValuesNarrow = spec["v"].Type != plan.Accumulator;

    /// <summary>Whether queries are: they are widened a tile at a time.</summary>
    private readonly bool areQueriesNarrow = spec["q"].Type != plan.Accumulator;

    /// <summary>Whether results are: they are gathered as wide as they are computed, and rounded once.</summary>
    private readonly bool areResultsNarrow = spec.Output != plan.Accumulator;

    /// <summary>Whether threads may share the call, and with one query each a head's keys: then each block of keys may leave a piece (<see cref="AttentionJoin"/>) instead of being merged at once.</summary>
    private readonly bool mayLeavePieces = spec.Threads is not null;

    /// <summary>Whether a single tile of queries has ways of its own: keys and values as they lie.</summary>
    private readonly bool mayBeFew = schedule is { TurnsOnTheWay: true };

    /// <summary>Whether heads of keys that lie side by side may go together, block by block (<see cref="AttentionSchedule.MayGather"/>).</summary>
    private readonly bool mayGather = schedule is not null && schedule.MayGather(spec);

    private static string Block => Text(PlanConstants.AttentionBlock);

    private static string QueryBlock => Text(AttentionSchedule.QueryBlock);

    /// <summary>From one row's scores to the next one's: an odd number of cache lines, so that rows do not meet in one set.</summary>
    private string Step => Text(PlanConstants.AttentionBlock + (Machine.LineBytes / plan.Accumulator.Bytes));

    private string Height => schedule is null ? "1" : tiles + ".Rows";

    private string Width => tiles + ".Columns";

    public void Write()
    {
        writer.Line("if (first >= end)");
        using (writer.Indent())
            writer.Line("return;");
        WriteStrides();
        writer.Line();
        writer.Line("// Of a tile of rows: their scores, which become weights; the values so weighted; and by what they and the results so far are multiplied. Of each row: its maximum and its sum so far.");
        string rows = $"{Height} * ({Step} + (long)valueDim + 2) + 2 * {QueryBlock} * (long)sets"
            + (areResultsNarrow ? $" + {QueryBlock} * (long)sets * valueDim" : "") + (HasAsked ? $" + {HeightOfAsked} * (long)headDim" : "");
        if (schedule is null)
        {
            writer.Line($"{type}* scores = ({type}*)Scratch.Rent(({rows}) * sizeof({type}));");
        }
        else
        {
            writer.Line($"nint turned = Math.Min({Block}, (keyLength + {Width} - 1) / {Width} * {Width});");
            string room = $"((long){(areValuesNarrow ? "(headDim + valueDim)" : "headDim")} * turned + {rows}) * sizeof({type})";
            if (mayGather)
            {
                writer.Line("// Of a block and heads that go together: their keys, and their values. A line more a head, so that heads do not meet in one set of the cache.");
                string lineOfKeys = Text(Machine.LineBytes / spec["k"].Type.Bytes), lineOfValues = Text(Machine.LineBytes / spec["v"].Type.Bytes);
                writer.Line($"nint keysOfHead = {Block} * headDim + {lineOfKeys}, valuesOfHead = {Block} * valueDim + {lineOfValues};");
                writer.Line($"long gatheredKeys = team == 1 ? 0 : team * keysOfHead * sizeof({spec["k"].Type}), gatheredValues = team == 1 ? 0 : team * valuesOfHead * sizeof({spec["v"].Type});");
                writer.Line($"byte* near = Scratch.Rent(gatheredKeys + gatheredValues + {room});");
                room = "near + gatheredKeys + gatheredValues";
            }
            else
            {
                room = $"Scratch.Rent({room})";
            }

            writer.Line($"{type}* strips = ({type}*)({room}); // a block of keys, turned");
            if (areValuesNarrow)
                writer.Line($"{type}* wide = strips + headDim * turned; // its values");
            writer.Line($"{type}* scores = {(areValuesNarrow ? "wide + valueDim" : "strips + headDim")} * turned;");
        }

        writer.Line($"{type}* sums = scores + {Height} * {Step}, factors = sums + {Height} * valueDim, state = factors + 2 * {Height};");
        if (areResultsNarrow)
            writer.Line($"{type}* gathered = state + 2 * {QueryBlock} * sets; // the results so far, before they are rounded");
        if (HasAsked)
            writer.Line($"{type}* asked = {(areResultsNarrow ? $"gathered + {QueryBlock} * sets * valueDim" : $"state + 2 * {QueryBlock} * sets")}; // a tile's queries");
        string headDim = $"({type})headDim";
        foreach (Operand scale in GatheredScales)
            writer.Line($"{type}* {Gathered(scale)} = stackalloc {type}[{Block}]; // those of a block, side by side");
        writer.Line($"{type} scale = {new ProgramPrinter(writer, Scalar.Target.Dialect).Print(plan.Scale, [.. plan.Scale.Inputs.Items.Select(_ => headDim)], "scale")[0]};");
        using (writer.Block("for (nint unit = first; unit < end; unit++)"))
            WriteUnit();
    }

    /// <summary>Whether a tile's queries are copied: widened, or for keys that are turned on the way.</summary>
    private bool HasAsked => schedule is not null && (areQueriesNarrow || mayBeFew);

    private string HeightOfAsked => mayBeFew ? $"TransposedRows.Height({Height})" : Height;

    private void WriteStrides()
    {
        (string head, string row)[] strides = [.. new[] { ("q", "heads", "queryLength", "headDim"), ("k", "kvHeads", "keyLength", "headDim"), ("v", "kvHeads", "keyLength", "valueDim"), ("output", "heads", "queryLength", "valueDim") }
            .Select(((string Role, string Heads, string Length, string Columns) operand) => spec.SequenceFirst
                ? ($"{operand.Role}Head = {operand.Columns}", $"{operand.Role}Row = {operand.Heads} * {operand.Columns}")
                : ($"{operand.Role}Head = {operand.Length} * {operand.Columns}", $"{operand.Role}Row = {operand.Columns}"))];
        writer.Line("// From one head to the next, and from one row of a head to the next.");
        writer.Line($"nint {string.Join(", ", strides.Select(stride => stride.head))};");
        writer.Line($"nint {string.Join(", ", strides.Select(stride => stride.row))};");
        writer.Line("nint qStep = single ? qHead : qRow, outputStep = single ? outputHead : outputRow;");
        if (spec.Mask is not null)
            writer.Line("nint maskStep = single ? maskHead : keyLength;");
        if (spec.Causal)
            writer.Line("nint slant = single ? 0 : 1; // the keys that a row sees beyond those of the row before");
    }

    private void WriteUnit()
    {
        (string pairs, string head, string rows) = mayGather
            ? ("teams", "(pair - sequence * teams) * team, members = Math.Min(team, kvHeads - head)", "members * rows")
            : ("kvHeads", "pair - sequence * kvHeads", "rows");
        writer.Line($"nint pair = unit / blocks, sequence = pair / {pairs}, head = {head};");
        writer.Line($"nint start = (unit - pair * blocks) * {QueryBlock}, stop = Math.Min({rows}, start + {QueryBlock});");
        if (spec.Mask is { } mask)
            writer.Line($"{AttentionSteps.PointerTo(mask)} marks = mask + sequence * maskSequence + head * group * maskHead;");
        if (spec.Probabilities is not null)
            writer.Line($"{type}* shares = probabilities + (sequence * heads + head * group) * queryLength * keyLength;");
        writer.Line($"{spec["q"].Type}* queries = q + sequence * heads * queryLength * headDim + head * group * qHead;");
        writer.Line($"{spec.Output}* results = output + sequence * heads * queryLength * valueDim + head * group * outputHead;");
        writer.Line($"{spec["k"].Type}* keys = k + sequence * kvHeads * keyLength * headDim + head * kHead;");
        writer.Line($"{spec["v"].Type}* values = v + sequence * kvHeads * keyLength * valueDim + head * vHead;");
        foreach (Operand scale in Scales)
            writer.Line($"{type}* {OfHead(scale)} = {scale.Role} + sequence * kvHeads * keyLength + head{(spec.SequenceFirst ? "" : " * keyLength")};");
        EachRowOfOneThread(() =>
        {
            writer.Line($"state[2 * (set * {QueryBlock} + i - start)] = {Scalar.Target.Dialect.Constant(plan.Accumulator, AttentionSteps.Lowest(plan))};");
            writer.Line($"state[2 * (set * {QueryBlock} + i - start) + 1] = 0;");
            writer.Line($"new Span<{type}>({ResultOf("i")}, (int)valueDim).Clear();");
            if (spec.Probabilities is not null)
                writer.Line($"new Span<{type}>({SharesOf("i")}, (int)keyLength).Fill({Scalar.Target.Dialect.Constant(plan.Accumulator, AttentionSteps.Lowest(plan))});");
        });
        writer.Line();
        writer.Line(spec.Causal ? "nint seen = Math.Min(keyLength, pastLength + (single ? 1 : stop)); // by the last row" : "nint seen = keyLength;");
        if (spec.Window is not null)
            writer.Line("nint unseen = Math.Max(0, pastLength + (single ? 0 : start) + 1 - window); // the first row's window begins there");
        string firstKey = spec.Window is null ? "0" : $"unseen / {Block} * {Block}", endKey = mayLeavePieces ? "Math.Min(seen, endKey)" : "seen";
        if (mayLeavePieces)
            firstKey = spec.Window is null ? "firstKey" : $"Math.Max(firstKey, {firstKey})";
        using (writer.Block($"for (nint j0 = {firstKey}; j0 < {endKey}; j0 += {Block})"))
            WriteBlock();
        writer.Line();
        EachRowOfOneThread(() =>
        {
            string state = $"state[2 * (set * {QueryBlock} + i - start)";
            writer.Line($"{AttentionSteps.Share(target)}({(areResultsNarrow ? ResultOf("i") + ", " : "")}results + set * outputHead + i * outputStep, valueDim, {state} + 1]);");
            if (spec.Probabilities is not null)
                writer.Line($"{AttentionSteps.Probabilities(target)}({SharesOf("i")}, keyLength, {state}], {state} + 1]);");
        });
    }

    /// <summary>A row's results so far.</summary>
    private string ResultOf(string row) => areResultsNarrow ? $"gathered + (set * {QueryBlock} + {row} - start) * valueDim" : $"results + set * outputHead + {row} * outputStep";

    /// <summary>A row's probabilities. (Where the heads are the rows, each has one query: they lie as the queries of a head do.)</summary>
    private static string SharesOf(string row) => $"shares + (set * queryLength + {row}) * keyLength";

    /// <summary>What a row begins and ends with; where it is left in pieces, that is for whoever joins them.</summary>
    private void EachRowOfOneThread(Action body)
    {
        if (!mayLeavePieces)
        {
            EachRow(body);
            return;
        }

        using (writer.Block("if (pieces == null)"))
            EachRow(body);
    }

    private void EachRow(Action body)
    {
        using (writer.Block("for (nint set = 0; set < sets; set++)"))
        using (writer.Block("for (nint i = start; i < stop; i++)"))
            body();
    }

    private void WriteBlock()
    {
        writer.Line($"nint count = Math.Min({Block}, seen - j0);");
        if (mayLeavePieces)
        {
            string head = mayGather ? "(sequence * kvHeads + head)" : "pair";
            writer.Line($"{type}* piece = pieces == null ? null : pieces + ((j0 - origin) / {Block} * {AttentionJoin.Rows} + {head} * group) * {AttentionJoin.Step};");
            writer.Line("for (nint i = start; piece != null && i < stop; i++)");
            using (writer.Indent())
                writer.Line($"piece[i * {AttentionJoin.Step} + 1] = {AttentionJoin.None};");
        }

        if (spec.Window is not null)
            writer.Line("nint begin = Math.Max(0, unseen - j0); // the first key of the block that a row sees");
        if (!mayGather)
        {
            WriteRowsOfBlock("start", "stop");
            return;
        }

        if (spec.Mask is null)
            WriteGathering();
        else
            writer.Line("bool isGathered = false;");
        using (writer.Block("for (nint member = 0; member < members; member++)"))
        {
            writer.Line("nint own = start + member * rows, ownEnd = team == 1 ? stop : own + rows; // the rows that see this head of keys");
            foreach ((string role, string name, string copies) in new[] { ("k", "keys", "near"), ("v", "values", "near + gatheredKeys") })
            {
                NumericType of = spec[role].Type;
                writer.Line($"{of}* {name}OfBlock = team == 1 ? {name} + j0 * {role}Row : ({of}*)({copies}) + member * {name}OfHead;");
            }

            writer.Line("nint keyStep = team == 1 ? kRow : headDim, valueStep = team == 1 ? vRow : valueDim;");
            WriteRowsOfBlock("own", "ownEnd");
        }
    }

    /// <summary>The keys of a block that a row sees, and their values, of the heads that go together.</summary>
    private void WriteGathering()
    {
        (string from, string rows, string begin) = spec.Window is null ? ("j0", "count", "") : ("(j0 + begin)", "count - begin", " + begin * ");
        using (writer.Block("if (team > 1)"))
        {
            foreach ((string role, string name, string columns, string copies) in new[] { ("k", "keys", "headDim", "near"), ("v", "values", "valueDim", "near + gatheredKeys") })
            {
                string to = $"({spec[role].Type}*)({copies})" + (begin.Length == 0 ? "" : begin + columns);
                writer.Line($"NeighbouringHeads.Gather({name} + {from} * {role}Row, {role}Row, {rows}, {columns}, members, {to}, {name}OfHead);");
            }
        }
    }

    /// <summary>The tiles of a block: of the rows from one to before another, which share a head of keys.</summary>
    private void WriteRowsOfBlock(string start, string end)
    {
        string stop = end;
        if (spec.Window is not null)
        {
            stop = "trail";
            writer.Line($"nint trail = single ? {end} : (nint)Math.Min({end}, (long)j0 + count + window - pastLength - 1); // behind the last row that sees a key of the block");
        }

        writer.Line(spec.Causal ? $"nint lead = single ? {start} : Math.Max({start}, j0 - pastLength); // the first row that sees a key of the block" : $"nint lead = {start};");
        if (spec.Window is not null)
        {
            writer.Line("if (begin >= count || trail <= lead)");
            using (writer.Indent())
                writer.Line("continue;");
        }

        if (schedule is not null)
            writer.Line($"nint tall = ({stop} - lead + {Height} - 1) / {Height}, low = ({stop} - lead) / tall, taller = {stop} - lead - low * tall;");
        if (mayBeFew)
            writer.Line($"bool few = sets == 1 && tall == 1 && headDim >= {Text(AttentionSchedule.LeastHeadDim(spec["k"].Type))}; // one tile: no other sees these keys");
        if (schedule is not null && spec.Mask is null)
            WritePreparation();
        else if (schedule is not null)
            writer.Line("bool isTurned = false;");
        using (writer.Block("for (nint set = 0; set < sets; set++)"))
        using (writer.Block(schedule is null ? $"for (nint i = lead; i < {stop}; i++)" : "for (nint t = 0, i = lead, height = 0; t < tall; t++, i += height)"))
        {
            if (schedule is null)
                WriteRow();
            else
                WriteTile();
        }
    }

    private string Begin => spec.Window is null ? "0" : "begin";

    /// <summary>What all tiles read of a block: its keys, turned; its scales, side by side; its values, widened.</summary>
    private void WritePreparation()
    {
        if (mayGather && spec.Mask is not null)
        {
            using (writer.Block("if (!isGathered)"))
            {
                WriteGathering();
                writer.Line("isGathered = true;");
            }
        }

        foreach (Operand scale in GatheredScales)
        {
            writer.Line($"for (nint j = {Begin}; j < count; j++)");
            using (writer.Indent())
                writer.Line($"{Gathered(scale)}[j] = {OfHead(scale)}[(j0 + j) * kvHeads{(mayGather ? " + member" : "")}];");
        }

        if (!mayBeFew)
        {
            WriteTurning();
            WriteWidening();
            return;
        }

        using (writer.Block("if (!few)"))
        {
            WriteTurning();
            WriteWidening();
        }
    }

    private void WriteTurning()
    {
        string at = spec.Window is null ? "j" : "(j - begin)";
        writer.Line($"for (nint j = {Begin}; j < count; j += {Width})");
        using (writer.Indent())
            writer.Line($"{(areKeysNarrow ? "Widened" : "")}Packing.Transposed({KeysAt("j")}, {KeyStep}, headDim, Math.Min({Width}, count - j), {Width}, strips + {at} * headDim);");
    }

    private void WriteWidening()
    {
        if (!areValuesNarrow)
            return;
        writer.Line($"for (nint j = {Begin}; j < count; j++)");
        using (writer.Indent())
            writer.Line($"Widening.ToFloat({ValuesAt("j")}, wide + j * valueDim, valueDim);");
    }

    /// <summary>The scales that are one a key and head.</summary>
    private IEnumerable<Operand> Scales => spec.Scales.Where(scale => scale.Kind == OperandKind.Input);

    /// <summary>Those that do not lie side by side, where vectors take them.</summary>
    private IEnumerable<Operand> GatheredScales => spec.SequenceFirst && schedule is not null ? Scales : [];

    private static string OfHead(Operand scale) => scale.Role + "OfHead";

    private static string Gathered(Operand scale) => scale.Role + "OfBlock";

    /// <summary>A block's scales, at the first key that a row sees; or the one.</summary>
    private string ScalesOf(Operand scale) => scale.Kind == OperandKind.Scalar ? scale.Role
        : !spec.SequenceFirst ? $"{OfHead(scale)} + j0{Plus("from")}"
        : schedule is null ? $"{OfHead(scale)} + (j0{Plus("from")}) * kvHeads"
        : Gathered(scale) + Plus("from");

    /// <summary>Where a key of a block lies; the first one, if none is named.</summary>
    private string KeysAt(string key = "") => mayGather ? Place("keysOfBlock", key, KeyStep) : Place("keys", FromBlock(key), KeyStep);

    /// <summary>The same of its values.</summary>
    private string ValuesAt(string key = "") => mayGather ? Place("valuesOfBlock", key, ValueStep) : Place("values", FromBlock(key), ValueStep);

    private string KeyStep => mayGather ? "keyStep" : "kRow";

    private string ValueStep => mayGather ? "valueStep" : "vRow";

    private static string FromBlock(string key) => key.Length == 0 ? "j0" : $"(j0 + {key})";

    private static string Place(string pointer, string row, string step) => row.Length == 0 ? pointer : $"{pointer} + {row} * {step}";

    /// <summary>Where the values of a block's key begin, from column c on, and how far it is to the next key's.</summary>
    private string ValuesOf(string key) => areValuesNarrow ? $"wide + {key} * valueDim + c, valueDim" : $"{ValuesAt(key)} + c, {ValueStep}";

    private void WriteTile()
    {
        writer.Line("height = t < taller ? low + 1 : low;");
        if (spec.Causal)
        {
            writer.Line("// What all of its rows see of the block, and what its last one does: each sees a key more than the one before.");
            writer.Line("nint ahead = pastLength + (single ? 0 : i) + 1 - j0;");
            writer.Line("nint common = Math.Min(count, ahead), most = Math.Min(count, ahead + slant * (height - 1));");
        }
        else
        {
            writer.Line("nint common = count, most = count;");
        }

        if (spec.Window is not null)
        {
            writer.Line("// From where its first row sees it, and from where all do.");
            writer.Line("nint edge = ahead - window, least = Math.Max(0, edge), whole = Math.Max(0, edge + slant * (height - 1));");
        }

        if (spec.Mask is not null)
            WriteLiving();
        if (mayBeFew)
        {
            (string seen, string at, string scores) = spec.Window is null ? ("most", "", "scores") : ("most - least", "least", "scores + least");
            using (writer.Block($"if (few && {seen} >= {Text(AttentionSchedule.LeastKeys(plan))})"))
            {
                writer.Line($"{type}* panel = TransposedRows.Panel(queries + set * qHead + i * qStep, qStep, headDim, height, asked);");
                writer.Line($"TransposedRows.Chains(panel, height, {KeysAt(at)}, {KeyStep}, headDim, {seen}, {scores}, {Step});");
            }

            using (writer.Block("else"))
            {
                using (writer.Block("if (few)"))
                    WriteTurning();
                WriteScores();
            }
        }
        else
        {
            WriteScores();
        }

        EachLivingRow(() =>
        {
            WriteRange("r");
            WriteWeigh($"scores + r * {Step}", "i + r", "slant * r", "2 * r");
        });
        if (mayBeFew)
            WriteValuesOfFew();
        else
            WriteValuesByColumns();
        EachLivingRow(() => WriteMerge("(i + r)", "sums + r * valueDim", "factors + 2 * r"));
    }

    /// <summary>The first key of the block that a row of the tile sees.</summary>
    private string Least => spec.Window is null ? "0" : "least";

    /// <summary>The scores of a tile's rows, from keys that are turned.</summary>
    private void WriteScores()
    {
        (string first, string strip) = spec.Window is null ? ("0", "j") : ($"begin + (least - begin) / {Width} * {Width}", "(j - begin)");
        if (areQueriesNarrow)
            writer.Line("WidenedPacking.Rows(queries + set * qHead + i * qStep, qStep, headDim, height, headDim, asked);");
        writer.Line($"for (nint j = {first}; j < most; j += {Width})");
        using (writer.Indent())
            writer.Line($"{tiles}.Run(height, Math.Min({Width}, most - j), {(areQueriesNarrow ? "asked, headDim" : "queries + set * qHead + i * qStep, qStep")}, strips + {strip} * headDim, {Width}, headDim, scores + j, {Step}, true);");
    }

    private void WriteValuesByColumns()
    {
        using (writer.Block($"for (nint c = 0; c < valueDim; c += {Width})"))
        {
            writer.Line($"nint columns = Math.Min({Width}, valueDim - c);");
            WriteValues();
        }
    }

    /// <summary>
    /// Where all rows of the only tile see the same keys: of one row the values go straight to the multiply-adds; of more, some go at a time: they are read once, in the
    /// order they lie, and all columns but the first find them in the nearest cache.
    /// </summary>
    private void WriteValuesOfFew()
    {
        string alike = spec.Window is null ? "few && common == most" : "few && common == most && least == whole";
        (string seen, string place, string weights) = spec.Window is null ? ("common", "", "scores") : ("common - least", "least", "scores + least");
        using (writer.Block($"if ({alike} && height == 1)"))
            writer.Line($"SingleRow.Chains({weights}, {ValuesAt(place)}, {ValueStep}, {seen}, valueDim, sums);");
        using (writer.Block($"else if ({alike})"))
        using (writer.Block($"for (nint at = {Least}; at < common; at += {Text(AttentionSchedule.ValuesTogether)})"))
        {
            writer.Line($"nint together = Math.Min({Text(AttentionSchedule.ValuesTogether)}, common - at);");
            if (areValuesNarrow)
                writer.Line($"WidenedPacking.Rows({ValuesAt("at")}, {ValueStep}, valueDim, together, valueDim, wide);");
            else
                writer.Line($"nint share = ({Text(AttentionSchedule.ValuesTogether)} * {Width} + valueDim - 1) / Math.Max(1, valueDim), further = at + together; // of the next values, the rows that are asked for beside each tile");
            (string near, string step) = areValuesNarrow ? ("wide", "valueDim") : (ValuesAt("at"), ValueStep);
            using (writer.Block($"for (nint c = 0; c < valueDim; c += {Width})"))
            {
                writer.Line($"nint columns = Math.Min({Width}, valueDim - c);");
                if (!areValuesNarrow)
                {
                    writer.Line($"NextRows.Ask({ValuesAt("further")}, {ValueStep}, share, valueDim);");
                    writer.Line("further += share;");
                }

                writer.Line($"{tiles}.Run(height, columns, scores + at, {Step}, {near} + c, {step}, together, sums + c, valueDim, at == {Least});");
            }
        }

        using (writer.Block("else"))
        {
            if (areValuesNarrow)
            {
                using (writer.Block("if (few)"))
                    WriteWidening();
            }

            WriteValuesByColumns();
        }
    }

    /// <summary>Which rows of a tile have a key of the block; where none has, the block is not looked at.</summary>
    private void WriteLiving()
    {
        writer.Line("// The rows to which their masks leave a key of the block.");
        writer.Line("nint living = 0;");
        using (writer.Block("for (nint r = 0; r < height; r++)"))
        {
            WriteRange("r");
            writer.Line($"if ({AttentionSteps.Attends(target)}({MarksOf("i + r")}, {Seen}))");
            using (writer.Indent())
                writer.Line("living |= (nint)1 << (int)r;");
        }

        writer.Line("if (living == 0)");
        using (writer.Indent())
            writer.Line("continue;");
        using (writer.Block("if (!isTurned)"))
        {
            WritePreparation();
            writer.Line("isTurned = true;");
        }
    }

    private void EachLivingRow(Action body)
    {
        using (writer.Block("for (nint r = 0; r < height; r++)"))
        {
            if (spec.Mask is not null)
            {
                writer.Line("if ((living >> (int)r & 1) == 0)");
                using (writer.Indent())
                    writer.Line("continue;");
            }

            body();
        }
    }

    /// <summary>From which to which key of the block a row sees it.</summary>
    private void WriteRange(string row)
    {
        if (spec.Window is not null)
            writer.Line($"nint from = Math.Max(0, ahead - window + slant * {row});");
        if (spec.Causal)
            writer.Line($"nint to = Math.Min(count, ahead + slant * {row});");
    }

    private string From => spec.Window is null ? "0" : "from";

    private string Plus(string from) => spec.Window is null ? "" : " + " + from;

    private string Seen => (spec.Causal ? "to" : "count") + (spec.Window is null ? "" : " - from");

    /// <summary>A row's mask, at the first key that it sees.</summary>
    private string MarksOf(string row) => $"marks + set * maskHead + ({row}) * maskStep + j0{Plus("from")}";

    private void WriteWeigh(string scores, string row, string further, string factors)
    {
        string more = string.Concat(spec.Scales.Select(scale => ", " + ScalesOf(scale)))
            + (AttentionSteps.HasScaleStep(spec, schedule) ? ", kvHeads" : "");
        if (spec.Slopes is not null)
            more += $", alibiSlopes[head * group + (single ? {row} : set)], ({type})({From} + 1 - ahead{(further == "0" ? "" : " - " + further)})";
        if (spec.Mask is not null)
            more += ", " + MarksOf(row);
        if (spec.Probabilities is not null)
            more += $", {SharesOf(row)} + j0{Plus("from")}";
        string state = $"state + 2 * (set * {QueryBlock} + {row} - start)";
        if (mayLeavePieces)
        {
            writer.Line($"{type}* rowState = {state};");
            using (writer.Block("if (piece != null)"))
            {
                writer.Line("// Merged into nothing, a block's maximum and sum are what they are.");
                writer.Line($"rowState = piece + ({row}) * {AttentionJoin.Step};");
                writer.Line($"rowState[0] = {Scalar.Target.Dialect.Constant(plan.Accumulator, AttentionSteps.Lowest(plan))};");
                writer.Line("rowState[1] = 0;");
            }

            state = "rowState";
        }

        writer.Line($"{AttentionSteps.Weigh(target)}({scores}{Plus("from")}, {Seen}, scale, {state}, factors + {factors}{more});");
    }

    /// <summary>The values of a tile's rows: all together where each sees the keys, and key by key at the ends of what they see.</summary>
    private void WriteValues()
    {
        string last = "common";
        if (spec.Window is null)
        {
            writer.Line($"{tiles}.Run(height, columns, scores, {Step}, {(areValuesNarrow ? "wide + c, valueDim" : $"{ValuesAt()} + c, {ValueStep}")}, common, sums + c, valueDim, true);");
        }
        else
        {
            last = "Math.Max(common, whole)";
            using (writer.Block("if (least < whole)"))
            {
                writer.Line("for (nint r = 0; r < height; r++)");
                using (writer.Indent())
                    writer.Line($"new Span<{type}>(sums + r * valueDim + c, (int)columns).Clear();");
                using (writer.Block("for (nint j = least; j < Math.Min(whole, most); j++)"))
                {
                    writer.Line("nint r = Math.Max(0, j - common + 1), bottom = Math.Min(height, j - edge + 1);");
                    writer.Line($"{tiles}.Run(bottom - r, columns, scores + r * {Step} + j, {Step}, {ValuesOf("j")}, 1, sums + r * valueDim + c, valueDim, false);");
                }
            }

            writer.Line("if (whole < common)");
            using (writer.Indent())
                writer.Line($"{tiles}.Run(height, columns, scores + whole, {Step}, {ValuesOf("whole")}, common - whole, sums + c, valueDim, least == whole);");
        }

        if (!spec.Causal)
            return;
        writer.Line("// A key that a row does not see is no step of it: a weight of 0 would let a NaN in, and change the sign of a 0.");
        using (writer.Block($"for (nint j = {last}; j < most; j++)"))
        {
            writer.Line("nint r = j - common + 1;");
            writer.Line($"{tiles}.Run(height - r, columns, scores + r * {Step} + j, {Step}, {ValuesOf("j")}, 1, sums + r * valueDim + c, valueDim, false);");
        }
    }

    private void WriteRow()
    {
        if (spec.Causal)
            writer.Line("nint ahead = pastLength + (single ? 0 : i) + 1 - j0;");
        WriteRange("0");
        if (spec.Mask is not null)
        {
            writer.Line($"if (!{AttentionSteps.Attends(target)}({MarksOf("i")}, {Seen}))");
            using (writer.Indent())
                writer.Line("continue;");
        }

        writer.Line($"{spec["q"].Type}* query = queries + set * qHead + i * qStep;");
        using (writer.Block($"for (nint j = {From}; j < {(spec.Causal ? "to" : "count")}; j++)"))
            WriteChain("0", "headDim", Widened(areQueriesNarrow, "query[p]"), Widened(areKeysNarrow, "keys[(j0 + j) * kRow + p]"), "scores[j]");
        WriteWeigh("scores", "i", "0", "0");
        using (writer.Block("for (nint c = 0; c < valueDim; c++)"))
            WriteChain(From, spec.Causal ? "to" : "count", "scores[p]", Widened(areValuesNarrow, "values[(j0 + p) * vRow + c]"), "sums[c]");
        WriteMerge("i", "sums", "factors");
    }

    private void WriteMerge(string row, string values, string factors)
    {
        string merge = $"{AttentionSteps.Merge(target)}({ResultOf(row)}, {values}, valueDim, {factors});";
        if (!mayLeavePieces)
        {
            writer.Line(merge);
            return;
        }

        writer.Line("if (piece == null)");
        using (writer.Indent())
            writer.Line(merge);
        writer.Line("else");
        using (writer.Indent())
            writer.Line($"new ReadOnlySpan<{type}>({values}, (int)valueDim).CopyTo(new Span<{type}>(piece + {row} * {AttentionJoin.Step} + 2, (int)valueDim));");
    }

    private string Widened(bool isNarrow, string number) => isNarrow ? $"(({type}){number})" : number;

    private void WriteChain(string first, string end, string a, string b, string result)
    {
        writer.Line($"{type} sum = 0;");
        using (writer.Block($"for (nint p = {first}; p < {end}; p++)"))
            new ProgramPrinter(writer, Scalar.Target.Dialect).Assign(plan.Products.Sum.Step, [a, b, "sum"], ["sum"]);
        writer.Line($"{result} = sum;");
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
