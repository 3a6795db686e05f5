namespace KernelGen;

/// <summary>
/// The squared Euclidean norm: Σ aᵢ². Operand: <c>a</c>, a <c>ReadOnlySpan&lt;T&gt;</c> of [Length]; returns <c>T</c>.
/// </summary>
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
