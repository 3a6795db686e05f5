using SemanticSearch.Search;
using Spectre.Console;

namespace SemanticSearch.Report;

/// <summary>The nearest words by cosine and by dot product side by side, and where the two differ.</summary>
internal static class NeighbourTable
{
    private const int Shown = 6;

    public static Table Make(string[] words, IReadOnlyList<Question> questions, Answers cosine, Answers dot)
    {
        Table table = new Table { Title = new TableTitle("Nearest words") }.Border(TableBorder.Rounded)
            .AddColumn("word")
            .AddColumn("by cosine").AddColumn(new TableColumn("").RightAligned())
            .AddColumn("by dot product").AddColumn(new TableColumn("").RightAligned());
        for (int q = 0; q < questions.Count; q++)
        {
            if (questions[q].IsAnalogy)
                continue;
            if (table.Rows.Count > 0)
                table.AddEmptyRow();

            (int Row, float Score)[] byCosine = [.. cosine.Best(questions[q], q).Take(Shown)];
            (int Row, float Score)[] byDot = [.. dot.Best(questions[q], q).Take(Shown)];
            for (int i = 0; i < byCosine.Length; i++)
            {
                table.AddRow(
                    Markup.Escape(i == 0 ? questions[q].Text : ""),
                    Name(words, byCosine[i].Row, byDot),
                    $"{byCosine[i].Score:F3}",
                    Name(words, byDot[i].Row, byCosine),
                    $"{byDot[i].Score:F2}");
            }
        }

        return table;
    }

    private static string Name(string[] words, int row, (int Row, float Score)[] other) =>
        Markup.Escape(words[row]) + (other.Any(o => o.Row == row) ? "" : " *");
}
