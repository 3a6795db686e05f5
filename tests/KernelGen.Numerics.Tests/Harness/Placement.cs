namespace KernelGen.Numerics.Tests.Harness;

/// <summary>Where operands lie in memory; the bits of a result must not depend on it.</summary>
internal enum Side
{
    /// <summary>Some elements past an address that 64 divides, with a margin on both sides that nobody may write.</summary>
    Inside,

    /// <summary>The first byte follows a page with no access.</summary>
    AtStart,

    /// <summary>The byte after the last one begins a page with no access.</summary>
    AtEnd,
}

/// <param name="Side">Which side is special.</param>
/// <param name="Misalignment">Elements past the 64-byte boundary, for <see cref="Side.Inside"/>.</param>
/// <param name="Stagger">How much more each next operand is off.</param>
internal readonly record struct Placement(Side Side, int Misalignment = 0, int Stagger = 0)
{
    public static readonly Placement Aligned = new(Side.Inside);
    public static readonly Placement AtStart = new(Side.AtStart);
    public static readonly Placement AtEnd = new(Side.AtEnd);

    public static Placement Off(int elements, int stagger = 0) => new(Side.Inside, elements, stagger);
}
