namespace KernelGen.Rules.Tests.Rules;

/// <summary>An optional operand goes with its option.</summary>
public sealed class KG0018Tests
{
    private const string Norms =
        """
        [TopK(Length = 4, K = 2)] public static partial int F(ReadOnlySpan<float> q, ReadOnlySpan<float> r, Span<int> i, Span<float> s, ReadOnlySpan<float> {|KG0018:norms|});
        """;

    [Fact]
    public Task Fires() => Verify.Fires(Verify.Kernel(Norms));

    [Fact]
    public Task FiresOnAThreadLimitWithoutThreads() => Verify.Fires(Verify.Kernel(
        "[Similarities] public static partial void F(ReadOnlySpan<float> q, ReadOnlySpan<float> r, Span<float> s, int {|KG0018:maxThreads|});"));

    [Fact]
    public Task FiresOnALeadingDimensionOfPackedWeights() => Verify.Fires(Verify.Kernel(
        "[{|KG0018:Gemm|}] public static partial void F(ReadOnlySpan<float> a, PackedWeights<float> b, Span<float> c, int m, int n, int k, int ldb);"));

    [Theory]
    [InlineData("ReadOnlySpan<float> {|KG0018:weightScales|}")]
    [InlineData("ReadOnlySpan<byte> {|KG0018:weightZeroPoints|}")]
    public Task FiresOnWhatAPackOfGroupsHas(string operand) => Verify.Fires(Verify.Kernel(
        $"[Dense(Inputs = 2, Outputs = 2, WeightFormat = WeightFormat.Int4, GroupSize = 32)] public static partial void F(ReadOnlySpan<float> x, PackedWeights<byte> w, Span<float> y, {operand});"));

    [Fact]
    public Task IsSilentOnAPackOfGroups() => Verify.Silent(Verify.Kernel(
        """
        [Dense(Inputs = 2, Outputs = 2, WeightFormat = WeightFormat.Int4, GroupSize = 32)] public static partial void F(ReadOnlySpan<float> x, PackedWeights<byte> w, Span<float> y);
            [Pack(nameof(F))] public static partial PackedWeights<byte> P(ReadOnlySpan<byte> w, ReadOnlySpan<Half> weightScales, ReadOnlySpan<byte> weightZeroPoints);
        """));

    [Theory]
    [InlineData("Inputs = 2", "float", "float", "ReadOnlySpan<float> gamma", "")]
    [InlineData("Inputs = 2, Epsilon = 1e-6", "Half", "Half", "ReadOnlySpan<float> gamma", "")]
    [InlineData("Inputs = 2, WeightFormat = WeightFormat.Int4, GroupSize = 32", "float", "byte", "ReadOnlySpan<float> gamma, ReadOnlySpan<float> weightScales", "")]
    public Task IsSilentOnANormOfFloats(string option, string x, string weights, string operands, string modifier) => Verify.Silent(Norm(option, x, weights, operands, modifier));

    [Theory]
    [InlineData("Inputs = 2", "sbyte", "sbyte", "ReadOnlySpan<float> {|KG0018:gamma|}", "")]
    [InlineData("Inputs = 2, Epsilon = {|KG0018:1e-6|}", "float", "float", "ReadOnlySpan<float> bias", "")]
    [InlineData("Inputs = 2, WeightFormat = WeightFormat.Int4, GroupSize = 32", "float", "byte", "ReadOnlySpan<float> {|KG0018:gamma|}, ReadOnlySpan<float> weightScales", ", Precision(Accumulate = Accumulate.Int32)")]
    public Task FiresOnANormWithoutFloats(string option, string x, string weights, string operands, string modifier) => Verify.Fires(Norm(option, x, weights, operands, modifier));

    private static string Norm(string option, string x, string weights, string operands, string modifier) => Verify.Kernel(
        $"[Dense(Outputs = 2, {option}){modifier}] public static partial void F(ReadOnlySpan<{x}> x, ReadOnlySpan<{weights}> w, Span<float> y, {operands});");

    [Theory]
    [InlineData("", ", int {|KG0018:pastLength|}")]
    [InlineData(", PastLength = {|KG0018:3|}", "")]
    [InlineData("", ", int {|KG0018:window|}")]
    [InlineData(", Window = {|KG0018:3|}", "")]
    [InlineData("", ", ReadOnlySpan<float> {|KG0018:alibiSlopes|}")]
    [InlineData(", Causal = true", ", int pastLength, int window, ReadOnlySpan<float> alibiSlopes")]
    [InlineData(", Softcap = 30", ", ReadOnlySpan<bool> mask, Span<float> probabilities")]
    [InlineData(", Causal = true", ", int pastLength")]
    [InlineData(", Causal = true, PastLength = 3", "")]
    public Task FiresOnWhatTheOrderOfKeysIsNeededFor(string option, string parameter) => Verify.Fires(Verify.Kernel(
        $"[Attention(Heads = 2, HeadDim = 8{option})] public static partial void F(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output, int queryLength, int keyLength{parameter});"));

    [Theory]
    [InlineData("float", "float", "float {|KG0018:keyScale|}")]
    [InlineData("Half", "float", "ReadOnlySpan<float> {|KG0018:keyScales|}")]
    [InlineData("sbyte", "float", "float keyScale, float {|KG0018:valueScale|}")]
    [InlineData("sbyte", "sbyte", "float {|KG0018:keyScale|}, ReadOnlySpan<float> keyScales, ReadOnlySpan<float> valueScales")]
    public Task FiresOnScalesOfAttentionWithoutUse(string k, string v, string scales) => Verify.Fires(Attention(k, v, scales));

    [Theory]
    [InlineData("sbyte", "float", "float keyScale")]
    [InlineData("Half", "sbyte", "ReadOnlySpan<float> valueScales")]
    [InlineData("sbyte", "sbyte", "ReadOnlySpan<float> keyScales, float valueScale")]
    public Task IsSilentOnScalesOfCodes(string k, string v, string scales) => Verify.Silent(Attention(k, v, scales));

    private static string Attention(string k, string v, string scales) => Verify.Kernel(
        $"[Attention(Heads = 2, HeadDim = 8)] public static partial void F(ReadOnlySpan<float> q, ReadOnlySpan<{k}> k, ReadOnlySpan<{v}> v, Span<float> output, {scales}, int queryLength, int keyLength);");

    [Fact]
    public Task IsSilentWithTheCosine() => Verify.Silent(Verify.Kernel(
        Norms.Replace("K = 2", "K = 2, Metric = Metric.Cosine").Replace("{|KG0018:norms|}", "norms")));

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG0018", Verify.Kernel(Norms));
}
