using KernelGen;
using KernelGen.Generated;
using SemanticSearch.Checking;
using SemanticSearch.Loading;
using SemanticSearch.Report;
using SemanticSearch.Search;
using SemanticSearch.Storage;
using SemanticSearch.Timing;
using Spectre.Console;

namespace SemanticSearch;

/// <summary>Loads, searches, checks, measures and says what it did.</summary>
internal static class Application
{
    private const int BadInput = 1;
    private const int CheckFailed = 2;

    private static readonly string[] s_defaults =
    [
        "coffee", "guitar", "moon", "thor",
        "king - man + woman", "oslo - norway + sweden", "walking - walk + swim", "einstein - scientist + painter",
    ];

    public static int Run(string[] arguments, string folder, string[] storages, bool timing, TextWriter errors)
    {
        try
        {
            WordVectors vectors = DataFolder.Load(folder);
            List<Question> questions = Question.ParseAll(arguments is [] ? s_defaults : arguments, vectors);
            return storages is [] ? Answer(vectors, questions, timing) : Compare(vectors, questions, storages, timing);
        }
        catch (Exception e) when (e is DataFileException or QuestionException)
        {
            errors.WriteLine(e.Message);
            return BadInput;
        }
    }

    private static int Answer(WordVectors vectors, List<Question> questions, bool timing)
    {
        Console.WriteLine($"{vectors.Count:N0} English words, {Kernels.Dimensions} dimensions (GloVe); {(questions.Count == 1 ? "1 question" : $"{questions.Count} questions, each")} compared with every word.");
        Answers cosine = Answers.Find(vectors, questions, Metric.Cosine);
        Answers dot = Answers.Find(vectors, questions, Metric.Dot);

        if (questions.Any(q => !q.IsAnalogy))
        {
            Show(NeighbourTable.Make(vectors.Words, questions, cosine, dot));
            Console.WriteLine("* not in the other list. A dot product grows with the length of the vector too, a cosine does not.");
        }

        if (questions.Any(q => q.IsAnalogy))
            Show(AnalogyTable.Make(vectors.Words, questions, cosine));

        bool passed = ShowChecks(vectors, questions, [cosine, dot]);
        if (timing)
            Show(TimeTable.Make(KernelCatalog.RunningTarget, vectors.Count, Measurements.Take(vectors)));
        return passed ? 0 : CheckFailed;
    }

    private static int Compare(WordVectors vectors, List<Question> questions, string[] names, bool timing)
    {
        List<StoredVectors> storages = Storages.Make(names, vectors);
        double[]? milliseconds = timing ? Race.Run([.. storages.Select(storage => (Action)(() => storage.Nearest(vectors.UnitRow(0))))]) : null;
        // A file has room for all columns.
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = 120;
        AnsiConsole.Write(StorageTable.Make(vectors, questions, storages, Recall.Of(storages, vectors), milliseconds));
        Console.WriteLine($"recall@{Recall.At}: of the {Recall.At} words nearest to each of {Recall.Words:N0} words by {Storages.Reference}, the share still found. * not in {Storages.Reference}'s list.");
        return 0;
    }

    private static bool ShowChecks(WordVectors vectors, List<Question> questions, Answers[] answers)
    {
        Check[] checks = [.. BitChecks.Run(vectors, questions, answers), .. BoundChecks.Run(vectors, questions, answers)];
        Console.WriteLine();
        foreach (Check check in checks)
            Console.WriteLine($"{(check.Passed ? "checked" : "FAILED")}: {check.What}");
        Console.WriteLine($"digest of all scores: {BitChecks.Digest(answers)} (the same on every processor)");
        return checks.All(check => check.Passed);
    }

    private static void Show(Table table)
    {
        Console.WriteLine();
        AnsiConsole.Write(table);
    }
}
