using KernelGen;

namespace TinyStories;

/// <summary>The model's operations. A checkpoint says its dimensions when it is loaded, so all of them are of run time.</summary>
[Parallel]
internal static partial class Kernels
{
    [RmsNorm]
    public static partial void Norm(ReadOnlySpan<float> x, ReadOnlySpan<float> gamma, Span<float> y, int maxThreads);

    [RotaryEmbedding(Interleaved = true)]
    public static partial void Rotate(ReadOnlySpan<float> x, ReadOnlySpan<int> positions, Span<float> y, ReadOnlySpan<float> cos, ReadOnlySpan<float> sin, int headDim, int heads);

    /// <summary>Every position sees itself and those before; the keys and values of all of them so far lie in the cache.</summary>
    [Attention(Causal = true, Layout = AttentionLayout.SequenceFirst)]
    public static partial void Attend(
        ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output, int heads, int kvHeads, int headDim, int queryLength, int keyLength, int pastLength, int maxThreads);

    [Dense]
    public static partial void Dense(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, int inputs, int outputs, int batch, int maxThreads);

    [Dense]
    public static partial void DenseOnto(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> residual, int inputs, int outputs, int batch, int maxThreads);

    /// <summary>silu(x·w₁ᵀ)·(x·w₃ᵀ), the weights of w₁ before those of w₃.</summary>
    [Dense(Activation = Activation.GatedSilu)]
    public static partial void Gate(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, int inputs, int outputs, int batch, int maxThreads);

    [Dense]
    public static partial void Dense(ReadOnlySpan<Half> x, ReadOnlySpan<Half> weights, Span<float> y, int inputs, int outputs, int batch, int maxThreads);

    [Dense]
    public static partial void DenseOnto(ReadOnlySpan<Half> x, ReadOnlySpan<Half> weights, Span<float> y, ReadOnlySpan<float> residual, int inputs, int outputs, int batch, int maxThreads);

    [Dense(Activation = Activation.GatedSilu)]
    public static partial void Gate(ReadOnlySpan<Half> x, ReadOnlySpan<Half> weights, Span<float> y, int inputs, int outputs, int batch, int maxThreads);

    [Dense(WeightFormat = WeightFormat.Int8, GroupSize = 32)]
    public static partial void DenseOfBytes(ReadOnlySpan<float> x, ReadOnlySpan<byte> weights, Span<float> y, ReadOnlySpan<float> weightScales, int inputs, int outputs, int batch, int maxThreads);

    [Dense(WeightFormat = WeightFormat.Int8, GroupSize = 32)]
    public static partial void DenseOfBytesOnto(
        ReadOnlySpan<float> x, ReadOnlySpan<byte> weights, Span<float> y, ReadOnlySpan<float> residual, ReadOnlySpan<float> weightScales, int inputs, int outputs, int batch, int maxThreads);

    [Dense(WeightFormat = WeightFormat.Int8, GroupSize = 32, Activation = Activation.Silu)]
    public static partial void SiluOfBytes(ReadOnlySpan<float> x, ReadOnlySpan<byte> weights, Span<float> y, ReadOnlySpan<float> weightScales, int inputs, int outputs, int batch, int maxThreads);

    [Dense(WeightFormat = WeightFormat.Int4, GroupSize = 32)]
    public static partial void DenseOfNibbles(ReadOnlySpan<float> x, ReadOnlySpan<byte> weights, Span<float> y, ReadOnlySpan<float> weightScales, int inputs, int outputs, int batch, int maxThreads);

    [Dense(WeightFormat = WeightFormat.Int4, GroupSize = 32)]
    public static partial void DenseOfNibblesOnto(
        ReadOnlySpan<float> x, ReadOnlySpan<byte> weights, Span<float> y, ReadOnlySpan<float> residual, ReadOnlySpan<float> weightScales, int inputs, int outputs, int batch, int maxThreads);

    [Dense(WeightFormat = WeightFormat.Int4, GroupSize = 32, Activation = Activation.Silu)]
    public static partial void SiluOfNibbles(ReadOnlySpan<float> x, ReadOnlySpan<byte> weights, Span<float> y, ReadOnlySpan<float> weightScales, int inputs, int outputs, int batch, int maxThreads);

    /// <summary>Rows of weights as codes of −127 to 127, with a scale for each 32.</summary>
    [Quantize(GroupSize = 32)]
    public static partial void Quantise(ReadOnlySpan<float> x, Span<sbyte> y, Span<float> scales, int length);

    [Softmax]
    public static partial void Softmax(ReadOnlySpan<float> x, Span<float> y);

    [LogSoftmax]
    public static partial void LogSoftmax(ReadOnlySpan<float> x, Span<float> y, int length);
}
