namespace KernelGen.Benchmarks.Kernels;

/// <summary>The layers of workloads/dense_models.csv, with bias and Gelu; the batch is a run-time dimension.</summary>
internal static partial class DenseLayers
{
    [Dense(Inputs = 768, Outputs = 3072, Activation = Activation.Gelu)]
    public static partial void BertFfnUp(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, int batch);

    [Dense(Inputs = 3072, Outputs = 768, Activation = Activation.Gelu)]
    public static partial void BertFfnDown(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, int batch);

    [Dense(Inputs = 768, Outputs = 2304, Activation = Activation.Gelu)]
    public static partial void BertQkv(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, int batch);

    [Dense(Inputs = 2048, Outputs = 1000, Activation = Activation.Gelu)]
    public static partial void Resnet50Fc(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, int batch);

    [Dense(Inputs = 784, Outputs = 256, Activation = Activation.Gelu)]
    public static partial void MlpDigits(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, int batch);

    [Dense(Inputs = 256, Outputs = 10, Activation = Activation.Gelu)]
    public static partial void MlpHead(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, int batch);

    [Dense(Inputs = 4096, Outputs = 14336, Activation = Activation.Gelu)]
    public static partial void Llama38bUp(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, int batch);

    [Dense(Inputs = 4096, Outputs = 4096, Activation = Activation.Gelu)]
    public static partial void Llama38bO(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, int batch);
}
