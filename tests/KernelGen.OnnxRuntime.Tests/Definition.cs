using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;
using KernelGen.Tests;

namespace KernelGen.OnnxRuntime.Tests;

/// <summary>What the bounds of a row of attention are measured against, by its definition in double.</summary>
/// <param name="Keys">Those that the row sees.</param>
/// <param name="Shares">Their probabilities.</param>
/// <param name="LargestScore">S: the largest |scale|·Σ|q·k| + |mask| of them.</param>
internal sealed record Row(int[] Keys, double[] Shares, double LargestScore)
{
    public static Row Of(KernelCall call, AttentionSpec spec, AttentionShape shape, int sequence, int head, int query)
    {
        double[] q = call.Vectors["q"], k = call.Vectors["k"];
        double[]? mask = call.Vectors.GetValueOrDefault("mask");
        bool isFlags = spec.Mask is { Type.IsInteger: true };
        double scale = spec.Scale ?? 1 / Math.Sqrt(shape.HeadDim), largest = 0;
        int[] keys = [.. Enumerable.Range(0, shape.Seen(query)).Skip(shape.First(query)).Where(key => Given(key) != (isFlags ? 0 : double.NegativeInfinity))];
        double[] scores = new double[keys.Length];
        foreach ((int i, int key) in keys.Index())
        {
            double sum = 0, size = 0, added = isFlags ? 0 : Given(key);
            for (int p = 0, atQ = shape.Q(sequence, head, query), atK = shape.K(sequence, shape.KvHead(head), key); p < shape.HeadDim; p++)
                (sum, size) = (sum + (q[atQ + p] * k[atK + p]), size + Math.Abs(q[atQ + p] * k[atK + p]));
            scores[i] = (spec.Softcap is { } cap ? cap * Math.Tanh(scale * sum / cap) : scale * sum) + added;
            largest = Math.Max(largest, (Math.Abs(scale) * size) + Math.Abs(added));
        }

        double max = scores.DefaultIfEmpty().Max();
        double[] weights = [.. scores.Select(score => Math.Exp(score - max))];
        double total = weights.Sum();
        return new(keys, [.. weights.Select(weight => weight / total)], largest);

        double Given(int key) => mask is null ? isFlags ? 1 : 0 : mask[shape.Mask(sequence, head, query, key)];
    }
}

/// <summary>
/// |computed − exact| ≤ (C + G·S)·Σ p·|v| + t·(1 + Σ|v|), of our kernel as it states it, and of ONNX Runtime by the same reasoning as in <see cref="AttentionBounds"/>, from its own arithmetic, in units of its type's u:
/// <list type="bullet">
/// <item>A score is a sum of HeadDim products in some order, HeadDim roundings; the scale, which the operator may split into its root for q and for k, 6; a difference from the maximum, 2; an added mask 1. A cap has a quotient, a product,
/// and a tanh: a polynomial of 7 coefficients over one of 4, of x², with a cancellation of 1.05, each step two roundings, the square, the product by x and the quotient, and a couple of last places that its approximation is off by: 30.</item>
/// <item>An exponential is within 10⁻⁶ of itself, which is what MLAS's own tests ask of exp and softmax: 17 u of float. (Those of doubles are the C library's, well within 17 of its own.) Weights and weighted values are
/// sums of n terms in some order; then the quotient, the product and what rounds them. MultiHeadAttention may take keys in blocks, whose merging costs two exponentials' error and two roundings each: no block is of fewer than 32.</item>
/// <item>Its exponential ends at e^−88.4: of a key farther below, or masked by the least float, that much is left, less than 2^−127 of a weight of 1 or more; the sums underflow by less.</item>
/// <item>Of Half it rounds scores, capped and masked scores, probabilities and results to 16 bits, and keeps float between; or less often.</item>
/// </list>
/// Shares and sizes are taken in double: they are off by a share of themselves that is far below a bound's second digit.
/// </summary>
internal static class Bounds
{
    public static double Ours(ErrorBound bound, Row row, int end, int headDim, double weighted, double all)
    {
        double slope = AttentionBounds.Slope(bound.Accumulator.UnitRoundoff, headDim, bound.ScoreRoundings) * row.LargestScore;
        return Valid(slope) * (((bound.Coefficient(end) + slope) * weighted) + (bound.AbsoluteTerm(end) * (1 + all)));
    }

    public static double Theirs(AttentionSpec spec, Row row, int keys, int headDim, double weighted, double all)
    {
        const double Exp = 17, Tanh = 30;
        bool isHalf = spec["k"].Type == NumericType.Half;
        double u = spec.Element.UnitRoundoff, narrow = isHalf ? NumericType.Half.UnitRoundoff : 0, capped = spec.Softcap is null ? 0 : 1, masked = spec.Mask is { Type.IsInteger: false } ? 1 : 0;
        double score = ((headDim + 8 + masked + (capped * (Tanh + 2))) * u / (1 - (headDim * u))) + ((1 + capped + masked) * narrow);
        double blocks = Math.Ceiling(keys / 32.0), first = ((2 * Exp) + (2 * keys) + 4 + (blocks * 2 * (Exp + 2))) * u, slope = 2 * 1.07 * score * row.LargestScore;
        double coefficient = (1.07 * first / (1 - first)) + (2.01 * narrow);
        double term = isHalf ? NumericType.Half.UnitRoundoff * Math.ScaleB(1, -14) : Math.ScaleB(1, spec.Element == NumericType.Float64 ? -1000 : -126);
        return Valid(slope) * (((coefficient + slope) * weighted) + (term * (1 + all)));
    }

    /// <summary>Beyond an eighth, nothing is said.</summary>
    private static double Valid(double slope) => slope <= 0.125 ? 1 + 1e-6 : double.PositiveInfinity;
}
