using KernelGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KernelGen.Benchmarks.Generator;

/// <summary>A user's project in memory: a file of kernels and an unrelated one, on which somebody types.</summary>
internal sealed class Project
{
    private static readonly CSharpParseOptions Language = new(LanguageVersion.Latest);
    private static readonly MetadataReference[] References = [.. PlatformAssemblies().Append(typeof(DotAttribute).Assembly.Location).Select(path => MetadataReference.CreateFromFile(path))];

    public Project(int kernels)
    {
        Unrelated = Parse("class Other { int x; }");
        Compilation = CSharpCompilation.Create(
            "Many",
            [Parse(KernelSource.Of(kernels)), Unrelated],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true));
    }

    public CSharpCompilation Compilation { get; }

    public SyntaxTree Unrelated { get; }

    /// <summary>The project after one more keystroke in the unrelated file.</summary>
    public CSharpCompilation AfterKeystroke(int number) =>
        Compilation.ReplaceSyntaxTree(Unrelated, Parse($"class Other {{ int x{number}; }}"));

    public static GeneratorDriver Driver(bool trackSteps = false) => CSharpGeneratorDriver.Create(
        [new KernelGenerator().AsSourceGenerator()],
        parseOptions: Language,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackSteps));

    private static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text, Language);

    /// <summary>The framework's assemblies are those that this process runs on.</summary>
    private static string[] PlatformAssemblies() =>
        ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator)
        .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) is "netstandard.dll" or "mscorlib.dll")
        .ToArray();
}
