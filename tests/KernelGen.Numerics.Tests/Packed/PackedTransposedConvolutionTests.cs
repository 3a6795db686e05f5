using System.Buffers.Binary;
using Xunit;
using static KernelGen.Numerics.Tests.Kernels.TransposedConvolutionKernels;
using static KernelGen.Numerics.Tests.Packed.PackTrip;

namespace KernelGen.Numerics.Tests.Packed;

/// <summary>Filters that are packed by phases (that they change no bit is tested with all packed ones): a pack is for every transposed convolution whose taps come together in the same way, and for no other.</summary>
public sealed class PackedTransposedConvolutionTests
{
    /// <summary>Blocks of every dimension, groups whose strips end in a part of one, phases without taps, and threads that share outputs; from a file.</summary>
    [Theory]
    [InlineData(300, 75, 1, 3, 2, 1)]
    [InlineData(64, 130, 2, 4, 2, 1)]
    [InlineData(40, 100, 1, 2, 3, 1)]
    [InlineData(6, 90, 3, 5, 3, 2)]
    [InlineData(7, 7, 7, 4, 4, 2)]
    public void LargeFiltersAndThreads(int inChannels, int outChannels, int groups, int kernel, int stride, int dilation)
    {
        const int Height = 5, Width = 9, Padding = 1;
        int Side(int size) => ((size - 1) * stride) + (dilation * (kernel - 1)) + 2 - (2 * Padding); // an output padding of 1
        int outputs = outChannels * Side(Height) * Side(Width);
        float[] x = Numbers(inChannels * Height * Width, 1), weights = Numbers(inChannels * outChannels / groups * kernel * kernel, 2), bias = Numbers(outChannels, 3), residual = Numbers(outputs, 4);
        float[] expected = new float[outputs], got = new float[outputs];
        ConvTranspose2DNhwcAllF32(x, weights, expected, bias, residual, inChannels, outChannels, Height, Width, kernel, kernel, stride, dilation, Padding, 1, groups, 1);
        PackedWeights<float> packed = RoundTrip(PackedTransposedConvolutions.ConvTranspose2DNhwcAllF32Pack(weights, inChannels, outChannels, kernel, kernel, groups, stride, stride, dilation, dilation), weights);
        for (int threads = 1; threads <= 3; threads++)
        {
            Array.Fill(got, float.NaN);
            PackedTransposedConvolutions.Shared(x, packed, got, bias, residual, inChannels, outChannels, Height, Width, kernel, kernel, stride, dilation, Padding, 1, groups, 1, threads);
            Assert.Equal(expected, got);
        }

        ConvTranspose2DNchwAllF32(x, weights, expected, bias, residual, inChannels, outChannels, Height, Width, kernel, kernel, stride, dilation, Padding, 1, groups, 1);
        packed = RoundTrip(PackedTransposedConvolutions.ConvTranspose2DNchwAllF32Pack(weights, inChannels, outChannels, kernel, kernel, groups, stride, stride, dilation, dilation), weights);
        for (int threads = 1; threads <= 3; threads++)
        {
            Array.Fill(got, float.NaN);
            PackedTransposedConvolutions.SharedPlanes(x, packed, got, bias, residual, inChannels, outChannels, Height, Width, kernel, kernel, stride, dilation, Padding, 1, groups, 1, threads);
            Assert.Equal(expected, got);
        }
    }

    [Fact]
    public void FilesOfOtherSumsToo()
    {
        float[] weights = Numbers(32 * 20 * 9, 1);
        double[] wide = [.. Numbers(6 * 5 * 10, 2).Select(number => number / 3.0)];
        RoundTrip(PackedTransposedConvolutions.ConvTranspose2DNhwcF32Float64Pack(weights, 32, 40, 3, 3, 2, 2, 3, 1, 2), weights);
        RoundTrip(PackedTransposedConvolutions.ConvTranspose2DNchwF32Float64Pack(weights, 32, 40, 3, 3, 2, 5, 1, 1, 1), weights);
        RoundTrip(PackedTransposedConvolutions.ConvTranspose2DNhwcUnevenF64Pack(wide), wide);
        RoundTrip(PackedTransposedConvolutions.ConvTranspose2DNchwUnevenF64Pack(wide), wide);
        Half[] halves = [.. weights.Select(number => (Half)number)];
        sbyte[] bytes = [.. weights.Select(number => (sbyte)(int)(100 * number))];
        RoundTrip(PackedTransposedConvolutions.ConvTranspose2DNchwF16Pack(halves, 32, 40, 3, 3, 2, 2, 3, 1, 2), halves);
        RoundTrip(PackedTransposedConvolutions.ConvTranspose2DNhwcF16Float16Pack(halves, 32, 40, 3, 3, 2, 2, 3, 1, 2), halves);
        RoundTrip(PackedTransposedConvolutions.ConvTranspose2DNchwI8ToU8Pack(bytes, 32, 40, 3, 3, 2, 2, 3, 1, 2), bytes);
        RoundTrip(PackedTransposedConvolutions.ConvTranspose2DNhwcU8I8RangedToU8Pack(bytes, 32, 40, 3, 3, 2, 5, 1, 1, 1), bytes);
        RoundTrip(PackedTransposedConvolutions.ConvTranspose2DNhwcAllF32Pack([], 3, 0, 3, 3, 1, 2, 2, 1, 1), []);
        RoundTrip(PackedTransposedConvolutions.ConvTranspose2DNhwcAllF32Pack([], 0, 3, 3, 3, 1, 2, 2, 1, 1), []);
    }

    [Fact]
    public void AFileWithAnyByteOfItsHeaderChangedIsRefusedOrAPack()
    {
        byte[] file = Saved(PackedTransposedConvolutions.ConvTranspose2DNhwcAllF32Pack(Numbers(6 * 2 * 6, 1), 6, 4, 3, 2, 2, 2, 2, 1, 1));
        for (int at = 0; at < file.Length - (4 * 72); at++)
        {
            foreach (int change in new[] { 1, 2, 4, 16, 128, 255 })
            {
                byte[] changed = (byte[])file.Clone();
                changed[at] ^= (byte)change;
                try
                {
                    Saved(PackedWeights<float>.Load(new MemoryStream(changed)));
                }
                catch (InvalidDataException)
                {
                }
            }

            Assert.Throws<InvalidDataException>(() => PackedWeights<float>.Load(new MemoryStream(file[..at])));
        }
    }

    /// <summary>The header's places: groups, a filter's rows and columns, and how far apart the taps are that come together.</summary>
    [Theory]
    [InlineData(36, 0)]
    [InlineData(36, 4)]
    [InlineData(40, 3)]
    [InlineData(40, -1)]
    public void ImpossiblePhasesAreRefused(int at, int value)
    {
        byte[] file = Saved(PackedTransposedConvolutions.ConvTranspose2DNhwcAllF32Pack(Numbers(6 * 2 * 6, 1), 6, 4, 3, 2, 2, 2, 2, 1, 1));
        Assert.Equal(2, BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at)));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), value);
        string phases = at == 36 ? $"{value} × 2" : $"2 × {value}";
        Assert.Equal($"The packed weights have impossible phases: every {phases} of 3 × 2.", Assert.Throws<InvalidDataException>(() => PackedWeights<float>.Load(new MemoryStream(file))).Message);
    }

    /// <summary>Strides of 2 and 4 with dilations of 1 and 2 bring the same taps together, as any two do that are larger than the filter.</summary>
    [Fact]
    public void OnePackIsForAllThatBringTheSameTapsTogether()
    {
        float[] weights = Numbers(4 * 5 * 9, 1), x = Numbers(4 * 9, 2), bias = new float[5];
        foreach ((int stride, int dilation, int otherStride, int otherDilation) in new[] { (2, 1, 4, 2), (3, 1, 6, 2), (3, 1, 5, 1) })
        {
            PackedWeights<float> packed = PackedTransposedConvolutions.ConvTranspose2DNhwcAllF32Pack(weights, 4, 5, 3, 3, 1, stride, stride, dilation, dilation);
            int side = (2 * otherStride) + (2 * otherDilation) + 1;
            float[] expected = new float[5 * side * side], got = new float[expected.Length], residual = new float[expected.Length];
            ConvTranspose2DNhwcAllF32(x, weights, expected, bias, residual, 4, 5, 3, 3, 3, 3, otherStride, otherDilation, 0, 0, 1, 1);
            PackedTransposedConvolutions.ConvTranspose2DNhwcAllF32(x, packed, got, bias, residual, 4, 5, 3, 3, 3, 3, otherStride, otherDilation, 0, 0, 1, 1);
            Assert.Equal(expected, got);
        }
    }

    [Theory]
    [InlineData("stride")]
    [InlineData("layout")]
    [InlineData("operation")]
    [InlineData("groups")]
    public void APackOfSomethingElseIsRefused(string what)
    {
        float[] weights = Numbers(40 * 40 * 16, 1), x = Numbers(20 * 5 * 7, 2), bias = Numbers(40, 3), y = new float[40 * 10 * 14];
        PackedWeights<float> packed = what switch
        {
            "stride" => PackedTransposedConvolutions.ConvTranspose2DNhwcAllF32Pack(weights, 20, 40, 4, 4, 1, 2, 1, 1, 1),
            "layout" => PackedTransposedConvolutions.ConvTranspose2DNchwAllF32Pack(weights, 20, 40, 4, 4, 1, 2, 2, 1, 1),
            "operation" => PackedConvolutions.Conv2DNhwcAllF32Pack(weights, 20, 40, 4, 4, 1),
            _ => PackedTransposedConvolutions.ConvTranspose2DNhwcAllF32Pack(weights, 40, 80, 4, 4, 2, 2, 2, 1, 1),
        };
        Array.Fill(y, 7);
        var refusal = Assert.Throws<ArgumentException>(() => PackedTransposedConvolutions.ConvTranspose2DNhwcF32_20_40_5_7(x, packed, y, bias));
        Assert.Equal("weights", refusal.ParamName);
        Assert.StartsWith($"'weights' holds {packed}; the kernel needs {PackedTransposedConvolutions.ConvTranspose2DNhwcF32_20_40_5_7Pack(weights)}.", refusal.Message, StringComparison.Ordinal);
        Assert.StartsWith("ConvTranspose2D weights [InChannels = 20, OutChannels = 40, KernelHeight = 4, KernelWidth = 4], taps 2 × 2 apart together, in the layout Nhwc of float, packed in ", PackedTransposedConvolutions.ConvTranspose2DNhwcF32_20_40_5_7Pack(weights).ToString(), StringComparison.Ordinal);
        Assert.All(y, number => Assert.Equal(7, number));
    }

    [Fact]
    public void FiltersThatCannotBeAreNotPacked()
    {
        float[] weights = new float[4 * 4 * 9];
        Assert.Equal("weights", Assert.Throws<ArgumentException>(() => PackedTransposedConvolutions.ConvTranspose2DNhwcAllF32Pack(weights.AsSpan(1), 4, 4, 3, 3, 1, 2, 2, 1, 1)).ParamName);
        Assert.Equal("inChannels", Assert.Throws<ArgumentException>(() => PackedTransposedConvolutions.ConvTranspose2DNhwcAllF32Pack(weights, 4, 4, 3, 3, 3, 2, 2, 1, 1)).ParamName);
        Assert.Equal("strideHeight", Assert.Throws<ArgumentException>(() => PackedTransposedConvolutions.ConvTranspose2DNhwcAllF32Pack(weights, 4, 4, 3, 3, 1, 0, 2, 1, 1)).ParamName);
        Assert.Equal("dilationWidth", Assert.Throws<ArgumentException>(() => PackedTransposedConvolutions.ConvTranspose2DNhwcAllF32Pack(weights, 4, 4, 3, 3, 1, 2, 2, 1, -1)).ParamName);
    }
}
