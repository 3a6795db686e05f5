using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KernelGen.Rules.Tests.Rules;

/// <summary>Kernels need C# 12.</summary>
public sealed class KG2008Tests
{
    private static readonly string Kernels = Verify.Kernel(
        """
        [SumOfSquares] public static partial float F(ReadOnlySpan<float> a);
            [SumOfSquares] public static partial float G(ReadOnlySpan<float> a);
        """);

    [Fact]
    public async Task FiresOnceOnTheFirstKernel()
    {
        Diagnostic diagnostic = Assert.Single(await Compile.Analyze(Compile.Source(Kernels).InLanguage(LanguageVersion.CSharp11)));
        Assert.Equal("KG2008", diagnostic.Id);
        Assert.Equal(5, diagnostic.Location.GetLineSpan().StartLinePosition.Line);
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp12)]
    [InlineData(LanguageVersion.Default)]
    [InlineData(LanguageVersion.Preview)]
    public async Task IsSilentFromTwelveOn(LanguageVersion version) =>
        Assert.Empty(await Compile.Analyze(Compile.Source(Kernels).InLanguage(version)));

    /// <summary>What the generator writes is C# 12: its output for a kernel of each form compiles as that.</summary>
    [Fact]
    public void IsSilentBecauseEmittedFilesAreInTwelve()
    {
        CSharpCompilation compilation = Compile.Source(Verify.Kernel(
            """
            [Dot(100)] public static partial float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b);
            [Cosine] public static partial double Cosine(ReadOnlySpan<double> a, ReadOnlySpan<double> b);
            [Normalize] public static partial void Normalize(ReadOnlySpan<float> x, Span<float> y);
            [Similarities] public static partial void Score(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores);
            [TopK(K = 3)] public static partial int Top(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<int> indices, Span<float> scores);
            [Gemv(M = 4, K = 8)] public static partial void Gemv(ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y);
            [Gemm(M = 7, N = 19, K = 5)] public static partial void Gemm(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);
            [Gemm] public static partial void GemmAny(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, int m, int n, int k, double beta);
            [Dense(Inputs = 8, Outputs = 4, Activation = Activation.Gelu)] public static partial void Dense(ReadOnlySpan<float> x, ReadOnlySpan<float> w, Span<float> y, int batch);
            """)).InLanguage(LanguageVersion.CSharp12);
        CSharpGeneratorDriver.Create([new Generator.KernelGenerator().AsSourceGenerator()], parseOptions: new CSharpParseOptions(LanguageVersion.CSharp12))
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation whole, out _, TestContext.Current.CancellationToken);
        Assert.Empty(whole.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        Assert.DoesNotContain("NotSupportedException", string.Concat(whole.SyntaxTrees.Skip(1)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task IsSuppressible() => Assert.Empty(await Compile.Analyze(
        Compile.Source("#pragma warning disable KG2008\n" + Kernels).InLanguage(LanguageVersion.CSharp11)));
}
