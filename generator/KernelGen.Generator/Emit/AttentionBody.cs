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
        string rows = $"{Height} * ({Step} + (long)valueDim + 2) + 2 * {QueryBlock} * (long)sets";
        if (schedule is null)
        {
            writer.Line($"{type}* scores = ({type}*)Scratch.Rent(({rows}) * sizeof({type}));");
        }
        else
        {
            writer.Line($"nint turned = Math.Min({Block}, (keyLength + {Width} - 1) / {Width} * {Width});");
            writer.Line($"{type}* strips = ({type}*)Scratch.Rent(((long)headDim * turned + {rows}) * sizeof({type})); // a block of keys, turned");
            writer.Line($"{type}* scores = strips + headDim * turned;");
        }

        writer.Line($"{type}* sums = scores + {Height} * {Step}, factors = sums + {Height} * valueDim, state = factors + 2 * {Height};");
        string headDim = $"({type})headDim";
        writer.Line($"{type} scale = {new ProgramPrinter(writer, Scalar.Target.Dialect).Print(plan.Scale, [.. plan.Scale.Inputs.Items.Select(_ => headDim)], "scale")[0]};");
        using (writer.Block("for (nint unit = first; unit < end; unit++)"))
            WriteUnit();
    }

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
    }

    private void WriteUnit()
    {
        writer.Line("nint pair = unit / blocks, sequence = pair / kvHeads, head = pair - sequence * kvHeads;");
        writer.Line($"nint start = (unit - pair * blocks) * {QueryBlock}, stop = Math.Min(rows, start + {QueryBlock});");
        writer.Line($"{type}* queries = q + sequence * heads * queryLength * headDim + head * group * qHead, results = output + sequence * heads * queryLength * valueDim + head * group * outputHead;");
        writer.Line($"{type}* keys = k + sequence * kvHeads * keyLength * headDim + head * kHead, values = v + sequence * kvHeads * keyLength * valueDim + head * vHead;");
        EachRow(() =>
        {
            writer.Line($"state[2 * (set * {QueryBlock} + i - start)] = {Scalar.Target.Dialect.Constant(plan.Accumulator, AttentionSteps.Lowest(plan))};");
            writer.Line($"state[2 * (set * {QueryBlock} + i - start) + 1] = 0;");
            writer.Line($"new Span<{type}>(results + set * outputHead + i * outputStep, (int)valueDim).Clear();");
        });
        writer.Line();
        writer.Line(spec.Causal ? "nint seen = Math.Min(keyLength, pastLength + (single ? 1 : stop)); // by the last row" : "nint seen = keyLength;");
        using (writer.Block($"for (nint j0 = 0; j0 < seen; j0 += {Block})"))
            WriteBlock();
        writer.Line();
        EachRow(() => writer.Line($"{AttentionSteps.Share(target)}(results + set * outputHead + i * outputStep, valueDim, state[2 * (set * {QueryBlock} + i - start) + 1]);"));
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
        if (schedule is not null)
        {
            writer.Line($"for (nint j = 0; j < count; j += {Width})");
            using (writer.Indent())
                writer.Line($"Packing.Transposed(keys + (j0 + j) * kRow, kRow, headDim, Math.Min({Width}, count - j), {Width}, strips + j * headDim);");
        }

        writer.Line(spec.Causal ? "nint lead = single ? start : Math.Max(start, j0 - pastLength); // the first row that sees a key of the block" : "nint lead = start;");
        if (schedule is not null)
            writer.Line($"nint tall = (stop - lead + {Height} - 1) / {Height}, low = (stop - lead) / tall, taller = stop - lead - low * tall;");
        using (writer.Block("for (nint set = 0; set < sets; set++)"))
        using (writer.Block(schedule is null ? "for (nint i = lead; i < stop; i++)" : "for (nint t = 0, i = lead; t < tall; t++)"))
        {
            if (schedule is null)
            {
                WriteRow();
            }
            else
            {
                WriteTile();
                writer.Line("i += height;");
            }
        }
    }

    private void WriteTile()
    {
        writer.Line("nint height = t < taller ? low + 1 : low;");
        if (spec.Causal)
        {
            writer.Line("// What all of its rows see of the block, and what its last one does: each sees a key more than the one before.");
            writer.Line("nint common = single ? count : Math.Min(count, pastLength + i + 1 - j0), most = single ? count : Math.Min(count, pastLength + i + height - j0);");
        }
        else
        {
            writer.Line("nint common = count, most = count;");
        }

        writer.Line($"for (nint j = 0; j < most; j += {Width})");
        using (writer.Indent())
            writer.Line($"{tiles}.Run(height, Math.Min({Width}, most - j), queries + set * qHead + i * qStep, qStep, strips + j * headDim, {Width}, headDim, scores + j, {Step}, true);");
        writer.Line("for (nint r = 0; r < height; r++)");
        using (writer.Indent())
            writer.Line($"{AttentionSteps.Weigh(target)}(scores + r * {Step}, Math.Min(most, common + r), scale, state + 2 * (set * {QueryBlock} + i - start + r), factors + 2 * r);");
        using (writer.Block($"for (nint c = 0; c < valueDim; c += {Width})"))
        {
            writer.Line($"nint columns = Math.Min({Width}, valueDim - c);");
            writer.Line($"{tiles}.Run(height, columns, scores, {Step}, values + j0 * vRow + c, vRow, common, sums + c, valueDim, true);");
            if (spec.Causal)
            {
                writer.Line("// A key that a row does not see is no step of it: a weight of 0 would let a NaN in, and change the sign of a 0.");
                writer.Line("for (nint r = 1, j = common; j < most; r++, j++)");
                using (writer.Indent())
                    writer.Line($"{tiles}.Run(height - r, columns, scores + r * {Step} + j, {Step}, values + (j0 + j) * vRow + c, vRow, 1, sums + r * valueDim + c, valueDim, false);");
            }
        }

        writer.Line("for (nint r = 0; r < height; r++)");
        using (writer.Indent())
            writer.Line($"{AttentionSteps.Merge(target)}(results + set * outputHead + (i + r) * outputStep, sums + r * valueDim, valueDim, factors + 2 * r);");
    }

    private void WriteRow()
    {
        writer.Line(spec.Causal ? "nint most = single ? count : Math.Min(count, pastLength + i + 1 - j0);" : "nint most = count;");
        writer.Line($"{type}* query = queries + set * qHead + i * qStep;");
        using (writer.Block("for (nint j = 0; j < most; j++)"))
            WriteChain("headDim", "query[p]", "keys[(j0 + j) * kRow + p]", "scores[j]");
        writer.Line($"{AttentionSteps.Weigh(target)}(scores, most, scale, state + 2 * (set * {QueryBlock} + i - start), factors);");
        using (writer.Block("for (nint c = 0; c < valueDim; c++)"))
            WriteChain("most", "scores[p]", "values[(j0 + p) * vRow + c]", "sums[c]");
        writer.Line($"{AttentionSteps.Merge(target)}(results + set * outputHead + i * outputStep, sums, valueDim, factors);");
    }

    private void WriteChain(string length, string a, string b, string result)
    {
        writer.Line($"{type} sum = 0;");
        using (writer.Block($"for (nint p = 0; p < {length}; p++)"))
            new ProgramPrinter(writer, Scalar.Target.Dialect).Assign(plan.Products.Sum.Step, [a, b, "sum"], ["sum"]);
        writer.Line($"{result} = sum;");
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
