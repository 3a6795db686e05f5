namespace KernelGen.Benchmarks.Kernels;

/// <summary>Layers of <see cref="PackedLayers"/> with weights in 16 bits, packed once. A kernel's pack has its name behind <c>Pack</c>.</summary>
internal static partial class PackedHalfLayers
{
    [Dense(Inputs = 768, Outputs = 3072, Activation = Activation.Gelu)]
    public static partial void BertFfnUp(ReadOnlySpan<Half> x, PackedWeights<Half> weights, Span<float> y, ReadOnlySpan<float> bias, int batch);

    [Dense(Inputs = 4096, Outputs = 14336, Activation = Activation.Gelu)]
    public static partial void Llama38bUp(ReadOnlySpan<Half> x, PackedWeights<Half> weights, Span<float> y, ReadOnlySpan<float> bias, int batch);

    [Dense(Inputs = 4096, Outputs = 4096, Activation = Activation.Gelu)]
    public static partial void Llama38bO(ReadOnlySpan<Half> x, PackedWeights<Half> weights, Span<float> y, ReadOnlySpan<float> bias, int batch);

    [Pack(nameof(BertFfnUp))]
    internal static partial PackedWeights<Half> PackBertFfnUp(ReadOnlySpan<Half> weights);

    [Pack(nameof(Llama38bUp))]
    internal static partial PackedWeights<Half> PackLlama38bUp(ReadOnlySpan<Half> weights);

    [Pack(nameof(Llama38bO))]
    internal static partial PackedWeights<Half> PackLlama38bO(ReadOnlySpan<Half> weights);
}
