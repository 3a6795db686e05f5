using System.Collections.Immutable;
using KernelGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace KernelGen.Generator.Rules;

/// <summary>KG102n: sums that are no kernel's, in types too narrow for them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NarrowSumAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Descriptors.SumRules;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationAction(call => Report(TensorSumRule.Check((IInvocationOperation)call.Operation), call), OperationKind.Invocation);
        context.RegisterOperationAction(
            assignment => Report(LoopSumRule.Check((IAssignmentOperation)assignment.Operation), assignment),
            OperationKind.CompoundAssignment,
            OperationKind.SimpleAssignment);
    }

    private static void Report(Finding? finding, OperationAnalysisContext context)
    {
        if (finding is not null)
            context.ReportDiagnostic(finding.ToDiagnostic());
    }
}
