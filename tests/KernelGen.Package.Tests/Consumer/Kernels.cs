using KernelGen;

/// <summary>What a user of the package would write.</summary>
public static partial class Kernels
{
    [Dot(1536)]
    public static partial float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b);

    [Gemm(M = 8, N = 16, K = 24)]
    public static partial void MultiplyFixed(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);

    [Gemm]
    public static partial void Multiply(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, int m, int n, int k);

    [Dense(Inputs = 20, Outputs = 5, Activation = Activation.Relu)]
    public static partial void Layer(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, int batch);
}
