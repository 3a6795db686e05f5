using System.Text.RegularExpressions;
using KernelGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace KernelGen.Rules.Tests;

/// <summary>An example of a rule's page: C#, a piece of a project file, or a command.</summary>
internal static class Example
{
    private const string Dot = "[Dot(384)] public static partial float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b);";

    /// <summary>The ids that the analyzers report, each once.</summary>
    public static async Task<string[]> Analyze(string language, string text)
    {
        Dictionary<string, string> properties = language == "xml"
            ? Regex.Matches(text, "<(\\w+)>([^<]+)</").ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value)
            : [];
        properties.TryAdd("RuntimeIdentifier", "linux-x64");
        string source = language == "csharp" ? text.Replace("/* kernels */", Dot) : Dot;
        CSharpCompilation compilation = Compile.Source(source.Contains("class ", StringComparison.Ordinal)
            ? "using System;\nusing KernelGen;\n" + source
            : Verify.Kernel(source));
        if (properties.TryGetValue("LangVersion", out string? langVersion) && LanguageVersionFacts.TryParse(langVersion, out LanguageVersion version))
            compilation = compilation.InLanguage(version);

        CSharpCompilationOptions options = compilation.Options
            .WithAllowUnsafe(properties.GetValueOrDefault("AllowUnsafeBlocks") != "false")
            .WithOptimizationLevel(language == "sh" && !text.Contains("-c Release", StringComparison.Ordinal) ? OptimizationLevel.Debug : OptimizationLevel.Release);
        var analysis = new CompilationWithAnalyzers(
            compilation.WithOptions(options),
            Compile.Analyzers,
            new AnalyzerOptions([], new Provider(properties)));
        return [.. (await analysis.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken)).Select(diagnostic => diagnostic.Id).Distinct()];
    }

    private sealed class Provider(Dictionary<string, string> properties) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(properties);
        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;
        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Options(Dictionary<string, string> properties) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) =>
            properties.TryGetValue(key.Replace("build_property.", ""), out value);
    }
}
