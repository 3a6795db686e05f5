namespace KernelGen.Generator.Specs;

/// <summary>Conv2D (x, weights, y; bias, residual): one chain a filter and window.</summary>
internal sealed record ConvolutionSpec : KernelSpec
{
    public required Dimension InChannels { get; init; }
    public required Dimension OutChannels { get; init; }
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
    public required Dimension Groups { get; init; }
    public required Dimension Batch { get; init; }

    /// <summary>The channels of a pixel lie side by side (Nhwc); otherwise each channel is a plane (Nchw).</summary>
    public required bool ChannelsLast { get; init; }

    public Activation Activation { get; init; }

    /// <summary>The length of every sum: InChannels / Groups · KernelHeight · KernelWidth.</summary>
    public Dimension Terms => InChannels.Fixed is { } channels && Groups.Fixed is { } groups && KernelHeight.Fixed is { } height && KernelWidth.Fixed is { } width
        ? new("Terms", Fixed: (int)Math.Min(int.MaxValue, (double)(channels / Math.Max(1, groups)) * height * width))
        : new("Terms", Parameter: $"({InChannels.Expression} / {Groups.Expression} * {KernelHeight.Expression} * {KernelWidth.Expression})");

    /// <summary>Height and width of the result, where all that they depend on is fixed; a kernel that does not fit gives less than 1.</summary>
    public (long Height, long Width)? Result =>
        Positions(Height, PaddingTop, PaddingBottom, KernelHeight, DilationHeight, StrideHeight) is { } height
        && Positions(Width, PaddingLeft, PaddingRight, KernelWidth, DilationWidth, StrideWidth) is { } width ? (height, width) : null;

    /// <summary>Those that decide where a filter meets the image, and what it covers.</summary>
    public IEnumerable<Dimension> AtLeastOne => [KernelHeight, KernelWidth, StrideHeight, StrideWidth, DilationHeight, DilationWidth, Groups];

    public override EquatableArray<Dimension> Dimensions => new(
    [
        InChannels, OutChannels, Height, Width, KernelHeight, KernelWidth,
        .. new[] { StrideHeight, StrideWidth, DilationHeight, DilationWidth }.Where(dimension => dimension.Fixed != 1),
        .. new[] { PaddingTop, PaddingLeft, PaddingBottom, PaddingRight }.Where(dimension => dimension.Fixed != 0),
        .. new[] { Groups, Batch }.Where(dimension => dimension.Fixed != 1),
    ]);

    /// <summary>Positions of a filter along one side.</summary>
    public static long? Positions(Dimension image, Dimension before, Dimension after, Dimension kernel, Dimension dilation, Dimension stride) =>
        image.Fixed is { } i && before.Fixed is { } b && after.Fixed is { } a && kernel.Fixed is { } k && dilation.Fixed is { } d && stride.Fixed is { } s && s > 0
            ? (long)Math.Floor((double)((long)i + b + a - ((k - 1L) * d) - 1) / s) + 1
            : null;
}
