using System.Collections.Immutable;
using KernelGen.Generator.Parsing;
using KernelGen.Generator.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace KernelGen.Generator.Rules;

/// <summary>KG1017: two dense layers with nothing between them are one. A narrow layer between wide ones is left alone: two thin matrices cost less than their product.</summary>
internal static class LinearLayersRule
{
    public static IEnumerable<Finding> Check(ImmutableArray<IOperation> operations, KernelCalls kernels, CancellationToken cancellation)
    {
        KernelCall[] layers =
        [
            .. operations.Select(operation => kernels.Of(operation, cancellation)).OfType<KernelCall>()
                .Where(call => call.Kernel.Spec is MatrixProductSpec { Operation: "Dense" } && Operations.Around(call.Call) is IExpressionStatementOperation)
                .OrderBy(call => call.Call.Syntax.SpanStart),
        ];
        for (int i = 0; i + 1 < layers.Length; i++)
        {
            (KernelCall first, KernelCall second) = (layers[i], layers[i + 1]);
            var one = (MatrixProductSpec)first.Kernel.Spec;
            var two = (MatrixProductSpec)second.Kernel.Spec;
            if (one.Activation != Activation.None || one.Find("residual") is not null || FusedNorm.Of(two) is not null || !FeedsOnly(first, second, operations)
                || one.K.Fixed is not { } inputs || one.N.Fixed is not { } hidden || two.N.Fixed is not { } outputs)
                continue;

            long apart = ((long)inputs * hidden) + ((long)hidden * outputs), together = (long)inputs * outputs;
            if (together <= apart)
            {
                yield return new(
                    Descriptors.LayersWithoutActivation, second.Call.Syntax.GetLocation(),
                    first.Kernel.Name, second.Kernel.Name, Figures.Of((long)inputs), Figures.Of((long)outputs), Figures.Of(together), Figures.Of(apart));
            }
        }
    }

    /// <summary>Whether the one's output is the other's input and nothing else's, in the same block.</summary>
    private static bool FeedsOnly(KernelCall first, KernelCall second, ImmutableArray<IOperation> operations)
    {
        if (first.Variable("y") is not { } hidden || hidden is IFieldSymbol || !SymbolEqualityComparer.Default.Equals(hidden, second.Variable("x"))
            || first.Call.Parent?.Parent != second.Call.Parent?.Parent)
            return false;
        IOperation[] uses =
        [
            .. operations.Where(operation => operation is ILocalReferenceOperation or IParameterReferenceOperation
                && operation.Syntax.SpanStart > first.Call.Syntax.Span.End
                && SymbolEqualityComparer.Default.Equals(Operations.VariableOf(operation), hidden)),
        ];
        return uses.Length == 1 && second.Call.Syntax.Span.Contains(uses[0].Syntax.Span);
    }
}
