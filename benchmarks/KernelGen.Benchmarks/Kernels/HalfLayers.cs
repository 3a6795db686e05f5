namespace KernelGen.Benchmarks.Kernels;

/// <summary>Layers of <see cref="DenseLayers"/> with plain weights in 16 bits.</summary>
internal static partial class HalfLayers
{
    [Dense(Inputs = 768, Outputs = 3072, Activation = Activation.Gelu)]
    public static partial void BertFfnUp(ReadOnlySpan<Half> x, ReadOnlySpan<Half> weights, Span<float> y, ReadOnlySpan<float> bias, int batch);

    [Dense(Inputs = 4096, Outputs = 14336, Activation = Activation.Gelu)]
    public static partial void Llama38bUp(ReadOnlySpan<Half> x, ReadOnlySpan<Half> weights, Span<float> y, ReadOnlySpan<float> bias, int batch);

    [Dense(Inputs = 4096, Outputs = 4096, Activation = Activation.Gelu)]
    public static partial void Llama38bO(ReadOnlySpan<Half> x, ReadOnlySpan<Half> weights, Span<float> y, ReadOnlySpan<float> bias, int batch);
}
