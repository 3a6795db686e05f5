using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Parsing;
using KernelGen.Generator.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace KernelGen.Generator.Rules;

/// <summary>KG1015, KG1016: differences of nearly equal results, of which only the rounding errors are left.</summary>
internal static class CancellationRules
{
    /// <summary>How near the vectors are of which KG1016 tells the error.</summary>
    private const double Near = 0.01;

    public static Finding? Check(IOperation operation, BlockValues values) =>
        operation is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract }
            ? CosineDistance(operation, values) ?? NormExpansion(operation, values)
            : null;

    /// <summary>1 − cosine. Where it is compared with a constant, that is a threshold of the cosine, and its own rules see it.</summary>
    private static Finding? CosineDistance(IOperation operation, BlockValues values)
    {
        if (Threshold.DistanceFromOne(operation, values) is not { } call || SimilarityOf.Kernel(call.Kernel.Spec) != Similarity.Cosine
            || call.Kernel.Spec.Output.Precision > NumericType.Float32.Precision)
            return null;
        if (Operations.Around(operation) is IIsPatternOperation || (Operations.Around(operation) is { } comparison && Threshold.Of(comparison, values) is not null))
            return null;

        double bound = call.Kernel.Bound.Coefficient(call.Kernel.Length ?? 1);
        double tolerance = call.Kernel.Spec.Tolerance;
        return new(
            Descriptors.CosineDistanceCancels, operation.Syntax.GetLocation(),
            call.Kernel.Name, Figures.Of(bound), Figures.Of(bound / tolerance), Figures.Of(tolerance));
    }

    /// <summary>‖a‖² + ‖b‖² − 2·a·b, and 2 − 2·a·b of vectors of length 1: the squared distance, if nothing were rounded.</summary>
    private static Finding? NormExpansion(IOperation operation, BlockValues values)
    {
        if (Operations.Around(operation) is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract })
            return null;

        double products = 0, constants = 0;
        int norms = 0, others = 0;
        KernelCall? dot = null;
        foreach ((double factor, IOperation term) in Terms(operation, 1))
        {
            if (Operations.ConstantOf(term) is { } constant)
                constants += factor * constant;
            else if (values.KernelOf(term) is { } call && IsNorm(call) && factor == 1)
                norms++;
            else if (values.KernelOf(term) is { Kernel.Spec: DotSpec { Operation: "Dot" } } product)
                (products, dot) = (products + factor, product);
            else if (factor == 1)
                others++;
            else
                return null;
        }

        if (dot is not { } call2 || products != -2)
            return null;
        bool isUnit = SimilarityOf.Kernel(call2.Kernel.Spec) == Similarity.Cosine && constants == 2 && norms + others == 0;
        if (!isUnit && (norms == 0 || norms + others != 2 || constants != 0))
            return null;

        // Each of the four magnitudes, ‖a‖², ‖b‖² and twice |a·b|, is rounded by its own bound; the distance is Near² of one of them.
        ErrorBound bound = call2.Kernel.Bound;
        int length = call2.Kernel.Length ?? 1;
        double distance = (bound with { Form = BoundForm.SquaredDistance }).Coefficient(length);
        return new(
            Descriptors.DistanceByNorms, operation.Syntax.GetLocation(),
            Figures.Percent(Near), Figures.Percent(Math.Min(4 * bound.Coefficient(length) / (Near * Near), 1)), call2.Kernel.Length is { } n ? $"[SquaredDistance({Text.Of(n)})]" : "[SquaredDistance]", Figures.Of(distance));
    }

    private static bool IsNorm(KernelCall call) => call.Kernel.Spec switch
    {
        DotSpec { Operation: "SumOfSquares" } => true,
        DotSpec { Operation: "Dot" } => call.Variable("a") is { } a && SymbolEqualityComparer.Default.Equals(a, call.Variable("b")),
        _ => false,
    };

    /// <summary>The terms of a sum, each with its sign and its constant factor.</summary>
    private static IEnumerable<(double Factor, IOperation Term)> Terms(IOperation operation, double factor)
    {
        operation = Operations.Bare(operation);
        if (operation is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract } sum)
        {
            double second = sum.OperatorKind == BinaryOperatorKind.Add ? factor : -factor;
            return Terms(sum.LeftOperand, factor).Concat(Terms(sum.RightOperand, second));
        }

        if (operation is IBinaryOperation { OperatorKind: BinaryOperatorKind.Multiply } product)
        {
            if (Operations.ConstantOf(product.LeftOperand) is { } left)
                return Terms(product.RightOperand, factor * left);
            if (Operations.ConstantOf(product.RightOperand) is { } right)
                return Terms(product.LeftOperand, factor * right);
        }

        return [(factor, operation)];
    }
}
