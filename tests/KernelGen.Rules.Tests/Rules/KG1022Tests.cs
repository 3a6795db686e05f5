using System.Globalization;
using Microsoft.CodeAnalysis;

namespace KernelGen.Rules.Tests.Rules;

/// <summary>Products of narrow numbers are added by a kernel.</summary>
public sealed class KG1022Tests
{
    private static string With(string body) =>
        $$"""
        using System;
        using KernelGen;

        static class Program
        {
            private static Half total;
            private static Half Next() => total;
            private static Half Larger(Half x, Half y) => x > y ? x : y;

            public static object Run(Half[] h, float[] f, sbyte[] s, byte[] b, short[] t, int[] i)
            {
                Half half = default;
                float single = 0;
                double wide = 0;
                sbyte small = 0;
                short word = 0;
                int whole = 0;
                {{body}}
                return (half, single, wide, small, word, whole);
            }
        }
        """;

    [Fact]
    public Task Fires() => Verify.Fires(With("for (int n = 0; n < 9; n++) {|KG1022:half += h[n] * h[n + 1]|};"));

    [Theory]
    [InlineData("for (int n = 0; n < 9; n++) {|KG1022:half = half + h[n] * h[n]|};")]
    [InlineData("for (int n = 0; n < 9; n++) {|KG1022:half = (Half)(h[n] * h[n] + half)|};")]
    [InlineData("for (int n = 0; n < 9; n++) {|KG1022:half = Half.FusedMultiplyAdd(h[n], h[n], half)|};")]
    [InlineData("for (int n = 0; n < 9; n++) {|KG1022:total += h[n] * h[n]|};")]
    [InlineData("int n = 0; while (n++ < 9) { Half x = h[n], y = h[n]; {|KG1022:half += x * y|}; }")]
    [InlineData("foreach (Half x in h) {|KG1022:half += x * x|};")]
    [InlineData("for (int n = 0; n < 9; n++) {|KG1022:small += (sbyte)(s[n] * s[n])|};")]
    [InlineData("for (int n = 0; n < 9; n++) {|KG1022:word = (short)(word + b[n] * s[n])|};")]
    [InlineData("for (int n = 0; n < 9; n++) {|KG1022:word += (short)(t[n] * t[n])|};")]
    public Task FiresOnEveryShape(string body) => Verify.Fires(With(body));

    [Theory]
    [InlineData("for (int n = 0; n < 9; n++) wide += (double)h[n] * (double)h[n];")] // a reference
    [InlineData("for (int n = 0; n < 9; n++) single += (float)h[n] * f[n];")] // no kernel of two types
    [InlineData("for (int n = 0; n < 9; n++) single += (float)h[n];")]
    [InlineData("single += (float)h[0] * (float)h[1];")]
    [InlineData("for (int n = 0; n < 9; n++) single += (float)(h[n] * h[n]);")] // products of Half
    [InlineData("for (int n = 0; n < 9; n++) single += (int)h[n] * (int)h[n];")] // of whole parts
    [InlineData("for (int n = 0; n < 9; n++) single += (float)h[n] * (float)total;")] // a scale
    [InlineData("for (int n = 0; n < 9; n++) { float one = 0; one += (float)h[n] * (float)h[n]; f[n] = one; }")]
    [InlineData("for (int n = 0; n < 9; n++) single += f[n] * f[n];")]
    [InlineData("for (int n = 0; n < 9; n++) half += Next();")]
    [InlineData("for (int n = 0; n < 9; n++) half += Larger(h[n], h[n]);")]
    [InlineData("for (int n = 0; n < 9; n++) whole += s[n] * s[n];")]
    [InlineData("for (int n = 0; n < 9; n++) whole += b[n] * s[n];")]
    [InlineData("for (int n = 0; n < 9; n++) half += h[n];")] // a sum of elements
    [InlineData("half += h[0] * h[0];")] // no loop
    [InlineData("for (int n = 0; n < 9; n++) { Half one = default; one += h[n] * h[n]; h[n] = one; }")] // a new one each round
    [InlineData("for (int n = 0; n < 9; n++) h[n] = h[n] + h[n] * h[n];")] // elementwise
    [InlineData("for (int n = 0; n < 9; n++) small = (sbyte)(small + s[n] * 31);")] // a hash
    [InlineData("for (int n = 0; n < 9; n++) half *= h[n] * h[n];")]
    public Task IsSilentOnOthers(string body) => Verify.Silent(With(body));

    /// <summary>In float the sum is right, and a kernel is faster: a hint.</summary>
    [Theory]
    [InlineData("single += (float)h[n] * (float)h[n]")]
    [InlineData("single = single + (float)h[n] * (float)h[n + 1]")]
    [InlineData("single = MathF.FusedMultiplyAdd((float)h[n], (float)h[n], single)")]
    public async Task FiresOnFloatsOfHalf(string statement)
    {
        var diagnostic = Assert.Single(await Compile.Analyze(Compile.Source(With($"for (int n = 0; n < 9; n++) {statement};"))));
        Assert.Equal(("KG1022", DiagnosticSeverity.Info), (diagnostic.Id, diagnostic.Severity));
    }

    [Theory]
    [InlineData("half += h[n] * h[n]", "'half' adds products in Half, which rounds every step by up to 4.9·10⁻⁴ and stops growing at 2,048 equal terms: declare a kernel with [Dot], which adds in float")]
    [InlineData("small += (sbyte)(s[n] * s[n])", "'small' adds products in sbyte, which wraps around beyond 127: declare a kernel with [Dot], which adds in int")]
    [InlineData("half += (Half)(s[n] * s[n])", "'half' adds products in Half, which rounds every step by up to 4.9·10⁻⁴ and stops growing at 2,048 equal terms: declare a kernel with [Dot], which adds in int")]
    [InlineData("small += (sbyte)(t[n] * t[n])", "'small' adds products in sbyte, which wraps around beyond 127: add in int")]
    [InlineData("word += (short)(t[n] * t[n])", "'word' adds products in short, which wraps around beyond 32,767: add in int")]
    [InlineData("single += (float)h[n] * (float)h[n]", "'single' adds products of Half in float, each converted by itself: a kernel with [Dot] adds in float too, and 1,536 of them take it a fiftieth of the time")]
    public async Task SaysWhatBecomesOfIt(string statement, string message)
    {
        var diagnostic = Assert.Single(await Compile.Analyze(Compile.Source(With($"for (int n = 0; n < 9; n++) {statement};"))));
        Assert.Equal(message, diagnostic.GetMessage(CultureInfo.InvariantCulture));
    }

    /// <summary>What the message says of equal terms.</summary>
    [Fact]
    public void ASumOfOnesStopsThere()
    {
        Half sum = default;
        for (int i = 0; i < 5000; i++)
            sum += Half.One;
        Assert.Equal(2048f, (float)sum);
    }

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG1022", With("for (int n = 0; n < 9; n++) {|KG1022:half += h[n] * h[n + 1]|};"));
}
