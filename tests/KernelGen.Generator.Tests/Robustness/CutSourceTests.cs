using KernelGen.Generator.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KernelGen.Generator.Tests.Robustness;

/// <summary>Sources as they look while they are typed: the generator never throws, and the kernels of other files still come out.</summary>
public sealed class CutSourceTests
{
    private const string Source = """
        using System;
        using KernelGen;
        [assembly: Precision(Accumulate = Accumulate.Float64, Tolerance = 1e-4)]
        namespace My.Space
        {
            /// <summary>Kernels.</summary>
            [TargetIsa(Isa.Avx2 | Isa.Neon)]
            public partial record struct Outer
            {
                internal partial interface IInner
                {
                    [Gemm(M = 4, N = 5, K = 6, TransposeA = true, Lda = 8)]
                    public static partial void Multiply(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, float alpha, float beta);
                }

                [Dense(Inputs = 3, Activation = Activation.Gelu, WeightLayout = WeightLayout.InputsOutputs), Precision(Accumulate = Accumulate.Compensated)]
                public partial void Layer(ReadOnlySpan<double> x, ReadOnlySpan<double> weights, Span<double> y, ReadOnlySpan<double> bias, int outputs, int batch);

                [Gemm(N = 5, TransposeB = true), Precision(Accumulate = Accumulate.Auto)]
                public partial void Packed(ReadOnlySpan<float> a, PackedWeights<float> b, Span<float> c, int m, int k);

                [Pack(nameof(Packed), Type = typeof(Outer))]
                public partial PackedWeights<float> PackUp(ReadOnlySpan<float> b, int k, int ldb);

                [TopK(100, K = 5, Metric = Metric.Cosine)]
                private static partial int Nearest(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<int> indices, Span<float> scores, ReadOnlySpan<float> norms);
            }
        }
        """;

    private const string Whole = "[Dot] public static partial float Product(ReadOnlySpan<float> a, ReadOnlySpan<float> b);";

    [Fact]
    public void CutBeforeEveryToken() => EveryToken(span => Source[..span.Start]);

    [Fact(Explicit = true)]
    [Trait("Category", "Exhaustive")]
    public void WithoutEveryToken() => EveryToken(span => Source.Remove(span.Start, span.Length));

    [Fact(Explicit = true)]
    [Trait("Category", "Exhaustive")]
    public void EveryTokenTwice() => EveryToken(span => Source.Insert(span.Start, Source[span.Start..span.End] + " "));

    [Fact(Explicit = true)]
    [Trait("Category", "Exhaustive")]
    public void FromEveryTokenOn() => EveryToken(span => Source[span.Start..]);

    private static void EveryToken(Func<Microsoft.CodeAnalysis.Text.TextSpan, string> change)
    {
        CSharpCompilation compilation = Compile.Sources(Compile.InClass(Whole), Source);
        GeneratorDriver driver = GeneratorRun.Driver().RunGenerators(compilation, TestContext.Current.CancellationToken);
        Assert.Equal(6, GeneratorRun.ResultOf(driver).GeneratedSources.Count(source => !source.HintName.StartsWith("KernelGen.", StringComparison.Ordinal)));
        SyntaxTree tree = compilation.SyntaxTrees[1];
        foreach (SyntaxToken token in tree.GetRoot(TestContext.Current.CancellationToken).DescendantTokens())
        {
            SyntaxTree changed = Compile.Tree(change(token.Span), tree.FilePath);
            driver = driver.RunGenerators(compilation.ReplaceSyntaxTree(tree, changed), TestContext.Current.CancellationToken);
            Assert.Contains(GeneratorRun.ResultOf(driver).GeneratedSources, source => source.HintName.StartsWith("Kernels.Product", StringComparison.Ordinal));
        }
    }
}
