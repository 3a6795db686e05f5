using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using KernelGen.Generated;
using KernelGen.Generator;
using KernelGen.Generator.Emit;
using KernelGen.Generator.Parsing;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Emit;
using Xunit;

namespace KernelGen.Numerics.Tests.Harness;

/// <summary>
/// Kernels together with their specs. Specs come from parsing the very text that was compiled, so that what a test expects and
/// what the kernel was asked for cannot drift apart.
/// </summary>
internal static class KernelLibrary
{
    private static readonly Lazy<Dictionary<string, Kernel>> Compiled = new(Load);

    /// <summary>The names of all kernels that this assembly was built with, in ordinal order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(KernelLibrary).Assembly.GetTypes()
            .Where(type => type.Namespace == "KernelGen.Numerics.Tests.Kernels")
            .SelectMany(KernelMethods)
            .Select(method => method.Name)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Theory data: the names of the kernels with one of these attributes, or of all.</summary>
    public static TheoryData<string> NamesOf(params string[] operations) =>
        [.. Names.Where(name => operations.Length == 0 || operations.Any(operation => name.StartsWith(operation, StringComparison.Ordinal)))];

    public static Kernel Get(string name) => Compiled.Value[name];

    /// <summary>Compiles declarations in memory, through the generator, and loads them.</summary>
    public static IReadOnlyList<Kernel> Compile(string source)
    {
        CSharpCompilation declared = Compilation([source, CompiledImages.Targets]);
        return [.. Kernels(declared, Load(CompiledImages.Get(declared, () => Completed(declared))))];
    }

    /// <summary>The same as in a project with KernelGenChecked.</summary>
    public static IReadOnlyList<Kernel> CompileChecked(string source)
    {
        // Images are kept by their declarations, which a project's setting is no part of: a comment tells these from the plain ones.
        CSharpCompilation declared = Compilation([source, CompiledImages.Targets, "// checked"]);
        return [.. Kernels(declared, Load(CompiledImages.Get(declared, () => Completed(declared, new CheckedProject()))))];
    }

    /// <summary>The same with schedules of somebody's choice, for the target that runs alone: for hundreds of shapes.</summary>
    public static IReadOnlyList<Kernel> Compile(string source, Scheduler scheduler)
    {
        CSharpCompilation declared = Compilation([source, CompiledImages.OnlyRunningTarget]);
        return [.. Kernels(declared, Load(Image(Completed(declared, scheduler))))];
    }

    /// <summary>The library's products, each with the method that packs its weights and then calls a kernel that takes the pack.</summary>
    public static IReadOnlyList<Kernel> CompilePacked()
    {
        CSharpCompilation declared = Compilation([PackedSource.Of(Sources), CompiledImages.Targets]);
        return Packed(declared, Load(CompiledImages.Get(declared, () => Completed(declared))));
    }

    /// <summary>The same of a source's products, with schedules of another's choice, which may share them among threads.</summary>
    public static IReadOnlyList<Kernel> CompilePacked(string source, Scheduler scheduler)
    {
        CSharpCompilation declared = Compilation([PackedSource.Of([source]), CompiledImages.OnlyRunningTarget, "[assembly: Parallel]"]);
        return Packed(declared, Load(Image(Completed(declared, scheduler))));
    }

    /// <summary>
    /// The kernels of one of this assembly's files for other targets, whose code is changed before it is compiled: so that methods
    /// <paramref name="beside"/> it can stand for instructions that the processor lacks.
    /// </summary>
    public static IReadOnlyList<Kernel> CompileFor(IsaSet targets, string file, Func<string, string> change, IEnumerable<string> beside)
    {
        CSharpCompilation declared = Compilation([Text("Kernels/" + file)]);
        ImmutableArray<KernelSpec> specs = [.. Declarations(declared).Select(kernel => kernel.Spec with { Targets = targets })];
        IEnumerable<string> written = specs.Select(spec => KernelWriter.Write(spec, Scheduler.Model))
            .Concat(SharedFiles.Write(specs, Scheduler.Model).Select(shared => shared.Text)).Select(change);
        return [.. Kernels(declared, Load(Image(declared.AddSyntaxTrees(written.Concat(beside).Select((text, number) => Parse(text, 1000 + number))))))];
    }

    /// <summary>The same of a source for AVX-512, with definitions in the place of its instructions there and in the library that the kernels call.</summary>
    public static IReadOnlyList<Kernel> Compile(string source, DefinedLibrary library)
    {
        (CSharpCompilation declared, Assembly assembly) = Defined(source, library);
        return [.. Kernels(declared, assembly)];
    }

    /// <summary>The same of some of this assembly's products, each with the method that packs its weights and then calls a kernel that takes the pack.</summary>
    public static IReadOnlyList<Kernel> CompilePacked(IReadOnlyCollection<string> names, DefinedLibrary library)
    {
        IEnumerable<string> declarations = Sources.SelectMany(source => source.Split('\n')).Where(line => names.Any(name => line.Contains($" {name}(", StringComparison.Ordinal)));
        (CSharpCompilation declared, Assembly assembly) = Defined(PackedSource.Of(declarations), library);
        return Packed(declared, assembly);
    }

    private static (CSharpCompilation Declared, Assembly Assembly) Defined(string source, DefinedLibrary library)
    {
        CSharpCompilation declared = Compilation("Kernels", [source, "[assembly: TargetIsa(Isa.Avx512)]", GlobalUsings, .. DefinedLibrary.Definitions], [.. Framework, library.Reference]);
        return (declared, library.Load(Image(Completed(declared))));
    }

    private const string GlobalUsings = "global using System; global using System.Linq; global using KernelGen;";

    private static Compilation Completed(CSharpCompilation declared, AnalyzerConfigOptionsProvider? project = null)
    {
        CSharpGeneratorDriver.Create([new KernelGenerator().AsSourceGenerator()], parseOptions: ParseOptions, optionsProvider: project)
            .RunGeneratorsAndUpdateCompilation(declared, out Compilation completed, out _, TestContext.Current.CancellationToken);
        return completed;
    }

    private static CSharpCompilation Completed(CSharpCompilation declared, Scheduler scheduler)
    {
        ImmutableArray<KernelSpec> specs = [.. Declarations(declared).Select(kernel => kernel.Spec)];
        IEnumerable<string> written = specs.Select(spec => KernelWriter.Write(spec, scheduler))
            .Concat(SharedFiles.Write(specs, scheduler).Select(file => file.Text));
        return declared.AddSyntaxTrees(written.Select((text, number) => Parse(text, 1000 + number)));
    }

    private static IReadOnlyList<Kernel> Packed(CSharpCompilation declared, Assembly assembly)
    {
        Type packing = assembly.GetType("Packing", throwOnError: true)!;
        return
        [
            .. declared.GetTypeByMetadataName("Plain")!.GetMembers().OfType<IMethodSymbol>().Where(KernelAttributes.IsKernel).Select(plain => new Kernel(
                KernelParser.Parse(plain, new BuildSettings(), TestContext.Current.CancellationToken).Spec!, packing.GetMethod(plain.Name)!)),
        ];
    }

    private static Assembly Load(byte[] image) =>
        new AssemblyLoadContext("Compiled", isCollectible: false).LoadFromStream(new MemoryStream(image));

    public static byte[] Image(Compilation completed)
    {
        using var image = new MemoryStream();
        EmitResult emitted = completed.Emit(image, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(10)));
        return image.ToArray();
    }

    private static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Preview);

    private static Dictionary<string, Kernel> Load()
    {
        Assembly assembly = typeof(KernelLibrary).Assembly;
        return Kernels(Compilation(Sources), assembly).ToDictionary(kernel => kernel.Name, StringComparer.Ordinal);
    }

    /// <summary>The declarations that the assembly was built with.</summary>
    private static IEnumerable<string> Sources => Files("Kernels").Select(Text);

    /// <summary>The files of a folder that the assembly was built with, to be read by <see cref="Text"/>.</summary>
    public static IEnumerable<string> Files(string folder) => typeof(KernelLibrary).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(folder + "/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    public static string Text(string name)
    {
        using var reader = new StreamReader(typeof(KernelLibrary).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    /// <summary>The framework that the tests run on: it is at hand on every target, and needs no reference package. Read once for all compilations.</summary>
    public static ImmutableArray<MetadataReference> Framework { get; } = References(
        "System.Private.CoreLib", "System.Runtime", "System.Runtime.Intrinsics", "System.Runtime.InteropServices", "System.Memory", "System.Collections", "System.Threading", "System.Linq",
        "System.Numerics.Vectors");

    private static ImmutableArray<MetadataReference> FrameworkAndLibrary { get; } = [.. Framework, .. References("KernelGen")];

    private static ImmutableArray<MetadataReference> References(params string[] names) =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => names.Contains(Path.GetFileNameWithoutExtension(path)))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static CSharpCompilation Compilation(IEnumerable<string> sources) =>
        Compilation("Kernels", [.. sources, GlobalUsings], FrameworkAndLibrary);

    public static CSharpCompilation Compilation(string name, IEnumerable<string> sources, ImmutableArray<MetadataReference> references) => CSharpCompilation.Create(
        name,
        [.. sources.Select(Parse)],
        references,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));

    // File-local types of the emitted files go by the files' paths.
    private static SyntaxTree Parse(string source, int number) => CSharpSyntaxTree.ParseText(source, ParseOptions, $"{number}.cs");

    /// <summary>Every kernel declared in a compilation, with its method in the assembly that was made from it.</summary>
    private static IEnumerable<Kernel> Kernels(CSharpCompilation compilation, Assembly assembly) => Declarations(compilation).Select(kernel => new Kernel(
        kernel.Spec,
        assembly.GetType(kernel.Symbol.ContainingType.ToDisplayString(), throwOnError: true)!
            .GetMethod(kernel.Symbol.Name, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!));

    private static IEnumerable<(IMethodSymbol Symbol, KernelSpec Spec)> Declarations(CSharpCompilation compilation)
    {
        BuildSettings settings = new();
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            SemanticModel model = compilation.GetSemanticModel(tree);
            foreach (MethodDeclarationSyntax declaration in tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>())
            {
                var symbol = (IMethodSymbol)model.GetDeclaredSymbol(declaration)!;
                if (!KernelAttributes.IsKernel(symbol))
                    continue;
                ParseResult parsed = KernelParser.Parse(symbol, settings, TestContext.Current.CancellationToken);
                yield return (symbol, parsed.Spec ?? throw new InvalidOperationException($"{symbol}: {parsed.Reason}"));
            }
        }
    }

    private static IEnumerable<MethodInfo> KernelMethods(Type type) => type
        .GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly)
        .Where(method => !method.IsDefined(typeof(CompilerGeneratedAttribute)));
}
