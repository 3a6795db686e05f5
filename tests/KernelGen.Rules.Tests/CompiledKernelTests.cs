using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KernelGen.Rules.Tests;

/// <summary>Kernels of a referenced assembly, of which there is no source: what is done with their results is seen all the same.</summary>
public sealed class CompiledKernelTests
{
    /// <summary>As the compiler leaves kernels behind: methods with their attributes.</summary>
    private const string Library =
        """
        using System;
        using KernelGen;

        public static class Library
        {
            [Dot(384)] public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b) => 0;
            [Dot(384)] public static float UnitDot([UnitNorm] ReadOnlySpan<float> a, [UnitNorm] ReadOnlySpan<float> b) => 0;
            [Cosine(100), Precision(Accumulate = Accumulate.Float64)] public static float Cosine(ReadOnlySpan<float> a, ReadOnlySpan<float> b) => 0;
            public static float Sum(ReadOnlySpan<float> a, ReadOnlySpan<float> b) => 0;
        }
        """;

    [Theory]
    [InlineData("Library.Dot(x, y) > 0.8f", "KG1011")]
    [InlineData("Library.Cosine(x, y) > 0.1f", "KG1012")]
    [InlineData("Library.UnitDot(x, y) > 0.9999999f", "KG1013")]
    [InlineData("Library.Dot(x, y) == Library.UnitDot(x, y)", "KG1014")]
    [InlineData("Library.UnitDot(x, y) > 0.8f", null)]
    [InlineData("Library.Cosine(x, y) > 0.9999999f", null)]
    [InlineData("Library.Sum(x, y) > 0.8f", null)]
    public async Task TheirResultsAreSeen(string condition, string? id)
    {
        using var stream = new MemoryStream();
        CSharpCompilation library = Compile.Source(Library).WithAssemblyName("Library");
        Assert.True(library.Emit(stream, cancellationToken: TestContext.Current.CancellationToken).Success);
        CSharpCompilation user = Compile.Source($"static class User {{ public static bool Like(float[] x, float[] y) => {condition}; }}")
            .AddReferences(MetadataReference.CreateFromImage(stream.ToArray()));
        ImmutableArray<Diagnostic> diagnostics = await Compile.Analyze(user);
        Assert.Equal(id is null ? [] : [id], diagnostics.Select(diagnostic => diagnostic.Id));
        Assert.All(diagnostics, diagnostic => Assert.DoesNotContain("{", diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal));
    }
}
