using System.Globalization;
using KernelGen.Generator.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace KernelGen.Generator.Tests.Caching;

/// <summary>Each kind of edit, and what it makes the generator do again.</summary>
public sealed class EditTests
{
    private const string Source = """
        using System;
        using KernelGen;

        public static partial class Kernels
        {
            /// <summary>A product.</summary>
            [Dot(100)] public static partial float Product(ReadOnlySpan<float> a, ReadOnlySpan<float> b);
            [Dot(200)] public static partial float Other(ReadOnlySpan<float> a, ReadOnlySpan<float> b);
            [Gemm] public static partial void Multiply(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int m, int n, int k);

            public static int Count() => 1;
        }
        """;

    [Theory]
    [InlineData("public static int Count() => 1;", "public static int Count() => 2;")]
    [InlineData("public static int Count() => 1;", "")]
    [InlineData("    [Dot(100)]", "\n\n    // a remark\n    [Dot(100)]")]
    [InlineData("Dot(100)", "Dot(  50 + 50  )")]
    [InlineData("using System;", "using System; using System.Linq;")]
    public void AnEditThatLeavesTheKernelsAloneWritesNothing(string before, string after) =>
        Steps.AssertNothingNew(Edit(before, after));

    [Theory]
    [InlineData("Dot(100)", "Dot(101)")]
    [InlineData("<summary>A product.", "<summary>The product.")]
    [InlineData("float Product(ReadOnlySpan<float> a, ReadOnlySpan<float> b)", "double Product(ReadOnlySpan<double> a, ReadOnlySpan<double> b)")]
    [InlineData("Product(ReadOnlySpan<float> a, ", "Product(ReadOnlySpan<float> left, ")]
    [InlineData("[Dot(100)]", "[Dot(100), TargetIsa(Isa.Avx2)]")]
    [InlineData("[Dot(100)]", "[Dot(100), Precision(Accumulate = Accumulate.Float64)]")]
    public void AnEditOfOneKernelWritesThatOneAndTheCatalog(string before, string after)
    {
        GeneratorRunResult result = Edit(before, after);
        AssertReasons(result, KernelGenerator.ParseStep, (Modified, 1), (Kept, 2));
        AssertReasons(result, KernelGenerator.SettleStep, (Modified, 1), (Kept, 2));
        AssertReasons(result, KernelGenerator.CatalogStep, (Modified, 1));
    }

    [Fact]
    public void ANewKernelIsNewAndTheOthersStay()
    {
        GeneratorRunResult result = Edit(
            "public static int", "[SumOfSquares] public static partial float Norm(ReadOnlySpan<float> a); public static int");
        AssertReasons(result, KernelGenerator.ParseStep, (New, 1), (Kept, 3));
        AssertReasons(result, KernelGenerator.CatalogStep, (Modified, 1));
    }

    [Fact]
    public void ARemovedKernelIsRemovedAndTheOthersStay()
    {
        GeneratorRunResult result = Edit("[Gemm]", "");
        AssertReasons(result, KernelGenerator.ParseStep, (Removed, 1), (Kept, 2));
        AssertReasons(result, KernelGenerator.CatalogStep, (Modified, 1));
        Assert.DoesNotContain(result.GeneratedSources, source => source.HintName.Contains("Multiply") || source.HintName.Contains("Tiles"));
    }

    [Fact]
    public void AModifierOfTheAssemblyReachesEveryKernel()
    {
        GeneratorRunResult result = Edit("public static partial class", "[assembly: Precision(Accumulate = Accumulate.Compensated)] public static partial class");
        AssertReasons(result, KernelGenerator.ParseStep, (Modified, 3));
        AssertReasons(result, KernelGenerator.CatalogStep, (Modified, 1));
    }

    [Fact]
    public void TheTargetsOfTheBuildAreSettledWithoutParsing()
    {
        CSharpCompilation compilation = Compile.Sources(Source);
        GeneratorDriver driver = GeneratorRun.Driver(("KernelGenTargets", "Avx2")).RunGenerators(compilation, Cancellation);
        Assert.All(GeneratorRun.ResultOf(driver).GeneratedSources, source => Assert.DoesNotContain("HasAvx512", source.SourceText.ToString()));

        driver = driver.WithUpdatedAnalyzerConfigOptions(new Properties(("KernelGenTargets", "Avx2;Neon"))).RunGenerators(compilation, Cancellation);
        GeneratorRunResult result = GeneratorRun.ResultOf(driver);
        AssertReasons(result, KernelGenerator.ParseStep, (Kept, 3));
        AssertReasons(result, KernelGenerator.SettleStep, (Modified, 3));
        AssertReasons(result, KernelGenerator.CatalogStep, (Modified, 1));
    }

    [Fact]
    public void APropertyThatIsNotOursChangesNothing()
    {
        CSharpCompilation compilation = Compile.Sources(Source);
        GeneratorDriver driver = GeneratorRun.Driver().RunGenerators(compilation, Cancellation);
        driver = driver.WithUpdatedAnalyzerConfigOptions(new Properties(("RootNamespace", "Mine"))).RunGenerators(compilation, Cancellation);
        Steps.AssertNothingNew(GeneratorRun.ResultOf(driver));
    }

    [Fact]
    public void AnotherReferenceChangesNothing()
    {
        CSharpCompilation compilation = Compile.Sources(Source);
        GeneratorDriver driver = GeneratorRun.Driver().RunGenerators(compilation, Cancellation);
        MetadataReference other = Compile.Sources("public static class Library;").WithAssemblyName("Library").ToMetadataReference();
        Steps.AssertNothingNew(GeneratorRun.ResultOf(driver.RunGenerators(compilation.AddReferences(other), Cancellation)));
    }

    /// <summary>A pack is of its kernels' matrix, wherever they stand.</summary>
    [Theory]
    [InlineData("Dense(Inputs = 5", "Dense(Inputs = 6", Modified)]
    [InlineData("ReadOnlySpan<float> x", "ReadOnlySpan<float> input", Kept)]
    public void AnEditOfAKernelReachesItsPack(string before, string after, IncrementalStepRunReason pack)
    {
        const string Layer = "[Dense(Inputs = 5, Outputs = 6)] public static partial void Layer(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y);";
        CSharpCompilation compilation = Compile.Sources(
            Compile.InClass(Layer), Compile.InClass("[Pack(nameof(Layer))] public static partial PackedWeights<float> PackUp(ReadOnlySpan<float> weights);"));
        GeneratorDriver driver = GeneratorRun.Driver().RunGenerators(compilation, Cancellation);
        SyntaxTree tree = compilation.SyntaxTrees[0];
        driver = driver.RunGenerators(compilation.ReplaceSyntaxTree(tree, Compile.Tree(Compile.InClass(Layer.Replace(before, after, StringComparison.Ordinal)), tree.FilePath)), Cancellation);
        AssertReasons(GeneratorRun.ResultOf(driver), KernelGenerator.ParseStep, pack == Modified ? [(Modified, 2)] : [(Modified, 1), (Kept, 1)]);
    }

    /// <summary>Kernels come, go and stop to be kernels, in the middle of files and in files between others: what was kept is what a new run makes.</summary>
    [Fact]
    public void EditsOneAfterAnotherGiveWhatANewRunGives()
    {
        var random = new Random(7);
        string[] forms =
        [
            "[Dot({0}), TargetIsa(Isa.None)] public static partial float F{0}(ReadOnlySpan<float> a, ReadOnlySpan<float> b);", "",
            "[Obsolete] public static partial void F{0}();", "[Dot({0})] public static partial float F{0}(ReadOnlySpan<float> a);",
        ];
        int[][] files = [[0, 0, 0], [0, 1, 0], [2, 0, 3]];
        CSharpCompilation compilation = Compile.Sources(files.Select((_, i) => File(i)));
        GeneratorDriver driver = GeneratorRun.Driver().RunGenerators(compilation, Cancellation);
        for (int edit = 0; edit < 150; edit++)
        {
            int file = random.Next(files.Length);
            foreach (int change in Enumerable.Range(0, 1 + random.Next(3)))
                files[file][random.Next(3)] = random.Next(forms.Length);
            SyntaxTree tree = compilation.SyntaxTrees.Single(one => one.FilePath == $"/{file}.cs");
            compilation = compilation.ReplaceSyntaxTree(tree, Compile.Tree(File(file), tree.FilePath));
            driver = driver.RunGenerators(compilation, Cancellation);
            Assert.Equal(Texts(GeneratorRun.Driver().RunGenerators(compilation, Cancellation)), Texts(driver));
        }

        string File(int file) => Compile.InClass(string.Join("\n", files[file].Select((form, i) => string.Format(CultureInfo.InvariantCulture, forms[form], (10 * file) + i))));

        static IEnumerable<(string, string)> Texts(GeneratorDriver driver) =>
            GeneratorRun.ResultOf(driver).GeneratedSources.Select(source => (source.HintName, source.SourceText.ToString())).Order();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static GeneratorRunResult Edit(string before, string after)
    {
        Assert.Contains(before, Source, StringComparison.Ordinal);
        CSharpCompilation compilation = Compile.Sources(Source);
        GeneratorDriver driver = GeneratorRun.Driver().RunGenerators(compilation, Cancellation);
        SyntaxTree tree = compilation.SyntaxTrees[0];
        string edited = Source.Replace(before, after, StringComparison.Ordinal);
        return GeneratorRun.ResultOf(driver.RunGenerators(compilation.ReplaceSyntaxTree(tree, Compile.Tree(edited, tree.FilePath)), Cancellation));
    }

    /// <summary>Not computed anew (Cached), or with the same outcome (Unchanged): which of them is the compiler's affair.</summary>
    private const IncrementalStepRunReason Kept = Unchanged;

    private static void AssertReasons(GeneratorRunResult result, string step, params (IncrementalStepRunReason Reason, int Count)[] expected) =>
        Assert.Equal(
            expected.OrderBy(pair => pair.Reason),
            Steps.Reasons(result, step)
                .GroupBy(pair => pair.Key == Cached ? Kept : pair.Key)
                .Select(group => (group.Key, group.Sum(pair => pair.Value)))
                .OrderBy(pair => pair.Key));
}
