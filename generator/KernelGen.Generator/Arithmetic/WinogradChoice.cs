using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Arithmetic;

/// <summary>
/// Whether a convolution is computed by Winograd's algorithm, and by which tile: a function of the declaration, never of the target, the image's size, the
/// number of filters or the batch.
/// </summary>
internal static class WinogradChoice
{
    /// <summary>Rows and columns of a tile; null: directly.</summary>
    public static int? Of(ConvolutionSpec spec)
    {
        if (spec.SettledTile is { } settled)
            return settled == 0 ? null : settled;
        bool isAsked = spec.Algorithm == ConvolutionAlgorithm.Winograd;
        if (!isAsked && (spec.Algorithm == ConvolutionAlgorithm.Direct || !spec.StatesTolerance || !(spec.InChannels.Fixed >= PlanConstants.WinogradLeastChannels)))
            return null;
        if (Obstacle(spec) is not null)
            return null;
        if (spec.InChannels.Fixed <= PlanConstants.WinogradMostChannelsByFour && IsWithin(spec, 4))
            return 4;
        return isAsked || IsWithin(spec, 2) ? 2 : null;
    }

    /// <summary>Whether the bound of a tile meets the tolerance: what it guarantees where one is stated, its typical error where it is the default.</summary>
    private static bool IsWithin(ConvolutionSpec spec, int outputs)
    {
        if (spec.InChannels.Fixed is not { } channels)
            return false;
        ErrorBound bound = PlanBuilder.Winograd(spec, outputs).Bound;
        return (spec.StatesTolerance ? bound.Coefficient(channels) : bound.TypicalCoefficient(channels)) <= spec.Tolerance && !(Reach(spec, channels) > spec.Element.Maximum);
    }

    /// <summary>What the numbers on the way are no larger than, of operands within their declared ranges; null where too little is declared. A direct sum's are smaller.</summary>
    public static double? Reach(ConvolutionSpec spec, int channels) => ValueRange.Of(spec["x"]) is { } x && ValueRange.Of(spec["weights"]) is { } weights
        ? WinogradBounds.Headroom * (1 + (channels * x.Magnitude)) * (1 + (9.0 * channels * weights.Magnitude))
        : null;

    /// <summary>Why a convolution cannot be computed so; null where it can.</summary>
    public static string? Obstacle(ConvolutionSpec spec)
    {
        if (spec.Operation != "Conv2D")
            return $"it is for Conv2D, and the declaration is a {spec.Operation}; leave Algorithm out";
        Dimension[] one = [spec.StrideHeight, spec.StrideWidth, spec.DilationHeight, spec.DilationWidth, spec.Groups];
        if (spec.KernelHeight.Fixed != 3 || spec.KernelWidth.Fixed != 3)
            return $"it is for filters of 3 × 3, and the declaration has {spec.KernelHeight} and {spec.KernelWidth}; write Kernel = 3, or leave Algorithm out";
        if (one.FirstOrDefault(dimension => dimension.Fixed != 1) is { } other)
            return $"it is for a {other.Name} of 1, and the declaration has {other}; leave one of the two out";
        if (spec.Accumulate is not (Accumulation.Auto or Accumulation.Float32 or Accumulation.Float64) || (spec.Accumulate == Accumulation.Float64 && spec.Element.Bytes < 8))
            return $"its sums are in the elements' own type, and the declaration has Accumulate.{spec.Accumulate}; leave one of the two out";
        return spec.Element == NumericType.Float32 || spec.Element == NumericType.Float64 ? null : $"it is for float and double, and the elements are {spec.Element}; leave Algorithm out";
    }
}
