using KernelGen.Generator.Tests.Running;
using Xunit;

namespace KernelGen.Generator.Tests.Compiling;

/// <summary>The MSBuild property KernelGenVnni: code for AVX-VNNI beside AVX2's, for sums of 8-bit integers alone.</summary>
public sealed class VnniTests
{
    private static string Dot(string result, string element) => $"[Dot] public static partial {result} F(ReadOnlySpan<{element}> a, ReadOnlySpan<{element}> b);";

    private const string Gemm = "[Gemm] public static partial void F(ReadOnlySpan<byte> a, ReadOnlySpan<sbyte> b, Span<int> c, int m, int n, int k);";

    [Theory]
    [InlineData("true", true)]
    [InlineData("True", true)]
    [InlineData("false", false)]
    [InlineData("", false)]
    public void IsEmittedWhereAskedFor(string value, bool expected)
    {
        Assert.Equal(expected, HasVnni(Dot("int", "sbyte"), value));
        Assert.Equal(expected, HasVnni(Gemm, value));
    }

    [Theory]
    [InlineData("int", "sbyte", "Precision(Accumulate = Accumulate.Int64)")]
    [InlineData("int", "sbyte", "TargetIsa(Isa.Neon)")]
    [InlineData("float", "float", "Parallel")]
    public void IsLeftOutWhereItWouldDoNothing(string result, string element, string modifier) =>
        Assert.False(HasVnni($"[{modifier}] " + Dot(result, element), "true"));

    private static bool HasVnni(string members, string property)
    {
        GeneratorRun run = GeneratorRun.Of(Compile.Sources(Compile.InClass(members)), ("KernelGenVnni", property));
        Compile.Emit(run.Output);
        return run.Result.GeneratedSources.Any(source => source.SourceText.ToString().Contains("AvxVnni.MultiplyWideningAndAdd(", StringComparison.Ordinal));
    }
}
