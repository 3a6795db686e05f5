using KernelGen.Generator.Specs;
using KernelGen.Numerics.Tests.Harness;
using KernelGen.Tests;
using Xunit;

namespace KernelGen.Numerics.Tests;

/// <summary>Transposed convolutions against their plain definition, which scatters; and shapes that cannot be.</summary>
public sealed class TransposedConvolutionTests
{
    /// <summary>A dense grid: every kernel 1 to 5 each way, stride, padding, dilation and groups, of widths around the lanes.</summary>
    [Theory(Explicit = true)]
    [Trait("Category", "Exhaustive")]
    [InlineData("ConvTranspose2DNchwF32")]
    [InlineData("ConvTranspose2DNhwcF32")]
    [InlineData("ConvTranspose2DNchwF64")]
    [InlineData("ConvTranspose2DNhwcF64")]
    public void WholeNumbersOverAGridAreExact(string name) => AssertExact(name, 1, 1700);

    /// <summary>One shape in 17 of the grid: every two values of two of its sides meet in one.</summary>
    [Theory]
    [InlineData("ConvTranspose2DNchwF32")]
    [InlineData("ConvTranspose2DNhwcF32")]
    [InlineData("ConvTranspose2DNchwF64")]
    [InlineData("ConvTranspose2DNhwcF64")]
    [InlineData("ConvTranspose2DNchwF16Float64")]
    [InlineData("ConvTranspose2DNhwcBF16")]
    public void WholeNumbersAreExact(string name) => AssertExact(name, 17, 100);

    /// <summary>The same of 8-bit integers, whose zero points any sample that is not there stands at.</summary>
    [Theory]
    [InlineData("ConvTranspose2DNchwU8I8")]
    [InlineData("ConvTranspose2DNhwcU8I8Long")]
    [InlineData("ConvTranspose2DNchwU8I8Ranged")]
    public void SumsOfBytesAreExact(string name) => AssertExact(name, 17, 100);

    /// <summary>Of several blocks along K, of filters, and of rows of the result.</summary>
    [Theory]
    [InlineData("ConvTranspose2DNchwAllF32", 400, 70, 1, 9, 17)]
    [InlineData("ConvTranspose2DNhwcAllF32", 400, 70, 1, 9, 17)]
    [InlineData("ConvTranspose2DNchwF32", 12, 96, 2, 40, 50)]
    [InlineData("ConvTranspose2DNhwcF32", 12, 96, 2, 40, 50)]
    [InlineData("ConvTranspose2DNchwU8I8", 1500, 70, 1, 5, 9)]
    [InlineData("ConvTranspose2DNhwcU8I8Long", 1500, 70, 1, 5, 9)]
    [InlineData("ConvTranspose2DNchwU8I8Ranged", 12, 96, 2, 40, 50)]
    public void WholeNumbersOfLargeImagesAreExact(string name, int inChannels, int outChannels, int groups, int height, int width) =>
        AssertScattered(KernelLibrary.Get(name), [inChannels, outChannels, groups, height, width, 4, 4, 2, 1, 1, 2], 7);

    /// <summary>Tries one shape in so many of the grid, and that there were so many at least that can be.</summary>
    private static void AssertExact(string name, int step, int least)
    {
        Kernel kernel = KernelLibrary.Get(name);
        int[] widths = [3, 7, 8, 9, 15, 16, 17, 31, 33];
        int number = 0, tried = 0;
        foreach ((int kernelHeight, int kernelWidth, int stride, int padding, int dilation, int groups) in Grid)
        {
            number++;
            (int height, int width) = (3 + (number % 4), widths[number % widths.Length]);
            if (number % step != 0 || 2 * padding > Math.Min(((height - 1) * stride) + ((kernelHeight - 1) * dilation), ((width - 1) * stride) + ((kernelWidth - 1) * dilation)) + stride)
                continue;
            AssertScattered(kernel, [4, 4 * (1 + (number % 5)), groups, height, width, kernelHeight, kernelWidth, stride, dilation, padding, 1 + (number % 2)], number);
            tried++;
        }

        Assert.InRange(tried, least, number);
    }

    private static IEnumerable<(int KernelHeight, int KernelWidth, int Stride, int Padding, int Dilation, int Groups)> Grid =>
        from kernelHeight in Enumerable.Range(1, 5)
        from kernelWidth in Enumerable.Range(1, 5)
        from stride in Enumerable.Range(1, 4)
        from padding in Enumerable.Range(0, 3)
        from dilation in Enumerable.Range(1, 2)
        from groups in new[] { 1, 2, 4 }
        select (kernelHeight, kernelWidth, stride, padding, dilation, groups);

    private static void AssertScattered(Kernel kernel, int[] sizes, int seed)
    {
        var spec = (TransposedConvolutionSpec)kernel.Spec;
        KernelCall call = ConvolutionCalls.Of(spec, sizes).Fill(Kind.Whole, seed);
        double[] y = kernel.Run(call).Outputs["y"], expected = Scatter(call, spec);
        for (int i = 0; i < y.Length; i++)
        {
            if (y[i] != expected[i])
                Assert.Fail($"{call}: [{i}] is {y[i]}, not {expected[i]}.");
        }
    }

    /// <summary>The definition: each number of x, times its filters, is added to what lies under them in y.</summary>
    private static double[] Scatter(KernelCall call, TransposedConvolutionSpec spec)
    {
        var layout = new ConvolutionLayout(call, spec);
        double[] x = [.. call.Vectors["x"].Select(number => number - Scalar("xZeroPoint"))], weights = [.. call.Vectors["weights"]], y = new double[call.LengthOf("y")];
        (int strideHeight, int strideWidth, int dilationHeight, int dilationWidth) = (call.Size(spec.StrideHeight), call.Size(spec.StrideWidth), call.Size(spec.DilationHeight), call.Size(spec.DilationWidth));
        (int top, int left, int outputs) = (call.Size(spec.PaddingTop), call.Size(spec.PaddingLeft), layout.OutChannels / layout.Groups);
        for (int i = 0; i < weights.Length; i++)
            weights[i] -= Scalar("weightZeroPoint") + (call.Vectors.TryGetValue("weightZeroPoints", out double[]? zeroPoints) ? zeroPoints[ChannelOf(i)] : 0);
        for (int n = 0; n < layout.Batch; n++)
        {
            for (int from = 0; from < layout.InChannels; from++)
            {
                for (int row = 0; row < layout.Height; row++)
                {
                    for (int column = 0; column < layout.Width; column++)
                    {
                        double number = x[Place(n, from, row, column, layout.InChannels, layout.Height, layout.Width)];
                        for (int o = 0; o < outputs; o++)
                        {
                            for (int ky = 0; ky < layout.KernelHeight; ky++)
                            {
                                for (int kx = 0; kx < layout.KernelWidth; kx++)
                                {
                                    (int oy, int ox) = ((row * strideHeight) + (ky * dilationHeight) - top, (column * strideWidth) + (kx * dilationWidth) - left);
                                    if (oy < 0 || oy >= layout.OutHeight || ox < 0 || ox >= layout.OutWidth)
                                        continue;
                                    int to = (from / layout.GroupChannels * outputs) + o;
                                    y[Place(n, to, oy, ox, layout.OutChannels, layout.OutHeight, layout.OutWidth)] +=
                                        number * weights[(((((from * outputs) + o) * layout.KernelHeight) + ky) * layout.KernelWidth) + kx];
                                }
                            }
                        }
                    }
                }
            }
        }

        foreach ((int at, _, int channel, _, _) in layout.Outputs())
            y[at] += (call.Vectors.TryGetValue("bias", out double[]? bias) ? bias[channel] : 0) + (call.Vectors.TryGetValue("residual", out double[]? residual) ? residual[at] : 0);
        return y;

        double Scalar(string role) => call.Scalars.TryGetValue(role, out double number) ? number : 0;

        // The channel of y that a weight is for.
        int ChannelOf(int weight)
        {
            int filter = weight / (layout.KernelHeight * layout.KernelWidth);
            return (filter / outputs / layout.GroupChannels * outputs) + (filter % outputs);
        }

        int Place(int image, int channel, int row, int column, int channels, int height, int width) => spec.ChannelsLast
            ? (((((image * height) + row) * width) + column) * channels) + channel
            : (((((image * channels) + channel) * height) + row) * width) + column;
    }

    /// <summary>Halves go to the even number, with a scale a channel, beside a zero point, and what no code is for is cut off.</summary>
    [Theory]
    [InlineData(5, 4, 3, 2, 1)]
    [InlineData(8, 34, 4, 3, 1)]
    [InlineData(3, 18, 2, 1, 2)]
    public void RequantisedHalvesGoToEven(int inChannels, int outChannels, int side, int stride, int dilation)
    {
        Kernel kernel = KernelLibrary.Get("ConvTranspose2DNchwI8ToU8");
        var spec = (TransposedConvolutionSpec)kernel.Spec;
        KernelCall call = ConvolutionCalls.Of(spec, [inChannels, outChannels, 1, 5, 7, side, side, stride, dilation, 1, 2]);
        (call.Scalars["xScale"], call.Scalars["yScale"], call.Scalars["yZeroPoint"]) = (0.5, 2, 250);
        (call.Vectors["bias"], call.Vectors["weightScales"]) = (new double[outChannels], [.. Enumerable.Range(0, outChannels).Select(channel => channel % 2 == 0 ? 1 : 0.5)]);
        call.Fill(Kind.Whole, outChannels);
        double[] y = kernel.Run(call).Outputs["y"], sums = Scatter(call, spec);
        int halves = 0, cut = 0;
        foreach ((int at, _, int channel, _, _) in new ConvolutionLayout(call, spec).Outputs())
        {
            double scaled = Math.Max(0, sums[at] * (channel % 2 == 0 ? 0.25 : 0.125));
            halves += scaled % 1 == 0.5 ? 1 : 0;
            cut += scaled > 5.5 ? 1 : 0;
            Assert.Equal(Math.Min(Math.Round(scaled, MidpointRounding.ToEven) + 250, 255), y[at]);
        }

        Assert.True(halves > 0 && cut > 0, $"{halves} halves, {cut} cut off.");
    }

    [Theory]
    [InlineData("padding", 9, "The result's Height is 13, of which the padding takes 18 away; it must take no more than there are.")]
    [InlineData("groups", 3, "InChannels is 4, which 3 groups do not divide; each group has as many channels as every other.")]
    [InlineData("groups", 0, "'groups' is 0; it must be 1 or more.")]
    [InlineData("stride", 0, "'stride' is 0; it must be 1 or more.")]
    [InlineData("dilation", 0, "'dilation' is 0; it must be 1 or more.")]
    [InlineData("kernelWidth", 0, "'kernelWidth' is 0; it must be 1 or more.")]
    [InlineData("padding", -1, "'padding' is -1; a dimension must be 0 or more.")]
    [InlineData("outputPadding", -1, "'outputPadding' is -1; a dimension must be 0 or more.")]
    public void ShapesThatCannotBe(string parameter, int value, string sentence)
    {
        foreach (string name in new[] { "ConvTranspose2DNchwF32", "ConvTranspose2DNhwcF32" })
            ConvolutionCalls.AssertRefused(name, [4, 4, 2, 5, 5, 4, 4, 2, 1, 1, 1], parameter, value, sentence);
    }

    /// <summary>A tap beside x is multiplied, one between its numbers is none: an infinite weight makes NaN of the outputs of its own phase, and of no others.</summary>
    [Theory]
    [InlineData("ConvTranspose2DNchwF32")]
    [InlineData("ConvTranspose2DNhwcF32")]
    public void OnlyTapsOfThePhaseAreMultiplied(string name)
    {
        Kernel kernel = KernelLibrary.Get(name);
        KernelCall call = ConvolutionCalls.Of((ConvolutionSpec)kernel.Spec, [1, 1, 1, 1, 2, 1, 3, 2, 1, 0, 1]);
        (call.Sizes["OutputPadding"], call.Sizes["OutputPaddingHeight"], call.Sizes["OutputPaddingWidth"]) = (0, 0, 0);
        (call.Vectors["x"], call.Vectors["weights"]) = ([2, 5], [double.PositiveInfinity, 1, 3]);
        Assert.Equal([double.PositiveInfinity, 2, double.PositiveInfinity, 5, double.NaN], kernel.Run(call.Fill(Kind.Even, 1)).Outputs["y"]);
    }
}
