using System.Collections.Immutable;
using KernelGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace KernelGen.Generator.Rules;

/// <summary>KG0nnn: how a kernel is declared, and its shape.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UsageAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Descriptors.UsageRules;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (!KernelAttributes.AreIn(start.Compilation))
                return;
            var settings = BuildSettings.Create(start.Options.AnalyzerConfigOptionsProvider.GlobalOptions, start.Compilation);
            var reporter = new FindingReporter(Descriptors.UsageRules);
            start.RegisterSymbolAction(
                symbol =>
                {
                    // By the outermost type: what is wrong may stand on a type around the kernel, and a fix is offered only inside
                    // the symbol that is looked at.
                    foreach (IMethodSymbol kernel in KernelAttributes.KernelsOf((INamedTypeSymbol)symbol.Symbol))
                        Check(kernel, settings, reporter, symbol.ReportDiagnostic, symbol.CancellationToken);
                },
                SymbolKind.NamedType);

            // An attribute may stand on a function inside a method too, which no symbol action sees.
            start.RegisterSyntaxNodeAction(
                node =>
                {
                    if (node.SemanticModel.GetDeclaredSymbol(node.Node, node.CancellationToken) is IMethodSymbol local)
                        Check(local, settings, reporter, node.ReportDiagnostic, node.CancellationToken);
                },
                SyntaxKind.LocalFunctionStatement);
            start.RegisterSyntaxNodeAction(
                node =>
                {
                    if (node.SemanticModel.GetSymbolInfo(node.Node, node.CancellationToken).Symbol is IMethodSymbol lambda)
                        Check(lambda, settings, reporter, node.ReportDiagnostic, node.CancellationToken);
                },
                SyntaxKind.ParenthesizedLambdaExpression);
        });
    }

    private static void Check(
        IMethodSymbol method, BuildSettings settings, FindingReporter reporter, Action<Diagnostic> report, CancellationToken cancellation)
    {
        if (KernelAttributes.IsKernel(method))
            reporter.Report(KernelParser.Parse(method, settings, cancellation).Findings, report);
    }
}
