using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace KernelGen.Generator.Rules;

/// <summary>KG1014: rounded results asked whether they are the same.</summary>
internal static class EqualityRule
{
    public static Finding? Check(IOperation operation, BlockValues values)
    {
        if (operation is not IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison
            || values.KernelOf(comparison.LeftOperand) is not { } left || values.KernelOf(comparison.RightOperand) is not { } right
            || left.Kernel.Bound.Form == BoundForm.Exact)
            return null;

        ErrorBound bound = left.Kernel.Bound;
        string size = left.Kernel.Length is { } length ? Figures.Of(bound.Coefficient(length)) : "C = " + bound.Formula();
        return new(
            Descriptors.RoundedResultsEqual, operation.Syntax.GetLocation(),
            left.Kernel.Name, right.Kernel.Name, size, comparison.OperatorKind == BinaryOperatorKind.Equals ? "==" : "!=");
    }
}
