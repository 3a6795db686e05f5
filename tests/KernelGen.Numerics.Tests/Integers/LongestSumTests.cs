using KernelGen.Numerics.Tests.Harness;
using KernelGen.Numerics.Tests.Kernels;
using KernelGen.Tests;
using Xunit;

namespace KernelGen.Numerics.Tests.Integers;

/// <summary>Sums of the largest terms that 8-bit numbers have: as long as an int takes them, refused one longer, and exact in a long far beyond.</summary>
public sealed class LongestSumTests
{
    private delegate int IntKernel<TA, TB>(ReadOnlySpan<TA> a, ReadOnlySpan<TB> b);

    [Fact]
    public void SumsOfAnIntGoAsFarAsItHolds()
    {
        Longest<byte, sbyte>(IntegerKernels.DotU8I8, byte.MaxValue, sbyte.MinValue, 255 * -128, 65_793);
        Longest<sbyte, byte>(IntegerKernels.DotI8U8, sbyte.MinValue, byte.MaxValue, 255 * -128, 65_793);
        Longest<sbyte, sbyte>(IntegerKernels.DotI8, sbyte.MinValue, sbyte.MinValue, 128 * 128, 131_071);
        Longest<byte, byte>(IntegerKernels.DotU8, byte.MaxValue, byte.MaxValue, 255 * 255, 33_025);
        Longest<sbyte, sbyte>(IntegerKernels.SquaredDistanceI8, sbyte.MinValue, sbyte.MaxValue, 255 * 255, 33_025);
        Longest<sbyte, sbyte>((a, _) => IntegerKernels.SumOfSquaresI8(a), sbyte.MinValue, sbyte.MinValue, 128 * 128, 131_071);
    }

    [Theory]
    [InlineData("GemmNNU8I8", 255, -128, 65_793)]
    [InlineData("GemmNTI8", -128, -128, 131_071)]
    [InlineData("GemmTTU8", 255, 255, 33_025)]
    [InlineData("GemmNNU8I8Ranged", 255, -128, 65_793)]
    [InlineData("GemmNNU8I8Ranged", 255, -64, 65_793)]
    [InlineData("GemmTTI8Ranged", 127, -128, 131_071)]
    [InlineData("DenseU8I8", 255, -128, 65_793)]
    public void ProductsOfAnIntGoAsFarAsItHolds(string name, int x, int y, int most)
    {
        Kernel kernel = KernelLibrary.Get(name);
        Everywhere(kernel, Full(kernel, x, y, most), (long)x * y * most);
        Refused(kernel, Full(kernel, x, y, most + 1), most);
    }

    /// <summary>Of as many channels under a filter of one tap; a zero point that may be any makes factors of nine bits.</summary>
    [Theory]
    [InlineData("Conv1DNchwI8", -128, -128, 131_071)]
    [InlineData("Conv2DNchwU8I8Ranged", 255, -128, 65_793)]
    [InlineData("Conv2DNchwU8I8", 255, -128, 33_025)]
    [InlineData("ConvTranspose2DNchwU8I8Ranged", 255, -128, 65_793)]
    public void FiltersOfAnIntGoAsFarAsItHolds(string name, int x, int y, int most)
    {
        Kernel kernel = KernelLibrary.Get(name);
        Everywhere(kernel, Over(most), (long)x * y * most);
        Refused(kernel, Over(most + 1), most);

        KernelCall Over(int channels) => ConvolutionCalls.Of((Generator.Specs.ConvolutionSpec)kernel.Spec, [channels, 3, 1, 1, 17, 1, 1, 1, 1, 0, 1])
            .Fill((role, _) => role switch { "x" => x, "weights" => y, _ => 0 });
    }

    /// <summary>A transposed convolution's sums are of the taps that meet one pixel: of 4 × 4, with strides of 2, of four.</summary>
    [Theory]
    [InlineData(16_448, true)]
    [InlineData(16_449, false)]
    public void TapsOfOtherPixelsAreNoTermsOfASum(int channels, bool isTaken)
    {
        byte[] x = [.. Enumerable.Repeat(byte.MaxValue, channels * 2 * 2)];
        sbyte[] weights = [.. Enumerable.Repeat(sbyte.MinValue, channels * 4 * 4)];
        int[] sums = new int[6 * 6];
        long[] wide = new long[6 * 6];
        IntegerConvolutionKernels.ConvTranspose2DNhwcU8I8Long(x, weights, wide, 0, 127, channels, 1, 2, 2, 4, 4, 2, 1, 0, 0, 1, 1);
        Assert.Equal(255L * -255 * 4 * channels, wide[(2 * 6) + 3]);
        if (isTaken)
        {
            IntegerConvolutionKernels.ConvTranspose2DNchwU8I8Ranged(x, weights, sums, channels, 1, 2, 2, 4, 4, 2, 1, 0, 0, 1, 1);
            Assert.Equal(255 * -128 * 4 * channels, sums[(2 * 6) + 3]);
            Assert.Equal(255 * -128 * channels, sums[0]);
            return;
        }

        var refusal = Assert.Throws<ArgumentException>(() => IntegerConvolutionKernels.ConvTranspose2DNchwU8I8Ranged(x, weights, sums, channels, 1, 2, 2, 4, 4, 2, 1, 0, 0, 1, 1));
        Assert.StartsWith("InChannels / Groups × the taps that meet a pixel is 65796: sums of more than 65793 such products can pass what an int holds.", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>−128 less a zero point of 127, and 255 less one of 0: factors of nine bits.</summary>
    [Fact]
    public void ZeroPointsCountAmongWhatASumCanReach()
    {
        Kernel kernel = KernelLibrary.Get("GemmTNAllI8");
        Everywhere(kernel, Shifted(33_025), -255L * 255 * 33_025);
        Refused(kernel, Shifted(33_026), 33_025);

        KernelCall Shifted(int depth)
        {
            KernelCall call = Calls.Product((Generator.Specs.MatrixProductSpec)kernel.Spec, 3, 17, depth);
            return call.Fill((role, _) => role switch { "a" => -128, "aZeroPoint" => 127, "b" => 255, _ => 0 });
        }
    }

    [Fact]
    public void SumsOfALongAreExactBeyondAnInt()
    {
        const int Terms = 1_000_003;
        sbyte[] least = [.. Enumerable.Repeat(sbyte.MinValue, Terms)];
        byte[] zeros = new byte[Terms], most = [.. Enumerable.Repeat(byte.MaxValue, Terms)];
        Assert.Equal(16_384L * Terms, IntegerKernels.DotI8Long(least, least));
        Assert.Equal(65_025L * Terms, IntegerKernels.SquaredDistanceU8Long(most, zeros));

        // 2⁵³ is far: one more or less shows.
        least[Terms - 1] = 127;
        Assert.Equal((16_384L * (Terms - 1)) + (127 * 127), IntegerKernels.DotI8Long(least, least));
    }

    [Theory]
    [InlineData("GemmNNI8Long", -128, -128, 127)]
    [InlineData("DenseI8Long", -128, -128, 0)]
    [InlineData("GemmNTU8Int64ToF32", 255, 255, 0)]
    public void ProductsOfALongAreExactBeyondAnInt(string name, int x, int y, int zeroPoint)
    {
        // A multiple of 2¹⁶, so that a float holds the sum too.
        const int Depth = 1 << 18;
        Kernel kernel = KernelLibrary.Get(name);
        KernelCall call = Full(kernel, x, y, Depth, zeroPoint);
        Everywhere(kernel, call, (double)x * (y - zeroPoint) * Depth);
    }

    [Fact]
    public void AResultThatPassesAnIntIsRefusedAndOneWhosePartsDoIsNot()
    {
        byte[] most = [.. Enumerable.Repeat(byte.MaxValue, 131_588)];
        sbyte[] least = [.. Enumerable.Repeat(sbyte.MinValue, 131_588)];
        Assert.Equal(-32_640 * 65_793, IntegerKernels.DotU8I8Int64(most.AsSpan(0, 65_793), least.AsSpan(0, 65_793)));
        Assert.Throws<OverflowException>(() => IntegerKernels.DotU8I8Int64(most.AsSpan(0, 65_794), least.AsSpan(0, 65_794)));

        // The second half takes back most of what the first brought.
        least.AsSpan(65_794).Fill(127);
        Assert.Equal(-255 * 65_794, IntegerKernels.DotU8I8Int64(most, least));
    }

    private static void Longest<TA, TB>(IntKernel<TA, TB> kernel, TA x, TB y, int term, int most)
    {
        TA[] a = [.. Enumerable.Repeat(x, most + 1)];
        TB[] b = [.. Enumerable.Repeat(y, most + 1)];
        Assert.Equal((long)term * most, kernel(a.AsSpan(0, most), b.AsSpan(0, most)));
        Assert.Equal((long)term * (most - 1), kernel(a.AsSpan(1, most - 1), b.AsSpan(1, most - 1)));
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => kernel(a, b));
        Assert.Contains(most.ToString(System.Globalization.CultureInfo.InvariantCulture), refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>Three rows and seventeen columns of the same sum.</summary>
    private static KernelCall Full(Kernel kernel, int x, int y, int depth, int zeroPoint = 0) =>
        Calls.Product((Generator.Specs.MatrixProductSpec)kernel.Spec, 3, 17, depth).Fill((role, _) => role switch
        {
            "a" or "x" => x,
            "b" or "weights" => y,
            "aScale" => 1,
            "bZeroPoint" => zeroPoint,
            _ => 0,
        });

    private static void Everywhere(Kernel kernel, KernelCall call, double expected) =>
        Assert.All(kernel.Run(call).Outputs.Single().Value, number => Assert.Equal(expected, number));

    private static void Refused(Kernel kernel, KernelCall call, int most)
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => kernel.Run(call));
        Assert.Contains(most.ToString(System.Globalization.CultureInfo.InvariantCulture), refusal.Message, StringComparison.Ordinal);
    }
}
