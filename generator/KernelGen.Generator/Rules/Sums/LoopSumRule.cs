using KernelGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace KernelGen.Generator.Rules;

/// <summary>KG1022: a loop that adds products of a narrow type in that type, or those of Half one by one.</summary>
internal static class LoopSumRule
{
    public static Finding? Check(IAssignmentOperation assignment)
    {
        if (Operations.VariableOf(assignment.Target) is not { } sum || Added(assignment, sum) is not { } product || Factors(product) is not var (one, other))
            return null;

        if (NarrowType.Of(assignment.Target.Type) is { } type)
        {
            return IsAcrossALoop(assignment, sum)
                ? new(Descriptors.LoopSumNarrow, assignment.Syntax.GetLocation(), sum.Name, $"in {type.Name}, which {type.Harm}", one == other && one.HasKernels ? $"declare a kernel with [Dot], which adds in {one.Wide}" : $"add in {type.Wide}")
                : null;
        }

        // The sum is as good as a sum of floats, and only slow: 4.6 µs for 1,536 elements, and 0.08 in a kernel. One in double is a reference that somebody wants to be right, whatever it takes.
        return assignment.Target.Type?.SpecialType == SpecialType.System_Single && product.Type?.SpecialType == SpecialType.System_Single
            && one.Name == "Half" && other.Name == "Half" && AreElements(product) && IsAcrossALoop(assignment, sum)
            ? new(Descriptors.LoopSumNarrow, assignment.Syntax.GetLocation(), sum.Name, "of Half in float, each converted by itself", "a kernel with [Dot] adds in float too, and 1,536 of them take it a fiftieth of the time")
            { Severity = DiagnosticSeverity.Info }
            : null;
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

    private static (IOperation One, IOperation Other)? FactorsOf(IOperation operation) => operation switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Multiply } product => (product.LeftOperand, product.RightOperand),
        IInvocationOperation { TargetMethod.Name: "FusedMultiplyAdd", Arguments.Length: 3 } fused => (fused.Arguments[0].Value, fused.Arguments[1].Value),
        _ => null,
    };

    /// <summary>Whether both factors are taken out of something, as those of a dot product are.</summary>
    private static bool AreElements(IOperation product) =>
        FactorsOf(product) is var (one, other) && Operations.OwnerOf(one) is not null && Operations.OwnerOf(other) is not null;

    /// <summary>The types of a product's factors, before they are converted; null where one of them is not narrow.</summary>
    private static (NarrowType One, NarrowType Other)? Factors(IOperation operation)
    {
        return FactorsOf(operation) is var (left, right) && Of(left) is { } one && Of(right) is { } other ? (one, other) : null;

        static NarrowType? Of(IOperation factor) => NarrowType.Of(Operations.Bare(factor).Type);
    }

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
