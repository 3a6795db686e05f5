using KernelGen.CodeFixes;
using KernelGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace KernelGen.Rules.Tests;

/// <summary>Every analyzer and every fix on one source. The compiler's own diagnostics are not looked at, for no generator runs here.</summary>
internal sealed class RuleTest : CSharpCodeFixTest<UsageAnalyzer, EmptyCodeFixProvider, DefaultVerifier>
{
    private readonly OptimizationLevel optimization;
    private readonly bool allowUnsafe;

    public RuleTest(string source, string properties, OptimizationLevel optimization, bool allowUnsafe, string editorConfig = "")
    {
        this.optimization = optimization;
        this.allowUnsafe = allowUnsafe;
        TestCode = source;
        CompilerDiagnostics = CompilerDiagnostics.None;
        ReferenceAssemblies = new ReferenceAssemblies("net10.0");
        TestState.AdditionalReferences.AddRange(Compile.References);

        // Verify.Suppressible checks suppression for each rule; without sources of its own the library's check has nothing to add.
        TestBehaviors |= TestBehaviors.SkipSuppressionCheck;
        TestState.AnalyzerConfigFiles.Add(("/.globalconfig", "is_global = true\n" + string.Join('\n',
            properties.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(property => "build_property." + property.Trim()))));
        if (editorConfig.Length > 0)
            TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n[*]\n" + editorConfig));
    }

    protected override IEnumerable<DiagnosticAnalyzer> GetDiagnosticAnalyzers() => Compile.Analyzers;

    protected override IEnumerable<CodeFixProvider> GetCodeFixProviders() => typeof(KernelCodeFixProvider).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(CodeFixProvider)) && !type.IsAbstract)
        .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!);

    protected override CompilationOptions CreateCompilationOptions() =>
        ((CSharpCompilationOptions)base.CreateCompilationOptions()).WithOptimizationLevel(optimization).WithAllowUnsafe(allowUnsafe);

    protected override ParseOptions CreateParseOptions() => Compile.ParseOptions;
}
