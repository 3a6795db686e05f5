using System.Collections.Immutable;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Parsing;
using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Rules;

/// <summary>KG1008: logits spread so widely that a softmax gives nearly all of the weight to one of them.</summary>
internal static class OneHotRule
{
    /// <summary>Keys where their number is known at run time only: more than anyone attends to.</summary>
    private const int ManyKeys = 1 << 20;

    /// <summary>What one element gets of a softmax that is all but one-hot.</summary>
    private const double OneHot = 0.9;

    public static Finding? Check(DeclaredKernel kernel) => kernel.Spec switch
    {
        AttentionSpec attention => Check(kernel, attention),
        RowsSpec { Operation: "Softmax" } softmax => Check(kernel, softmax),
        _ => null,
    };

    /// <summary>
    /// Scores of independent queries and keys are normally distributed over the keys. Among n of them with deviation σ the largest weights hold a part of the sum that does not
    /// vanish with n once σ passes √(2·ln n): Σp² is then 1 − √(2·ln n)/σ (Derrida's random energy model).
    /// </summary>
    private static Finding? Check(DeclaredKernel kernel, AttentionSpec attention)
    {
        if (attention.HeadDim.Fixed is not { } d || d == 0)
            return null;
        // Of a scale that is left out everybody assumes unit variance, and it is right then.
        Moments? q = Spread(attention["q"], d), k = attention.KeyScale is { } step ? Worth(attention["k"], step) : Spread(attention["k"], d);
        if (attention.Scale is null && (q is null || k is null))
            return null;
        Moments query = q ?? new(0, 1), key = k ?? new(0, 1);
        double scale = Math.Abs(attention.Scale ?? 1 / Math.Sqrt(d));
        double unscaled = Math.Sqrt(d * query.Square * key.Variance), deviation = scale * unscaled;
        int keys = Math.Min(attention.KeyLength.Fixed ?? ManyKeys, attention.Window?.Fixed ?? int.MaxValue);
        double limit = Math.Sqrt(2 * Math.Log(Math.Max(keys, 2)));

        // The largest of n scores is about √(2·ln n) deviations above the mean; there a cap leaves of their differences what the slope of tanh is.
        double left = attention.Softcap is { } cap ? 1 / Math.Pow(Math.Cosh(limit * deviation / cap), 2) : 1;
        if (!(deviation * left > limit))
            return null;

        double right = 1 / unscaled, written = Figures.InTwoDigits(right);
        bool isDefault = Math.Abs((right * Math.Sqrt(d)) - 1) < 1e-6;
        return new(
            Descriptors.SoftmaxSaturates, kernel.Place,
            $"The scores of '{kernel.Name}'",
            (q, k) switch
            {
                (null, null) => "queries and keys of unit variance",
                (null, _) => "queries of unit variance and the declared keys",
                (_, null) => "the declared queries and keys of unit variance",
                _ => "the declared queries and keys",
            },
            Figures.Of(deviation),
            attention.KeyLength.Fixed is null && keys == ManyKeys ? $"even of {Figures.Of((long)keys)} keys" : $"of {Figures.Of((long)keys)} keys",
            isDefault ? $"leave Scale out: 1/√{d} makes it 1" : $"a Scale of {Figures.Of(right)} makes it 1")
        {
            // No number where the default is the right one.
            Properties = right > 0 && AttentionRules.IsScale(written, attention.Element)
                ? ImmutableDictionary<string, string?>.Empty.Add(Finding.NumberKey, isDefault ? "" : Text.Of(written))
                : ImmutableDictionary<string, string?>.Empty,
        };
    }

    /// <summary>n numbers spread evenly over a width W lie W/n apart, and the largest gets 1 − e^(−W/n).</summary>
    private static Finding? Check(DeclaredKernel kernel, RowsSpec softmax)
    {
        if (kernel.Length is not { } n || n < 2 || softmax["x"].Range is not { } range || !(1 - Math.Exp(-(range.High - range.Low) / n) >= OneHot))
            return null;
        double fitting = Math.Sqrt(12) / (range.High - range.Low);
        return new(
            Descriptors.SoftmaxSaturates, kernel.Place,
            $"The logits of '{kernel.Name}'", $"values spread evenly over [{Text.Of(range.Low)}, {Text.Of(range.High)}]", Figures.Of(Moments.Of(range).Deviation),
            $"of {Figures.Of((long)n)}", $"multiplied by {Figures.Of(fitting)} they have one of 1");
    }

    /// <summary>Of codes times their scale, where both are declared.</summary>
    private static Moments? Worth(Operand codes, Operand scale) =>
        codes.Range is { } range && scale.Range is { } steps ? Moments.OfSum(1, Moments.Of(range), Moments.Of(steps)) : null;

    private static Moments? Spread(Operand operand, int d) =>
        operand.IsUnitNorm ? new(0, 1.0 / d) : operand.Range is { } range ? Moments.Of(range) : null;
}
