namespace KernelGen;

/// <summary>
/// Each vector of an operand has length 1, as after <see cref="NormalizeAttribute"/>: the vector itself, each row of a matrix of rows, of a
/// product's factor each vector that the sums run along. The dot product of two such vectors is their cosine.
/// </summary>
/// <remarks>
/// In a project with <c>&lt;KernelGenChecked&gt;true&lt;/KernelGenChecked&gt;</c> every call measures every vector, in any configuration, and throws
/// <see cref="ArgumentException"/> for the first whose length is farther from 1 than rounding explains: about (n / 2 + 2)·w + u for n numbers of a type
/// with unit roundoff u, w being float's (double's for double). That is 1.2·10⁻⁵ for 384 floats, 5·10⁻⁴ for as many Half. Vectors without elements are left out.
/// </remarks>
/// <example><code>
/// [Similarities(Length = 768)]
/// public static partial void Scores([UnitNorm] ReadOnlySpan&lt;float&gt; query, [UnitNorm] ReadOnlySpan&lt;float&gt; rows, Span&lt;float&gt; scores);
/// </code></example>
[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class UnitNormAttribute : Attribute;
