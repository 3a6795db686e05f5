using System.Collections.Immutable;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Parsing;
using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Rules;

/// <summary>KG1011, KG1012, KG1013: thresholds of similarities.</summary>
internal static class ThresholdRules
{
    /// <summary>From so many dimensions on vectors are taken for features, which random ones resemble; below they may well be directions in space, at any angle.</summary>
    private const int FewestDimensions = 64;

    public static Finding? Check(Threshold threshold) => SimilarityOf.Kernel(threshold.Value.Kernel.Spec) switch
    {
        Similarity.RawDot => RawDot(threshold),
        Similarity.Cosine => NoiseFloor(threshold) ?? TooFine(threshold),
        _ => null,
    };

    /// <summary>A dot product compared as if it were a cosine.</summary>
    private static Finding? RawDot(Threshold threshold)
    {
        if (threshold.Constant is not (> 0 and <= 1))
            return null;
        DeclaredKernel kernel = threshold.Value.Kernel;
        return new(Descriptors.RawDotAsCosine, threshold.Site.Syntax.GetLocation(), kernel.Name, Text.Of(Shown(threshold))) { Others = [kernel.Place] };
    }

    /// <summary>Cosines of random vectors of n dimensions have a standard deviation of 1/√n.</summary>
    private static Finding? NoiseFloor(Threshold threshold)
    {
        DeclaredKernel kernel = threshold.Value.Kernel;
        double size = Math.Abs(Shown(threshold));
        if (kernel.Length is not { } n || n < FewestDimensions || size == 0)
            return null;
        double deviation = 1 / Math.Sqrt(n);
        if (!(size <= deviation))
            return null;
        double share = Normal.Above(size / deviation), above = 3.0902 * deviation;
        return new(
            Descriptors.ThresholdInNoise, threshold.Site.Syntax.GetLocation(),
            Text.Of(Shown(threshold)), Figures.Of((long)n), Figures.Of(deviation), Figures.Percent(share), Figures.Of(above))
        {
            Others = threshold.Place is { } place ? [place.GetLocation()] : [],
            Properties = threshold.Place is { } written
                ? ImmutableDictionary<string, string?>.Empty.Add(Finding.NumberKey, Like(written.ToString(), above))
                : ImmutableDictionary<string, string?>.Empty,
        };
    }

    /// <summary>A number in the message's two digits, with the sign and the suffix of the one that is written.</summary>
    private static string Like(string written, double number)
    {
        string suffix = char.IsLetter(written[written.Length - 1]) ? written.Substring(written.Length - 1) : "";
        return (written[0] == '-' ? "-" : "") + Text.Of(Figures.InTwoDigits(number)) + suffix;
    }

    /// <summary>A threshold nearer to 1 than the kernel's bound, so that a vector may fail against itself; or with more digits than the result's type has there.</summary>
    private static Finding? TooFine(Threshold threshold)
    {
        DeclaredKernel kernel = threshold.Value.Kernel;
        int length = kernel.Length ?? 1;
        double bound = kernel.Bound.Coefficient(length), gap = 1 - Math.Abs(threshold.Constant);
        if (gap > 0 && gap < bound)
        {
            (Accumulation Accumulate, double Bound)? better = Better(kernel, length, gap);
            return Found(
                $"within {Figures.Of(bound)} of the exact value, and a vector may fail against itself",
                better is { } found ? $"Accumulate.{found.Accumulate} is within {Figures.Of(found.Bound)}" : $"use a threshold of at most 1 − {Figures.Of(bound)}",
                better?.Accumulate);
        }

        // Where a type has p bits, numbers of this size are 2^(e − p + 1) apart.
        NumericType output = kernel.Spec.Output;
        double size = Math.Abs(threshold.Constant);
        if (output.Precision >= NumericType.Float32.Precision || size is not (> 0 and <= 1) || threshold.Literal is not { } literal)
            return null;
        double spacing = Math.Pow(2, Math.Floor(Math.Log(size, 2)) - output.Precision + 1);
        int point = literal.IndexOf('.');
        int digits = point < 0 ? 0 : literal.Length - point - 1;
        if (literal.IndexOfAny(['e', 'E']) >= 0 || Math.Pow(10, -digits) >= spacing / 2 || Math.IEEERemainder(size, spacing) == 0)
            return null;
        return Found($"a {output.Name}, which has steps of {Figures.Of(spacing)} there", $"write {Text.Of(Math.Round(size / spacing) * spacing)}, or take a result of float");

        Finding Found(string what, string fix, Accumulation? accumulate = null) => new(
            Descriptors.ThresholdTooFine, threshold.Site.Syntax.GetLocation(), Text.Of(Shown(threshold)), kernel.Name, what, fix)
        {
            Others = [kernel.Place],
            Properties = accumulate is null
                ? ImmutableDictionary<string, string?>.Empty
                : ImmutableDictionary<string, string?>.Empty.Add(ToleranceRule.AccumulateKey, accumulate.ToString()),
        };
    }

    /// <summary>The cheapest accumulator whose bound is no wider than the gap.</summary>
    private static (Accumulation Accumulate, double Bound)? Better(DeclaredKernel kernel, int length, double gap)
    {
        foreach (Accumulation candidate in ToleranceRule.Candidates)
        {
            if (kernel.With(candidate)?.Bound.Coefficient(length) is { } bound && bound <= gap)
                return (candidate, bound);
        }

        return null;
    }

    /// <summary>The constant in the digits of the float that it is, where it is one: 0.8, not the 0.800000011920929 of its double.</summary>
    private static double Shown(Threshold threshold)
    {
        float single = (float)threshold.Constant;
        double digits = Math.Abs(single) <= 1 ? (double)(decimal)single : single;
        return single == threshold.Constant && (float)digits == single ? digits : threshold.Constant;
    }
}
