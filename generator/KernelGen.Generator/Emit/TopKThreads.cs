using System.Globalization;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>
/// TopK by threads: each finds the best of its range of rows, in lists on the caller's scratch, and the lists are merged in the order of
/// rows. The order of rows is total, so the best of the bests are the best, ties and all.
/// </summary>
/// <param name="block">The arguments of the target's own method: a block of rows and its scores.</param>
/// <param name="all">Those of the whole call.</param>
/// <param name="type">Of the scores.</param>
/// <param name="order">The argument of TopRows that says which scores are best.</param>
/// <param name="blockRows">Rows whose scores are held at once.</param>
/// <param name="length">Of a row, a constant or an argument.</param>
internal sealed class TopKThreads(
    CodeWriter writer, Target target, IReadOnlyList<TargetArgument> block, IReadOnlyList<TargetArgument> all, string type, string order, int blockRows, string length)
{
    public void Write(string work, double least, string split)
    {
        WriteEntry(work, least, split);
        ThreadsWriter.WritePart(writer, target, () =>
        {
            writer.Line("nint start = call->split.Start(part), end = call->split.Start(part + 1);");
            writer.Line($"{target.Name}Range({Arguments(name => name switch
            {
                "indices" or "scores" => $"call->{name} + part * call->k",
                "count" => "start, end",
                _ => "call->" + name,
            })});");
        });
        writer.Line();
        WriteRange();
    }

    private void WriteEntry(string work, double least, string split)
    {
        using (writer.Block($"internal static int {ThreadsWriter.Entry(target)}({ThreadsWriter.Parameters(all)}int maxThreads)"))
        {
            ThreadsWriter.WriteSetup(writer, all, work, least, ("RowSplit", split));
            writer.Line("if (call.split.Parts == 1)");
            using (writer.Indent())
                writer.Line($"return {target.Name}Range({Arguments(name => name == "count" ? "0, count" : name)});");
            writer.Line("// A list for each part; no part finds more than there are rows.");
            writer.Line("call.k = Math.Min(k, count);");
            writer.Line($"call.scores = ({type}*)Scratch.Rent((long)call.split.Parts * call.k * (sizeof({type}) + sizeof(int)));");
            writer.Line("call.indices = (int*)(call.scores + call.split.Parts * call.k);");
            writer.Line(ThreadsWriter.Run(target));
            writer.Line($"var best = new TopRows<{type}>(new Span<int>(indices, (int)k), new Span<{type}>(scores, (int)k), {order});");
            using (writer.Block("for (int part = 0; part < call.split.Parts; part++)"))
            {
                writer.Line("int found = (int)Math.Min(call.k, call.split.Start(part + 1) - call.split.Start(part));");
                writer.Line($"best.Offer(new ReadOnlySpan<{type}>(call.scores + part * call.k, found), new ReadOnlySpan<int>(call.indices + part * call.k, found));");
            }

            writer.Line("return best.Finish();");
        }
    }

    private void WriteRange()
    {
        string parameters = string.Join(", ", all.Select(argument => argument.Name == "count" ? "nint start, nint end" : $"{argument.Type} {argument.Name}"));
        using (writer.Block($"private static int {target.Name}Range({parameters})"))
        {
            writer.Line($"var best = new TopRows<{type}>(new Span<int>(indices, (int)k), new Span<{type}>(scores, (int)k), {order});");
            writer.Line($"{type}* block = stackalloc {type}[{Number(blockRows)}];");
            using (writer.Block($"for (nint first = start; first < end; first += {Number(blockRows)})"))
            {
                writer.Line($"nint count = Math.Min({Number(blockRows)}, end - first);");
                string arguments = string.Join(", ", block.Select(argument => argument.Name switch
                {
                    "rows" => $"rows + first * {length}",
                    "norms" => "norms + first",
                    "scores" => "block",
                    _ => argument.Name,
                }));
                writer.Line($"{target.Method}({arguments});");
                writer.Line($"best.Offer(new ReadOnlySpan<{type}>(block, (int)count), (int)first);");
            }

            writer.Line("return best.Finish();");
        }
    }

    private string Arguments(Func<string, string> value) => string.Join(", ", all.Select(argument => value(argument.Name)));

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
