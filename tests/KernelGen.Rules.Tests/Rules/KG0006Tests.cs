namespace KernelGen.Rules.Tests.Rules;

/// <summary>A kernel's body is generated.</summary>
public sealed class KG0006Tests
{
    private const string TwoParts =
        """
        [SumOfSquares] public static partial float {|KG0006:F|}(ReadOnlySpan<float> a);
            public static partial float F(ReadOnlySpan<float> a) => 0;
        """;

    [Fact]
    public Task Fires() => Verify.Fires(Verify.Kernel(TwoParts));

    [Fact]
    public Task FiresWhereTheOnlyPartIsABody() => Verify.Fires(Verify.Kernel(
        "[SumOfSquares] public static partial float {|KG0006:F|}(ReadOnlySpan<float> a) { return 0; }"));

    [Fact]
    public Task FiresOnAnExternalMethod() => Verify.Fires(Verify.Kernel(
        "[SumOfSquares] public static extern partial float {|KG0006:F|}(ReadOnlySpan<float> a);"));

    [Fact]
    public async Task IsSilentOnTheBodyThatIsGenerated()
    {
        string declared = Verify.Kernel("[SumOfSquares] public static partial float F(ReadOnlySpan<float> a);");
        string hint = Assert.Single(Compile.ParseAll(Compile.Source(declared))).Shape!.HintName;
        const string Generated =
            """
            partial class Kernels { public static partial float F(System.ReadOnlySpan<float> a) => throw null!; }
            """;
        var compilation = Compile.Source(declared).AddSyntaxTrees(Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText(
            Generated, Compile.ParseOptions, $"/obj/generated/{hint}.g.cs", cancellationToken: TestContext.Current.CancellationToken));
        Assert.Empty(await Compile.Analyze(compilation));
    }

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG0006", Verify.Kernel(TwoParts));
}
