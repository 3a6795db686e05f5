using KernelGen.Generator.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KernelGen.Generator.Tests.Compiling;

/// <summary>Everything that can be asked for compiles without a warning, wherever it stands and whatever the user's own things are called.</summary>
public sealed class EveryCombinationTests
{
    internal static (string Type, bool FixedShape, string Accumulate)[] Tried => [("float", true, ""), ("float", false, "Accumulate.Float64"), ("double", true, "Accumulate.Compensated"), ("Half", true, "")];

    public static TheoryData<string, bool, string> Combinations => [.. Tried];

    [Theory]
    [MemberData(nameof(Combinations))]
    public void EveryKernel(string type, bool fixedShape, string accumulate) => AssertCompiles(type, fixedShape, accumulate, "");

    [Theory]
    [InlineData("float", false)]
    [InlineData("double", true)]
    public void EveryKernelWithThreads(string type, bool fixedShape) => AssertCompiles(type, fixedShape, "", "Isa.All", "[Parallel] ");

    [Theory]
    [InlineData("sbyte", "sbyte", true, "")]
    [InlineData("byte", "sbyte", false, "[Parallel] ")]
    [InlineData("byte", "byte", false, "[Precision(Accumulate = Accumulate.Int64)] ")]
    public void EveryKernelOfBytes(string a, string b, bool fixedShape, string modifiers)
    {
        GeneratorRun run = GeneratorRun.Of(Compile.InClass(KernelSources.EveryOfBytes(a, b, fixedShape, modifiers)));
        Assert.All(run.Texts, text => Assert.DoesNotContain("throw new", text.Value, StringComparison.Ordinal));
        AssertClean(run.Output);
    }

    internal static void AssertCompiles(string type, bool fixedShape, string accumulate, string targets, string more = "")
    {
        string modifiers = more + (accumulate.Length > 0 ? $"[Precision(Accumulate = {accumulate})] " : "") + (targets.Length > 0 ? $"[TargetIsa({targets})] " : "");
        GeneratorRun run = GeneratorRun.Of(Compile.InClass(KernelSources.Every(type, fixedShape, modifiers)));
        Assert.All(run.Texts, text => Assert.DoesNotContain("throw new", text.Value, StringComparison.Ordinal));
        AssertClean(run.Output);
    }

    [Fact]
    public void InEveryNestOfTypes()
    {
        string dot = "[Dot] public static partial float Product(ReadOnlySpan<float> a, ReadOnlySpan<float> b);";
        GeneratorRun run = GeneratorRun.Of($$"""
            using System;
            using KernelGen;
            public partial class @class { {{dot}} public partial struct @struct { {{dot}} private partial interface IInner { {{dot}} } } }
            namespace My.@namespace
            {
                public abstract partial class Base { {{dot}} }
                internal sealed partial class Derived : Base { {{dot.Replace("public", "internal", StringComparison.Ordinal).Replace("Product", "Other", StringComparison.Ordinal)}} }
                public partial record Record(int X) { {{dot}} }
                public partial record struct RecordStruct(int X) { {{dot}} }
                public readonly partial struct ReadOnly { [Dot] public readonly partial float Product(ReadOnlySpan<float> a, ReadOnlySpan<float> b); }
                public ref partial struct ByReference { {{dot}} }
                public static partial class Outer { public unsafe partial class Inner { [Normalize] protected internal partial void @void(ReadOnlySpan<float> x, Span<float> y); } }
                public partial class Virtual { [Dot] public virtual partial float Product(ReadOnlySpan<float> a, ReadOnlySpan<float> b); }
                public partial class Override : Virtual { [Dot] public sealed override partial float Product(ReadOnlySpan<float> a, ReadOnlySpan<float> b); }
                public partial class Overloads
                {
                    {{dot}}
                    {{dot.Replace("float", "double", StringComparison.Ordinal)}}
                    {{dot.Replace("Product", "product", StringComparison.Ordinal)}}
                }
            }
            """);
        Assert.Equal(15, run.Result.GeneratedSources.Length - 1);
        AssertClean(run.Output);
    }

    [Theory]
    [InlineData("public static partial class Kernels<T>", "")]
    [InlineData("public static partial class Kernels", "<T>")]
    public void GenericOnesAreRefusedByABodyThatThrows(string type, string parameters)
    {
        GeneratorRun run = GeneratorRun.Of($"using System; using KernelGen; {type} {{ [Dot] public static partial float Product{parameters}(ReadOnlySpan<float> a, ReadOnlySpan<float> b); }}");
        Assert.Contains("throw new global::System.NotSupportedException", run.Text("Kernels.Product"), StringComparison.Ordinal);
        AssertClean(run.Output);
    }

    /// <summary>The user's own types and namespaces are called as what emitted code uses.</summary>
    [Theory]
    [InlineData("""
        class Vector512; class Vector256; class Vector128; class Math; class Avx; class Avx2; class Avx512F; class AdvSimd; class Scratch; class Packing; class Window; class Processor; class MethodImplOptions; class Span<T>;
        namespace My.System { class Math; class Span<T>; }
        namespace My.KernelGen.Runtime { class Processor; class Scratch; }
        namespace My { class Vector512; class Vector256; class Vector128; class Math; class MethodImpl; class Unsafe; }
        """, "My")]
    [InlineData("""
        namespace KernelGen.System { class Math; }
        namespace KernelGen.My { class System; class KernelGen; class Vector512; }
        namespace KernelGen { class Vector128; class Processor; class Math; class Avx512F; class ScalarMath; class Scratch; class Packing; class Check; class PartialVector; class TopRows; class ParallelLoop; class ProductSplit; class RowSplit; class AttentionSplit; class NeighbouringHeads; class NextRows; class NarrowStrip; class TransposedRows; class Widening; class Window; class Patches; class FilterStrips; class Pooling; class DepthwisePixels; class DepthwisePlanes; class DepthwiseFilters; class DepthwiseSplit; class DepthwisePiece; class SingleRow; class TransposedWindow; class TransposedFilters; class WinogradFilters; class WinogradTiles; class TransposedPhase; }
        """, "KernelGen.My")]
    public void AmongDecoys(string decoys, string space)
    {
        string every = KernelSources.Every("float", fixedShape: false)
            .Replace("ReadOnlySpan<", "global::System.ReadOnlySpan<", StringComparison.Ordinal).Replace(" Span<", " global::System.Span<", StringComparison.Ordinal)
            .Replace("<Half>", "<global::System.Half>", StringComparison.Ordinal).Replace("<BFloat16>", "<global::KernelGen.BFloat16>", StringComparison.Ordinal)
            .Replace("PackedWeights<", "global::KernelGen.PackedWeights<", StringComparison.Ordinal).Replace(" = Metric.", " = global::KernelGen.Metric.", StringComparison.Ordinal).Replace(" = Activation.", " = global::KernelGen.Activation.", StringComparison.Ordinal)
            .Replace(" = WeightLayout.", " = global::KernelGen.WeightLayout.", StringComparison.Ordinal).Replace(" = WeightFormat.", " = global::KernelGen.WeightFormat.", StringComparison.Ordinal).Replace(" = ImageLayout.", " = global::KernelGen.ImageLayout.", StringComparison.Ordinal).Replace(" = ConvolutionAlgorithm.", " = global::KernelGen.ConvolutionAlgorithm.", StringComparison.Ordinal).Replace(" = AttentionLayout.", " = global::KernelGen.AttentionLayout.", StringComparison.Ordinal).Replace("[", "[global::KernelGen.", StringComparison.Ordinal);
        GeneratorRun run = GeneratorRun.Of($"namespace {space} {{ public static partial class Kernels {{ {every} }} }}", decoys);
        Assert.All(run.Texts, text => Assert.DoesNotContain("throw new", text.Value, StringComparison.Ordinal));
        AssertClean(run.Output);
    }

    /// <summary>Parameters that are called as the locals of emitted code, and as keywords.</summary>
    [Theory]
    [InlineData("[Dot]", "float", "ReadOnlySpan<float> {0}, ReadOnlySpan<float> {1}")]
    [InlineData("[Cosine(9)]", "float", "ReadOnlySpan<float> {0}, ReadOnlySpan<float> {1}")]
    [InlineData("[Normalize]", "void", "ReadOnlySpan<float> {0}, Span<float> {1}")]
    [InlineData("[Softmax]", "void", "ReadOnlySpan<float> {0}, Span<float> {1}")]
    [InlineData("[LayerNorm, Parallel]", "void", "ReadOnlySpan<float> {0}, ReadOnlySpan<float> {1}, Span<float> {2}, ReadOnlySpan<float> beta, ReadOnlySpan<float> residual, int maxThreads")]
    [InlineData("[TopK(K = 3, Metric = Metric.Cosine)]", "int", "ReadOnlySpan<float> {0}, ReadOnlySpan<float> {1}, Span<int> {2}, Span<float> {3}, ReadOnlySpan<float> norms")]
    [InlineData("[TopK(Metric = Metric.SquaredDistance), Parallel]", "int", "ReadOnlySpan<float> {0}, ReadOnlySpan<float> {1}, Span<int> {2}, Span<float> {3}, int k, int maxThreads")]
    [InlineData("[Similarities]", "void", "ReadOnlySpan<float> {0}, ReadOnlySpan<float> {1}, Span<float> {2}")]
    [InlineData("[Gemv]", "void", "ReadOnlySpan<float> {0}, ReadOnlySpan<float> {1}, Span<float> {2}, int m, int k, float alpha, float beta")]
    [InlineData("[Gemm]", "void", "ReadOnlySpan<float> {0}, ReadOnlySpan<float> {1}, Span<float> {2}, int m, int n, int k, float beta")]
    [InlineData("[Gemm]", "void", "ReadOnlySpan<float> {0}, PackedWeights<float> {1}, Span<float> {2}, int m, int n, int k, float beta")]
    [InlineData("[Gemm(M = 4, N = 5, K = 6, TransposeB = true)]", "void", "ReadOnlySpan<float> {0}, ReadOnlySpan<float> {1}, Span<float> {2}, float alpha, float beta")]
    [InlineData("[Gemm(TransposeB = true), Parallel]", "void", "ReadOnlySpan<float> {0}, ReadOnlySpan<float> {1}, Span<float> {2}, int m, int n, int k, int batch, int maxThreads")]
    [InlineData("[Dense(Activation = Activation.GatedSilu)]", "void", "ReadOnlySpan<float> {0}, ReadOnlySpan<float> {1}, Span<float> {2}, ReadOnlySpan<float> bias, int inputs, int outputs, int batch")]
    [InlineData("[Dense(Epsilon = 1e-6), Parallel]", "void", "ReadOnlySpan<float> {0}, ReadOnlySpan<float> {1}, Span<float> {2}, ReadOnlySpan<float> gamma, int inputs, int outputs, int batch, int maxThreads")]
    [InlineData("[ConvTranspose2D(Kernel = 4, Stride = 2), Parallel]", "void", "ReadOnlySpan<float> {0}, ReadOnlySpan<float> {1}, Span<float> {2}, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual, int inChannels, int outChannels, int height, int width, int padding, int batch, int maxThreads")]
    [InlineData("[ConvTranspose2D(Kernel = 4, Stride = 2, Layout = ImageLayout.Nhwc), Parallel]", "void", "ReadOnlySpan<byte> {0}, ReadOnlySpan<sbyte> {1}, Span<float> {2}, ReadOnlySpan<float> bias, int xZeroPoint, ReadOnlySpan<sbyte> weightZeroPoints, ReadOnlySpan<float> weightScales, int inChannels, int outChannels, int height, int width, int padding, int batch, int maxThreads")]
    [InlineData("[Conv2D(InChannels = 5, Kernel = 3, Algorithm = ConvolutionAlgorithm.Winograd), Parallel]", "void", "ReadOnlySpan<float> {0}, ReadOnlySpan<float> {1}, Span<float> {2}, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual, int outChannels, int height, int width, int batch, int maxThreads")]
    [InlineData("[Conv2D(Kernel = 3), Parallel]", "void", "ReadOnlySpan<float> {0}, ReadOnlySpan<float> {1}, Span<float> {2}, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual, int inChannels, int outChannels, int height, int width, int padding, int stride, int batch, int maxThreads")]
    public void WithAnyNamesOfParameters(string attribute, string result, string parameters)
    {
        string[] names =
        [
            "aPointer", "bPointer", "aPointer_", "queryPointer", "rowsPointer", "indicesPointer", "scoresPointer", "normsPointer", "biasPointer", "xPointer", "yPointer", "weightsPointer", "cPointer", "normedPointer",
            "best", "first", "count", "block", "all", "bestRows", "firstRow", "n_", "i", "j", "p", "row", "part", "mask", "strip", "packed", "sum", "sums", "product", "depth", "most", "pack",
            "@in", "@out", "@float", "@fixed", "@unsafe", "@void", "global", "System", "KernelGen", "Math", "Kernels", "F0", "value", "var", "nint", "ä", "ファ", "\\u0061bc", "@abc",
            "a", "b", "c", "x", "y", "query", "rows", "indices", "scores", "weights",
        ];
        int operands = parameters.Split('{').Length - 1;
        string members = string.Join("\n    ", names.Select((_, i) => $"[TargetIsa(Isa.None)] {attribute} public static partial {result} F{i}({string.Format(
            System.Globalization.CultureInfo.InvariantCulture, parameters, [.. Enumerable.Range(0, operands).Select(o => names[(i + (o * 7)) % names.Length])])});"));
        GeneratorRun run = GeneratorRun.Of(Compile.InClass(members));
        Assert.All(run.Texts, text => Assert.DoesNotContain("throw new", text.Value, StringComparison.Ordinal));
        AssertClean(run.Output);
    }

    [Fact]
    public void InAProjectThatIsNotNullable()
    {
        CSharpCompilation compilation = Compile.Sources(Compile.InClass(KernelSources.Every("double", fixedShape: true, "[TargetIsa(Isa.Avx2)] ")));
        GeneratorRun run = GeneratorRun.Of(compilation.WithOptions(compilation.Options.WithNullableContextOptions(NullableContextOptions.Disable)));
        AssertClean(run.Output);
    }

    [Fact]
    public void InADebugBuildWithCheckedArithmetic()
    {
        CSharpCompilation compilation = Compile.Sources(Compile.InClass(KernelSources.Every("float", fixedShape: false)));
        GeneratorRun run = GeneratorRun.Of(compilation.WithOptions(compilation.Options.WithOptimizationLevel(OptimizationLevel.Debug).WithOverflowChecks(true)));
        AssertClean(run.Output);
    }

    /// <summary>
    /// The emitted files without the line that hides their warnings, which is for rules that a user's project may add:
    /// the compiler's own find nothing there, at the highest level, but for constants of the shape that one target's body does not read,
    /// and for comparisons of a number with itself, which ask whether it is one.
    /// </summary>
    private static void AssertClean(Compilation output)
    {
        const string Hides = "#pragma warning disable\n", UnreadConstant = "CS0219", ComparedWithItself = "CS1718";
        foreach (SyntaxTree tree in output.SyntaxTrees.Where(tree => tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal)).ToArray())
        {
            string text = tree.GetText(TestContext.Current.CancellationToken).ToString();
            Assert.Contains(Hides, text, StringComparison.Ordinal);
            output = output.ReplaceSyntaxTree(tree, Compile.Tree(
                text.Replace(Hides, "", StringComparison.Ordinal).Replace("// <auto-generated/>", "", StringComparison.Ordinal), tree.FilePath));
        }

        Compile.AssertClean([.. output.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Id is not (UnreadConstant or ComparedWithItself))]);
    }
}
