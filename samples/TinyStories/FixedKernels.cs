using KernelGen;
using TinyStories.Loading;

namespace TinyStories;

/// <summary>The same operations with the dimensions of one model, that of 260K parameters: what fixing them gains.</summary>
internal static partial class FixedKernels
{
    private const int Dim = 64, Hidden = 172, Heads = 8, KvHeads = 4, HeadDim = Dim / Heads, KvDim = KvHeads * HeadDim, Vocabulary = 512;

    /// <summary>Whether a model is that one, whatever its depth and length.</summary>
    public static bool Fit(ModelShape shape) => shape is { Dim: Dim, Hidden: Hidden, Heads: Heads, KvHeads: KvHeads, Vocabulary: Vocabulary };

    [RmsNorm(Dim)]
    public static partial void Norm(ReadOnlySpan<float> x, ReadOnlySpan<float> gamma, Span<float> y);

    [RotaryEmbedding(HeadDim = HeadDim, Heads = Heads, Interleaved = true)]
    public static partial void RotateQueries(ReadOnlySpan<float> x, ReadOnlySpan<int> positions, Span<float> y);

    [RotaryEmbedding(HeadDim = HeadDim, Heads = KvHeads, Interleaved = true)]
    public static partial void RotateKeys(ReadOnlySpan<float> x, ReadOnlySpan<int> positions, Span<float> y);

    [Attention(Heads = Heads, KvHeads = KvHeads, HeadDim = HeadDim, Causal = true, Layout = AttentionLayout.SequenceFirst)]
    public static partial void Attend(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output, int queryLength, int keyLength, int pastLength);

    [Dense(Inputs = Dim, Outputs = Dim)]
    public static partial void Queries(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, int batch);

    [Dense(Inputs = Dim, Outputs = KvDim)]
    public static partial void Keys(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, int batch);

    [Dense(Inputs = Dim, Outputs = Dim)]
    public static partial void Onto(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> residual, int batch);

    [Dense(Inputs = Dim, Outputs = Hidden, Activation = Activation.GatedSilu)]
    public static partial void Gate(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, int batch);

    [Dense(Inputs = Hidden, Outputs = Dim)]
    public static partial void Down(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> residual, int batch);

    [Dense(Inputs = Dim, Outputs = Vocabulary)]
    public static partial void Classify(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, int batch);
}
