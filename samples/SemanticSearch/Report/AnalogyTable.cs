using SemanticSearch.Search;
using Spectre.Console;

namespace SemanticSearch.Report;

/// <summary>What stands to c as a stands to b.</summary>
internal static class AnalogyTable
{
    private const int Shown = 3;

    public static Table Make(string[] words, IReadOnlyList<Question> questions, Answers cosine)
    {
        Table table = new Table { Title = new TableTitle("Analogies, by cosine") }.Border(TableBorder.Rounded)
            .AddColumn("question").AddColumn("nearest").AddColumn("").AddColumn("then");
        for (int q = 0; q < questions.Count; q++)
        {
            if (!questions[q].IsAnalogy)
                continue;
            (int Row, float Score)[] best = [.. cosine.Best(questions[q], q).Take(Shown)];
            table.AddRow(
                Markup.Escape(questions[q].Text),
                Markup.Escape(words[best[0].Row]),
                $"{best[0].Score:F3}",
                Markup.Escape(string.Join(", ", best[1..].Select(answer => words[answer.Row]))));
        }

        return table;
    }
}
