using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Arithmetic;

/// <summary>
/// Sums along rows of weights that are quantised in groups. A code becomes a weight by <see cref="Weight"/>: (code − zero point)·scale, rounded to float
/// once. Then the row and x, whose 16-bit elements are floats exactly, are vectors of floats in the order of <see cref="PositionOf"/>, filled up to a
/// <see cref="Whole"/>: x with zeros, the row with whatever codes lie there. What follows is a lane plan of those.
/// </summary>
internal sealed record GroupedPlan : LanePlan
{
    /// <summary>Elements of a whole: those of 16 bytes of codes of 4 bits, which are one register of ints.</summary>
    public const int Whole = 32;

    public required WeightFormat Format { get; init; }
    public required int GroupSize { get; init; }

    /// <summary>
    /// (<c>code</c>, <c>scale</c>, and <c>zeroPoint</c> where a group has its own) → the weight, in floats. Without zero points 128·scale is exact, so that a
    /// multiply-add spares the difference of 8-bit codes (int8 of 4096 × 4096 in cache: 0.91 ms for 1.04); those of 4 bits go through a table.
    /// </summary>
    public required Program Weight { get; init; }

    /// <summary>The code of the weight 0 where the kernel has no zero points.</summary>
    public int ZeroPoint => Format.ZeroPoint();

    public static Program WeightOf(WeightFormat format, bool hasZeroPoints)
    {
        var p = new ProgramBuilder(NumericType.Float32);
        Value code = p.Input("code"), scale = p.Input("scale");
        if (hasZeroPoints)
            return p.Build((code - p.Input("zeroPoint")) * scale);
        return p.Build(format == WeightFormat.Int4 ? (code - p.Constant(8)) * scale : p.Fma(code, scale, p.Constant(-128) * scale));
    }

    /// <summary>
    /// Where an element of x or of a row goes. Codes of 4 bits lie two to a byte: of a whole the even ones come first, then the odd ones, so that the
    /// lower and the upper halves of the bytes are a virtual vector of floats each.
    /// </summary>
    public nint PositionOf(nint element) => Format == WeightFormat.Int4
        ? (element / Whole * Whole) + (element % 2 * (Whole / 2)) + (element % Whole / 2)
        : element;

    public static long Padded(long length) => (length + Whole - 1) / Whole * Whole;

    /// <summary>The plan of the ordered vectors, whose length is this one's in wholes.</summary>
    public LanePlan Ordered => this with
    {
        Length = Length.Fixed is { } length ? new Dimension(Length.Name, Fixed: (int)Padded(length)) : Length,
    };
}
