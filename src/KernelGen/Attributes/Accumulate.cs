namespace KernelGen;

/// <summary>The type that sums are kept in.</summary>
public enum Accumulate
{
    /// <summary>
    /// <c>float</c> for <c>float</c> and the 16-bit floats, <c>double</c> for <c>double</c>. Sums of 8-bit integers are exact: in <c>int</c> as far as it holds
    /// them, else as <see cref="Int64"/>.
    /// </summary>
    Auto = 0,

    /// <summary>32-bit float: for <c>float</c> elements and the 16-bit floats.</summary>
    Float32 = 1,

    /// <summary>64-bit float.</summary>
    Float64 = 2,

    /// <summary>
    /// The type that the elements are computed with, and the rounding errors summed beside it: nearly the accuracy of twice the precision
    /// (Ogita, Rump, Oishi, "Accurate sum and dot product", 2005: Dot2).
    /// </summary>
    Compensated = 3,

    /// <summary>
    /// <see cref="Half"/>: each step is the float multiply-add, rounded once more. To study what hardware with such accumulators does: here it is
    /// slower than <see cref="Float32"/>, and from 2,048 equal terms on a sum no longer grows.
    /// </summary>
    Float16 = 4,

    /// <summary>
    /// <see cref="KernelGen.BFloat16"/>: each step is the float multiply-add, rounded once more. To study what hardware with such accumulators does:
    /// here it is slower than <see cref="Float32"/>, and from 256 equal terms on a sum no longer grows.
    /// </summary>
    BFloat16 = 5,

    /// <summary>
    /// <c>int</c>, for 8-bit integers. A length of run time whose sum could pass it is refused: more than 65,793 products of <c>byte</c> and
    /// <c>sbyte</c>, 131,071 of <c>sbyte</c>, 33,025 of <c>byte</c>. For a <see cref="DenseAttribute"/> of weights in groups: x is quantised on the fly.
    /// </summary>
    Int32 = 6,

    /// <summary>For sums of 8-bit integers that an <c>int</c> may not hold: exact as well, and slower. A result that does not fit its type is an <see cref="OverflowException"/>.</summary>
    Int64 = 7,
}
