namespace KernelGen.Rules.Tests.Rules;

/// <summary>A [Pack] names kernels that take weights.</summary>
public sealed class KG0020Tests
{
    private const string Kernels =
        """
        [Dense(Inputs = 4, Outputs = 4)] public static partial void Hidden(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y);
            [Dot] public static partial float Product(ReadOnlySpan<float> a, ReadOnlySpan<float> b);

        """;

    private const string Misspelt = Kernels + "    [Pack({|KG0020:\"Hiden\"|})] public static partial PackedWeights<float> P(ReadOnlySpan<float> weights);";

    [Fact]
    public Task Fires() => Verify.Fires(Verify.Kernel(Misspelt));

    [Theory]
    [InlineData("[Pack(nameof(Hidden), {|KG0020:nameof(Product)|})]")]
    [InlineData("[Pack({|KG0020:\"\"|}, nameof(Hidden))]")]
    [InlineData("[Pack(nameof(Hidden), {|KG0020:null|})]")]
    [InlineData("[{|KG0020:Pack|}]")]
    [InlineData("[{|KG0020:Pack|}()]")]
    [InlineData("[{|KG0020:Pack|}(null)]")]
    [InlineData("[Pack({|KG0020:nameof(Hidden)|}, Type = typeof(string))]")]
    [InlineData("[Pack({|KG0020:nameof(Hidden)|}, Type = typeof(int[]))]")]
    [InlineData("[Pack({|KG0020:nameof(P)|})]")]
    public Task FiresOnTheName(string attribute) => Verify.Fires(Verify.Kernel(
        Kernels + $"    {attribute} public static partial PackedWeights<float> P(ReadOnlySpan<float> weights);"));

    [Fact]
    public async Task NamesTheNearest()
    {
        var diagnostic = Assert.Single(await Compile.Analyze(Compile.Source(Verify.Kernel(Misspelt.Replace("{|KG0020:\"Hiden\"|}", "\"Hiden\"")))));
        Assert.Equal("'Hiden' is no Dense, Gemm, Conv2D or Conv1D kernel of Kernels; the nearest name is 'Hidden'", diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("[Pack(nameof(Hidden))]")]
    [InlineData("[Pack(new[] { nameof(Hidden) })]")]
    [InlineData("[Pack(nameof(Hidden), nameof(Hidden))]")]
    [InlineData("[Pack(kernels: nameof(Hidden), Type = typeof(Kernels))]")]
    public Task IsSilentOnKernels(string attribute) => Verify.Silent(Verify.Kernel(
        Kernels + $"    {attribute} public static partial PackedWeights<float> P(ReadOnlySpan<float> weights);"));

    [Fact]
    public Task IsSilentWhereTheKernelHasItsOwnError() => Verify.Fires(Verify.Kernel(
        """
        [{|KG0013:Dense|}(Inputs = 4)] public static partial void Hidden(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y);
            [Pack(nameof(Hidden))] public static partial PackedWeights<float> P(ReadOnlySpan<float> weights);
        """));

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG0020", Verify.Kernel(Misspelt));
}
