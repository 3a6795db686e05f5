using KernelGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace KernelGen.Generator.Rules;

/// <summary>KG1022: a loop that adds products of a narrow type in that type.</summary>
internal static class LoopSumRule
{
    public static Finding? Check(IAssignmentOperation assignment)
    {
        if (Operations.VariableOf(assignment.Target) is not { } sum || NarrowType.Of(assignment.Target.Type) is not { } type
            || Added(assignment, sum) is not { } product || !IsProductOfNarrow(product) || !IsAcrossALoop(assignment, sum))
            return null;
        return new(Descriptors.LoopSumNarrow, assignment.Syntax.GetLocation(), sum.Name, type.Name, type.Harm, type.Wide);
    }

    /// <summary>What is added to the sum: in <c>s += p</c>, <c>s = s + p</c>, <c>s = T.FusedMultiplyAdd(x, y, s)</c>.</summary>
    private static IOperation? Added(IAssignmentOperation assignment, ISymbol sum)
    {
        IOperation value = Operations.Bare(assignment.Value);
        switch (assignment)
        {
            case ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add }:
                return value;
            case ISimpleAssignmentOperation when value is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } addition:
                return IsSum(addition.LeftOperand) ? Operations.Bare(addition.RightOperand)
                    : IsSum(addition.RightOperand) ? Operations.Bare(addition.LeftOperand)
                    : null;
            case ISimpleAssignmentOperation when value is IInvocationOperation { TargetMethod.Name: "FusedMultiplyAdd", Arguments.Length: 3 } fused && IsSum(fused.Arguments[2].Value):
                return fused;
            default:
                return null;
        }

        bool IsSum(IOperation operation) => SymbolEqualityComparer.Default.Equals(Operations.VariableOf(operation), sum);
    }

    private static bool IsProductOfNarrow(IOperation operation) => operation switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Multiply } product => IsNarrow(product.LeftOperand) && IsNarrow(product.RightOperand),
        IInvocationOperation fused => IsNarrow(fused.Arguments[0].Value) && IsNarrow(fused.Arguments[1].Value),
        _ => false,
    };

    private static bool IsNarrow(IOperation operation) => NarrowType.Of(Operations.Bare(operation).Type) is not null;

    /// <summary>Whether the sum lives on from one round of a loop to the next.</summary>
    private static bool IsAcrossALoop(IOperation assignment, ISymbol sum)
    {
        IOperation? loop = assignment.Parent;
        while (loop is not null and not ILoopOperation)
            loop = loop is IAnonymousFunctionOperation or ILocalFunctionOperation ? null : loop.Parent;
        return loop is ILoopOperation around
            && !sum.DeclaringSyntaxReferences.Any(declared => declared.SyntaxTree == around.Body.Syntax.SyntaxTree && around.Body.Syntax.Span.Contains(declared.Span));
    }
}
