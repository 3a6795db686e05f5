using System.Globalization;

namespace KernelGen.Rules.Tests.Rules;

/// <summary>TensorPrimitives adds in the elements' type.</summary>
public sealed class KG1021Tests
{
    /// <summary>The library's face, as far as the rule looks at it.</summary>
    private const string Library =
        """
        namespace System.Numerics.Tensors
        {
            public static class TensorPrimitives
            {
                public static T Dot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y) => default!;
                public static T SumOfSquares<T>(ReadOnlySpan<T> x) => default!;
                public static T Norm<T>(ReadOnlySpan<T> x) => default!;
                public static T Distance<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y) => default!;
                public static T CosineSimilarity<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y) => default!;
                public static void Add<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z) { }
            }
        }
        """;

    private static string With(string body, string modifier = "", string more = "") =>
        $$"""
        using System;
        using System.Numerics.Tensors;
        using KernelGen;

        {{Library}}

        static {{modifier}}class Program
        {
            public static object Run(Half[] h, float[] f, sbyte[] s, byte[] b, short[] t, int[] i)
            {
                {{body}}
            }{{more}}
        }
        """;

    [Fact]
    public Task Fires() => Verify.Fires(With("return {|KG1021:TensorPrimitives.Dot<Half>(h, h)|};"));

    [Theory]
    [InlineData("SumOfSquares<Half>(h)")]
    [InlineData("Norm<Half>(h)")]
    [InlineData("Distance<Half>(h, h)")]
    [InlineData("Dot<sbyte>(s, s)")]
    [InlineData("Dot<byte>(b, b)")]
    [InlineData("Dot<short>(t, t)")]
    [InlineData("SumOfSquares<byte>(b)")]
    public Task FiresOnEverySumThatIsWrong(string call) => Verify.Fires(With($"return {{|KG1021:TensorPrimitives.{call}|}};"));

    [Theory]
    [InlineData("Dot<float>(f, f)")]
    [InlineData("Dot<int>(i, i)")]
    [InlineData("CosineSimilarity<Half>(h, h)")]
    public Task IsSilentOnOthers(string call) => Verify.Silent(With($"return TensorPrimitives.{call};"));

    [Fact]
    public Task IsSilentOnOtherLibraries() => Verify.Silent(With("return TensorPrimitives.Dot<Half>(h, h);")
        .Replace("System.Numerics.Tensors", "My.Tensors", StringComparison.Ordinal));

    [Theory]
    [InlineData("Dot<Half>(h, h)", "TensorPrimitives.Dot over Half adds in Half, which rounds every step by up to 4.9·10⁻⁴ and stops growing at 2,048 equal terms: declare a kernel with [Dot] over Half, which adds in float")]
    [InlineData("Norm<Half>(h)", "TensorPrimitives.Norm over Half adds in Half, which rounds every step by up to 4.9·10⁻⁴ and stops growing at 2,048 equal terms: declare a kernel with [SumOfSquares] over Half, which adds in float, and take the root")]
    [InlineData("Dot<sbyte>(s, s)", "TensorPrimitives.Dot over sbyte adds in sbyte, which wraps around beyond 127: declare a kernel with [Dot] over sbyte, which adds in int")]
    [InlineData("Dot<short>(t, t)", "TensorPrimitives.Dot over short adds in short, which wraps around beyond 32,767: add in int")] // no kernel takes short
    public async Task SaysWhatBecomesOfIt(string call, string message)
    {
        var diagnostic = Assert.Single(await Compile.Analyze(Compile.Source(With($"return TensorPrimitives.{call};"))));
        Assert.Equal(message, diagnostic.GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG1021", With("return {|KG1021:TensorPrimitives.Dot<Half>(h, h)|};"));

    [Fact]
    public Task IsFixed() => Verify.Fixes(
        With("return {|KG1021:TensorPrimitives.Dot<Half>(h, h)|};"),
        With(
            "return (Half)HalfDot(h, h);",
            "partial ",
            """


                [Dot]
                private static partial float HalfDot(ReadOnlySpan<Half> a, ReadOnlySpan<Half> b);
            """));

    [Fact]
    public Task IsFixedUnderACast() => Verify.Fixes(
        With("return (double){|KG1021:TensorPrimitives.SumOfSquares<Half>(h)|};"),
        With(
            "return (double)HalfSumOfSquares(h);",
            "partial ",
            """


                [SumOfSquares]
                private static partial float HalfSumOfSquares(ReadOnlySpan<Half> a);
            """));

    /// <summary>Where an int is taken, or what holds one.</summary>
    [Theory]
    [InlineData("int sum = {0}; return sum;", "Dot<sbyte>(s, s)", "SByteDot(s, s)", "[Dot]", "int SByteDot(ReadOnlySpan<sbyte> a, ReadOnlySpan<sbyte> b)")]
    [InlineData("return (long){0};", "Dot<byte>(b, b)", "ByteDot(b, b)", "[Dot]", "int ByteDot(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)")]
    [InlineData("double sum = 0; sum += {0}; return sum;", "SumOfSquares<byte>(b)", "ByteSumOfSquares(b)", "[SumOfSquares]", "int ByteSumOfSquares(ReadOnlySpan<byte> a)")]
    public Task IsFixedOverBytes(string body, string call, string kernel, string attribute, string declaration) => Verify.Fixes(
        With(string.Format(CultureInfo.InvariantCulture, body, $"{{|KG1021:TensorPrimitives.{call}|}}")),
        With(string.Format(CultureInfo.InvariantCulture, body, kernel), "partial ", $"\n\n    {attribute}\n    private static partial {declaration};"));

    /// <summary>What takes a byte would wrap the kernel's sum as well.</summary>
    [Theory]
    [InlineData("sbyte sum = {|KG1021:TensorPrimitives.Dot<sbyte>(s, s)|}; return sum;")]
    [InlineData("var sum = {|KG1021:TensorPrimitives.Dot<sbyte>(s, s)|}; return sum;")]
    [InlineData("return (short){|KG1021:TensorPrimitives.Dot<sbyte>(s, s)|};")]
    [InlineData("int sum = {|KG1021:TensorPrimitives.Dot<short>(t, t)|}; return sum;")]
    [InlineData("byte sum = 0; sum += {|KG1021:TensorPrimitives.Dot<byte>(b, b)|}; return sum;")]
    [InlineData("return {|KG1021:TensorPrimitives.Dot<byte>(b, b)|} == b[0];")]
    [InlineData("int sum = {|KG1021:TensorPrimitives.Dot<byte>(x: b, y: b)|}; return sum;")]
    public Task IsFixedNowhereElse(string body) => Verify.Fixes(With(body), With(body));
}
