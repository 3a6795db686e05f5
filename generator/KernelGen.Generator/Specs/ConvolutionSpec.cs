namespace KernelGen.Generator.Specs;

/// <summary>Conv2D and Conv1D (x, weights, y; bias, residual): one chain a filter and window. A line is an image of one row.</summary>
internal record ConvolutionSpec : WindowedSpec
{
    public required Dimension InChannels { get; init; }
    public required Dimension OutChannels { get; init; }
    public required Dimension Groups { get; init; }

    public Activation Activation { get; init; }

    public ConvolutionAlgorithm Algorithm { get; init; }

    /// <summary>The user says how large an error may be: what is computed may take it for granted.</summary>
    public bool StatesTolerance { get; init; }

    /// <summary>Rows and columns of Winograd's tiles, 0 for none, where they are settled: a pack's are those of its kernels.</summary>
    public int? SettledTile { get; init; }

    /// <summary>The weights come as what a [Pack] method made.</summary>
    public bool PackedWeights { get; init; }

    public bool IsLine => Operation == "Conv1D";

    /// <summary>A filter of one number that meets every pixel: what it sees is the image as it lies.</summary>
    public bool IsPointwise =>
        new[] { KernelHeight, KernelWidth, StrideHeight, StrideWidth }.All(dimension => dimension.Fixed == 1)
        && new[] { PaddingTop, PaddingLeft, PaddingBottom, PaddingRight }.All(dimension => dimension.Fixed == 0);

    /// <summary>
    /// Known to go over one channel at a time, of several, each in a group of its own. Where channels lie side by side, those of the result must be as many: vectors run along both.
    /// </summary>
    public virtual bool IsDepthwise =>
        InChannels.Fixed is > 1 and { } channels && channels == Groups.Fixed && (!ChannelsLast || channels == OutChannels.Fixed);

    /// <summary>A filter may go over a single channel, in one of several groups.</summary>
    public virtual bool MayBeDepthwise => Groups.Fixed != 1 && !(InChannels.Fixed is { } channels && Groups.Fixed is { } groups && channels != groups);

    /// <summary>A window may reach beyond the image.</summary>
    public bool IsPadded => new[] { PaddingTop, PaddingLeft, PaddingBottom, PaddingRight }.Any(dimension => dimension.Fixed != 0);

    /// <summary>Half of the windows or more lie within the image, as those of a large one do: where its size is known only at run time it is taken for one.</summary>
    public virtual bool MostWindowsAreWhole => Result is not { Height: > 0, Width: > 0 } result
        || 2 * (double)Whole(Height, PaddingTop, KernelHeight, DilationHeight, StrideHeight, result.Height) * Whole(Width, PaddingLeft, KernelWidth, DilationWidth, StrideWidth, result.Width)
            >= (double)result.Height * result.Width;

    /// <summary>Of so many positions along one side those of windows that lie within the image.</summary>
    private static long Whole(Dimension image, Dimension before, Dimension kernel, Dimension dilation, Dimension stride, long positions)
    {
        long first = ((long)before.Fixed!.Value + stride.Fixed!.Value - 1) / stride.Fixed.Value;
        long behind = before.Fixed.Value + (long)image.Fixed!.Value - 1 - ((kernel.Fixed!.Value - 1L) * dilation.Fixed!.Value);
        return behind < 0 ? 0 : Math.Max(0, Math.Min(behind / stride.Fixed.Value, positions - 1) - first + 1);
    }

    /// <summary>The length of every sum: InChannels / Groups · KernelHeight · KernelWidth.</summary>
    public virtual Dimension Terms => InChannels.Fixed is { } channels && Groups.Fixed is { } groups && KernelHeight.Fixed is { } height && KernelWidth.Fixed is { } width
        ? new("Terms", Fixed: (int)Math.Min(int.MaxValue, (double)(channels / Math.Max(1, groups)) * height * width))
        : new("Terms", Parameter: $"({InChannels.Expression} / {Groups.Expression} * {KernelHeight.Expression} * {KernelWidth.Expression})");

    public override IEnumerable<Dimension> AtLeastOne => base.AtLeastOne.Append(Groups);

    public override EquatableArray<Dimension> Dimensions =>
        new([InChannels, OutChannels, .. WindowDimensions.Where(dimension => !IsLine || (dimension != Height && dimension != KernelHeight)), .. new[] { Groups, Batch }.Where(dimension => dimension.Fixed != 1)]);
}
