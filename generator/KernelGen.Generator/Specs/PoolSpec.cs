namespace KernelGen.Generator.Specs;

/// <summary>MaxPool2D, AveragePool2D, GlobalAveragePool2D (x, y): of each window of a channel its largest number, or the mean.</summary>
internal sealed record PoolSpec : WindowedSpec
{
    public required Dimension Channels { get; init; }

    /// <summary>Padding counts as numbers that are 0; otherwise the mean is that of what a window meets of the image.</summary>
    public bool CountIncludePad { get; init; }

    public bool IsMax => Operation == "MaxPool2D";

    /// <summary>The window is the whole image.</summary>
    public bool IsGlobal => Operation == "GlobalAveragePool2D";

    public override (long Height, long Width)? Result => IsGlobal ? (1, 1) : base.Result;

    /// <summary>Every window counts alike: there is no padding, or it counts too.</summary>
    public bool CountsAll => CountIncludePad || new[] { PaddingTop, PaddingLeft, PaddingBottom, PaddingRight }.All(padding => padding.Fixed == 0);

    /// <summary>What a number passes through at most: the sum of its column, and that of the columns.</summary>
    public Dimension Length => KernelHeight.Fixed is { } height && KernelWidth.Fixed is { } width
        ? new("Steps", Fixed: (int)Math.Min(int.MaxValue, (long)height + width))
        : new("Steps", Parameter: $"({KernelHeight.Expression} + {KernelWidth.Expression})");

    /// <summary>An image of no numbers is a window of none.</summary>
    public override IEnumerable<Dimension> AtLeastOne => base.AtLeastOne.Where(dimension => !IsGlobal || (dimension != KernelHeight && dimension != KernelWidth));

    public override EquatableArray<Dimension> Dimensions =>
        new([Channels, .. IsGlobal ? [Height, Width] : WindowDimensions, .. new[] { Batch }.Where(dimension => dimension.Fixed != 1)]);
}
