using System.Globalization;

namespace KernelGen.Rules.Tests.Rules;

/// <summary>A scale spreads its numbers over the codes.</summary>
public sealed class KG1018Tests
{
    private static string Quantize(string scale, string range = "-1, 1", string type = "sbyte", string zeroPoint = "") => Verify.Kernel(
        $$"""
        [Quantize] public static partial void F([ValueRange({{range}})] ReadOnlySpan<float> x, Span<{{type}}> y, float scale{{(zeroPoint.Length > 0 ? ", int zeroPoint" : "")}});
            public static void Store(float[] x, {{type}}[] y) => F(x, y, {{scale}}{{(zeroPoint.Length > 0 ? ", " + zeroPoint : "")}});
        """);

    private static string Dense(string scale, string zeroPoint = "0", string x = "-127, 127", string w = "-127, 127", int inputs = 4096, string more = "", string type = "sbyte", string given = "") => Verify.Kernel(
        $$"""
        [Dense(Inputs = {{inputs}}, Outputs = 8{{more}})]
            public static partial void F({{(x.Length > 0 ? $"[ValueRange({x})] " : "")}}ReadOnlySpan<sbyte> x, {{(w.Length > 0 ? $"[ValueRange({w})] " : "")}}ReadOnlySpan<sbyte> weights, Span<{{type}}> y, float xScale, float weightScale, float yScale, int yZeroPoint{{(given.Length > 0 ? ", ReadOnlySpan<float> bias" : "")}});
            public static void Layer(sbyte[] x, sbyte[] w, {{type}}[] y, float[] bias) => F(x, w, y, 0.5f, 0.25f, {{scale}}, {{zeroPoint}}{{given}});
        """);

    private static string Conv(string scale, string x = "-127, 127", string w = "-127, 127", string sizes = "InChannels = 64, OutChannels = 8, Kernel = 8", string image = "", string line = "2D", string given = "") => Verify.Kernel(
        $$"""
        [Conv{{line}}({{sizes}}{{(image.Length > 0 ? ", " + image : "")}})]
            public static partial void F({{(x.Length > 0 ? $"[ValueRange({x})] " : "")}}ReadOnlySpan<sbyte> x, {{(w.Length > 0 ? $"[ValueRange({w})] " : "")}}ReadOnlySpan<sbyte> weights, Span<sbyte> y, float xScale, float weightScale, float yScale, int yZeroPoint{{(image.Length > 0 ? "" : ", int height, int width")}}{{(given.Length > 0 ? ", ReadOnlySpan<float> bias" : "")}});
            public static void Layer(sbyte[] x, sbyte[] w, sbyte[] y, float[] bias) => F(x, w, y, 0.5f, 0.25f, {{scale}}, 0{{(image.Length > 0 ? "" : ", 28, 28")}}{{given}});
        """);

    [Theory]
    [InlineData("{|KG1018:0.1f|}")] // 21 codes
    [InlineData("{|KG1018:0.001f|}")] // ends at 0.128
    [InlineData("scale: {|KG1018:1|}")]
    public Task Fires(string scale) => Verify.Fires(Quantize(scale));

    /// <summary>64 steps to either side are 129 codes; 63.49 round to 63, which are 127, and 128 are half of them.</summary>
    [Theory]
    [InlineData("sbyte", "-1, 1", "0.015625f", "{|KG1018:0.01575f|}")]
    [InlineData("sbyte", "0, 127", "1", "{|KG1018:1.004f|}")]
    [InlineData("byte", "0, 127", "1", "{|KG1018:1.004f|}")]
    [InlineData("sbyte", "-64, 63", "1", "{|KG1018:1.02f|}")]
    public async Task FiresBelowHalfOfTheCodes(string type, string range, string quiet, string loud)
    {
        await Verify.Silent(Quantize(quiet, range, type));
        await Verify.Fires(Quantize(loud, range, type));
    }

    /// <summary>The codes of sbyte hold −128.5 … 127.5 steps, 256 of them: half of ±256 exactly is clipped, and half of ±256.001 and more.</summary>
    [Theory]
    [InlineData("-256, 256", "1", "{|KG1018:0.9999f|}")]
    [InlineData("-256, 256", "1", "{|KG1018:0.999f|}")]
    [InlineData("0, 255", "1", "{|KG1018:0.999f|}")]
    public async Task FiresWhereMoreThanHalfIsClipped(string range, string quiet, string loud)
    {
        await Verify.Silent(Quantize(quiet, range));
        await Verify.Fires(Quantize(loud, range));
    }

    [Theory]
    [InlineData("0.0079f")]
    [InlineData("S")]
    [InlineData("0f")] // refused when it runs
    [InlineData("float.NaN")]
    [InlineData("x[0]")]
    public Task IsSilentOnOtherScales(string scale) => Verify.Silent(Quantize(scale).Replace("public static void Store", "private static readonly float S = 0.1f;\n    public static void Store"));

    [Theory]
    [InlineData("[Quantize] public static partial void F(ReadOnlySpan<float> x, Span<sbyte> y, float scale); public static void G(float[] x, sbyte[] y) => F(x, y, 0.1f);")]
    [InlineData("[Quantize] public static partial void F([ValueRange(-1, 1)] ReadOnlySpan<float> x, Span<sbyte> y, Span<float> scales); public static void G(float[] x, sbyte[] y) => F(x, y, new float[1]);")]
    [InlineData("[Quantize] public static partial void F([ValueRange(-1, 1)] ReadOnlySpan<float> x, Span<sbyte> y, ReadOnlySpan<float> scales); public static void G(float[] x, sbyte[] y) => F(x, y, [0.1f]);")]
    [InlineData("[Quantize] public static partial void F([ValueRange(-1, 1)] ReadOnlySpan<float> x, Span<sbyte> y, float scale, ReadOnlySpan<sbyte> zeroPoints); public static void G(float[] x, sbyte[] y) => F(x, y, 0.1f, new sbyte[1]);")]
    [InlineData("[Dequantize] public static partial void F(ReadOnlySpan<sbyte> x, Span<float> y, float scale); public static void G(float[] x, sbyte[] y) => F(y, x, 0.1f);")]
    [InlineData("[Dense(Inputs = 8, Outputs = 8)] public static partial void F([ValueRange(-1, 1)] ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y); public static void G(float[] x, float[] y) => F(x, x, y);")]
    public Task IsSilentOnOtherKernels(string members) => Verify.Silent(Verify.Kernel(members));

    /// <summary>A local that is given a constant once, and a constant, are as good as the number.</summary>
    [Theory]
    [InlineData("const float Scale = 0.1f; F(x, y, {|KG1018:Scale|});")]
    [InlineData("float scale = 0.1f; F(x, y, {|KG1018:scale|});")]
    [InlineData("float scale = 0.1f; scale = x[0]; F(x, y, scale);")]
    public Task FiresOnConstants(string body) => Verify.Fires(Verify.Kernel(
        $"[Quantize] public static partial void F([ValueRange(-1, 1)] ReadOnlySpan<float> x, Span<sbyte> y, float scale); public static void G(float[] x, sbyte[] y) {{ {body} }}"));

    [Theory]
    [InlineData("0.0039f", "0, 1", "byte", "0")]
    [InlineData("{|KG1018:0.0039f|}", "0, 1", "byte", "255")] // no codes above 0
    [InlineData("0.0039f", "0, 1", "sbyte", "-128")]
    [InlineData("0.004f", "-1, 0", "byte", "255")]
    [InlineData("0.1f", "0, 1", "byte", "256")] // refused when it runs
    public Task FiresWithAZeroPoint(string scale, string range, string type, string zeroPoint) => Verify.Fires(Quantize(scale, range, type, zeroPoint));

    /// <summary>
    /// Of numbers in ±127 the variance is 254²/12; with scales of 0.5 and 0.25 the deviation of 4,096 products is 254²/12 · 64/8 = 43,010.7. Half of a
    /// normal distribution lies within 0.67449 of them, 29,010: within 128 steps and half of one from a scale of 226.64 on, and within half a step from
    /// 58,020.2 on.
    /// </summary>
    [Theory]
    [InlineData("226.7f", "{|KG1018:226.6f|}")]
    [InlineData("58020f", "{|KG1018:58021f|}")]
    public async Task FiresWhereHalfOfTheSumsAreOneCode(string quiet, string loud)
    {
        await Verify.Silent(Dense(quiet));
        await Verify.Fires(Dense(loud));
    }

    /// <summary>4 products of up to 128·128/8: 8,192 to either side. 64 steps are the code 64, and 63.49 are not.</summary>
    [Theory]
    [InlineData("128", "{|KG1018:130|}")]
    public async Task FiresWhereNoSumTakesHalfOfTheCodes(string quiet, string loud)
    {
        await Verify.Silent(Dense(quiet, x: "", w: "", inputs: 4));
        await Verify.Fires(Dense(loud, x: "", w: "", inputs: 4));
    }

    [Theory]
    [InlineData("1f", "", "-127, 127")] // of x nothing is declared, so how much is clipped is not known
    [InlineData("1f", "-127, 127", "")]
    public Task IsSilentOnClippingOfUnknownSums(string scale, string x, string w) => Verify.Silent(Dense(scale, x: x, w: w));

    /// <summary>65 % of the sums are below 0.</summary>
    [Theory]
    [InlineData("-128", "")]
    [InlineData("0", ", Activation = Activation.Relu")]
    public Task IsSilentOnWhatRectifies(string zeroPoint, string more) => Verify.Silent(Dense("1000f", zeroPoint, "0, 127", "-127, 126", more: more));

    [Fact]
    public Task FiresOnTheSameBesideANumberLess() => Verify.Fires(Dense("{|KG1018:1000f|}", "-127", "0, 127", "-127, 126"));

    /// <summary>Tanh ends at ±1.</summary>
    [Theory]
    [InlineData("0.015625f")]
    [InlineData("{|KG1018:0.01575f|}")]
    public Task FiresOnAnActivationsOwnRange(string scale) => Verify.Fires(Dense(scale, more: ", Activation = Activation.Tanh"));

    /// <summary>What is added and may be any number leaves the reach open, but not where most sums are.</summary>
    [Theory]
    [InlineData("130f", 4, "", "")]
    [InlineData("{|KG1018:226.6f|}", 4096, "-127, 127", "-127, 127")]
    public Task FiresWithABias(string scale, int inputs, string x, string w) => Verify.Fires(Dense(scale, x: x, w: w, inputs: inputs, given: ", bias"));

    [Theory]
    [InlineData("0.1f", "'F' writes x in [-1, 1] as sbyte with a scale of 0.1: they take 21 of the 256 codes, and 3.6 of 8 bits say nothing; a scale of 7.9·10⁻³ holds them all")]
    [InlineData("0.001f", "'F' writes x in [-1, 1] as sbyte with a scale of 10⁻³: its codes reach from −0.13 to 0.13, and 87.2 % of them lie beyond, spread evenly; a scale of 7.9·10⁻³ holds them all")]
    public async Task SaysWhatHoldsThem(string scale, string message)
    {
        var diagnostic = Assert.Single(await Compile.Analyze(Compile.Source(Quantize(scale))));
        Assert.Equal(message, diagnostic.GetMessage(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("100_000f", "a code is 2.3 of their standard deviations wide, and 75.5 % of them are within half a code of their mean, with operands spread evenly; a scale of 1,200 holds all but one in a thousand")]
    [InlineData("100f", "its codes reach from −12,800 to 12,700, and 76.6 % of them lie beyond, with operands spread evenly; a scale of 1,200 holds all but one in a thousand")]
    public async Task SaysWhereTheSumsAre(string scale, string end)
    {
        var diagnostic = Assert.Single(await Compile.Analyze(Compile.Source(Dense(scale))));
        string message = diagnostic.GetMessage(CultureInfo.InvariantCulture);
        Assert.StartsWith("'F' writes sums of 4,096 products of x in [-127, 127] and weights in [-127, 127] as sbyte with a scale of ", message, StringComparison.Ordinal);
        Assert.EndsWith(end, message, StringComparison.Ordinal);
    }

    /// <summary>64 channels of 8 × 8 numbers are 4,096 products: the thresholds are those of the layer above, on both sides, with a bias and with packed weights.</summary>
    [Theory]
    [InlineData("226.7f", "{|KG1018:226.6f|}")]
    [InlineData("58020f", "{|KG1018:58021f|}")]
    public async Task FiresOnTheSumsOfConvolutions(string quiet, string loud)
    {
        await Verify.Silent(Conv(quiet));
        await Verify.Fires(Conv(loud));
        await Verify.Fires(Conv(loud, given: ", bias"));
        await Verify.Fires(Conv(loud).Replace("ReadOnlySpan<sbyte> weights", "PackedWeights<sbyte> weights").Replace("sbyte[] w", "PackedWeights<sbyte> w"));
        await Verify.Silent(Conv(quiet, sizes: "InChannels = 128, OutChannels = 8, Kernel = 8, Groups = 2"));
        await Verify.Fires(Conv(loud, sizes: "InChannels = 128, OutChannels = 8, Kernel = 8, Groups = 2"));
        await Verify.Silent(Conv(quiet, sizes: "InChannels = 512, OutChannels = 8", image: "Kernel = 8, Length = 90", line: "1D"));
        await Verify.Fires(Conv(loud, sizes: "InChannels = 512, OutChannels = 8", image: "Kernel = 8, Length = 90", line: "1D"));
    }

    /// <summary>With strides of 2 a pixel meets 4 × 4 of 8 × 8 numbers: of 256 channels as many products. Of 7 × 7 numbers pixels meet 3 or 4 each way, and by a dilation of 2 some meet none.</summary>
    [Theory]
    [InlineData("Kernel = 8, Stride = 2", "226.7f")]
    [InlineData("Kernel = 8, Stride = 2", "{|KG1018:226.6f|}")]
    [InlineData("Kernel = 4", "{|KG1018:226.6f|}")]
    [InlineData("Kernel = 7, Stride = 2", "1")]
    [InlineData("Kernel = 4, Stride = 2, Dilation = 2", "1")]
    public Task FiresOnTheSumsOfTransposedConvolutions(string kernel, string scale) => Verify.Fires(Conv(scale, sizes: "InChannels = 256, OutChannels = 8, " + kernel, line: "Transpose2D"));

    /// <summary>Of the 16 × 16 pixels of 8 × 8 numbers, 4 × 4 and strides of 2, 14 × 14 meet all of their taps; of the 4 × 4 of 2 × 2 numbers 2 × 2 do.</summary>
    [Theory]
    [InlineData("Height = 8, Width = 8", "{|KG1018:1|}")]
    [InlineData("Height = 2, Width = 2", "1")]
    public Task IsSilentWhereMostPixelsOfATransposedOneHaveAMargin(string image, string scale) =>
        Verify.Fires(Conv(scale, sizes: "InChannels = 64, OutChannels = 8, Kernel = 4, Stride = 2, Padding = 1", image: image, line: "Transpose2D"));

    /// <summary>4 products of 128² to 255² are the codes 32 to 127 of a scale of 2,048: 96 of them; with those of padding, which are 0, they reach from 0.</summary>
    [Theory]
    [InlineData("0", "{|KG1018:2048f|}")]
    [InlineData("1", "2048f")]
    public Task CountsThePadding(string padding, string scale) => Verify.Fires(Verify.Kernel(
        $$"""
        [Conv2D(InChannels = 1, OutChannels = 8, Kernel = 2, Height = 9, Width = 9, Padding = {{padding}})]
            public static partial void F([ValueRange(0, 127)] ReadOnlySpan<sbyte> x, [ValueRange(0, 127)] ReadOnlySpan<sbyte> weights, Span<sbyte> y, int xZeroPoint, int weightZeroPoint, float yScale);
            public static void Layer(sbyte[] x, sbyte[] w, sbyte[] y) => F(x, w, y, -128, -128, {{scale}});
        """));

    /// <summary>Of 6 × 7 windows of 3 × 3 with a margin of 1, 4 × 5 are whole, of 7 × 7 more than half.</summary>
    [Theory]
    [InlineData("Height = 7, Width = 7, Kernel = 3, Padding = 1", "{|KG1018:1|}")]
    [InlineData("Height = 6, Width = 7, Kernel = 3, Padding = 1", "1")]
    [InlineData("Height = 2, Width = 2, Kernel = 3, Padding = 1", "1")]
    [InlineData("Height = 6, Width = 7, Kernel = 3", "{|KG1018:1|}")]
    public Task IsSilentWhereMostWindowsHaveAMargin(string image, string scale) => Verify.Fires(Conv(scale, sizes: "InChannels = 64, OutChannels = 8", image: image));

    [Theory]
    [InlineData("1", "", "-127, 127")] // of x nothing is declared
    [InlineData("S", "-127, 127", "-127, 127")]
    public Task IsSilentOnOtherConvolutions(string scale, string x, string w) =>
        Verify.Silent(Conv(scale, x, w).Replace("public static void Layer", "private static readonly float S = 1f;\n    public static void Layer"));

    [Fact]
    public async Task SaysWhereAConvolutionsSumsAre()
    {
        var diagnostic = Assert.Single(await Compile.Analyze(Compile.Source(Conv("100f"))));
        Assert.Equal(
            "'F' writes sums of 4,096 products of x in [-127, 127] and weights in [-127, 127] as sbyte with a scale of 100: its codes reach from −12,800 to 12,700, and 76.6 % of them lie beyond, with operands spread evenly; "
            + "a scale of 1,200 holds all but one in a thousand",
            diagnostic.GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task SaysWhichZeroPointHasCodes()
    {
        var diagnostic = Assert.Single(await Compile.Analyze(Compile.Source(Quantize("0.0039f", "0, 1", "byte", "255"))));
        Assert.EndsWith("; a scale of 4·10⁻³ and a zero point of 0 holds them all", diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG1018", Quantize("{|KG1018:0.1f|}"));

    [Fact]
    public Task IsFixed() => Verify.Fixes(Quantize("{|KG1018:0.1f|}"), Quantize("0.0079f"));
}
