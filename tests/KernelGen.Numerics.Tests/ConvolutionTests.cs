using KernelGen.Generator.Specs;
using KernelGen.Numerics.Tests.Harness;
using KernelGen.Tests;
using Xunit;

namespace KernelGen.Numerics.Tests;

/// <summary>Convolutions over a grid of small shapes, whose whole numbers add up exactly; and shapes that cannot be.</summary>
public sealed class ConvolutionTests
{
    /// <summary>A dense grid: every kernel 1 to 5 each way, stride, padding, dilation and groups, of widths around the lanes.</summary>
    [Theory(Explicit = true)]
    [Trait("Category", "Exhaustive")]
    [InlineData("Conv2DNchwF32")]
    [InlineData("Conv2DNhwcF32")]
    [InlineData("Conv2DNchwF64")]
    [InlineData("Conv2DNhwcF64")]
    public void WholeNumbersOverAGridAreExact(string name) => AssertExact(name, 1, 1000);

    /// <summary>One shape in 19 of the grid: every two values of two of its sides meet in one.</summary>
    [Theory]
    [InlineData("Conv2DNchwF32")]
    [InlineData("Conv2DNhwcF32")]
    [InlineData("Conv2DNchwF64")]
    [InlineData("Conv2DNhwcF64")]
    public void WholeNumbersAreExact(string name) => AssertExact(name, 19, 60);

    /// <summary>Tries one shape in so many of the grid, and that there were so many at least that can be.</summary>
    private static void AssertExact(string name, int step, int least)
    {
        Kernel kernel = KernelLibrary.Get(name);
        int[] widths = [3, 7, 8, 9, 15, 16, 17, 31, 33];
        int number = 0, tried = 0;
        foreach ((int kernelHeight, int kernelWidth, int stride, int padding, int dilation, int groups) in Grid)
        {
            number++;
            if (number % step != 0)
                continue;
            (int height, int width) = (3 + (number % 4), widths[number % widths.Length]);
            if (((kernelHeight - 1) * dilation) + 1 > height + (2 * padding) || ((kernelWidth - 1) * dilation) + 1 > width + (2 * padding))
                continue;
            KernelCall call = ConvolutionCalls.Of((ConvolutionSpec)kernel.Spec, [4, 4 * (1 + (number % 5)), groups, height, width, kernelHeight, kernelWidth, stride, dilation, padding, 1 + (number % 2)]);
            call.Fill(Kind.Whole, number);
            if (ExactResult.Check(kernel, call, kernel.Run(call)).Any(result => result.Error.Sign != 0))
                Assert.Fail($"{call}: a result is not exact.");
            tried++;
        }

        Assert.InRange(tried, least, number);
    }

    private static IEnumerable<(int KernelHeight, int KernelWidth, int Stride, int Padding, int Dilation, int Groups)> Grid =>
        from kernelHeight in Enumerable.Range(1, 5)
        from kernelWidth in Enumerable.Range(1, 5)
        from stride in Enumerable.Range(1, 3)
        from padding in Enumerable.Range(0, 3)
        from dilation in Enumerable.Range(1, 2)
        from groups in new[] { 1, 2, 4 }
        select (kernelHeight, kernelWidth, stride, padding, dilation, groups);

    [Theory]
    [InlineData("height", 1, "The kernel covers 5 numbers of Height, dilation included, but the image has 3 with its padding; it must fit at least once.")]
    [InlineData("width", 1, "The kernel covers 5 numbers of Width, dilation included, but the image has 3 with its padding; it must fit at least once.")]
    [InlineData("groups", 3, "InChannels is 4, which 3 groups do not divide; each group has as many channels as every other.")]
    [InlineData("groups", 0, "'groups' is 0; it must be 1 or more.")]
    [InlineData("stride", 0, "'stride' is 0; it must be 1 or more.")]
    [InlineData("dilation", 0, "'dilation' is 0; it must be 1 or more.")]
    [InlineData("kernelWidth", 0, "'kernelWidth' is 0; it must be 1 or more.")]
    [InlineData("padding", -1, "'padding' is -1; a dimension must be 0 or more.")]
    public void ShapesThatCannotBe(string parameter, int value, string sentence)
    {
        foreach (string name in new[] { "Conv2DNchwF32", "Conv2DNhwcF32" })
            ConvolutionCalls.AssertRefused(name, [4, 4, 2, 8, 8, 5, 5, 1, 1, 1, 1], parameter, value, sentence);
    }

    /// <summary>Where each channel is a group, images are cut into pieces: many channels, pixels a page apart, wide and high images, strides and dilations past a piece.</summary>
    [Theory]
    [InlineData("Conv2DNchwAllF32")]
    [InlineData("Conv2DNhwcAllF32")]
    [InlineData("Conv2DNchwF64")]
    [InlineData("Conv2DNhwcF64")]
    [InlineData("Conv2DNchwF16")]
    [InlineData("Conv2DNhwcBF16")]
    [InlineData("Conv2DNchwI8ToU8")]
    [InlineData("Conv2DNhwcU8I8ToF32")]
    public void PiecesOfChannelsEqualThePlan(string name)
    {
        Kernel kernel = KernelLibrary.Get(name);
        int[][] shapes =
        [
            [70, 70, 70, 5, 9, 3, 3, 1, 1, 1, 2], [2, 2, 2, 1, 17000, 1, 3, 2, 1, 1, 1], [2, 2, 2, 3, 6000, 2, 2, 1, 2, 0, 1], [2, 4, 2, 2600, 3, 3, 1, 1, 1, 2, 1],
            [2, 2, 2, 120, 140, 5, 4, 2, 3, 6, 1], [16, 16, 16, 64, 70, 3, 3, 1, 1, 1, 1], [130, 130, 130, 40, 3, 1, 1, 1, 1, 0, 1],
            [4, 8, 4, 30, 37, 5, 5, 1, 1, 2, 1], [2, 2, 2, 125, 133, 3, 3, 2, 1, 1, 1], [2, 2, 2, 128, 130, 3, 3, 1, 1, 1, 1], [3, 3, 3, 20, 37, 5, 5, 2, 2, 2, 1],
            [60, 120, 60, 14, 14, 3, 3, 2, 1, 1, 2], [512, 512, 512, 3, 9, 3, 3, 1, 1, 1, 1],
        ];
        int seed = 0;
        foreach (int[] shape in shapes)
        {
            KernelCall call = ConvolutionCalls.Of((ConvolutionSpec)kernel.Spec, shape).Fill(Kind.Even, ++seed);
            kernel.AssertBits(call, Placement.AtStart);
            kernel.AssertBits(call, Placement.AtEnd);
        }
    }

    /// <summary>An image of one channel is a plane for all filters, where those have loops of their own: few and many of them, whole planes and pieces, short rows and long ones.</summary>
    [Fact]
    public void ImagesOfOneChannelEqualThePlan() => EqualThePlan(
        OfOneChannel.Value,
        [[1, 8, 1, 28, 28, 3, 3, 1, 1, 1, 2], [1, 5, 1, 2, 3, 3, 3, 1, 1, 1, 3], [1, 37, 1, 13, 35, 3, 3, 2, 1, 1, 1], [1, 2, 1, 130, 135, 3, 3, 1, 2, 1, 1], [1, 0, 1, 4, 4, 3, 3, 1, 1, 1, 1]]);

    /// <summary>With channels side by side vectors run along the filters: less than one and several strips, and images and rows of them in pieces.</summary>
    [Fact]
    public void FiltersOfOneChannelSideBySideEqualThePlan() => EqualThePlan(
        SideBySide.Value,
        [[1, 9, 1, 13, 35, 3, 3, 2, 2, 1, 2], [1, 5, 1, 2, 3, 3, 3, 1, 1, 1, 3], [1, 61, 1, 3, 12, 3, 3, 1, 1, 1, 1], [1, 1, 1, 70, 75, 3, 3, 1, 1, 1, 1], [1, 2, 1, 2, 2100, 3, 3, 1, 1, 1, 1], [1, 0, 1, 4, 4, 3, 3, 1, 1, 1, 1]]);

    private static void EqualThePlan(IReadOnlyList<Kernel> kernels, int[][] shapes)
    {
        int seed = 0;
        foreach (Kernel kernel in kernels)
        {
            foreach (int[] shape in shapes)
            {
                KernelCall call = ConvolutionCalls.Of((ConvolutionSpec)kernel.Spec, shape).Fill(Kind.Even, ++seed);
                kernel.AssertBits(call, Placement.AtStart);
                kernel.AssertBits(call, Placement.AtEnd);
            }
        }
    }

    private static readonly Lazy<IReadOnlyList<Kernel>> SideBySide = new(() => KernelLibrary.Compile(
        """
        public static partial class SideBySide
        {
            [Conv2D(InChannels = 1, Kernel = 3, Padding = 1, StrideWidth = 1, DilationWidth = 1, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)] public static partial void ThreesByFilters(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual, int outChannels, int height, int width, int strideHeight, int dilationHeight, int batch);
            [Conv2D(InChannels = 1, Kernel = 5, Padding = 4, Stride = 1, Dilation = 1, Layout = ImageLayout.Nhwc)] public static partial void FivesByFilters(ReadOnlySpan<double> x, ReadOnlySpan<double> weights, Span<double> y, int outChannels, int height, int width, int batch);
            [Conv2D(InChannels = 1, OutChannels = 9, KernelHeight = 2, KernelWidth = 2, Stride = 1, Dilation = 1, Layout = ImageLayout.Nhwc, Activation = Activation.Sigmoid)] public static partial void TwosByFilters(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, int height, int width, int batch);
        }
        """));

    private static readonly Lazy<IReadOnlyList<Kernel>> OfOneChannel = new(() => KernelLibrary.Compile(
        """
        public static partial class OneChannel
        {
            [Conv2D(InChannels = 1, Kernel = 3, Padding = 1, Activation = Activation.Relu)] public static partial void Threes(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual, int outChannels, int height, int width, int stride, int dilation, int batch);
            [Conv2D(InChannels = 1, Kernel = 5, Padding = 4)] public static partial void Fives(ReadOnlySpan<double> x, ReadOnlySpan<double> weights, Span<double> y, int outChannels, int height, int width, int stride, int dilation, int batch);
        }
        """));

    /// <summary>A float holds 258 products of 255 · 255 and no more: longer filters over one channel go by integers.</summary>
    [Theory]
    [InlineData(6, 43)]
    [InlineData(7, 37)]
    [InlineData(20, 20)]
    public void TheLargestSumsOfBytesAreExact(int kernelHeight, int kernelWidth)
    {
        const int Channels = 2, More = 20;
        byte[] x = new byte[Channels * (kernelHeight + 1) * (kernelWidth + More)];
        sbyte[] weights = new sbyte[Channels * kernelHeight * kernelWidth];
        int[] y = new int[Channels * 2 * (More + 1)];
        Array.Fill(x, byte.MaxValue);
        Array.Fill(weights, sbyte.MaxValue);
        Kernels.IntegerConvolutionKernels.Conv2DNchwU8I8(x, weights, y, 0, [sbyte.MinValue, sbyte.MinValue], Channels, Channels, kernelHeight + 1, kernelWidth + More, kernelHeight, kernelWidth, 1, 1, 0, Channels, 1);
        Assert.All(y, sum => Assert.Equal(255 * 255 * kernelHeight * kernelWidth, sum));
    }

    /// <summary>Padding is multiplied: an infinite weight beside the image makes NaN, as in the operation's definition.</summary>
    [Theory]
    [InlineData("Conv2DNchwF32")]
    [InlineData("Conv2DNhwcF32")]
    public void PaddingIsMultiplied(string name)
    {
        Kernel kernel = KernelLibrary.Get(name);
        KernelCall call = ConvolutionCalls.Of((ConvolutionSpec)kernel.Spec, [1, 1, 1, 1, 1, 3, 3, 1, 1, 1, 1]);
        call.Vectors["x"] = [2];
        call.Vectors["weights"] = [0, 0, double.PositiveInfinity, 0, 3, 0, 0, 0, 0];
        Assert.True(double.IsNaN(kernel.Run(call.Fill(Kind.Even, 1)).Outputs["y"][0]));
    }
}
