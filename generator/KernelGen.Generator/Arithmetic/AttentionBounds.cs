using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Arithmetic;

/// <summary>
/// The bound of attention, with n keys in N blocks of at most B, HeadDim h, and S the largest |scale|·Σ|q·k| of a row. A weight's exponent is off by the score's error, (γ(h) + 3)·S with the scale's
/// two roundings and the product's; by that of the difference from the maximum, 2·S at most; and by those of the merges, whose differences add up to no more than 2·S each way: in all (γ(h) + 9)·S.
/// Weights are relatively so much wrong, and by exp's own error once in the block and once a merge. The quotient of Σ weight·v and Σ weight takes that twice; the first has B roundings of its
/// chain and 2·N of merges, the second those of lanes and tree and 2·N; then the reciprocal and the product. Underflow of scores is less than one of the roundings while |scale| ≤ 2^64, and a scale is 0 or a normal number, as the parser demands; of keys whose weight is taken for 0, likewise. While G·S ≤ 1/8, e^x − 1 ≤ 1.07·x.
/// With a cap, a slope or a mask, S is |scale|·Σ|q·k| + |slope·distance| + |mask|: no score is larger. The cap's rounding, the quotient's, tanh's and the product's are each of |c·tanh(s / c)| ≤ |s|, and its slope
/// of at most 1 passes on what s is off by; a slope adds the two roundings of the distance and one of the multiply-add, a mask that of the addition. Keys that are not seen are no part of any of this. n counts
/// from key 0 all the same: a window of w keys, wherever it begins, is in no more blocks than N, nor in more than ⌈(w − 1) / B⌉ + 1.
/// A key's code is times q exactly, or a rounding as any other product is; a sum of such products, multiples of q's last place, does not underflow, and its product with the key's scale is one rounding
/// of |k| more. The product of a weight and a value's scale is one rounding of the first sum, and where it underflows off by half of the smallest number, which the code, 128 at most, takes along.
/// </summary>
internal static class AttentionBounds
{
    public static double Coefficient(NumericType type, double u, long keys, long window, bool areValuesCodes)
    {
        int block = PlanConstants.AttentionBlock, lanes = 64 / type.Bytes;
        double blocks = Math.Min(Math.Ceiling(keys / (double)block), Math.Ceiling((window - 1) / (double)block) + 1), exp = FunctionBounds.ExpBelowZero(type).Relative;
        double chain = Math.Min(Math.Min(keys, window), block), sum = Math.Ceiling(chain / lanes) + Math.Log(lanes, 2);
        double first = ((2 * exp * (1 + blocks)) + chain + sum + (4 * blocks) + (areValuesCodes ? 4 : 3)) * u;
        return first < 0.125 ? 1.07 * first / (1 - first) : double.PositiveInfinity;
    }

    /// <summary>G.</summary>
    public static double Slope(double u, long headDim, double more) => 2 * 1.07 * (headDim + 9 + more) * u / (1 - (headDim * u));

    /// <summary>Roundings of what comes between a score's sum and its weight.</summary>
    public static double ScoreRoundings(AttentionSpec spec) =>
        (spec.KeyScale is null ? 0 : 1) + (spec.Softcap is null ? 0 : FunctionBounds.Tanh(spec.Element.Computed).Relative + 3.2) + (spec.Slopes is null ? 0 : 3.1) + (spec.Mask is { Type.IsInteger: false } ? 1 : 0);

    /// <summary>S, in words.</summary>
    public static string LargestScore(AttentionSpec spec) =>
        "|scale|·Σ|qᵢ·kⱼᵢ|" + (spec.Slopes is null ? "" : " + |slope·distance|") + (spec.Mask is { Type.IsInteger: false } ? " + |mask|" : "");

    /// <summary>What exp takes for 0, in the weights and in the factors; and the values' own underflow.</summary>
    public static double AbsoluteTerm(NumericType type, long keys, bool areValuesCodes, Func<double, double> halves) => halves((8 * FunctionBounds.ExpBelowZero(type).Underflow) + (HalvesOfKey(areValuesCodes) * (double)keys) + 4);

    private static int HalvesOfKey(bool areValuesCodes) => 4 + (areValuesCodes ? 128 : 0);

    /// <summary>The same of a number of keys that is known at run time, for people: exp takes for 0 what is below 2^(p + 1) halves of the smallest number.</summary>
    public static string AbsoluteFormula(NumericType type, NumericType output, string keys, bool areValuesCodes) =>
        FormattableString.Invariant($"(2^{type.Precision + 4} + {HalvesOfKey(areValuesCodes)}·{keys} + 4)·2^−{1 - type.SmallestExponent}") + (output == type ? "" : FormattableString.Invariant($" + 2^−{1 - output.SmallestExponent}"));
}
