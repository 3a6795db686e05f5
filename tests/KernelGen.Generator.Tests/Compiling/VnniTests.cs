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

    /// <summary>Four neighbours a step outrun AVX-512 without them, and the processor is asked first; two do not.</summary>
    [Theory]
    [InlineData(Gemm, true)]
    [InlineData("[Dot] public static partial int F(ReadOnlySpan<sbyte> a, ReadOnlySpan<sbyte> b);", false)]
    public void IsAskedForBeforeAvx512WhereItTakesFour(string member, bool before)
    {
        string text = GeneratorRun.Of(Compile.Sources(Compile.InClass(member)), ("KernelGenVnni", "true")).Text("Kernels.F");
        int vnni = text.IndexOf("Processor.HasAvxVnni)", StringComparison.Ordinal), wide = text.IndexOf("Processor.HasAvx512)", StringComparison.Ordinal);
        Assert.True(vnni > 0 && wide > 0, text);
        Assert.Equal(before, vnni < wide);
    }

    private static bool HasVnni(string members, string property)
    {
        GeneratorRun run = GeneratorRun.Of(Compile.Sources(Compile.InClass(members)), ("KernelGenVnni", property));
        Compile.Emit(run.Output);
        return run.Result.GeneratedSources.Any(source => source.SourceText.ToString().Contains("AvxVnni.MultiplyWideningAndAdd(", StringComparison.Ordinal));
    }
}
