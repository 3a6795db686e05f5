using System.Globalization;

namespace KernelGen.Rules.Tests.Rules;

/// <summary>8-bit weights and activations use their codes.</summary>
public sealed class KG1007Tests
{
    private static string Dense(string weights, string type = "sbyte", string more = "") => Verify.Kernel(
        $"[Dense(Inputs = 64, Outputs = 8)] public static partial void F(ReadOnlySpan<byte> x, [{weights}] ReadOnlySpan<{type}> w, Span<int> y{more});");

    [Fact]
    public Task Fires() => Verify.Fires(Dense("{|KG1007:ValueRange|}(-20, 20)"));

    /// <summary>128 of 256 codes are half of them, and 127 are fewer; ends between codes count for the codes within.</summary>
    [Theory]
    [InlineData("sbyte", "-64, 63", "-63, 63")]
    [InlineData("sbyte", "0, 127", "1, 127")]
    [InlineData("sbyte", "0, 1e9", "0.001, 1e9")]
    [InlineData("sbyte", "-64, 63.9", "-63.9, 63.9")]
    [InlineData("sbyte", "-200, -1", "-200, -2")]
    [InlineData("byte", "0, 127", "0, 126")]
    [InlineData("byte", "-5, 127", "-5, 126.5")]
    [InlineData("byte", "128, 255", "129, 255")]
    public async Task FiresBelowHalfOfTheCodes(string type, string quiet, string loud)
    {
        await Verify.Silent(Dense($"ValueRange({quiet})", type));
        await Verify.Fires(Dense($"{{|KG1007:ValueRange|}}({loud})", type));
    }

    [Theory]
    [InlineData("[Gemm(M = 1, N = 1, K = 4)] public static partial void F([{|KG1007:ValueRange|}(0, 9)] ReadOnlySpan<byte> a, [{|KG1007:ValueRange|}(0, 9)] ReadOnlySpan<sbyte> b, Span<int> c);")]
    [InlineData("[Gemm(M = 1, N = 1, K = 4)] public static partial void F(ReadOnlySpan<byte> a, [{|KG1007:ValueRange|}(0, 9)] PackedWeights<sbyte> b, Span<int> c);")]
    [InlineData("[Gemv(M = 1, K = 4)] public static partial void F([{|KG1007:ValueRange|}(0, 9)] ReadOnlySpan<byte> a, ReadOnlySpan<sbyte> x, Span<int> y);")]
    [InlineData("[Dense] public static partial void F([{|KG1007:ValueRange|}(0, 9)] ReadOnlySpan<byte> x, ReadOnlySpan<sbyte> weights, Span<float> y, int inputs, int outputs, float xScale);")]
    [InlineData("[Conv2D] public static partial void F([{|KG1007:ValueRange|}(0, 9)] ReadOnlySpan<byte> x, ReadOnlySpan<sbyte> weights, Span<float> y, int inChannels, int outChannels, int height, int width, int kernel, float xScale);")]
    [InlineData("[Dequantize] public static partial void F([{|KG1007:ValueRange|}(0, 9)] ReadOnlySpan<byte> x, Span<float> y, float scale);")]
    public Task FiresOnEveryOperand(string kernel) => Verify.Fires(Verify.Kernel(kernel));

    [Theory]
    [InlineData("[Dot(64)] public static partial int F([ValueRange(0, 9)] ReadOnlySpan<byte> a, [ValueRange(0, 9)] ReadOnlySpan<sbyte> b);")] // counts, perhaps
    [InlineData("[Similarities(Length = 64)] public static partial void F([ValueRange(0, 9)] ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, Span<int> scores);")]
    [InlineData("[Dense(Inputs = 64, Outputs = 8)] public static partial void F(ReadOnlySpan<byte> x, ReadOnlySpan<sbyte> weights, Span<int> y);")] // nothing is declared
    [InlineData("[Dense(Inputs = 64, Outputs = 8)] public static partial void F([ValueRange(0, 9)] ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y);")]
    [InlineData("[Dense(Inputs = 64, Outputs = 8)] public static partial void F(ReadOnlySpan<byte> x, ReadOnlySpan<sbyte> weights, Span<int> y, [ValueRange(-3, 3)] ReadOnlySpan<sbyte> weightZeroPoints);")]
    [InlineData("[Quantize] public static partial void F([ValueRange(0, 9)] ReadOnlySpan<float> x, Span<byte> y, float scale);")]
    public Task IsSilentOnOthers(string kernel) => Verify.Silent(Verify.Kernel(kernel));

    /// <summary>127/20 = 6.35: 6.3 times as many steps bring 20 to 126.</summary>
    [Theory]
    [InlineData("-20, 20", "sbyte", "", "is 41 of the 256 codes of sbyte: 2.6 of its 8 bits say nothing; a scale 6.3 times smaller spreads them over 253")]
    [InlineData("0, 20", "byte", "", "is 21 of the 256 codes of byte: 3.6 of its 8 bits say nothing; a scale 12 times smaller spreads them over 241")]
    [InlineData("0, 20", "sbyte", "", "is 21 of the 256 codes of sbyte: 3.6 of its 8 bits say nothing; a scale 12 times smaller, with a zero point to match, spreads them over 241")]
    [InlineData("118, 138", "byte", ", int weightZeroPoint", "is 21 of the 256 codes of byte: 3.6 of its 8 bits say nothing; a scale 12 times smaller, with a zero point to match, spreads them over 241")]
    [InlineData("100, 120", "byte", "", "is 21 of the 256 codes of byte: 3.6 of its 8 bits say nothing; a scale 12 times smaller, with 110 taken off them first, spreads them over 241")]
    [InlineData("3, 3", "sbyte", "", "is 1 of the 256 codes of sbyte: 8 of its 8 bits say nothing; a constant needs no operand")]
    [InlineData("-1E+38, 0", "byte", "", "is 1 of the 256 codes of byte: 8 of its 8 bits say nothing; a constant needs no operand")] // and of no number below 0
    [InlineData("0, 5E-324", "byte", "", "is 1 of the 256 codes of byte: 8 of its 8 bits say nothing; a constant needs no operand")]
    [InlineData("0.3, 0.6", "sbyte", "", "is 0 of the 256 codes of sbyte: 8 of its 8 bits say nothing; a scale 850 times smaller, with 0.45 taken off them first, spreads them over 256")]
    public async Task SaysWhatSpreadsThem(string range, string type, string more, string end)
    {
        var diagnostic = Assert.Single(await Compile.Analyze(Compile.Source(Dense($"ValueRange({range})", type, more))));
        string message = diagnostic.GetMessage(CultureInfo.InvariantCulture);
        Assert.StartsWith($"'w' of 'F' holds [{range}], which ", message, StringComparison.Ordinal);
        Assert.EndsWith(end, message, StringComparison.Ordinal);
    }

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG1007", Dense("{|KG1007:ValueRange|}(-20, 20)"));
}
