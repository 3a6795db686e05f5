using System.Collections.Immutable;
using KernelGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace KernelGen.Generator.Rules;

/// <summary>KG101n: what is done with a kernel's results.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CallAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Descriptors.CallRules;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (!KernelAttributes.AreIn(start.Compilation))
                return;
            var kernels = new KernelCalls(BuildSettings.Create(start.Options.AnalyzerConfigOptionsProvider.GlobalOptions, start.Compilation));
            start.RegisterOperationBlockAction(block =>
            {
                IEnumerable<IOperation> operations = block.OperationBlocks.SelectMany(one => one.DescendantsAndSelf());

                // Most bodies call no kernel, and then there is nothing to see.
                if (!operations.Any(operation => kernels.Of(operation, block.CancellationToken) is not null))
                    return;
                foreach (Finding finding in Check([.. operations], kernels, block.CancellationToken))
                    block.ReportDiagnostic(finding.ToDiagnostic());
            });
        });
    }

    private static IEnumerable<Finding> Check(ImmutableArray<IOperation> operations, KernelCalls kernels, CancellationToken cancellation)
    {
        var values = new BlockValues(operations, kernels, cancellation);
        return operations
            .Select(operation => (Threshold.Of(operation, values) is { } threshold ? ThresholdRules.Check(threshold) : null)
                ?? EqualityRule.Check(operation, values)
                ?? CancellationRules.Check(operation, values)
                ?? (kernels.Of(operation, cancellation) is { } call ? ScaleRule.Check(call, values) : null))
            .OfType<Finding>()
            .Concat(LinearLayersRule.Check(operations, kernels, cancellation));
    }
}
