using TinyStories.Loading;

namespace TinyStories.Network;

/// <summary>What a model does beside its layers, with kernels whose dimensions are of run time or fixed.</summary>
internal abstract class Operations
{
    public abstract void Norm(ReadOnlySpan<float> x, ReadOnlySpan<float> gamma, Span<float> y);

    /// <summary>Turns queries in place, or keys.</summary>
    public abstract void Rotate(Span<float> x, ReadOnlySpan<int> positions, bool areKeys);

    /// <param name="q">The queries of the last positions.</param>
    /// <param name="k">The keys of all positions.</param>
    /// <param name="v">Their values.</param>
    /// <param name="output">Like q.</param>
    /// <param name="queries">How many positions are the last ones.</param>
    /// <param name="keys">How many there are.</param>
    public abstract void Attend(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output, int queries, int keys);
}

/// <summary>For any checkpoint. It turns by the checkpoint's own tables.</summary>
internal sealed class RunTimeOperations(ModelShape shape, ReadOnlyMemory<float> cos, ReadOnlyMemory<float> sin, int threads) : Operations
{
    public override void Norm(ReadOnlySpan<float> x, ReadOnlySpan<float> gamma, Span<float> y) => Kernels.Norm(x, gamma, y, threads);

    public override void Rotate(Span<float> x, ReadOnlySpan<int> positions, bool areKeys) =>
        Kernels.Rotate(x, positions, x, cos.Span, sin.Span, shape.HeadDim, areKeys ? shape.KvHeads : shape.Heads);

    public override void Attend(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output, int queries, int keys) =>
        Kernels.Attend(q, k, v, output, shape.Heads, shape.KvHeads, shape.HeadDim, queries, keys, keys - queries, threads);
}

/// <summary>For the model of 260K parameters.</summary>
internal sealed class FixedOperations : Operations
{
    public override void Norm(ReadOnlySpan<float> x, ReadOnlySpan<float> gamma, Span<float> y) => FixedKernels.Norm(x, gamma, y);

    public override void Rotate(Span<float> x, ReadOnlySpan<int> positions, bool areKeys)
    {
        if (areKeys)
            FixedKernels.RotateKeys(x, positions, x);
        else
            FixedKernels.RotateQueries(x, positions, x);
    }

    public override void Attend(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output, int queries, int keys) =>
        FixedKernels.Attend(q, k, v, output, queries, keys, keys - queries);
}
