namespace KernelGen.Benchmarks.Kernels;

/// <summary>The same layers with weights that were packed once. A kernel's pack has its name behind <c>Pack</c>.</summary>
internal static partial class PackedLayers
{
    [Dense(Inputs = 768, Outputs = 3072, Activation = Activation.Gelu)]
    public static partial void BertFfnUp(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias, int batch);

    [Dense(Inputs = 3072, Outputs = 768, Activation = Activation.Gelu)]
    public static partial void BertFfnDown(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias, int batch);

    [Dense(Inputs = 768, Outputs = 2304, Activation = Activation.Gelu)]
    public static partial void BertQkv(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias, int batch);

    [Dense(Inputs = 2048, Outputs = 1000, Activation = Activation.Gelu)]
    public static partial void Resnet50Fc(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias, int batch);

    [Dense(Inputs = 784, Outputs = 256, Activation = Activation.Gelu)]
    public static partial void MlpDigits(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias, int batch);

    [Dense(Inputs = 256, Outputs = 10, Activation = Activation.Gelu)]
    public static partial void MlpHead(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias, int batch);

    [Dense(Inputs = 4096, Outputs = 14336, Activation = Activation.Gelu)]
    public static partial void Llama38bUp(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias, int batch);

    [Dense(Inputs = 4096, Outputs = 4096, Activation = Activation.Gelu)]
    public static partial void Llama38bO(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias, int batch);

    [Pack(nameof(BertFfnUp))]
    internal static partial PackedWeights<float> PackBertFfnUp(ReadOnlySpan<float> weights);

    [Pack(nameof(BertFfnDown))]
    internal static partial PackedWeights<float> PackBertFfnDown(ReadOnlySpan<float> weights);

    [Pack(nameof(BertQkv))]
    internal static partial PackedWeights<float> PackBertQkv(ReadOnlySpan<float> weights);

    [Pack(nameof(Resnet50Fc))]
    internal static partial PackedWeights<float> PackResnet50Fc(ReadOnlySpan<float> weights);

    [Pack(nameof(MlpDigits))]
    internal static partial PackedWeights<float> PackMlpDigits(ReadOnlySpan<float> weights);

    [Pack(nameof(MlpHead))]
    internal static partial PackedWeights<float> PackMlpHead(ReadOnlySpan<float> weights);

    [Pack(nameof(Llama38bUp))]
    internal static partial PackedWeights<float> PackLlama38bUp(ReadOnlySpan<float> weights);

    [Pack(nameof(Llama38bO))]
    internal static partial PackedWeights<float> PackLlama38bO(ReadOnlySpan<float> weights);
}
