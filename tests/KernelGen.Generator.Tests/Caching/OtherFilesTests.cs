using KernelGen.Generator.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace KernelGen.Generator.Tests.Caching;

/// <summary>Kernels depend on what other files declare, and on nothing inside of bodies: a key that is pressed there parses no kernel again, and any other may.</summary>
public sealed class OtherFilesTests
{
    private const string Kernels = """
        using System;
        using KernelGen;

        public static partial class Kernels
        {
            /// <summary>A product of <see cref="Sizes"/>.</summary>
            [Dot(Sizes.Length)] public static partial float Product(ReadOnlySpan<float> a, ReadOnlySpan<float> b);
            [Dense(Inputs = 5, Outputs = 6)] public static partial void Layer(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y);
            [Pack(Sizes.Packed)] public static partial PackedWeights<float> PackUp(ReadOnlySpan<float> weights);
        }
        """;

    private const string Other = """"
        public static class Sizes
        {
            public const int Half = 50;
            public const int Length = Half * 2;
            public const string Packed = """Layer""";
            private static readonly int field = 3;

            static Sizes() { field = 4; }

            /// <summary>Counts.</summary>
            public static int Count(int x) { const int Half = 7; int F() => Half; return x + F(); }
            public static int Twice(int x) => 2 * x;
            public static int Property { get { return field + 5; } set => field.ToString(); }
            public static int Arrow => field + 6;
            public static Sized operator +(Sized a, Sized b) { return b; }
        #if WIDE
            public const int More = 1;
        #endif
        }

        public struct Sized { public int this[int i] => i + 8; }
        """";

    [Theory]
    [InlineData("const int Half = 7;", "const int Half = 70; /* a remark */")]
    [InlineData("return x + F();", "")]
    [InlineData("return x + F();", "return x.")]
    [InlineData("field = 4;", "field = (4")]
    [InlineData("2 * x", "3 * x")]
    [InlineData("field + 5", "field + 50")]
    [InlineData("field.ToString()", "_ = value")]
    [InlineData("field + 6", "field\n + 60")]
    [InlineData("return b;", "while (true);")]
    [InlineData("i + 8", "i + 80")]
    public void AKeyInABodyParsesNothing(string before, string after)
    {
        GeneratorRunResult result = Edit(Other, before, after, out IEnumerable<(string, string)> fresh);
        Assert.Equal([Cached], Steps.Reasons(result, KernelGenerator.ParseStep).Keys);
        Steps.AssertNothingNew(result);
        Assert.Equal(fresh, Texts(result));
    }

    /// <summary>What is outside of bodies reaches the kernels, however it does.</summary>
    [Theory]
    [InlineData("public const int Half = 50;", "public const int Half = 51;")]
    [InlineData("\"\"\"Layer\"\"\"", "\"\"\"Lawyer\"\"\"")]
    [InlineData("public const string Packed", "private const string Packed")]
    [InlineData("public static class Sizes", "namespace Elsewhere; public static class Sizes")]
    [InlineData("public static class Sizes", "[assembly: KernelGen.Precision(Accumulate = KernelGen.Accumulate.Float64)] public static class Sizes")]
    [InlineData("public struct Sized", "partial class Kernels { public static partial float Product(System.ReadOnlySpan<float> a, System.ReadOnlySpan<float> b) { return 1; } } public struct Sized")]
    [InlineData("public struct Sized", "[KernelGen.TargetIsa(KernelGen.Isa.None)] partial class Kernels { } public struct Sized")]
    [InlineData("public const int Length = Half * 2;", "public static int F() {\n#if WIDE\n } public const int Length = 4;\n#else\n } public const int Length = 5;\n#endif\n")]
    public void AKeyElsewhereParsesThemAgain(string before, string after)
    {
        GeneratorRunResult result = Edit(Other, before, after, out IEnumerable<(string, string)> fresh);
        Assert.Equal(fresh, Texts(result));
        Assert.NotEqual(Texts(GeneratorRun.ResultOf(GeneratorRun.Driver().RunGenerators(Compile.Sources(Kernels, Other), Cancellation))), fresh);
    }

    /// <summary>Whatever a file has become in between: half a body, another type, what shadows a name.</summary>
    [Theory]
    [InlineData("public static class Sizes", "global using ReadOnlySpan = double; public static class Sizes")]
    [InlineData("public struct Sized", "namespace System { public struct ReadOnlySpan<T> { } } public struct Sized")]
    [InlineData("{ const int Half = 7; int F() => Half; return x + F(); }", "{ return 1; } } public static class Sizes2 { ")]
    [InlineData("{ field = 4; }", "{ field = 4;")]
    [InlineData("{ field = 4; }", "{ field = 4; /* }")]
    public void AnEditGivesWhatANewRunGives(string before, string after)
    {
        GeneratorRunResult result = Edit(Other, before, after, out IEnumerable<(string, string)> fresh);
        Assert.Equal(fresh, Texts(result));
    }

    /// <summary>Keys in the bodies of two files, and then one in a declaration: what is compared is what the last key left.</summary>
    [Fact]
    public void AfterKeysInSeveralBodiesADeclarationIsStillSeen()
    {
        CSharpCompilation compilation = Compile.Sources(Kernels, Other, "class More { int F() { return 1; } }");
        GeneratorDriver driver = GeneratorRun.Driver().RunGenerators(compilation, Cancellation);
        foreach ((int file, string before, string after) in new[] { (1, "2 * x", "3 * x"), (2, "return 1;", "return 2;"), (1, "3 * x", "4 * x"), (1, "Half = 50;", "Half = 51;"), (2, "return 2;", "return 3;") })
        {
            SyntaxTree old = compilation.SyntaxTrees[file];
            string text = old.GetText(Cancellation).ToString();
            Assert.Contains(before, text, StringComparison.Ordinal);
            compilation = compilation.ReplaceSyntaxTree(old, Compile.Tree(text.Replace(before, after, StringComparison.Ordinal), old.FilePath));
            driver = driver.RunGenerators(compilation, Cancellation);
            Assert.Equal(Texts(GeneratorRun.ResultOf(GeneratorRun.Driver().RunGenerators(compilation, Cancellation))), Texts(GeneratorRun.ResultOf(driver)));
        }
    }

    /// <summary>A directive in a body reaches beyond it.</summary>
    [Fact]
    public void ADirectiveInABodyIsNoPartOfIt()
    {
        const string Before = "public static class Sizes { static void F() { \n#if X\n } public const int Length = 4;\n#else\n } public const int Length = 5;\n#endif\n public const string Packed = \"Layer\"; }";
        GeneratorRunResult result = Edit(Before, "#if X", "#if !X", out IEnumerable<(string, string)> fresh);
        Assert.Equal(fresh, Texts(result));
        Assert.Contains(Modified, Steps.Reasons(result, KernelGenerator.ParseStep).Keys);
    }

    [Theory]
    [InlineData("A product", "The product")]
    [InlineData("(ReadOnlySpan<float> a,", "(ReadOnlySpan<float> @a,")]
    [InlineData("partial class Kernels", "partial class @Kernels")]
    public void WhatAnEmittedPartRepeatsIsReadAgain(string before, string after)
    {
        CSharpCompilation compilation = Compile.Sources(Kernels, Other);
        GeneratorDriver driver = GeneratorRun.Driver().RunGenerators(compilation, Cancellation);
        IEnumerable<(string, string)> old = Texts(GeneratorRun.ResultOf(driver));
        Assert.Contains(before, Kernels, StringComparison.Ordinal);
        compilation = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], Compile.Tree(Kernels.Replace(before, after, StringComparison.Ordinal), compilation.SyntaxTrees[0].FilePath));
        IEnumerable<(string, string)> edited = Texts(GeneratorRun.ResultOf(driver.RunGenerators(compilation, Cancellation)));
        Assert.NotEqual(old, edited);
        Assert.Equal(Texts(GeneratorRun.ResultOf(GeneratorRun.Driver().RunGenerators(compilation, Cancellation))), edited);
    }

    /// <summary>The compiler's options, and the language's, are not written in any file.</summary>
    [Fact]
    public void OptionsReachKernelsThatAreParsedAlready()
    {
        CSharpCompilation compilation = Compile.Sources(Kernels, Other);
        GeneratorDriver driver = GeneratorRun.Driver().RunGenerators(compilation, Cancellation);
        CSharpCompilation[] others =
        [
            compilation.WithOptions(compilation.Options.WithAllowUnsafe(false)),
            compilation.RemoveReferences(compilation.References.Where(reference => reference.Display?.Contains("KernelGen", StringComparison.Ordinal) == true)),
            compilation.RemoveSyntaxTrees(compilation.SyntaxTrees[1]),
        ];
        foreach (CSharpCompilation other in others)
        {
            IEnumerable<(string, string)> edited = Texts(GeneratorRun.ResultOf(driver.RunGenerators(other, Cancellation)));
            Assert.NotEqual(Texts(GeneratorRun.ResultOf(driver)), edited);
            Assert.Equal(Texts(GeneratorRun.ResultOf(GeneratorRun.Driver().RunGenerators(other, Cancellation))), edited);
        }
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static GeneratorRunResult Edit(string other, string before, string after, out IEnumerable<(string, string)> fresh)
    {
        Assert.Contains(before, other, StringComparison.Ordinal);
        CSharpCompilation compilation = Compile.Sources(Kernels, other);
        GeneratorDriver driver = GeneratorRun.Driver().RunGenerators(compilation, Cancellation);
        SyntaxTree tree = compilation.SyntaxTrees[1];
        compilation = compilation.ReplaceSyntaxTree(tree, Compile.Tree(other.Replace(before, after, StringComparison.Ordinal), tree.FilePath));
        fresh = Texts(GeneratorRun.ResultOf(GeneratorRun.Driver().RunGenerators(compilation, Cancellation)));
        return GeneratorRun.ResultOf(driver.RunGenerators(compilation, Cancellation));
    }

    private static IEnumerable<(string, string)> Texts(GeneratorRunResult result) =>
        [.. result.GeneratedSources.Select(source => (source.HintName, source.SourceText.ToString())).Order()];
}
