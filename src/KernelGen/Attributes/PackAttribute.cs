namespace KernelGen;

/// <summary>
/// Packs weights once, at load time, in the order in which the kernels over them read memory. The method takes the plain matrix as
/// <c>ReadOnlySpan&lt;T&gt;</c> and returns <see cref="PackedWeights{T}"/>; its shape and layout are those of the kernels that the attribute
/// names, which are [Dense], [Gemm], [Conv2D], [Conv1D] or [ConvTranspose2D] methods of its own type or of <see cref="Type"/> (of their overloads those whose elements are T).
/// A dimension that they leave to run time is a parameter: <c>int inputs</c>, <c>int outputs</c> for Dense, <c>int k</c>, <c>int n</c> for
/// Gemm, whose b may have its rows <c>int ldb</c> apart, <c>int inChannels</c>, <c>int outChannels</c>, <c>int kernelHeight</c>, <c>int kernelWidth</c>
/// (<c>int kernel</c> of a line), <c>int groups</c> for a convolution, of a transposed one also <c>int strideHeight</c>, <c>int strideWidth</c>,
/// <c>int dilationHeight</c>, <c>int dilationWidth</c>. T is any element type that they take, <c>sbyte</c> and <c>byte</c> too.
/// The weights of a Dense with a <see cref="WeightFormat"/> come with their <c>weightScales</c> and, if they have them, <c>weightZeroPoints</c>, which go into
/// the pack: its kernels have neither, and take packs with zero points and without. Where the values that a kernel declares of its <c>sbyte</c> weights
/// (<see cref="ValueRangeAttribute"/>) allow more products at a time, and all are so, the pack has them in both orders: twice as large, and faster.
/// </summary>
/// <param name="kernels">Names of kernels over the same weights, with <c>nameof</c>.</param>
/// <example><code>
/// [Dense(Inputs = 784, Outputs = 128)]
/// public static partial void Hidden(ReadOnlySpan&lt;float&gt; x, PackedWeights&lt;float&gt; weights, Span&lt;float&gt; y, int batch);
///
/// [Pack(nameof(Hidden))]
/// public static partial PackedWeights&lt;float&gt; PackHidden(ReadOnlySpan&lt;float&gt; weights);
///
/// [Dense(Inputs = 4096, Outputs = 4096, WeightFormat = WeightFormat.Int4, GroupSize = 32)]
/// public static partial void Project(ReadOnlySpan&lt;float&gt; x, PackedWeights&lt;byte&gt; weights, Span&lt;float&gt; y, int batch);
///
/// [Pack(nameof(Project))]
/// public static partial PackedWeights&lt;byte&gt; PackProject(ReadOnlySpan&lt;byte&gt; weights, ReadOnlySpan&lt;float&gt; weightScales, ReadOnlySpan&lt;byte&gt; weightZeroPoints);
/// </code></example>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class PackAttribute(params string[] kernels) : Attribute
{
    /// <summary>Names of kernels over the same weights.</summary>
    public IReadOnlyList<string> Kernels { get; } = kernels;

    /// <summary>The class in which the kernels are. Left out: the method's own.</summary>
    public Type? Type { get; set; }
}
