using SemanticSearch.Timing;
using Spectre.Console;

namespace SemanticSearch.Report;

/// <summary>Milliseconds of ours and of TensorPrimitives, taken in turn in this run.</summary>
internal static class TimeTable
{
    public static Table Make(string target, int words, IReadOnlyList<Measurement> measurements)
    {
        Table table = new Table { Title = new TableTitle(Markup.Escape($"Milliseconds for {words:N0} words, one thread, {target}")) }.Border(TableBorder.Rounded)
            .AddColumn("work").AddColumn("kernel")
            .AddColumn(new TableColumn("KernelGen").RightAligned())
            .AddColumn(new TableColumn("TensorPrimitives").RightAligned())
            .AddColumn(new TableColumn("ratio").RightAligned());
        foreach (Measurement m in measurements)
            table.AddRow(m.Work, m.Kernel, $"{m.Ours:F3}", $"{m.Theirs:F3}", $"{m.Theirs / m.Ours:F2}");
        return table;
    }
}
