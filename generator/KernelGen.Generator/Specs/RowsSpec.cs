namespace KernelGen.Generator.Specs;

/// <summary>
/// Softmax and LogSoftmax (x, y), LayerNorm and RmsNorm (x, gamma, y; beta, residual): each row of a matrix by itself, first what its elements come to
/// together, then each element.
/// </summary>
internal sealed record RowsSpec : KernelSpec
{
    /// <summary>Elements of a row.</summary>
    public required Dimension Length { get; init; }

    /// <summary>What a norm adds to the mean square, so that a row of zeros has a quotient.</summary>
    public double Epsilon { get; init; }

    public bool IsNorm => Operation is "LayerNorm" or "RmsNorm";

    /// <summary>All of x is one row.</summary>
    public bool IsOneRow => !IsNorm && Length.LengthOf is not null;

    public override EquatableArray<Dimension> Dimensions => new([Length]);
}
