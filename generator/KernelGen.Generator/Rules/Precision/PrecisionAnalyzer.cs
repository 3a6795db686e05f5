using System.Collections.Immutable;
using KernelGen.Generator.Parsing;
using KernelGen.Generator.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace KernelGen.Generator.Rules;

/// <summary>KG100n: what a kernel's precision costs, from its plan and the values that its operands are declared to hold.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PrecisionAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Descriptors.PrecisionRules;

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
            start.RegisterSymbolAction(
                symbol =>
                {
                    foreach (IMethodSymbol method in KernelAttributes.KernelsOf((INamedTypeSymbol)symbol.Symbol))
                    {
                        if (DeclaredKernel.Of(method, settings, symbol.CancellationToken) is not { } kernel)
                            continue;
                        foreach (Finding finding in Check(kernel))
                            symbol.ReportDiagnostic(finding.ToDiagnostic());
                    }
                },
                SymbolKind.NamedType);
        });
    }

    private static IEnumerable<Finding> Check(DeclaredKernel kernel)
    {
        // Each element by itself: there is no sum, and no choice to make.
        IEnumerable<Finding> codes = CodesRule.Check(kernel);
        if (kernel.Spec is QuantizeSpec or PoolSpec { IsMax: true } or RotarySpec)
            return codes;

        // Where sums overflow or lose every digit, what else is wrong with them is the same thing again.
        Finding? sum = OverflowRule.Check(kernel) ?? StagnationRule.Check(kernel);
        Finding?[] findings = sum is not null
            ? [sum]
            : [ToleranceRule.Check(kernel), WinogradRule.Check(kernel), OutputRule.Check(kernel), ThrownAwayRule.Check(kernel), SaturationRule.Check(kernel), OneHotRule.Check(kernel)];
        return findings.OfType<Finding>().Concat(codes);
    }
}
