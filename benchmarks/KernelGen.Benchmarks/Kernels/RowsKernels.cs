namespace KernelGen.Benchmarks.Kernels;

/// <summary>Softmax and norms of rows of the lengths that models have.</summary>
internal static partial class RowsKernels
{
    [Softmax(128)]
    public static partial void Softmax128(ReadOnlySpan<float> x, Span<float> y);

    [Softmax(384)]
    public static partial void Softmax384(ReadOnlySpan<float> x, Span<float> y);

    [Softmax(1024)]
    public static partial void Softmax1024(ReadOnlySpan<float> x, Span<float> y);

    [Softmax(4096)]
    public static partial void Softmax4096(ReadOnlySpan<float> x, Span<float> y);

    [LayerNorm(128)]
    public static partial void LayerNorm128(ReadOnlySpan<float> x, ReadOnlySpan<float> gamma, Span<float> y, ReadOnlySpan<float> beta);

    [LayerNorm(384)]
    public static partial void LayerNorm384(ReadOnlySpan<float> x, ReadOnlySpan<float> gamma, Span<float> y, ReadOnlySpan<float> beta);

    [LayerNorm(1024)]
    public static partial void LayerNorm1024(ReadOnlySpan<float> x, ReadOnlySpan<float> gamma, Span<float> y, ReadOnlySpan<float> beta);

    [LayerNorm(4096)]
    public static partial void LayerNorm4096(ReadOnlySpan<float> x, ReadOnlySpan<float> gamma, Span<float> y, ReadOnlySpan<float> beta);

    [RmsNorm(128)]
    public static partial void RmsNorm128(ReadOnlySpan<float> x, ReadOnlySpan<float> gamma, Span<float> y);

    [RmsNorm(384)]
    public static partial void RmsNorm384(ReadOnlySpan<float> x, ReadOnlySpan<float> gamma, Span<float> y);

    [RmsNorm(1024)]
    public static partial void RmsNorm1024(ReadOnlySpan<float> x, ReadOnlySpan<float> gamma, Span<float> y);

    [RmsNorm(4096)]
    public static partial void RmsNorm4096(ReadOnlySpan<float> x, ReadOnlySpan<float> gamma, Span<float> y);
}
