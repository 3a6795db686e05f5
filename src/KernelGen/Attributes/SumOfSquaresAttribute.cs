namespace KernelGen;

/// <summary>
/// The squared Euclidean norm: Σ aᵢ². Operand: <c>a</c>, a <c>ReadOnlySpan&lt;T&gt;</c> of [Length]; returns <c>T</c>.
/// </summary>
/// <remarks>
/// T is <c>float</c> or <c>double</c>; of <c>Half</c> and <see cref="BFloat16"/> the result is <c>float</c>; <c>sbyte</c> and <c>byte</c> have exact sums: the
/// result is <c>int</c>, or <c>long</c> of any length. A length of run time whose sum an <c>int</c> might not hold is refused with <see cref="ArgumentException"/>
/// before anything is computed (from 131,072 elements of <c>sbyte</c> on, 33,026 of <c>byte</c>); with <see cref="Accumulate.Int64"/> the sum goes on, and an <c>int</c> result that does not fit is an <see cref="OverflowException"/>.
/// </remarks>
/// <example><code>
/// [SumOfSquares(768)]
/// public static partial float SumOfSquares(ReadOnlySpan&lt;float&gt; a);
/// </code></example>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class SumOfSquaresAttribute : Attribute
{
    /// <summary>The squared norm of a vector of any length: the parameter <c>int length</c>, or the span's own.</summary>
    public SumOfSquaresAttribute()
    {
    }

    /// <summary>The squared norm of vectors of one length.</summary>
    /// <param name="length">Elements of the vector, 0 or more.</param>
    public SumOfSquaresAttribute(int length) => Length = length;

    /// <summary>Elements of the vector, 0 or more. Left out, it is a run-time dimension.</summary>
    public int Length { get; set; }
}
