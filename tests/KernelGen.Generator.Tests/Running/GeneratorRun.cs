using System.Collections.Immutable;
using KernelGen.Generator.Tests.Caching;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace KernelGen.Generator.Tests.Running;

/// <summary>What the generator made of a compilation. Every run is also a caching run: a second one, after an edit elsewhere, must compute nothing anew.</summary>
internal sealed class GeneratorRun
{
    private GeneratorRun(GeneratorRunResult result, Compilation output) => (Result, Output) = (result, output);

    public GeneratorRunResult Result { get; }

    /// <summary>The user's sources and the emitted ones.</summary>
    public Compilation Output { get; }

    /// <summary>The emitted texts by their hint names.</summary>
    public ImmutableSortedDictionary<string, string> Texts => Result.GeneratedSources.ToImmutableSortedDictionary(
        source => source.HintName, source => source.SourceText.ToString(), StringComparer.Ordinal);

    /// <summary>The text of the one kernel, or of the shared file, whose hint name starts so.</summary>
    public string Text(string hintName) => Assert.Single(Texts, text => text.Key.StartsWith(hintName, StringComparison.Ordinal)).Value;

    public static GeneratorRun Of(params IEnumerable<string> sources) => Of(Compile.Sources(sources));

    public static GeneratorRun Of(CSharpCompilation compilation, params (string Name, string Value)[] properties)
    {
        GeneratorDriver driver = Driver(properties).RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        GeneratorRunResult result = ResultOf(driver);
        GeneratorDriver again = driver.RunGenerators(compilation.AddSyntaxTrees(Compile.Tree("internal static class Unrelated;", "/Unrelated.cs")));
        Steps.AssertNothingNew(ResultOf(again));
        return new(result, output);
    }

    /// <summary>A driver, with MSBuild properties as the compiler hands them over.</summary>
    public static GeneratorDriver Driver(params (string Name, string Value)[] properties) => CSharpGeneratorDriver.Create(
        [new KernelGenerator().AsSourceGenerator()],
        parseOptions: Compile.ParseOptions,
        optionsProvider: new Properties(properties),
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>The generator's result; an exception in it fails the test.</summary>
    public static GeneratorRunResult ResultOf(GeneratorDriver driver)
    {
        GeneratorRunResult result = Assert.Single(driver.GetRunResult().Results);
        Assert.Null(result.Exception);
        Assert.Empty(result.Diagnostics);
        return result;
    }
}

/// <summary>MSBuild properties as global options.</summary>
internal sealed class Properties(params (string Name, string Value)[] properties) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(properties);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

    private sealed class Options((string Name, string Value)[] properties) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value)
        {
            value = properties.FirstOrDefault(property => "build_property." + property.Name == key).Value;
            return value is not null;
        }
    }
}
