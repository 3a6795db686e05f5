namespace KernelGen;

/// <summary>
/// A fully connected layer: y = activation(x·Wᵀ + bias + residual), and with <see cref="Activation.GatedSilu"/> the residual is
/// added last. Operands, in this order: <c>x</c>, a
/// <c>ReadOnlySpan&lt;T&gt;</c> of [batch, Inputs]; <c>weights</c>, a <c>ReadOnlySpan&lt;T&gt;</c> in the layout of
/// <see cref="WeightLayout"/>, or the <see cref="PackedWeights{T}"/> that a [Pack] method made of it; <c>y</c>, a <c>Span&lt;T&gt;</c> of [batch, Outputs].
/// Optional, by name: <c>bias</c>, a <c>ReadOnlySpan&lt;T&gt;</c> of [Outputs]; <c>residual</c>, a <c>ReadOnlySpan&lt;T&gt;</c> of
/// [batch, Outputs], which may be y; <c>int batch</c>.
/// </summary>
/// <example><code>
/// [Dense(Inputs = 784, Outputs = 128, Activation = Activation.Relu)]
/// public static partial void Hidden(ReadOnlySpan&lt;float&gt; x, ReadOnlySpan&lt;float&gt; weights, Span&lt;float&gt; y, ReadOnlySpan&lt;float&gt; bias, int batch);
/// </code></example>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class DenseAttribute : Attribute
{
    /// <summary>Elements of a row of x, 0 or more. Left out: the parameter <c>int inputs</c>.</summary>
    public int Inputs { get; set; }

    /// <summary>Elements of a row of y, 0 or more. Left out: the parameter <c>int outputs</c>.</summary>
    public int Outputs { get; set; }

    /// <summary>Rows of x and y. Left out: the parameter <c>int batch</c>, or 1.</summary>
    public int Batch { get; set; }

    /// <summary>The function that every output passes through.</summary>
    public Activation Activation { get; set; }

    /// <summary>How the weights are stored.</summary>
    public WeightLayout WeightLayout { get; set; }
}
