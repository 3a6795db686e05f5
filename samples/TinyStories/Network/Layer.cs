namespace TinyStories.Network;

/// <summary>A matrix of weights [outputs, inputs], held in one way or another.</summary>
internal abstract class Layer(int inputs, int outputs)
{
    public int Inputs => inputs;
    public int Outputs => outputs;

    /// <summary>What the weights take.</summary>
    public abstract long Bytes { get; }

    /// <summary>y = x·Wᵀ, for each of so many rows.</summary>
    public abstract void Apply(ReadOnlySpan<float> x, Span<float> y, int rows);

    /// <summary>y += x·Wᵀ.</summary>
    public abstract void AddTo(ReadOnlySpan<float> x, Span<float> y, int rows);

    /// <summary>y = silu(x·W₁ᵀ)·(x·W₃ᵀ), where the weights are those of both, one behind the other, and there are half as many outputs.</summary>
    public abstract void Gate(ReadOnlySpan<float> x, Span<float> y, int rows);
}

/// <summary>How weights are held.</summary>
internal enum WeightKind
{
    F32,
    F16,
    I8,
    I4,
}

/// <summary>Makes the layers of a model.</summary>
internal delegate Layer LayerFactory(ReadOnlyMemory<float> weights, int inputs, int outputs);

internal static class Layers
{
    public static LayerFactory Of(WeightKind kind, bool areFixed, int threads) => (kind, areFixed) switch
    {
        (WeightKind.F32, true) => (weights, inputs, outputs) => new FixedLayer(weights, inputs, outputs),
        (WeightKind.F32, false) => (weights, inputs, outputs) => new SingleLayer(weights, inputs, outputs, threads),
        (WeightKind.F16, _) => (weights, inputs, outputs) => new HalfLayer(weights.Span, inputs, outputs, threads),
        (WeightKind.I8, _) => (weights, inputs, outputs) => new ByteLayer(weights.Span, inputs, outputs, threads),
        _ => (weights, inputs, outputs) => new NibbleLayer(weights.Span, inputs, outputs, threads),
    };
}
