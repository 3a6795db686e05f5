namespace KernelGen;

/// <summary>
/// Each vector of an operand has length 1, as after <see cref="NormalizeAttribute"/>: the vector itself, each row of a matrix of rows, of a
/// product's factor each vector that the sums run along. The dot product of two such vectors is their cosine.
/// </summary>
/// <example><code>
/// [Similarities(Length = 768)]
/// public static partial void Scores([UnitNorm] ReadOnlySpan&lt;float&gt; query, [UnitNorm] ReadOnlySpan&lt;float&gt; rows, Span&lt;float&gt; scores);
/// </code></example>
[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class UnitNormAttribute : Attribute;
