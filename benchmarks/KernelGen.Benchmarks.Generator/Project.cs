using System.Globalization;
using KernelGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KernelGen.Benchmarks.Generator;

/// <summary>A user's project in memory: a file of kernels and nineteen others, in one of which somebody types.</summary>
internal sealed class Project
{
    private const int Others = 19;

    private static readonly CSharpParseOptions Language = new(LanguageVersion.Latest);
    private static readonly MetadataReference[] References = [.. PlatformAssemblies().Append(typeof(DotAttribute).Assembly.Location).Select(path => MetadataReference.CreateFromFile(path))];

    private readonly SyntaxTree edited;

    public Project(int kernels)
    {
        SyntaxTree[] others = [.. Enumerable.Range(0, Others).Select(number => Other(number, Keystroke.InABody, 0))];
        edited = others[Others / 2];
        Compilation = CSharpCompilation.Create(
            "Many",
            [Parse(KernelSource.Of(kernels), "Kernels"), .. others],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true));
    }

    public CSharpCompilation Compilation { get; }

    /// <summary>The project after one more keystroke in a file without kernels.</summary>
    public CSharpCompilation After(Keystroke keystroke, int number) =>
        Compilation.ReplaceSyntaxTree(edited, Other(Others / 2, keystroke, 1 + number));

    public static GeneratorDriver Driver(bool trackSteps = false) => Driver(new KernelGenerator(), trackSteps);

    public static GeneratorDriver Driver(IIncrementalGenerator generator, bool trackSteps = false) => CSharpGeneratorDriver.Create(
        [generator.AsSourceGenerator()],
        parseOptions: Language,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackSteps));

    /// <summary>A class of twenty methods: some hundred lines.</summary>
    private static SyntaxTree Other(int file, Keystroke keystroke, int number)
    {
        IEnumerable<string> methods = Enumerable.Range(0, 20).Select(method =>
            $$"""
                public static int Method{{method}}(int x)
                {
                    for (int i = 0; i < {{(keystroke == Keystroke.InABody && method == 10 ? number : 0)}}; i++)
                        x += i;
                    return x;
                }
            """);
        string name = keystroke == Keystroke.InADeclaration ? number.ToString(CultureInfo.InvariantCulture) : "";
        return Parse($"internal static class Other{file}\n{{\n    private static int field{name};\n\n{string.Join("\n\n", methods)}\n}}\n", "Other" + file);
    }

    private static SyntaxTree Parse(string text, string name) => CSharpSyntaxTree.ParseText(text, Language, name + ".cs");

    /// <summary>The framework's assemblies are those that this process runs on.</summary>
    private static string[] PlatformAssemblies() =>
        ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator)
        .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) is "netstandard.dll" or "mscorlib.dll")
        .ToArray();
}

/// <summary>Where somebody types.</summary>
internal enum Keystroke
{
    /// <summary>Inside of a method, as most often.</summary>
    InABody,

    /// <summary>A field's name: it might be one that a kernel's attribute means.</summary>
    InADeclaration,
}
