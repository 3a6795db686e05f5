using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KernelGen.Generator.Tests.Running;

/// <summary>Compilations as a user's project makes them.</summary>
internal static class Compile
{
    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Preview);

    public static readonly ImmutableArray<MetadataReference> References =
    [
        .. Basic.Reference.Assemblies.Net100.References.All,
        MetadataReference.CreateFromFile(typeof(DotAttribute).Assembly.Location),
    ];

    public static readonly CSharpCompilationOptions Library = new(
        OutputKind.DynamicallyLinkedLibrary,
        optimizationLevel: OptimizationLevel.Release,
        allowUnsafe: true,
        warningLevel: 9999,
        nullableContextOptions: NullableContextOptions.Enable);

    /// <summary>A compilation of sources, which are files <c>/0.cs</c>, <c>/1.cs</c>, …</summary>
    public static CSharpCompilation Sources(params IEnumerable<string> sources) => CSharpCompilation.Create(
        "Kernels", sources.Select((source, i) => Tree(source, $"/{i}.cs")), References, Library);

    public static SyntaxTree Tree(string source, string path) => CSharpSyntaxTree.ParseText(source, ParseOptions, path);

    /// <summary>A source file with a static partial class around some members.</summary>
    public static string InClass(string members) => $$"""
        using System;
        using KernelGen;

        public static partial class Kernels
        {
            {{members}}
        }
        """;

    /// <summary>The assembly's bytes; an error or a warning fails the test, with the lines that it is about.</summary>
    public static byte[] Emit(Compilation compilation)
    {
        using var bytes = new MemoryStream();
        var result = compilation.Emit(bytes, cancellationToken: TestContext.Current.CancellationToken);
        AssertClean(result.Diagnostics);
        return bytes.ToArray();
    }

    /// <summary>No error, no warning.</summary>
    public static void AssertClean(ImmutableArray<Diagnostic> diagnostics)
    {
        string[] bad = diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Take(10).Select(Show).ToArray();
        Assert.True(bad.Length == 0, string.Join('\n', bad));
    }

    private static string Show(Diagnostic diagnostic)
    {
        int line = diagnostic.Location.GetLineSpan().StartLinePosition.Line;
        return $"{diagnostic}\n    {diagnostic.Location.SourceTree?.GetText().Lines[line]}";
    }
}
