using KernelGen;

namespace SentenceSearch;

/// <summary>
/// The model's operations and the search. Tokens of many sentences lie one below the other, so a layer's batch is all of them; only attention and the mean look at a sentence.
/// The weights are as in the model's file, [inputs][outputs], and packed when they are loaded.
/// </summary>
[Parallel]
internal static partial class Kernels
{
    /// <summary>Numbers that stand for a token, and then for a token among others, and for a sentence.</summary>
    public const int Narrow = 256, Wide = 512;

    /// <summary>Between the two layers of a feed-forward network.</summary>
    public const int Hidden = 1536;

    public const int Heads = 4;

    private const float Epsilon = 1e-6f;

    [LayerNorm(Narrow, Epsilon = Epsilon)]
    public static partial void NormNarrow(ReadOnlySpan<float> x, ReadOnlySpan<float> gamma, Span<float> y, ReadOnlySpan<float> beta, int maxThreads);

    [LayerNorm(Wide, Epsilon = Epsilon)]
    public static partial void NormWide(ReadOnlySpan<float> x, ReadOnlySpan<float> gamma, Span<float> y, ReadOnlySpan<float> beta, int maxThreads);

    // Queries, keys and values of the first block, and what leads from its width to the next.
    [Dense(Inputs = Narrow, Outputs = Narrow, WeightLayout = WeightLayout.InputsOutputs)]
    public static partial void ProjectNarrow(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias, int batch, int maxThreads);

    [Dense(Inputs = Narrow, Outputs = Wide, WeightLayout = WeightLayout.InputsOutputs)]
    public static partial void Widen(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias, int batch, int maxThreads);

    [Dense(Inputs = Narrow, Outputs = Wide, WeightLayout = WeightLayout.InputsOutputs)]
    public static partial void WidenOnto(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual, int batch, int maxThreads);

    // The same of the second block.
    [Dense(Inputs = Wide, Outputs = Wide, WeightLayout = WeightLayout.InputsOutputs)]
    public static partial void ProjectWide(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias, int batch, int maxThreads);

    [Dense(Inputs = Wide, Outputs = Wide, WeightLayout = WeightLayout.InputsOutputs)]
    public static partial void ProjectOnto(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual, int batch, int maxThreads);

    // The feed-forward network of both.
    [Dense(Inputs = Wide, Outputs = Hidden, WeightLayout = WeightLayout.InputsOutputs, Activation = Activation.Relu)]
    public static partial void Expand(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias, int batch, int maxThreads);

    [Dense(Inputs = Hidden, Outputs = Wide, WeightLayout = WeightLayout.InputsOutputs)]
    public static partial void ContractOnto(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual, int batch, int maxThreads);

    // From the mean of a sentence's tokens to its vector.
    [Dense(Inputs = Wide, Outputs = Wide, WeightLayout = WeightLayout.InputsOutputs, Activation = Activation.Tanh)]
    public static partial void Conclude(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias, int batch, int maxThreads);

    [Pack(nameof(ProjectNarrow))]
    public static partial PackedWeights<float> PackNarrow(ReadOnlySpan<float> weights);

    [Pack(nameof(Widen), nameof(WidenOnto))]
    public static partial PackedWeights<float> PackWidening(ReadOnlySpan<float> weights);

    [Pack(nameof(ProjectWide), nameof(ProjectOnto), nameof(Conclude))]
    public static partial PackedWeights<float> PackWide(ReadOnlySpan<float> weights);

    [Pack(nameof(Expand))]
    public static partial PackedWeights<float> PackExpansion(ReadOnlySpan<float> weights);

    [Pack(nameof(ContractOnto))]
    public static partial PackedWeights<float> PackContraction(ReadOnlySpan<float> weights);

    /// <summary>Every token of a sentence sees all of it. A call is for sentences of one length.</summary>
    [Attention(Heads = Heads, HeadDim = Narrow / Heads, Layout = AttentionLayout.SequenceFirst)]
    public static partial void AttendNarrow(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output, int queryLength, int keyLength, int batch, int maxThreads);

    [Attention(Heads = Heads, HeadDim = Wide / Heads, Layout = AttentionLayout.SequenceFirst)]
    public static partial void AttendWide(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output, int queryLength, int keyLength, int batch, int maxThreads);

    /// <summary>The mean of a sentence's tokens, which lie like the pixels of a picture one row high.</summary>
    [GlobalAveragePool2D(Channels = Wide, Height = 1, Layout = ImageLayout.Nhwc)]
    public static partial void Mean(ReadOnlySpan<float> x, Span<float> y, int width, int batch, int maxThreads);

    [Normalize(Wide)]
    public static partial void Normalize(ReadOnlySpan<float> x, Span<float> y);

    /// <summary>The lines nearest to a question. Vectors have length 1, so dot products are cosines.</summary>
    [TopK(Length = Wide, Metric = Metric.Dot)]
    public static partial int Nearest([UnitNorm] ReadOnlySpan<float> query, [UnitNorm] ReadOnlySpan<float> rows, Span<int> indices, Span<float> scores, int k, int maxThreads);
}
