namespace KernelGen;

/// <summary>The type that sums are kept in.</summary>
public enum Accumulate
{
    /// <summary><c>float</c> for <c>float</c>, <c>double</c> for <c>double</c>.</summary>
    Auto = 0,

    /// <summary>32-bit float: for <c>float</c> elements.</summary>
    Float32 = 1,

    /// <summary>64-bit float.</summary>
    Float64 = 2,

    /// <summary>
    /// The elements' own type, with the rounding errors summed beside it: nearly the accuracy of twice the precision
    /// (Ogita, Rump, Oishi, "Accurate sum and dot product", 2005: Dot2).
    /// </summary>
    Compensated = 3,
}
