namespace KernelGen.Rules.Tests.Rules;

/// <summary>Every parameter of a kernel has a meaning.</summary>
public sealed class KG0012Tests
{
    private const string Misspelt =
        """
        [Dense(Inputs = 4, Outputs = 4)] public static partial void F(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, ReadOnlySpan<float> {|KG0012:bais|}, Span<float> y);
        """;

    [Fact]
    public Task Fires() => Verify.Fires(Verify.Kernel(Misspelt));

    [Theory]
    [InlineData("[Gemm(M = 2, N = 2, K = 2)] public static partial void F(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, float {|KG0012:aplha|});")]
    [InlineData("[Gemm(M = 2, N = 2)] public static partial void F(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int {|KG0012:K|});")]
    [InlineData("[Dot(2)] public static partial float F(ReadOnlySpan<float> a, ReadOnlySpan<float> b, object {|KG0012:state|});")]
    [InlineData("[Dense(Inputs = 2, Outputs = 2)] public static partial void F(ReadOnlySpan<float> input, int {|KG0012:bacth|}, ReadOnlySpan<float> w, Span<float> y);")]
    public Task FiresOnTheParameterThatIsExtra(string kernel) => Verify.Fires(Verify.Kernel(kernel));

    [Fact]
    public async Task NamesTheNearest()
    {
        var diagnostic = Assert.Single(await Compile.Analyze(Compile.Source(Verify.Kernel(Misspelt.Replace("{|KG0012:bais|}", "bais")))));
        Assert.Equal("Dense has no operand or dimension 'bais'; the nearest name is 'bias'", diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("kScale", "keyScale")]
    [InlineData("vScale", "valueScale")]
    [InlineData("vScales", "valueScales")]
    [InlineData("keyScal", "keyScale")]
    [InlineData("valeuScale", "valueScale")]
    public async Task TakesAShortenedNameForTheOneThatItShortens(string name, string nearest)
    {
        string kernel = "[Attention(Heads = 2, HeadDim = 8, QueryLength = 4, KeyLength = 4)] public static partial void F(ReadOnlySpan<float> q, ReadOnlySpan<sbyte> k, ReadOnlySpan<sbyte> v, Span<float> output, float NAME);";
        var found = await Compile.Analyze(Compile.Source(Verify.Kernel(kernel.Replace("NAME", name))));
        Assert.Contains(found, diagnostic => diagnostic.Id == "KG0012" && diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture).EndsWith($"'{nearest}'", StringComparison.Ordinal));
    }

    [Fact]
    public Task IsSilentOnRecognisedNamesInAnyPlace() => Verify.Silent(Verify.Kernel(
        "[Gemm(N = 2, K = 2)] public static partial void F(float alpha, int m, ReadOnlySpan<float> a, float beta, ReadOnlySpan<float> b, int lda, Span<float> c);"));

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG0012", Verify.Kernel(Misspelt));

    [Fact]
    public Task IsFixed() => Verify.Fixes(Verify.Kernel(Misspelt), Verify.Kernel(Misspelt.Replace("{|KG0012:bais|}", "bias")));
}
