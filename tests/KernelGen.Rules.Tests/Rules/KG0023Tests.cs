namespace KernelGen.Rules.Tests.Rules;

/// <summary>Values are declared of operands that are read.</summary>
public sealed class KG0023Tests
{
    private const string OnAnOutput =
        "[Normalize(2)] public static partial void F(ReadOnlySpan<float> x, [{|KG0023:UnitNorm|}] Span<float> y);";

    private const string Packed =
        "[Dense(Inputs = 2, Outputs = 2)] public static partial void G(ReadOnlySpan<float> x, [ValueRange(0, 1)] PackedWeights<float> w, Span<float> y);\n";

    [Theory]
    [InlineData(OnAnOutput)]
    [InlineData("[Normalize(2)] public static partial void F(ReadOnlySpan<float> x, [{|KG0023:ValueRange|}(0, 1)] Span<float> y);")]
    [InlineData("[Dot] public static partial float F(ReadOnlySpan<float> a, ReadOnlySpan<float> b, [{|KG0023:ValueRange|}(0, 9)] int length);")]
    [InlineData("[Dot] public static partial float F(ReadOnlySpan<float> a, ReadOnlySpan<float> b, [{|KG0023:UnitNorm|}] int length);")]
    [InlineData("[TopK(K = 3)] public static partial int F(ReadOnlySpan<float> q, ReadOnlySpan<float> r, [{|KG0023:ValueRange|}(0, 9)] Span<int> i, Span<float> s);")]
    [InlineData("[Dense(Inputs = 2, Outputs = 2)] public static partial void F(ReadOnlySpan<float> x, ReadOnlySpan<float> w, Span<float> y, [{|KG0023:UnitNorm|}] ReadOnlySpan<float> bias);")]
    [InlineData("[Gemm(M = 2, N = 2, K = 2)] public static partial void F(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, [{|KG0023:UnitNorm|}] float alpha);")]
    [InlineData("[Attention(Heads = 1, HeadDim = 8)] public static partial void F([UnitNorm] ReadOnlySpan<float> q, [UnitNorm] ReadOnlySpan<float> k, [{|KG0023:UnitNorm|}] ReadOnlySpan<float> v, Span<float> output, int queryLength, int keyLength);")]
    [InlineData("[Attention(Heads = 1, HeadDim = 8)] public static partial void F(ReadOnlySpan<float> q, [{|KG0023:UnitNorm|}] ReadOnlySpan<sbyte> k, ReadOnlySpan<float> v, Span<float> output, float keyScale, int queryLength, int keyLength);")]
    [InlineData("[Attention(Heads = 1, HeadDim = 8)] public static partial void F(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output, [{|KG0023:ValueRange|}(0, 1)] ReadOnlySpan<bool> mask, int queryLength, int keyLength);")]
    [InlineData("[Gemm(M = 2, N = 2, K = 2)] public static partial void F(ReadOnlySpan<float> a, ReadOnlySpan<float> b, [{|KG0023:ValueRange|}(0, 1)] Span<float> c, float alpha);")]
    [InlineData(Packed + "[Pack(nameof(G))] public static partial PackedWeights<float> F([{|KG0023:ValueRange|}(0, 1)] ReadOnlySpan<float> w);")]
    [InlineData(Packed + "[Pack(nameof(G))] public static partial PackedWeights<float> F([{|KG0023:UnitNorm|}] ReadOnlySpan<float> w);")]
    public Task Fires(string kernel) => Verify.Fires(Verify.Kernel(kernel));

    [Theory]
    [InlineData("[Dot] public static partial float F([UnitNorm, ValueRange(-1, 1)] ReadOnlySpan<float> a, [UnitNorm] ReadOnlySpan<float> b);")]
    [InlineData("[TopK(K = 3)] public static partial int F([UnitNorm] ReadOnlySpan<float> q, [UnitNorm] ReadOnlySpan<float> r, Span<int> i, Span<float> s);")]
    [InlineData("[Dense(Inputs = 2, Outputs = 2)] public static partial void F([UnitNorm] ReadOnlySpan<float> x, [UnitNorm] PackedWeights<float> w, Span<float> y, [ValueRange(0, 1)] ReadOnlySpan<float> bias);")]
    [InlineData("[Gemm(M = 2, N = 2, K = 2)] public static partial void F(ReadOnlySpan<float> a, ReadOnlySpan<float> b, [ValueRange(0, 1)] Span<float> c, [ValueRange(1, 2)] float alpha, float beta);")]
    public Task IsSilentOnWhatIsRead(string kernel) => Verify.Silent(Verify.Kernel(kernel));

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG0023", Verify.Kernel(OnAnOutput));
}
