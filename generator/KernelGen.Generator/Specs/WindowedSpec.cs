namespace KernelGen.Generator.Specs;

/// <summary>A kernel whose window goes over images: a convolution, a pool.</summary>
internal abstract record WindowedSpec : KernelSpec
{
    public required Dimension Height { get; init; }
    public required Dimension Width { get; init; }
    public required Dimension KernelHeight { get; init; }
    public required Dimension KernelWidth { get; init; }
    public required Dimension StrideHeight { get; init; }
    public required Dimension StrideWidth { get; init; }
    public required Dimension DilationHeight { get; init; }
    public required Dimension DilationWidth { get; init; }
    public required Dimension PaddingTop { get; init; }
    public required Dimension PaddingLeft { get; init; }
    public required Dimension PaddingBottom { get; init; }
    public required Dimension PaddingRight { get; init; }
    public required Dimension Batch { get; init; }

    /// <summary>The channels of a pixel lie side by side (Nhwc); otherwise each channel is a plane (Nchw).</summary>
    public required bool ChannelsLast { get; init; }

    /// <summary>Height and width of the result, where all that they depend on is fixed; a window that does not fit gives less than 1.</summary>
    public virtual (long Height, long Width)? Result =>
        Positions(Height, PaddingTop, PaddingBottom, KernelHeight, DilationHeight, StrideHeight) is { } height
        && Positions(Width, PaddingLeft, PaddingRight, KernelWidth, DilationWidth, StrideWidth) is { } width ? (height, width) : null;

    /// <summary>Those that decide where a window meets the image, and what it covers.</summary>
    public virtual IEnumerable<Dimension> AtLeastOne => [KernelHeight, KernelWidth, StrideHeight, StrideWidth, DilationHeight, DilationWidth];

    /// <summary>The window's dimensions, without those that are as if there were none.</summary>
    protected IEnumerable<Dimension> WindowDimensions =>
    [
        Height, Width, KernelHeight, KernelWidth,
        .. new[] { StrideHeight, StrideWidth, DilationHeight, DilationWidth }.Where(dimension => dimension.Fixed != 1),
        .. new[] { PaddingTop, PaddingLeft, PaddingBottom, PaddingRight }.Where(dimension => dimension.Fixed != 0),
    ];

    /// <summary>Positions of a window along one side.</summary>
    public static long? Positions(Dimension image, Dimension before, Dimension after, Dimension kernel, Dimension dilation, Dimension stride) =>
        image.Fixed is { } i && before.Fixed is { } b && after.Fixed is { } a && kernel.Fixed is { } k && dilation.Fixed is { } d && stride.Fixed is { } s && s > 0
            ? (long)Math.Floor((double)((long)i + b + a - ((k - 1L) * d) - 1) / s) + 1
            : null;
}
