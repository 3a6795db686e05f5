using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KernelGen.Rules.Tests;

/// <summary>samples/PrecisionTour is made of mistakes: each is found, nothing else is, and its README says so word by word.</summary>
public sealed class PrecisionTourTests
{
    private const string Project = "samples/PrecisionTour";

    [Fact]
    public async Task TheReadmeNamesEveryFinding()
    {
        string[] files = QuietTests.Sources(Project);
        CSharpCompilation compilation = QuietTests.WithTensors([QuietTests.ImplicitUsings, .. files.Select(File.ReadAllText)]);
        ImmutableArray<Diagnostic> findings = await Compile.Analyze(compilation);
        string[] names = ["", .. files.Select(file => Path.GetFileName(file))];
        IEnumerable<string> found = findings.Select(finding =>
        {
            int file = int.Parse(Path.GetFileNameWithoutExtension(finding.Location.SourceTree!.FilePath), CultureInfo.InvariantCulture);
            var place = finding.Location.GetLineSpan().StartLinePosition;
            return $"{names[file]}({place.Line + 1},{place.Character + 1}): warning {finding.Id}: {finding.GetMessage(CultureInfo.InvariantCulture)}";
        });
        IEnumerable<string> told = File.ReadLines(Path.Combine(QuietTests.Root, Project, "README.md"))
            .Where(line => !line.StartsWith(' ') && line.Contains("): warning ", StringComparison.Ordinal));
        Assert.Equal(found.Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
    }

    /// <summary>A station is one mistake.</summary>
    [Fact]
    public async Task EveryStationHasOneFinding()
    {
        string[] stations = [.. QuietTests.Sources(Path.Combine(Project, "Stations")).Order(StringComparer.Ordinal)];
        CSharpCompilation compilation = QuietTests.WithTensors([.. stations.Select(File.ReadAllText), QuietTests.ImplicitUsings]);
        IEnumerable<string> found = (await Compile.Analyze(compilation)).Select(finding => finding.Location.SourceTree!.FilePath);
        Assert.Equal(stations.Select((_, i) => $"/{i}.cs").Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }
}
