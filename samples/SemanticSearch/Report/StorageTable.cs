using SemanticSearch.Loading;
using SemanticSearch.Search;
using SemanticSearch.Storage;
using Spectre.Console;

namespace SemanticSearch.Report;

/// <summary>A column for each type that the vectors are stored in: what it costs, what it finds.</summary>
internal static class StorageTable
{
    private const int Shown = 5;

    /// <param name="vectors">The words.</param>
    /// <param name="questions">What was asked.</param>
    /// <param name="storages">The first is the one that the others are measured by.</param>
    /// <param name="recall">Of each storage.</param>
    /// <param name="milliseconds">A search takes, in each storage; null where nothing was measured.</param>
    public static Table Make(WordVectors vectors, IReadOnlyList<Question> questions, IReadOnlyList<StoredVectors> storages, double[] recall, double[]? milliseconds)
    {
        Table table = new Table { Title = new TableTitle("Vectors of length 1, stored in fewer bits") }
            .Border(TableBorder.Rounded).AddColumn("stored as");
        foreach (StoredVectors storage in storages)
            table.AddColumn(storage.Name);

        Row("bytes a vector", s => $"{storages[s].BytesPerVector}");
        Row($"recall@{Recall.At}", s => $"{recall[s]:P2}");
        if (milliseconds is not null)
            Row("ms a search", s => $"{milliseconds[s]:F3}");

        foreach (Question question in questions)
        {
            (int Row, float Score)[][] best = [.. storages.Select(storage => Best(storage, question))];
            string[] lines = question.Text.Replace(" - ", "\n- ", StringComparison.Ordinal).Replace(" + ", "\n+ ", StringComparison.Ordinal).Split('\n');
            table.AddEmptyRow();
            for (int i = 0; i < Shown; i++)
                Row(i < lines.Length ? lines[i] : "", s => i < best[s].Length ? Cell(best[s][i], best[0]) : "");
        }

        return table;

        void Row(string title, Func<int, string> cell) =>
            table.AddRow([Markup.Escape(title), .. Enumerable.Range(0, storages.Count).Select(s => Markup.Escape(cell(s)))]);

        string Cell((int Row, float Score) answer, (int Row, float Score)[] exact) =>
            $"{answer.Score:F4} {vectors.Words[answer.Row]}" + (exact.Any(e => e.Row == answer.Row) ? "" : " *");
    }

    /// <summary>The nearest words, without those that the question is made of.</summary>
    private static (int Row, float Score)[] Best(StoredVectors storage, Question question)
    {
        Ranking ranking = storage.Nearest(question.Vector);
        return [.. ranking.Rows.Zip(ranking.Scores).Where(answer => !question.Rows.Contains(answer.First)).Take(Shown)];
    }
}
