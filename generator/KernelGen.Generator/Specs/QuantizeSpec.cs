namespace KernelGen.Generator.Specs;

/// <summary>
/// Quantize and Dequantize (x, y; scale, zeroPoint, scales, zeroPoints): each element by itself, with the scale and zero point of all, of its row, or
/// of its group in the row.
/// </summary>
internal sealed record QuantizeSpec : KernelSpec
{
    /// <summary>Elements of a row.</summary>
    public required Dimension Length { get; init; }

    /// <summary>Elements of a group; the last of a row may be shorter. Null where a row is one.</summary>
    public Dimension? GroupSize { get; init; }

    public bool IsQuantize => Operation == "Quantize";

    /// <summary>The 8-bit type.</summary>
    public NumericType Quantised => this[IsQuantize ? "y" : "x"].Type;

    /// <summary>The kernel finds the scales from the numbers and writes them.</summary>
    public bool IsDynamic => Find("scales") is { Kind: OperandKind.Output };

    /// <summary>There is more than one scale or zero point, or may be.</summary>
    public bool HasGroups => Find("scales") is not null || Find("zeroPoints") is not null;

    /// <summary>All of x is one row.</summary>
    public bool IsOneRow => Length.LengthOf is not null;

    public override EquatableArray<Dimension> Dimensions => GroupSize is null ? new([Length]) : new([Length, GroupSize]);
}
