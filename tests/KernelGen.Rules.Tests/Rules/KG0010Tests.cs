namespace KernelGen.Rules.Tests.Rules;

/// <summary>A kernel's operands have one element type.</summary>
public sealed class KG0010Tests
{
    private const string Mixed = "[Normalize] public static partial void F(ReadOnlySpan<float> x, {|KG0010:Span<double>|} y);";

    [Fact]
    public Task Fires() => Verify.Fires(Verify.Kernel(Mixed));

    [Fact]
    public Task FiresOnOptionalOperands() => Verify.Fires(Verify.Kernel(
        """
        [Gemv(M = 4, K = 4)] public static partial void F(ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y, {|KG0010:double|} alpha, {|KG0010:ReadOnlySpan<double>|} bias);
        """));

    [Fact]
    public Task IsSilentOnIndices() => Verify.Silent(Verify.Kernel(
        "[TopK(Length = 4, K = 2)] public static partial int F(ReadOnlySpan<double> query, ReadOnlySpan<double> rows, Span<int> indices, Span<double> scores);"));

    /// <summary>An output and an addend of 16-bit floats may be float; a scalar is; nothing else may.</summary>
    [Fact]
    public Task IsSilentOnWhatSixteenBitFloatsAreComputedWith() => Verify.Silent(Verify.Kernel(
        """
        [Normalize] public static partial void N(ReadOnlySpan<Half> x, Span<float> y);
        [Dense(Inputs = 4, Outputs = 4)] public static partial void D(ReadOnlySpan<BFloat16> x, ReadOnlySpan<BFloat16> weights, Span<BFloat16> y, ReadOnlySpan<float> bias, ReadOnlySpan<BFloat16> residual);
        [Gemv(M = 4, K = 4)] public static partial void G(ReadOnlySpan<Half> a, ReadOnlySpan<Half> x, Span<Half> y, float alpha, ReadOnlySpan<Half> bias);
        """));

    [Fact]
    public Task FiresOnSixteenBitFloatsOfTwoKinds() => Verify.Fires(Verify.Kernel(
        """
        [Gemv(M = 4, K = 4)] public static partial void G(ReadOnlySpan<Half> a, {|KG0010:ReadOnlySpan<BFloat16>|} x, {|KG0010:Span<double>|} y, {|KG0010:Half|} alpha);
        [TopK(Length = 4, K = 2)] public static partial int T(ReadOnlySpan<Half> query, ReadOnlySpan<Half> rows, Span<int> indices, {|KG0010:Span<Half>|} scores);
        """));

    [Theory]
    [InlineData("double", "{|KG0010:ReadOnlySpan<sbyte>|}", "double")]
    [InlineData("double", "{|KG0010:ReadOnlySpan<Half>|}", "double")]
    [InlineData("float", "{|KG0010:ReadOnlySpan<byte>|}", "float")]
    [InlineData("Half", "{|KG0010:ReadOnlySpan<BFloat16>|}", "Half")]
    [InlineData("Half", "{|KG0010:ReadOnlySpan<float>|}", "float")]
    [InlineData("Half", "ReadOnlySpan<Half>", "Half")]
    [InlineData("BFloat16", "ReadOnlySpan<BFloat16>", "float")]
    public Task FiresOnKeysThatAreNotKeptSo(string q, string k, string output) => Verify.Fires(Verify.Kernel(
        $"[Attention(Heads = 2, HeadDim = 8)] public static partial void F(ReadOnlySpan<{q}> q, {k} k, ReadOnlySpan<{q}> v, Span<{output}> output, int queryLength, int keyLength);"));

    /// <summary>What is beside 16-bit queries is float, as they are computed.</summary>
    [Fact]
    public Task FiresOnWhatAttentionComputesIn16Bits() => Verify.Fires(Verify.Kernel(
        "[Attention(Heads = 2, HeadDim = 8, Causal = true)] public static partial void F(ReadOnlySpan<Half> q, ReadOnlySpan<Half> k, ReadOnlySpan<Half> v, Span<Half> output, {|KG0010:ReadOnlySpan<Half>|} mask, {|KG0010:ReadOnlySpan<Half>|} alibiSlopes, {|KG0010:Span<Half>|} probabilities, int queryLength, int keyLength);"));

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG0010", Verify.Kernel(Mixed));

    [Fact]
    public Task IsFixed() => Verify.Fixes(
        Verify.Kernel(Mixed),
        Verify.Kernel("[Normalize] public static partial void F(ReadOnlySpan<float> x, Span<float> y);"));
}
