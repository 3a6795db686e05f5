using System.Collections.Immutable;
using KernelGen.Generator.Parsing;
using KernelGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace KernelGen.Rules.Tests;

/// <summary>Compilations of sources that use kernels, and what parsing makes of them.</summary>
internal static class Compile
{
    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Preview);

    public static readonly ImmutableArray<MetadataReference> References =
    [
        .. Basic.Reference.Assemblies.Net100.References.All,
        MetadataReference.CreateFromFile(typeof(DotAttribute).Assembly.Location),
    ];

    public static CSharpCompilation Source(params string[] sources) => CSharpCompilation.Create(
        "Kernels",
        sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, ParseOptions, $"/{i}.cs")),
        References,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            allowUnsafe: true,
            nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>The same sources in another version of C#.</summary>
    public static CSharpCompilation InLanguage(this CSharpCompilation compilation, LanguageVersion version) =>
        compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(
            compilation.SyntaxTrees.Select(tree => CSharpSyntaxTree.ParseText(tree.ToString(), new CSharpParseOptions(version), tree.FilePath)));

    /// <summary>Parses every kernel of a compilation, in the order of the sources.</summary>
    public static ImmutableArray<ParseResult> ParseAll(CSharpCompilation compilation, BuildSettings? settings = null) =>
    [
        .. compilation.SyntaxTrees.SelectMany(tree =>
        {
            SemanticModel model = compilation.GetSemanticModel(tree);
            return tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()
                .Select(method => model.GetDeclaredSymbol(method))
                .OfType<IMethodSymbol>()
                .Where(KernelAttributes.IsKernel)
                .Select(method => KernelParser.Parse(method, settings ?? new BuildSettings(), CancellationToken.None));
        }),
    ];

    /// <summary>The one kernel among the members of a static class.</summary>
    public static ParseResult Parse(string members, BuildSettings? settings = null) =>
        Assert.Single(ParseAll(Source(Verify.Kernel(members)), settings));

    /// <summary>Every analyzer there is.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers =>
    [
        .. typeof(UsageAnalyzer).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    /// <summary>What the analyzers report; an exception in one of them is an error of its own (AD0001).</summary>
    public static async Task<ImmutableArray<Diagnostic>> Analyze(CSharpCompilation compilation) =>
        await compilation
            .WithAnalyzers(Analyzers)
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
}
