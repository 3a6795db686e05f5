using Xunit;

namespace PrecisionTour.Tests;

/// <summary>README.md shows what the tour prints.</summary>
public sealed class ReadmeTests
{
    private static readonly string[] s_readme = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "README.md"));

    public static TheoryData<int> Stations => [.. Enumerable.Range(0, Tour.Stations.Length)];

    [Theory]
    [MemberData(nameof(Stations))]
    public void A_station_is_shown_as_it_is_printed(int index)
    {
        Station station = Tour.Stations[index];
        int heading = Array.IndexOf(s_readme, $"## {index + 1}. {station.Title}");
        Assert.True(heading >= 0, $"README.md has no heading '## {index + 1}. {station.Title}'.");
        string[] section = [.. s_readme.Skip(heading + 1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))];
        Assert.Contains(section, line => line.Contains($": warning {station.Rule}: ", StringComparison.Ordinal));
        foreach ((string label, string text) in station.Lines(station.Run()))
            Assert.Contains($"{label,-9} {text}", section);
    }
}
