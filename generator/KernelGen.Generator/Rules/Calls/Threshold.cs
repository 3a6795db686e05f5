using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace KernelGen.Generator.Rules;

/// <summary>A comparison of a kernel's number with a constant: <c>score &gt; 0.8f</c>, <c>1 - score &lt;= 0.2f</c>, and a pattern that does it, <c>is &gt; 0.8f</c>.</summary>
/// <param name="Site">The comparison.</param>
/// <param name="Value">Where the number came from.</param>
/// <param name="Constant">What the number itself is compared with, 1 − d where its distance from 1 is compared with d.</param>
/// <param name="Literal">The constant as it is written, where it is; null where it is computed.</param>
internal sealed record Threshold(IOperation Site, KernelCall Value, double Constant, string? Literal)
{
    /// <summary>Where the number's own threshold is written; null where it is computed, or is that of its distance from 1.</summary>
    public SyntaxNode? Place { get; init; }

    public static Threshold? Of(IOperation operation, BlockValues values) => operation switch
    {
        IBinaryOperation { OperatorKind: var kind } comparison when IsOrder(kind) =>
            Of(operation, comparison.LeftOperand, comparison.RightOperand, values) ?? Of(operation, comparison.RightOperand, comparison.LeftOperand, values),
        IRelationalPatternOperation pattern when Matched(pattern) is { } number => Of(operation, number, pattern.Value, values),
        _ => null,
    };

    private static Threshold? Of(IOperation site, IOperation number, IOperation constant, BlockValues values)
    {
        if (values.ConstantOf(constant) is not { } value)
            return null;
        SyntaxNode place = Operations.Bare(constant).Syntax;
        string literal = place.ToString();
        string? written = literal.Length > 0 && (char.IsDigit(literal[0]) || literal[0] is '-' or '.') ? literal.TrimEnd('f', 'F', 'd', 'D', 'm', 'M') : null;
        if (values.KernelOf(number) is { } direct)
            return new(site, direct, value, written) { Place = written is null ? null : place };
        return DistanceFromOne(values.Source(number), values) is { } distance ? new(site, distance, 1 - value, written) : null;
    }

    /// <summary>The cosine in <c>1 - cosine</c>; null for anything else.</summary>
    public static KernelCall? DistanceFromOne(IOperation operation, BlockValues values) =>
        operation is IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract } difference
        && Operations.ConstantOf(difference.LeftOperand) == 1
        && values.KernelOf(difference.RightOperand) is { } call
        && SimilarityOf.Kernel(call.Kernel.Spec) != Similarity.None
            ? call
            : null;

    /// <summary>What a pattern is held against: in <c>is</c>, in an arm of a switch, alone or within another pattern.</summary>
    private static IOperation? Matched(IOperation pattern)
    {
        IOperation? around = pattern.Parent;
        while (around is IBinaryPatternOperation or INegatedPatternOperation)
            around = around.Parent;
        return around switch
        {
            IIsPatternOperation test => test.Value,
            ISwitchExpressionArmOperation { Parent: ISwitchExpressionOperation choice } => choice.Value,
            IPatternCaseClauseOperation { Parent.Parent: ISwitchOperation choice } => choice.Value,
            _ => null,
        };
    }

    private static bool IsOrder(BinaryOperatorKind kind) => kind is
        BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual;
}
