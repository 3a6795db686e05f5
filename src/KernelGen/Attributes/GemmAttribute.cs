namespace KernelGen;

/// <summary>
/// A matrix product: c = alpha·op(a)·op(b) + beta·c, row-major. Operands, in this order: <c>a</c>, a <c>ReadOnlySpan&lt;T&gt;</c> of
/// [M, K]; <c>b</c>, a <c>ReadOnlySpan&lt;T&gt;</c> of [K, N], or the
/// <see cref="PackedWeights{T}"/> that a [Pack] method made of it; <c>c</c>, a <c>Span&lt;T&gt;</c> of [M, N].
/// Optional, by name: <c>alpha</c> (1) and <c>beta</c> (0, which never reads c), both <c>T</c>; <c>int lda</c>, <c>int ldb</c>,
/// <c>int ldc</c>; <c>int batch</c>.
/// </summary>
/// <remarks>
/// <para>
/// T is <c>float</c> or <c>double</c>; of <c>Half</c> and <see cref="BFloat16"/> c is of T or <c>float</c>, alpha and beta are <c>float</c>. Of <c>sbyte</c> and <c>byte</c>, which may be mixed, the sums
/// Σ (a − aZeroPoint)·(b − bZeroPoint) are exact, and c is one of
/// </para>
/// <list type="bullet">
/// <item><description><c>int</c> or <c>long</c>: the sums themselves;</description></item>
/// <item><description><c>float</c>: (float)sum · (aScale · bScale);</description></item>
/// <item><description><c>sbyte</c> or <c>byte</c>: that divided by cScale, rounded to the nearest whole number, ties to even, plus cZeroPoint, cut to the type (ONNX's QLinearMatMul); NaN gives the zero point.</description></item>
/// </list>
/// <para>
/// By name: <c>float aScale</c>, <c>float bScale</c> or <c>ReadOnlySpan&lt;float&gt; bScales</c> of [N], <c>float cScale</c> (an 8-bit result needs it), each 1 where it is left
/// out; <c>int aZeroPoint</c>, <c>int bZeroPoint</c> or <c>bZeroPoints</c> of [N] in the type of b, <c>int cZeroPoint</c>, each 0 where it is left out. There is neither alpha nor beta.
/// A packed b has no zero point.
/// </para>
/// <para>
/// <see cref="ArgumentException"/>: a scalar scale that is no finite number above 0, a scalar zero point that its operand's type does not have, and a K of run time whose sums an <c>int</c> might not
/// hold (zero points counted); with <see cref="Accumulate.Int64"/>, or a <c>long</c> result, there is no such length.
/// </para>
/// </remarks>
/// <example><code>
/// [Gemm(M = 64, N = 64, K = 64)]
/// public static partial void Multiply(ReadOnlySpan&lt;float&gt; a, ReadOnlySpan&lt;float&gt; b, Span&lt;float&gt; c);
/// </code></example>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class GemmAttribute : Attribute
{
    /// <summary>Rows of op(a) and of c, 0 or more. Left out: the parameter <c>int m</c>.</summary>
    public int M { get; set; }

    /// <summary>Columns of op(b) and of c, 0 or more. Left out: the parameter <c>int n</c>.</summary>
    public int N { get; set; }

    /// <summary>Columns of op(a), rows of op(b), 0 or more. Left out: the parameter <c>int k</c>.</summary>
    public int K { get; set; }

    /// <summary>op(a) is the transpose of a, which is then stored as [K, M].</summary>
    public bool TransposeA { get; set; }

    /// <summary>op(b) is the transpose of b, which is then stored as [N, K].</summary>
    public bool TransposeB { get; set; }

    /// <summary>Independent products, one behind the other in every operand (a packed b is one matrix, so it has no batch). Left out: the parameter <c>int batch</c>, or 1.</summary>
    public int Batch { get; set; }

    /// <summary>Elements from one stored row of a to the next, at least a row's own. Left out: the parameter <c>int lda</c>, or rows without a gap.</summary>
    public int Lda { get; set; }

    /// <summary>Elements from one stored row of b to the next, at least a row's own. Left out: the parameter <c>int ldb</c>, or rows without a gap.</summary>
    public int Ldb { get; set; }

    /// <summary>Elements from one row of c to the next, at least a row's own. Left out: the parameter <c>int ldc</c>, or rows without a gap.</summary>
    public int Ldc { get; set; }
}
