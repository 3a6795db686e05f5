using System.Text;
using KernelGen.Generator.Parsing;
using KernelGen.Generator.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KernelGen.Rules.Tests.Parsing;

/// <summary>
/// An implementing part that is written from a shape fits its declaration: the compiler, at its highest warning level, has nothing to say.
/// </summary>
public sealed class MethodShapeTests
{
    public static TheoryData<string> Declarations =>
    [
        "static partial class C { [SumOfSquares] public static partial float F(ReadOnlySpan<float> a); }",
        "partial class C { [SumOfSquares] protected internal partial float F(ReadOnlySpan<float> a); }",
        "partial class C { [SumOfSquares] public virtual partial float F(ReadOnlySpan<float> a); }",
        "abstract class B { public abstract float F(ReadOnlySpan<float> a); } partial class C : B { [SumOfSquares] public sealed override partial float F(ReadOnlySpan<float> a); }",
        "class B { public float F(ReadOnlySpan<float> a) => 0; } partial class C : B { [SumOfSquares] public new partial float F(ReadOnlySpan<float> a); }",
        "partial struct C { [SumOfSquares] public readonly partial float F(ReadOnlySpan<float> a); }",
        "readonly ref partial struct C { [SumOfSquares] public partial float F(ReadOnlySpan<float> a); }",
        "partial record C(int X) { [SumOfSquares] public partial float F(ReadOnlySpan<float> a); }",
        "readonly partial record struct C(int X) { [SumOfSquares] public partial float F(ReadOnlySpan<float> a); }",
        "partial interface C { [SumOfSquares] public static partial float F(ReadOnlySpan<float> a); }",
        "partial interface C { [SumOfSquares] private partial float F(ReadOnlySpan<float> a); }",
        "partial class @class { public partial class @event { [SumOfSquares] public partial float @void(ReadOnlySpan<float> @in); } }",
        "namespace @namespace.Inner { partial class C { [SumOfSquares] public partial float F(ReadOnlySpan<float> a); } }",
        "namespace Outer { namespace Inner { partial class C { [SumOfSquares] private static partial float F(ReadOnlySpan<float> a); } } }",
        "partial class C { [SumOfSquares] public unsafe partial float F(ReadOnlySpan<float> a); }",
        "partial class C { [Dot] public static partial float F(scoped ReadOnlySpan<float> a, scoped ReadOnlySpan<float> b); }",
        "partial class C { [SumOfSquares] public static partial float F(params ReadOnlySpan<float> a); }",
        "static partial class C { [SumOfSquares] public static partial float F(this ReadOnlySpan<float> a); }",
        "partial class C { [SumOfSquares] public static partial float F(ReadOnlySpan<float> a = default, int length = 4); }",
        "partial class C { [SumOfSquares] public static partial float F([System.ComponentModel.Description(\"a\")] ReadOnlySpan<float> a); }",
        "partial class C { [SumOfSquares] public static partial float \\u0046(ReadOnlySpan<float> \\u0061); }",
        "partial class C { private class System { } private class ReadOnlySpan { } [SumOfSquares] private static partial float F(ReadOnlySpan<float> a); }",
    ];

    /// <summary>Kernels that are refused, and yet get a body, which throws.</summary>
    public static TheoryData<string> Refused =>
    [
        "partial class C<T> { [SumOfSquares] public static partial float F(ReadOnlySpan<T> a); }",
        "partial interface C<in T, out U> where T : class { [SumOfSquares] public static partial float F(T? a, string? b); }",
        "partial class C { [SumOfSquares] public static partial T F<T>(T a); }",
        "partial class C { [SumOfSquares] public static partial ref readonly float F(ref int a, in int b, out int c, ref readonly int d); }",
        "unsafe partial class C { [SumOfSquares] public static partial void* F(int* a, delegate*<int, void> b); }",
        "partial class C { [SumOfSquares] public static partial (int Left, string? Right) F((int A, int B)[] a, System.Collections.Generic.List<string?>? b); }",
        "partial class C { [SumOfSquares] public static partial dynamic? F(nint a, object? b = null, params string[] c); }",
        "#nullable disable\npartial class C { [SumOfSquares] public static partial string F(string a); }\n#nullable restore",
    ];

    [Theory]
    [MemberData(nameof(Declarations))]
    public void APartFitsItsDeclaration(string source)
    {
        ParseResult result = PartFits(source);
        Assert.Empty(result.Findings);
        Assert.Equal("", result.Reason);
        Assert.NotNull(result.Spec);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void APartOfARefusedKernelFitsItsDeclaration(string source)
    {
        ParseResult result = PartFits(source);
        Assert.NotEmpty(result.Findings);
        Assert.NotEqual("", result.Reason);
        Assert.Null(result.Spec);
    }

    private static ParseResult PartFits(string source)
    {
        // Warnings of the declaration itself are no matter of the part.
        CSharpCompilation compilation = Compile.Source("using System;\nusing KernelGen;\n" + source);
        ParseResult result = Assert.Single(Compile.ParseAll(compilation));
        Assert.NotNull(result.Shape);
        string part = Write(result.Shape);
        SyntaxTree tree = CSharpSyntaxTree.ParseText(part, Compile.ParseOptions, "/" + result.Shape.HintName + ".g.cs", cancellationToken: TestContext.Current.CancellationToken);
        CSharpCompilation whole = compilation.AddSyntaxTrees(tree).WithOptions(compilation.Options.WithWarningLevel(9999));
        Assert.Empty(whole.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error
                || (diagnostic.Severity == DiagnosticSeverity.Warning && diagnostic.Location.SourceTree == tree)));
        return result;
    }

    /// <summary>A minimal emitter: the shape around a body that throws.</summary>
    private static string Write(MethodShape shape)
    {
        var text = new StringBuilder("#nullable enable\n");
        if (shape.Namespace.Length > 0)
            text.Append("namespace ").Append(shape.Namespace).Append(" {\n");
        foreach (string type in shape.ContainingTypes)
            text.Append(type).Append(" {\n");
        text.Append($"{shape.Modifiers} {shape.ReturnType} {shape.Name}({shape.Parameters}) {{ throw null!; }}\n");
        text.Append('}', shape.ContainingTypes.Count + (shape.Namespace.Length > 0 ? 1 : 0));
        return text.ToString();
    }

    [Fact]
    public void ParameterNamesAreAsWritten()
    {
        ParseResult result = Compile.Parse("[Dot] public static partial float F(ReadOnlySpan<float> @in, ReadOnlySpan<float> b, int length);");
        Assert.Equal(["@in", "b", "length"], result.Shape!.ParameterNames.Items);
        Assert.Equal("@in", result.Spec!["a"].Parameter);
        Assert.Equal("Kernels.F", result.Shape.DisplayName);
    }

    [Fact]
    public void HintNamesDifferWhateverTheCase()
    {
        CSharpCompilation compilation = Compile.Source(
            """
            using System;
            using KernelGen;

            partial class Kernels
            {
                [SumOfSquares] public static partial float F(ReadOnlySpan<float> a);
                [SumOfSquares] public static partial double F(ReadOnlySpan<double> a);
                [SumOfSquares] public static partial float f(ReadOnlySpan<float> a);
                [SumOfSquares] public static partial float F(ReadOnlySpan<float> a, int length);
            }

            partial class kernels { [SumOfSquares] public static partial float F(ReadOnlySpan<float> a); }
            partial class Kernels<T> { [SumOfSquares] public static partial float F(ReadOnlySpan<float> a); }
            namespace Kernels_ { partial class Kernels { [SumOfSquares] public static partial float F(ReadOnlySpan<float> a); } }
            """);
        string[] names = [.. Compile.ParseAll(compilation).Select(result => result.Shape!.HintName)];
        Assert.Equal(7, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(names, name => Assert.Matches("^[A-Za-z0-9_.]+\\.[0-9a-f]{8}$", name));
    }

    [Fact]
    public void HintNamesAreShortAndPlain()
    {
        string name = new('Ä', 300);
        string hint = Compile.Parse($"[SumOfSquares] public static partial float {name}(ReadOnlySpan<float> a);").Shape!.HintName;
        Assert.Matches("^_{120}\\.[0-9a-f]{8}$", hint);
    }

    [Fact]
    public void DocumentationIsCarriedWithItsReferencesResolved()
    {
        ParseResult result = Compile.Parse(
            """
            /// <summary>
                /// Like <see cref="Math.Sqrt"/>,
                ///   indented.
                /// </summary>
                /// <param name="a">The vector.</param>
                [SumOfSquares] public static partial float F(ReadOnlySpan<float> a);
            """);
        Assert.Equal(
            """
            /// <summary>
            /// Like <see cref="M:System.Math.Sqrt(System.Double)"/>,
            ///   indented.
            /// </summary>
            /// <param name="a">The vector.</param>
            """.ReplaceLineEndings("\n"),
            result.Shape!.Documentation);
    }

    [Theory]
    [InlineData("")]
    [InlineData("// An ordinary comment.")]
    [InlineData("/// <summary>Never closed.")]
    public void WithoutDocumentationThereIsNone(string comment) => Assert.Equal(
        "", Compile.Parse(comment + "\n[SumOfSquares] public static partial float F(ReadOnlySpan<float> a);").Shape!.Documentation);
}
