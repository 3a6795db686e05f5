using Spectre.Console;

namespace PrecisionTour;

/// <summary>Prints every station: colours on a terminal, plain lines elsewhere.</summary>
internal static class Report
{
    public static void Show(IReadOnlyList<Station> stations)
    {
        for (int i = 0; i < stations.Count; i++)
        {
            Station station = stations[i];
            AnsiConsole.Write(new Rule($"[bold]{i + 1}. {Markup.Escape(station.Title)}[/]  [yellow]{station.Rule}[/]").LeftJustified());
            Grid grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
            foreach ((string label, string text) in station.Lines(station.Run()))
                grid.AddRow($"[grey]{label}[/]", $"[{Colour(label)}]{Markup.Escape(text)}[/]");
            AnsiConsole.Write(grid);
            AnsiConsole.WriteLine();
        }

        AnsiConsole.WriteLine($"{stations.Count} mistakes, each of them told by the build before the program ran.");
    }

    private static string Colour(string label) => label switch
    {
        "came out" => "red",
        "mended" => "green",
        _ => "default",
    };
}
