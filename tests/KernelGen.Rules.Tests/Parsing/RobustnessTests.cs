using System.Collections.Immutable;
using System.Globalization;
using KernelGen.Generator.Parsing;
using KernelGen.Generator.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace KernelGen.Rules.Tests.Parsing;

/// <summary>Whatever the source, parsing answers, and the analyzers report or are silent.</summary>
public sealed class RobustnessTests
{
    public static TheoryData<string> Sources =>
    [
        Verify.Kernel("[Dot(1536), Precision(Accumulate = Accumulate.Float64, Tolerance = 1e-3)] public static partial float F(ReadOnlySpan<float> a, scoped ReadOnlySpan<float> @in);"),
        """
        using System;
        using KernelGen;
        [assembly: TargetIsa(Isa.Avx2 | Isa.Neon)]
        namespace A.B
        {
            /// <summary>Multiplies.</summary>
            public readonly ref partial struct Outer<in T> where T : class
            {
                internal partial record class Inner(int X)
                {
                    [Gemm(M = 1 + 2, N = int.MaxValue, TransposeA = true, Lda = -1), Gemv]
                    private static unsafe partial void Multiply(this ReadOnlySpan<float> a, in Span<float> b, params Span<float> c, int m = 0, double aplha = 1);
                }
            }
        }
        """,
        """
        using KernelGen; using System;
        partial interface I { [TopK(Length = 3, K = 2, Metric = (Metric)9)] static partial (int, string?)[] F<T>(T* query, Span<int>? rows, out int indices); }
        partial class P { [Dense(Inputs = 2), Pack(nameof(F), "G", null, Type = typeof(P))] public static partial PackedWeights<float> F(ReadOnlySpan<float> weights, PackedWeights<int> other, int outputs); }
        file class C { [KernelGen.Dense(Inputs = 2, Outputs = "two", Activation = Activation.Relu)] public extern partial ref readonly int G(ReadOnlySpan<Missing> x, __arglist); }
        class D { void M() { [Dot] static float Local(ReadOnlySpan<float> a) => 0; var f = [Dot("x")] (int x) => x; } [Dot] public static D operator +(D a, D b) => a; [Dot] ~D() { } }
        """,
    ];

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task ASourceCutAtAnyToken(string source)
    {
        CSharpCompilation empty = Compile.Source();
        SyntaxNode root = (await CSharpSyntaxTree.ParseText(source, Compile.ParseOptions, cancellationToken: TestContext.Current.CancellationToken)
            .GetRootAsync(TestContext.Current.CancellationToken));
        foreach (SyntaxToken token in root.DescendantTokens())
        {
            await Check(empty, source[..token.SpanStart]);
            await Check(empty, source[..token.SpanStart] + source[token.Span.End..]);
        }
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task ASourceWithAnyTokenTwice(string source)
    {
        CSharpCompilation empty = Compile.Source();
        SyntaxNode root = (await CSharpSyntaxTree.ParseText(source, Compile.ParseOptions, cancellationToken: TestContext.Current.CancellationToken)
            .GetRootAsync(TestContext.Current.CancellationToken));
        foreach (TextSpan span in root.DescendantTokens().Select(token => token.Span))
            await Check(empty, source[..span.End] + " " + source[span.Start..]);
    }

    /// <summary>Analyzers take a hundred times as long as parsing, and add only the reporting: every seventh edit does.</summary>
    private const int AnalyzedEdits = 7;
    private int edits;

    private async Task Check(CSharpCompilation empty, string source)
    {
        CSharpCompilation compilation = empty.AddSyntaxTrees(CSharpSyntaxTree.ParseText(
            source, Compile.ParseOptions, "/0.cs", cancellationToken: TestContext.Current.CancellationToken));
        Assert.All(Compile.ParseAll(compilation), IsAnAnswer);
        if (edits++ % AnalyzedEdits != 0)
            return;
        ImmutableArray<Diagnostic> diagnostics = await Compile.Analyze(compilation);
        Assert.All(diagnostics, diagnostic => Assert.StartsWith("KG", diagnostic.Id, StringComparison.Ordinal));
    }

    /// <summary>Every number property of every kernel, at the ends of what an int holds and around zero, in 300 random settings a kernel.</summary>
    [Fact]
    public void AttributeValuesOfEverySize()
    {
        int[] values = [int.MinValue, int.MinValue + 1, -2, -1, 0, 1, 2, 46340, 46341, 65536, int.MaxValue - 1, int.MaxValue];
        var random = new Random(20251123);
        foreach (KernelForm form in KernelForms.All)
        {
            var members = new List<string>();
            for (int i = 0; i < 300; i++)
            {
                IEnumerable<string> sizes = form.Dimensions
                    .Where(_ => random.Next(4) > 0)
                    .Select(dimension => dimension.Name + " = " + Literal(values[random.Next(values.Length)]));
                IEnumerable<string> options = typeof(DotAttribute).Assembly.GetType($"KernelGen.{form.Name}Attribute", throwOnError: true)!.GetProperties()
                    .Where(property => property.PropertyType.IsEnum && random.Next(2) > 0)
                    .Select(property => $"{property.Name} = ({property.PropertyType.Name})({Literal(values[random.Next(values.Length)])})");
                NumericType element = new[] { NumericType.Float32, NumericType.Float64, NumericType.Half, NumericType.BFloat16 }[random.Next(4)];
                string result = form.Result switch { ResultForm.Element => element.Computed.Name, ResultForm.Count => "int", _ => "void" };
                string operands = string.Join(", ", form.Required.Concat(form.Optional).Select(operand => operand.TypeFor(element) + " " + operand.Role));
                members.Add(
                    $"[{form.Name}({string.Join(", ", sizes.Concat(options))}), TargetIsa((Isa)({Literal(values[random.Next(values.Length)])})), "
                    + $"Precision(Accumulate = (Accumulate)({Literal(values[random.Next(values.Length)])}), Tolerance = {Literal(values[random.Next(values.Length)])})] "
                    + $"public static partial {result} F{i}({operands});");
            }

            ImmutableArray<ParseResult> results = Compile.ParseAll(Compile.Source(Verify.Kernel(string.Join('\n', members))));
            Assert.Equal(300, results.Length);
            Assert.All(results, IsAnAnswer);
            Assert.All(results, kernel => Assert.NotNull(kernel.Shape));
        }
    }

    /// <summary>A spec that passes has no negative dimension, and every kernel without one has a reason.</summary>
    private static void IsAnAnswer(ParseResult result)
    {
        Assert.Equal(result.Spec is null, result.Reason.Length > 0);
        if (result.Spec is { } spec)
        {
            Assert.NotNull(result.Shape);
            Assert.All(spec.Dimensions.Items, (Dimension dimension) => Assert.True(dimension.Fixed is null or >= 0));
        }
    }

    private static string Literal(int value) => value == int.MinValue ? "int.MinValue" : value.ToString(CultureInfo.InvariantCulture);
}
