using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using KernelGen.CodeFixes;
using KernelGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace KernelGen.Rules.Tests;

/// <summary>A rule is a descriptor, a page, a line of the release file and a test; each has the others.</summary>
public sealed class ConsistencyTests
{
    private static readonly DiagnosticDescriptor[] Rules =
        [.. typeof(Descriptors).GetFields(BindingFlags.Static | BindingFlags.Public).Select(field => field.GetValue(null)).OfType<DiagnosticDescriptor>()];

    private static readonly string[] Headings = ["## What", "## Why", "## Wrong", "## Right", "## How to silence it"];

    private static string Root => typeof(ConsistencyTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(data => data.Key == "RepositoryRoot").Value!;

    private static string PagesFolder => Path.Combine(Root, "generator", "rules");

    public static TheoryData<string> Ids => [.. Rules.Select(rule => rule.Id)];

    [Fact]
    public void IdsAreInOrderAndUnique() => Assert.Equal(Rules.Select(rule => rule.Id).Distinct().Order(StringComparer.Ordinal), Rules.Select(rule => rule.Id));

    [Fact]
    public void TheAnalyzersSupportEveryRule() => Assert.Equal(
        Rules.Select(rule => rule.Id),
        Compile.Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(rule => rule.Id).Order(StringComparer.Ordinal));

    [Fact]
    public void EveryPageHasARule() => Assert.Equal(
        Rules.Select(rule => rule.Id + ".md"),
        Directory.GetFiles(PagesFolder).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Ids))]
    public void ARuleHasAPageThatItsLinkNames(string id)
    {
        DiagnosticDescriptor rule = Find(id);
        Assert.EndsWith($"/generator/rules/{id}.md", rule.HelpLinkUri, StringComparison.Ordinal);
        string[] page = File.ReadAllLines(Path.Combine(PagesFolder, id + ".md"));
        Assert.Equal($"# {id}: {rule.Title.ToString(CultureInfo.InvariantCulture)}", page[0]);
        Assert.StartsWith($"Severity: {rule.DefaultSeverity.ToString().ToLowerInvariant()}. ", page[2], StringComparison.Ordinal);
        Assert.Equal(
            Headings,
            page.Where(line => line.StartsWith("## ", StringComparison.Ordinal)));
    }

    [Fact]
    public void TheReleaseFilesHaveEveryRule()
    {
        string folder = Path.Combine(Root, "generator", "KernelGen.Generator");
        IEnumerable<string> rows = Directory.GetFiles(folder, "AnalyzerReleases.*.md")
            .SelectMany(File.ReadLines)
            .Where(line => line.StartsWith("KG", StringComparison.Ordinal));
        Assert.Equal(
            Rules.Select(rule => $"{rule.Id} | {rule.Category} | {rule.DefaultSeverity} | {rule.Title.ToString(CultureInfo.InvariantCulture)}"),
            rows.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void ARuleHasItsTests(string id)
    {
        Type? tests = typeof(ConsistencyTests).Assembly.GetType($"KernelGen.Rules.Tests.Rules.{id}Tests");
        Assert.NotNull(tests);
        string[] names = [.. tests.GetMethods().Select(method => method.Name)];
        Assert.Contains(names, name => name.StartsWith("Fires", StringComparison.Ordinal));
        Assert.Contains(names, name => name.StartsWith("IsSilent", StringComparison.Ordinal));
        Assert.Contains(names, name => name.StartsWith("IsSuppressible", StringComparison.Ordinal));
        Assert.Equal(FixableIds.Contains(id), names.Any(name => name.StartsWith("IsFixed", StringComparison.Ordinal)));
    }

    /// <summary>Every fixer of the assembly is exported, and fixes rules that exist, all in a document at once.</summary>
    [Fact]
    public void EveryFixerIsReachable()
    {
        foreach (CodeFixProvider fixer in Fixers)
        {
            var export = fixer.GetType().GetCustomAttribute<ExportCodeFixProviderAttribute>();
            Assert.NotNull(export);
            Assert.Equal([LanguageNames.CSharp], export.Languages);
            Assert.All(fixer.FixableDiagnosticIds, id => Assert.Contains(Rules, rule => rule.Id == id));
            Assert.NotNull(fixer.GetFixAllProvider());
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void ARuleCanBeConfigured(string id) => Assert.DoesNotContain(WellKnownDiagnosticTags.NotConfigurable, Find(id).CustomTags);

    /// <summary>The page's wrong example breaks the rule, and no other; its right example breaks none.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public async Task ThePagesExamplesAreTrue(string id)
    {
        MatchCollection examples = Regex.Matches(File.ReadAllText(Path.Combine(PagesFolder, id + ".md")), "```(\\w+)\n(.*?)```", RegexOptions.Singleline);
        Assert.Equal(2, examples.Count);

        // KG2002 depends on a framework that is not at hand; its tests set it.
        if (id != "KG2002")
            Assert.Equal([id], await Example.Analyze(examples[0].Groups[1].Value, examples[0].Groups[2].Value));
        Assert.Empty(await Example.Analyze(examples[1].Groups[1].Value, examples[1].Groups[2].Value));
    }

    private static DiagnosticDescriptor Find(string id) => Rules.Single(rule => rule.Id == id);

    private static IEnumerable<CodeFixProvider> Fixers => typeof(KernelCodeFixProvider).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(CodeFixProvider)) && !type.IsAbstract)
        .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!);

    private static HashSet<string> FixableIds => [.. Fixers.SelectMany(fixer => fixer.FixableDiagnosticIds)];
}
