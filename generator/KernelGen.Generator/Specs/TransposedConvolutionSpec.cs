using System.Diagnostics.CodeAnalysis;

namespace KernelGen.Generator.Specs;

/// <summary>
/// ConvTranspose2D (x, weights, y; bias, residual; scales and zero points of 8-bit integers): as many ordinary convolutions as its strides have phases, of a stride of 1, each of the taps that meet the
/// pixels of its phase. Weights are [InChannels, OutChannels / Groups, KernelHeight, KernelWidth].
/// </summary>
internal sealed record TransposedConvolutionSpec : ConvolutionSpec
{
    /// <summary>What it has in common with an ordinary convolution, and what is added to the end of each side of the result.</summary>
    [SetsRequiredMembers]
    public TransposedConvolutionSpec(ConvolutionSpec common, Dimension outputPaddingHeight, Dimension outputPaddingWidth)
        : base(common)
    {
        (OutputPaddingHeight, OutputPaddingWidth) = (outputPaddingHeight, outputPaddingWidth);
    }

    public Dimension OutputPaddingHeight { get; }
    public Dimension OutputPaddingWidth { get; }

    public override (long Height, long Width)? Result =>
        Positions(Height, PaddingTop, PaddingBottom, KernelHeight, DilationHeight, StrideHeight, OutputPaddingHeight) is { } height
        && Positions(Width, PaddingLeft, PaddingRight, KernelWidth, DilationWidth, StrideWidth, OutputPaddingWidth) is { } width ? (height, width) : null;

    /// <summary>Its phases take the tiles of all others.</summary>
    public override bool IsDepthwise => false;

    public override bool MayBeDepthwise => false;

    /// <summary>What decides, beside the filters themselves, which of their taps come together in a phase.</summary>
    public Dimension[] Steps => [StrideHeight, StrideWidth, DilationHeight, DilationWidth];

    /// <summary>The length of the longest sum: InChannels / Groups · the most taps that meet a pixel.</summary>
    public override Dimension Terms =>
        InChannels.Fixed is { } channels && Groups.Fixed is { } groups && MostTaps(KernelHeight, StrideHeight, DilationHeight) is { } height && MostTaps(KernelWidth, StrideWidth, DilationWidth) is { } width
            ? new("Terms", Fixed: (int)Math.Min(int.MaxValue, (double)(channels / Math.Max(1, groups)) * height * width))
            : new("Terms", Parameter: "terms");

    /// <summary>
    /// Half of the pixels or more meet all taps of their phase, and all phases have as many: those of stride many pixels side by side meet every tap once, where the
    /// taps can be shared out evenly.
    /// </summary>
    public override bool MostWindowsAreWhole => AreEven(KernelHeight, StrideHeight, DilationHeight) && AreEven(KernelWidth, StrideWidth, DilationWidth)
        && (Result is not { Height: > 0, Width: > 0 } result
            || 2 * (double)Whole(Height, PaddingTop, KernelHeight, DilationHeight, StrideHeight, result.Height) * Whole(Width, PaddingLeft, KernelWidth, DilationWidth, StrideWidth, result.Width)
                >= (double)result.Height * result.Width);

    private static bool AreEven(Dimension kernel, Dimension stride, Dimension dilation) =>
        stride.Fixed == 1 || (kernel.Fixed is { } taps && stride.Fixed is > 0 and { } s && taps % s == 0 && MostTaps(kernel, stride, dilation) == taps / s);

    /// <summary>Of so many pixels along one side those from where the last tap meets the image's first number to where the first tap meets its last.</summary>
    private static long Whole(Dimension image, Dimension before, Dimension kernel, Dimension dilation, Dimension stride, long pixels)
    {
        long first = Math.Max(0, ((kernel.Fixed!.Value - 1L) * dilation.Fixed!.Value) - before.Fixed!.Value);
        long last = Math.Min(pixels - 1, ((image.Fixed!.Value - 1L) * stride.Fixed!.Value) - before.Fixed.Value);
        return Math.Max(0, last - first + 1);
    }

    public override EquatableArray<Dimension> Dimensions =>
        new([.. base.Dimensions, .. new[] { OutputPaddingHeight, OutputPaddingWidth }.Where(dimension => dimension.Fixed != 0)]);

    /// <summary>Numbers of the result along one side; padding that takes away too much gives less than 0.</summary>
    public static long? Positions(Dimension image, Dimension before, Dimension after, Dimension kernel, Dimension dilation, Dimension stride, Dimension outputPadding) =>
        image.Fixed is { } i && before.Fixed is { } b && after.Fixed is { } a && kernel.Fixed is { } k && dilation.Fixed is { } d && stride.Fixed is { } s && outputPadding.Fixed is { } o
            ? ((i - 1L) * s) + ((k - 1L) * d) + o + 1 - b - a
            : null;

    /// <summary>Taps meet the same outputs where they are stride / gcd(stride, dilation) apart: the most that do so are those from the first on.</summary>
    private static long? MostTaps(Dimension kernel, Dimension stride, Dimension dilation)
    {
        if (kernel.Fixed is not { } taps || stride.Fixed is not { } s || s < 1)
            return null;
        if (dilation.Fixed is not { } d)
            return s == 1 ? taps : null;
        (int divisor, int rest) = (s, d);
        while (rest > 0)
            (divisor, rest) = (rest, divisor % rest);
        int period = s / divisor;
        return ((long)taps + period - 1) / period;
    }
}
