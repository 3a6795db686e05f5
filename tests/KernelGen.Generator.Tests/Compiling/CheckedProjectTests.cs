using KernelGen.Generator.Tests.Caching;
using KernelGen.Generator.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KernelGen.Generator.Tests.Compiling;

/// <summary>What the MSBuild property KernelGenChecked adds to kernels; that the checks find what they look for, the numerical tests show.</summary>
public sealed class CheckedProjectTests
{
    private const string Library = "global::KernelGen.Runtime.Declared.";

    private static readonly string Declared = Compile.InClass(
        """
        [Dot] public static partial float Dot([ValueRange(-1, 1)] ReadOnlySpan<float> @in, [UnitNorm, ValueRange(-0.5, 1e300)] ReadOnlySpan<float> b);
        [Dot] public static partial int DotBytes([ValueRange(0, 100)] ReadOnlySpan<byte> a, [UnitNorm] ReadOnlySpan<sbyte> b);
        [Cosine] public static partial float Cosine([ValueRange(-1, 1)] ReadOnlySpan<Half> a, [UnitNorm] ReadOnlySpan<Half> b);
        [Normalize] public static partial void Normalize([ValueRange(-1, 1)] ReadOnlySpan<BFloat16> x, Span<float> y);
        [Similarities(Length = 0)] public static partial void Scores([UnitNorm] ReadOnlySpan<float> query, [UnitNorm, ValueRange(-1, 1)] ReadOnlySpan<float> rows, Span<float> scores);
        [TopK(Length = 100, K = 3, Metric = Metric.Cosine), Parallel] public static partial int Best([UnitNorm] ReadOnlySpan<double> query, [UnitNorm] ReadOnlySpan<double> rows, Span<int> indices, Span<double> scores, [ValueRange(0, 2)] ReadOnlySpan<double> norms);
        [Gemv(Transpose = true)] public static partial void Gemv([UnitNorm] ReadOnlySpan<float> a, [ValueRange(-1, 1)] ReadOnlySpan<float> x, [ValueRange(-1, 1)] Span<float> y, int m, int k, [ValueRange(1, 2)] float alpha, [ValueRange(1, 2)] float beta);
        [Gemm(M = 3, N = 4, K = 5)] public static partial void Gemm([UnitNorm] ReadOnlySpan<float> a, [ValueRange(-1, 1)] ReadOnlySpan<float> b, Span<float> c);
        [Gemm] public static partial void Product([UnitNorm] ReadOnlySpan<float> a, [UnitNorm, ValueRange(-1, 1)] PackedWeights<float> b, Span<float> c, int m, int n, int k, int lda, int ldc);
        [Dense, Parallel] public static partial void Layer([ValueRange(0, 1)] ReadOnlySpan<byte> x, [ValueRange(-1, 1)] PackedWeights<sbyte> weights, Span<float> y, int inputs, int outputs, int batch, float xScale, [ValueRange(0, 1)] ReadOnlySpan<float> weightScales);
        """);

    [Theory]
    [InlineData("true")]
    [InlineData("True")]
    [InlineData(" TRUE ")]
    public void EveryDeclarationIsChecked(string value)
    {
        GeneratorRun run = GeneratorRun.Of(Compile.Sources(Declared), ("KernelGenChecked", value));
        Compile.Emit(run.Output);
        string all = string.Concat(run.Texts.Values);
        foreach (string line in new[]
        {
            "Range(aPointer, 1, @in.Length, @in.Length, -1d, 1d, \"in\");", "UnitRows(bPointer, 1, b.Length, b.Length, \"b\");", "Range(bPointer, 1, b.Length, b.Length, -0.5d, 1E+300d, \"b\");",
            "UnitRows(rowsPointer, scores.Length, 0, 0, \"rows\");", "UnitRows(rowsPointer, (rows.Length / 100), 100, 100, \"rows\");",
            "UnitColumns(aPointer, 1, k, m, m, \"a\");", "Range(alpha, 1d, 2d, \"alpha\");", "UnitRows(aPointer, 3, 5, 5, \"a\");", "UnitNorm(b, \"b\");", "Range(b, -1d, 1d, \"b\");", "Range(weights, -1d, 1d, \"weights\");",
        })
            Assert.Contains(Library + line, all, StringComparison.Ordinal);
        Assert.Contains("if (beta != 0) " + Library + "Range(yPointer, ", all, StringComparison.Ordinal);

        // One a declaration, and each before its kernel's choice of target.
        Assert.Equal(Declared.Split("ValueRange(").Length - 1 + Declared.Split("UnitNorm").Length - 1, all.Split(Library).Length - 1);
        Assert.All(run.Texts.Values.Where(text => text.Contains(Library, StringComparison.Ordinal)), text => Assert.True(
            text.LastIndexOf(Library, StringComparison.Ordinal) < text.IndexOf("global::KernelGen.Generated.Kernel_", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("false")]
    [InlineData("")]
    [InlineData("yes")]
    public void OtherwiseNothingIsEmitted(string value) => Assert.All(
        GeneratorRun.Of(Compile.Sources(Declared), ("KernelGenChecked", value)).Texts.Values, text => Assert.DoesNotContain(Library, text, StringComparison.Ordinal));

    /// <summary>Kernels that declare nothing are the same text, so they cost nothing.</summary>
    [Fact]
    public void KernelsWithoutDeclarationsStayAsTheyAre()
    {
        var compilation = Compile.Sources(Compile.InClass(KernelSources.Every("float", fixedShape: false)));
        Assert.Equal(GeneratorRun.Of(compilation).Texts, GeneratorRun.Of(compilation, ("KernelGenChecked", "true")).Texts);
    }

    /// <summary>The property alone changes: what was parsed stays.</summary>
    [Fact]
    public void ThePropertyReachesKernelsThatAreParsedAlready()
    {
        CSharpCompilation compilation = Compile.Sources(Declared);
        GeneratorDriver driver = GeneratorRun.Driver().RunGenerators(compilation, TestContext.Current.CancellationToken)
            .WithUpdatedAnalyzerConfigOptions(new Properties(("KernelGenChecked", "true")))
            .RunGenerators(compilation, TestContext.Current.CancellationToken);
        GeneratorRunResult result = GeneratorRun.ResultOf(driver);
        Assert.Contains(result.GeneratedSources, source => source.SourceText.ToString().Contains(Library, StringComparison.Ordinal));
        Assert.Superset(Steps.Reasons(result, KernelGenerator.ParseStep).Keys.ToHashSet(), new HashSet<IncrementalStepRunReason> { IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged });
    }
}
