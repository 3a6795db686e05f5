using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;
using KernelGen.Numerics.Tests.Harness;
using KernelGen.Numerics.Tests.Packed;
using KernelGen.Tests;
using Xunit;
using static KernelGen.Numerics.Tests.Packed.PackTrip;

namespace KernelGen.Numerics.Tests;

/// <summary>What is Winograd's own: when it is taken, that its bound is not idle, transformed filters, and threads.</summary>
public sealed class WinogradTests(ITestOutputHelper output)
{
    private const int Channels = 37;

    [Theory]
    [InlineData("Conv2DNhwcWinogradF32", 2)]
    [InlineData("Conv2DNhwcWinogradF32_21", 4)]
    [InlineData("Conv2DNchwWinogradF64_5", 4)]
    [InlineData("Conv2DNhwcWinogradByFourF32", 4)]
    [InlineData("Conv2DNchwWinogradByTwoF32", 2)]
    public void ATileIsChosenByTheBound(string name, int outputs) =>
        Assert.Equal(outputs, Assert.IsType<WinogradPlan>(KernelLibrary.Get(name).Plan).Transforms.Outputs);

    /// <summary>Channels, the tolerance (0: none stated), and the tile's side; 0 is direct.</summary>
    [Theory]
    [InlineData(64, 1e-3, 4)]
    [InlineData(128, 1e-3, 2)]
    [InlineData(512, 1e-3, 2)]
    [InlineData(128, 2e-3, 4)]
    [InlineData(512, 1e-1, 2)]
    [InlineData(512, 1e-4, 0)]
    [InlineData(64, 0, 0)]
    [InlineData(3, 1e-3, 0)]
    public void AutoTakesItWhereAStatedToleranceAllows(int channels, double tolerance, int outputs)
    {
        var spec = (ConvolutionSpec)KernelLibrary.Get("Conv2DNhwcWinogradByFourF32").Spec with
        {
            InChannels = new("InChannels", channels),
            StatesTolerance = tolerance > 0,
            Tolerance = tolerance > 0 ? tolerance : 1e-3,
        };
        Assert.Equal(outputs, WinogradChoice.Of(spec) ?? 0);
        var other = spec with { OutChannels = new("OutChannels", 3), Height = new("Height", Parameter: "height"), Width = new("Width", 1000), Batch = new("Batch", 7), Targets = IsaSet.None, PackedWeights = true, ChannelsLast = false };
        Assert.Equal(outputs, WinogradChoice.Of(other) ?? 0);
        Assert.Null(WinogradChoice.Of(spec with { Algorithm = Generator.Specs.ConvolutionAlgorithm.Direct }));
        foreach (var without in new[] { spec with { StrideWidth = new("StrideWidth", 2) }, spec with { KernelHeight = new("KernelHeight", 5) }, spec with { Groups = new("Groups", 2) }, spec with { Accumulate = Accumulation.Compensated } })
            Assert.Null(WinogradChoice.Of(without));
    }

    [Theory]
    [InlineData(2, 16)]
    [InlineData(4, 210.25)]
    public void AmplificationIsThatOfTheMatrices(int outputs, double times) =>
        Assert.Equal(times, new WinogradBounds(WinogradTransforms.Of(outputs, NumericType.Float32)).Amplification, 1e-9);

    /// <summary>Pixels that go from sums of one sign to a difference, a weight in the corner, and channels that are alike: see Adversary.</summary>
    [Theory]
    [InlineData("Conv2DNhwcWinogradF32", 64)]
    [InlineData("Conv2DNhwcWinogradF32_21", 21)]
    public void TheBoundIsNotIdle(string name, int channels)
    {
        Kernel kernel = KernelLibrary.Get(name);
        KernelCall shape = ConvolutionCalls.Of((ConvolutionSpec)kernel.Spec, [channels, 1, 1, 6, 6, 3, 3, 1, 1, 0, 1]);
        double worst = 0;
        for (int seed = 1; seed <= 400; seed++)
        {
            KernelCall call = Adversary.Fill(kernel, shape.Clone(), "one-sided", seed);
            foreach (Checked number in ExactResult.Check(kernel, call, kernel.Run(call)))
            {
                if (!number.Holds)
                    Assert.Fail($"seed {seed}: the error is {number.Ratio:R} of the bound.");
                worst = Math.Max(worst, number.Ratio);
            }
        }

        output.WriteLine($"{name}: worst error {worst:0.000} of the bound");
        Assert.True(worst >= 0.04, $"{name}: the worst error seen is {worst:R} of the bound.");
    }

    /// <summary>Several blocks of tiles, filters that end in a part of a strip, few tiles and many.</summary>
    [Theory]
    [InlineData(70, 33, 61, 2)]
    [InlineData(200, 5, 7, 1)]
    [InlineData(1, 80, 75, 3)]
    [InlineData(33, 1, 1, 1)]
    public void PacksAndThreadsHaveTheSameBits(int outChannels, int height, int width, int batch)
    {
        int pixels = batch * height * width;
        float[] x = Numbers(pixels * Channels, 1), weights = Numbers(outChannels * Channels * 9, 2), bias = Numbers(outChannels, 3), residual = Numbers(pixels * outChannels, 4);
        float[] expected = new float[residual.Length], got = new float[residual.Length];
        PackedWeights<float> pixelsByTwo = RoundTrip(PackedWinograd.PackPixelsByTwo(weights, Channels, outChannels), weights), planesByTwo = RoundTrip(PackedWinograd.PackPlanesByTwo(weights, Channels, outChannels), weights);
        PackedWeights<float> pixelsByFour = RoundTrip(PackedWinograd.PackPixelsByFour(weights, outChannels), weights), planesByFour = RoundTrip(PackedWinograd.PackPlanesByFour(weights, outChannels), weights);
        for (int threads = 1; threads <= 5; threads += 2)
        {
            int count = threads;
            Same(() => PackedWinograd.PlainPixelsByFour(x, weights, expected, bias, residual, outChannels, height, width, batch, 1), () => PackedWinograd.PixelsByFour(x, pixelsByFour, got, bias, residual, outChannels, height, width, batch, count));
            Same(() => { }, () => PackedWinograd.PlainPixelsByFour(x, weights, got, bias, residual, outChannels, height, width, batch, count));
            Same(() => PackedWinograd.PlainPlanesByFour(x, weights, expected, bias, residual, outChannels, height, width, batch, 1), () => PackedWinograd.PlanesByFour(x, planesByFour, got, bias, residual, outChannels, height, width, batch, count));
            Same(() => { }, () => PackedWinograd.PlainPlanesByFour(x, weights, got, bias, residual, outChannels, height, width, batch, count));
            Same(() => PackedWinograd.PixelsByTwo(x, pixelsByTwo, expected, bias, residual, Channels, outChannels, height, width, batch, 1), () => PackedWinograd.PixelsByTwo(x, pixelsByTwo, got, bias, residual, Channels, outChannels, height, width, batch, count));
            Same(() => PackedWinograd.PlanesByTwo(x, planesByTwo, expected, bias, residual, Channels, outChannels, height, width, batch, 1), () => PackedWinograd.PlanesByTwo(x, planesByTwo, got, bias, residual, Channels, outChannels, height, width, batch, count));
        }

        // The run-time kernel, which is tested against the plan, from plain filters.
        Kernels.WinogradKernels.Conv2DNchwWinogradF32(x, weights, got, bias, residual, Channels, outChannels, height, width, 1, 1, 1, 1, batch);
        Assert.Equal(expected, got);

        void Same(Action one, Action other)
        {
            one();
            Array.Fill(got, float.NaN);
            other();
            Assert.Equal(expected, got);
        }
    }

    /// <summary>Filters that outgrow the cache, by which blocks are made larger.</summary>
    [Theory]
    [InlineData("Conv2DNhwcWinogradF32")]
    [InlineData("Conv2DNchwWinogradF32")]
    public void ManyFilters(string name)
    {
        Kernel kernel = KernelLibrary.Get(name);
        KernelCall call = ConvolutionCalls.Of((ConvolutionSpec)kernel.Spec, [260, 256, 1, 5, 5, 3, 3, 1, 1, 1, 1]);
        kernel.AssertBits(call.Fill(Kind.Even, 1), Placement.Off(1, 1));
    }

    [Fact]
    public void APackForAnotherAlgorithmIsRefused()
    {
        float[] weights = Numbers(40 * Channels * 9, 1), x = Numbers(Channels * 16, 2), y = new float[40 * 16];
        PackedWeights<float> direct = PackedWinograd.PackDirect(weights, Channels, 40), byTwo = PackedWinograd.PackPixelsByTwo(weights, Channels, 40), byFour = PackedWinograd.PackPixelsByFour(weights, 40);
        var refusal = Assert.Throws<ArgumentException>("weights", () => PackedWinograd.Direct(x, byTwo, y, Channels, 40, 4, 4));
        Assert.StartsWith($"'weights' holds {byTwo}; the kernel needs {direct}.", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("weights", () => PackedWinograd.PixelsByFour(x, byTwo, y, y.AsSpan(0, 40), y, 40, 4, 4, 1, 1));
        Assert.Throws<ArgumentException>("weights", () => PackedWinograd.PixelsByTwo(x, direct, y, y.AsSpan(0, 40), y, Channels, 40, 4, 4, 1, 1));
        Assert.NotEqual(byTwo.ToString(), byFour.ToString());
        Assert.Contains("transformed for Winograd's tiles of 4 × 4", byFour.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void AFileWithAnyByteOfItsHeaderChangedIsRefusedOrAPack()
    {
        byte[] file = Saved(PackedWinograd.PackPixelsByTwo(Numbers(4 * 6 * 9, 1), 6, 4));
        for (int at = 0; at < file.Length - (4 * 216); at++)
        {
            foreach (int change in new[] { 1, 2, 4, 8, 16, 24, 128, 255 })
            {
                byte[] changed = (byte[])file.Clone();
                changed[at] ^= (byte)change;
                try
                {
                    PackedWeights<float>.Load(new MemoryStream(changed));
                }
                catch (InvalidDataException)
                {
                }
            }

            Assert.Throws<InvalidDataException>(() => PackedWeights<float>.Load(new MemoryStream(file[..at])));
        }
    }
}
