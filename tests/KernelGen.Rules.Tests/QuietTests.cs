using System.Numerics.Tensors;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KernelGen.Rules.Tests;

/// <summary>The rules about precision are quiet on code that is fine: on every project of this repository that uses kernels, hints included, but the one that is made of mistakes.</summary>
public sealed class QuietTests
{
    internal const string ImplicitUsings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly string[] Folders = ["samples", "tests", "benchmarks"];

    internal static string Root => typeof(QuietTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(data => data.Key == "RepositoryRoot").Value!;

    /// <summary>The folders of projects that use kernels, from the root.</summary>
    public static TheoryData<string> Projects =>
    [
        .. Folders
            .SelectMany(folder => Directory.GetFiles(Path.Combine(Root, folder), "*.csproj", SearchOption.AllDirectories))
            .Where(project => File.ReadAllText(project).Contains("<UsesKernelGen>true", StringComparison.Ordinal))
            .Where(project => Path.GetFileName(project) != "PrecisionTour.csproj")
            .Select(project => Path.GetRelativePath(Root, Path.GetDirectoryName(project)!))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>A project's own files of C#.</summary>
    internal static string[] Sources(string project)
    {
        char slash = Path.DirectorySeparatorChar;
        return [.. Directory.GetFiles(Path.Combine(Root, project), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{slash}obj{slash}", StringComparison.Ordinal) && !file.Contains($"{slash}bin{slash}", StringComparison.Ordinal))];
    }

    /// <summary>A project with System.Numerics.Tensors at hand: without it the compiler knows no call of TensorPrimitives, and KG1021 is quiet whatever is called.</summary>
    internal static CSharpCompilation WithTensors(params string[] sources) =>
        Compile.Source(sources).AddReferences(MetadataReference.CreateFromFile(typeof(TensorPrimitives).Assembly.Location));

    /// <summary>A wrong sum of the real library is found, so that silence means something.</summary>
    [Fact]
    public async Task ASumOfTheLibraryIsWarned() => Assert.Equal(
        ["KG1021"],
        (await Compile.Analyze(WithTensors("public static class Sum { public static System.Half Of(System.Half[] x) => System.Numerics.Tensors.TensorPrimitives.Dot<System.Half>(x, x); }")))
            .Select(diagnostic => diagnostic.Id));

    [Theory]
    [MemberData(nameof(Projects))]
    public async Task NoProjectIsWarned(string project)
    {
        CSharpCompilation compilation = WithTensors([ImplicitUsings, .. Sources(project).Select(File.ReadAllText)]);
        Assert.Contains(Compile.ParseAll(compilation), parsed => parsed.Spec is not null);
        Assert.Empty((await Compile.Analyze(compilation))
            .Where(diagnostic => diagnostic.Id.StartsWith("KG1", StringComparison.Ordinal) || diagnostic.Id.StartsWith("AD", StringComparison.Ordinal))
            .Select(diagnostic => diagnostic.ToString()));
    }
}
