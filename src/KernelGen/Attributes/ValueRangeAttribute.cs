namespace KernelGen;

/// <summary>
/// The values that an operand of a kernel holds: from it the analyzer computes what sums and results can reach. A value outside of it makes no
/// result wrong; it makes what the analyzer said about this kernel void. In a project with <c>&lt;KernelGenChecked&gt;true&lt;/KernelGenChecked&gt;</c>
/// every call looks at every number, in any configuration, and throws <see cref="ArgumentException"/> for the first outside; a NaN is outside. The
/// ends are meant as the operand's type has them: 0.1 is the float next to it. Packed weights, which never change, are looked at once.
/// </summary>
/// <param name="min">The least value, at most <paramref name="max"/>.</param>
/// <param name="max">The greatest value.</param>
/// <example><code>
/// [Dot(1536)]
/// public static partial float Dot([ValueRange(-1, 1)] ReadOnlySpan&lt;float&gt; a, [ValueRange(-1, 1)] ReadOnlySpan&lt;float&gt; b);
/// </code></example>
[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class ValueRangeAttribute(double min, double max) : Attribute
{
    /// <summary>The least value.</summary>
    public double Min { get; } = min;

    /// <summary>The greatest value.</summary>
    public double Max { get; } = max;
}
