using KernelGen.Generated;
using KernelGen.Generator.Specs;
using KernelGen.Numerics.Tests.Harness;
using KernelGen.Tests;
using Xunit;
using static KernelGen.Numerics.Tests.Packed.PackTrip;

namespace KernelGen.Numerics.Tests.Packed;

/// <summary>Packed filters change the speed and nothing else; one pack is for every convolution over the same filters, and for no other.</summary>
public sealed class PackedConvolutionTests
{
    public static TheoryData<string> Names => [.. PackedMethods.Select(method => method.Name)];

    private static IEnumerable<System.Reflection.MethodInfo> PackedMethods => new[] { typeof(PackedConvolutions), typeof(PackedTransposedConvolutions) }.SelectMany(type => type.GetMethods())
        .Where(method => method.IsStatic && method.ReturnType == typeof(void) && method.GetParameters()[1].ParameterType.GetGenericTypeDefinition() == typeof(ReadOnlySpan<>));

    internal static Kernel Get(string name) => new(KernelLibrary.Get(name).Spec, PackedMethods.Single(method => method.Name == name));

    /// <summary>The plain convolution has the plan's bits, by its own tests.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void EqualsThePlainConvolution(string name)
    {
        Kernel plain = KernelLibrary.Get(name), packed = Get(name);
        int seed = 0;
        foreach (KernelCall shape in Calls.For(plain.Spec))
        {
            KernelCall call = shape.Clone().Fill(Inputs.Kinds[++seed % Inputs.Kinds.Length], seed);
            KernelResult expected = plain.Run(call);
            packed.AssertBits(call, expected, Placement.AtStart);
            packed.AssertBits(call, expected, Placement.AtEnd);
        }
    }

    /// <summary>Blocks of every dimension, groups whose strips end in a part of one, and threads that share them.</summary>
    [Theory]
    [InlineData(300, 150, 1, 3, 1, 1)]
    [InlineData(64, 260, 2, 2, 2, 1)]
    [InlineData(1200, 100, 1, 1, 1, 0)]
    [InlineData(6, 300, 3, 1, 1, 0)]
    public void LargeFiltersAndThreads(int inChannels, int outChannels, int groups, int kernel, int stride, int padding)
    {
        const int Height = 9, Width = 11;
        int rows = ((Height + (2 * padding) - kernel) / stride) + 1, columns = ((Width + (2 * padding) - kernel) / stride) + 1, outputs = outChannels * rows * columns;
        float[] x = Numbers(inChannels * Height * Width, 1), weights = Numbers(outChannels * inChannels / groups * kernel * kernel, 2), bias = Numbers(outChannels, 3), residual = Numbers(outputs, 4);
        float[] expected = new float[outputs], got = new float[outputs];
        Kernels.ConvolutionKernels.Conv2DNhwcAllF32(x, weights, expected, bias, residual, inChannels, outChannels, Height, Width, kernel, kernel, stride, 1, padding, groups, 1);
        PackedWeights<float> packed = RoundTrip(PackedConvolutions.Conv2DNhwcAllF32Pack(weights, inChannels, outChannels, kernel, kernel, groups), weights);
        for (int threads = 1; threads <= 3; threads++)
        {
            Array.Fill(got, float.NaN);
            PackedConvolutions.Shared(x, packed, got, bias, residual, inChannels, outChannels, Height, Width, kernel, kernel, stride, 1, padding, groups, 1, threads);
            Assert.Equal(expected, got);
        }

        Kernels.ConvolutionKernels.Conv2DNchwAllF32(x, weights, expected, bias, residual, inChannels, outChannels, Height, Width, kernel, kernel, stride, 1, padding, groups, 1);
        packed = RoundTrip(PackedConvolutions.Conv2DNchwAllF32Pack(weights, inChannels, outChannels, kernel, kernel, groups), weights);
        for (int threads = 1; threads <= 3; threads++)
        {
            Array.Fill(got, float.NaN);
            PackedConvolutions.SharedPlanes(x, packed, got, bias, residual, inChannels, outChannels, Height, Width, kernel, kernel, stride, 1, padding, groups, 1, threads);
            Assert.Equal(expected, got);
        }
    }

    /// <summary>Windows of planes are copied by vectors: rows of every width around theirs, whatever of a window is beside the image, and tiles of windows of several rows.</summary>
    [Theory]
    [InlineData(1, 1, 1, 0)]
    [InlineData(1, 2, 1, 0)]
    [InlineData(2, 1, 2, 1)]
    [InlineData(3, 1, 1, 1)]
    [InlineData(3, 2, 1, 1)]
    [InlineData(3, 2, 2, 3)]
    [InlineData(3, 3, 1, 1)]
    [InlineData(4, 2, 1, 2)]
    [InlineData(5, 1, 3, 6)]
    [InlineData(7, 2, 1, 3)]
    public void PlanesOfEveryWidth(int kernel, int stride, int dilation, int padding)
    {
        const int Channels = 3, Filters = 35, Batch = 2;
        float[] weights = Numbers(Filters * Channels * kernel * kernel, 1), bias = Numbers(Filters, 2);
        PackedWeights<float> packed = PackedConvolutions.Conv2DNchwAllF32Pack(weights, Channels, Filters, kernel, kernel, 1);
        for (int width = 1; width <= 70; width++)
        {
            int height = 1 + (width * 7 % 19), reach = (dilation * (kernel - 1)) + 1 - (2 * padding);
            if (width < reach || height < reach)
                continue;
            int outputs = Batch * Filters * (((height - reach) / stride) + 1) * (((width - reach) / stride) + 1);
            float[] x = Numbers(Batch * Channels * height * width, width), residual = Numbers(outputs, 3), expected = new float[outputs], got = new float[outputs];
            Array.Fill(got, float.NaN);
            Kernels.ConvolutionKernels.Conv2DNchwAllF32(x, weights, expected, bias, residual, Channels, Filters, height, width, kernel, kernel, stride, dilation, padding, 1, Batch);
            PackedConvolutions.Conv2DNchwAllF32(x, packed, got, bias, residual, Channels, Filters, height, width, kernel, kernel, stride, dilation, padding, 1, Batch);
            Assert.Equal(expected, got);
        }
    }

    /// <summary>An image of one channel: vectors along the filters, which fill less than one, a strip, and several and a part.</summary>
    [Theory]
    [InlineData(3, 28, 28)]
    [InlineData(48, 5, 9)]
    [InlineData(61, 37, 70)]
    public void FiltersOfAnImageOfOneChannel(int filters, int height, int width)
    {
        const int Batch = 2;
        int outputs = Batch * filters * height * width;
        float[] x = Numbers(Batch * height * width, 1), weights = Numbers(filters * 9, 2), bias = Numbers(filters, 3), residual = Numbers(outputs, 4);
        float[] expected = new float[outputs], got = new float[outputs];
        Kernels.ConvolutionKernels.Conv2DNhwcAllF32(x, weights, expected, bias, residual, 1, filters, height, width, 3, 3, 1, 1, 1, 1, Batch);
        PackedWeights<float> packed = RoundTrip(PackedConvolutions.OneChannelPack(weights, filters), weights);
        for (int threads = 1; threads <= 3; threads++)
        {
            Array.Fill(got, float.NaN);
            PackedConvolutions.OneChannel(x, packed, got, bias, residual, filters, height, width, Batch, threads);
            Assert.Equal(expected, got);
        }
    }

    /// <summary>A filter a channel: by the loops for those and by the general ones, plain and with either's pack; images that take several bands and several blocks of channels.</summary>
    [Theory]
    [InlineData(61, 211, 1, 3)]
    [InlineData(9, 5, 2, 1)]
    public void FiltersOverOneChannel(int height, int width, int stride, int threads)
    {
        const int Channels = 19;
        int rows = ((height - 1) / stride) + 1, columns = ((width - 1) / stride) + 1, outputs = Channels * rows * columns;
        float[] x = Numbers(Channels * height * width, 1), weights = Numbers(Channels * 9, 2), bias = Numbers(Channels, 3), residual = Numbers(outputs, 4);
        float[] expected = new float[outputs], got = (float[])residual.Clone();
        Kernels.ConvolutionKernels.Conv2DNhwcAllF32(x, weights, expected, bias, residual, Channels, Channels, height, width, 3, 3, stride, 1, 1, Channels, 1);
        Kernels.ConvolutionKernels.Conv2DNhwcChannelsF32(x, weights, got, bias, got, height, width, stride, 1);
        Assert.Equal(expected, got);
        foreach (PackedWeights<float> packed in new[] { PackedConvolutions.Conv2DNhwcChannelsF32Pack(weights), RoundTrip(PackedConvolutions.Conv2DNhwcAllF32Pack(weights, Channels, Channels, 3, 3, Channels), weights) })
        {
            residual.CopyTo(got, 0);
            PackedConvolutions.Conv2DNhwcChannelsF32(x, packed, got, bias, got, height, width, stride, 1);
            Assert.Equal(expected, got);
            Array.Fill(got, float.NaN);
            PackedConvolutions.Shared(x, packed, got, bias, residual, Channels, Channels, height, width, 3, 3, stride, 1, 1, Channels, 1, threads);
            Assert.Equal(expected, got);
        }

        Kernels.ConvolutionKernels.Conv2DNchwAllF32(x, weights, expected, bias, residual, Channels, Channels, height, width, 3, 3, stride, 1, 1, Channels, 1);
        residual.CopyTo(got, 0);
        Kernels.ConvolutionKernels.Conv2DNchwChannelsF32(x, weights, got, bias, got, height, width, stride, 1);
        Assert.Equal(expected, got);
    }

    /// <summary>The same of numbers of 16 and 8 bits, by planes and with channels side by side: a pack has them as the tiles of other filters read them.</summary>
    [Theory]
    [InlineData(61, 211, 1)]
    [InlineData(9, 5, 2)]
    public void NarrowFiltersOverOneChannel(int height, int width, int stride)
    {
        const int Channels = 19;
        int outputs = Channels * (((height - 1) / stride) + 1) * (((width - 1) / stride) + 1);
        Half[] x = [.. Numbers(Channels * height * width, 1).Select(number => (Half)number)], weights = [.. Numbers(Channels * 9, 2).Select(number => (Half)number)], bias = [.. Numbers(Channels, 3).Select(number => (Half)number)];
        Half[] residual = [.. Numbers(outputs, 4).Select(number => (Half)number)], halves = new Half[outputs], gotHalves = new Half[outputs];
        float[] expected = new float[outputs], got = new float[outputs];
        Kernels.HalfWordConvolutionKernels.Conv2DNhwcF16(x, weights, expected, bias, Channels, Channels, height, width, 3, 3, stride, 1, 1, Channels, 1);
        PackedConvolutions.Conv2DNhwcF16(x, PackedConvolutions.Conv2DNhwcChannelsF16Pack(weights), got, bias, Channels, Channels, height, width, 3, 3, stride, 1, 1, Channels, 1);
        Assert.Equal(expected, got);
        float[] wideBias = [.. bias.Select(number => (float)number)];
        Kernels.HalfWordConvolutionKernels.Conv2DNhwcChannelsF16(x, weights, halves, wideBias, residual, height, width, stride, 1);
        PackedConvolutions.Conv2DNhwcChannelsF16(x, RoundTrip(PackedConvolutions.Conv2DNhwcF16Pack(weights, Channels, Channels, 3, 3, Channels), weights), gotHalves, wideBias, residual, height, width, stride, 1);
        Assert.Equal(halves, gotHalves);
        Kernels.HalfWordConvolutionKernels.Conv2DNchwF16(x, weights, halves, bias, residual, Channels, Channels, height, width, 3, 3, stride, 1, 1, Channels, 1);
        PackedConvolutions.Conv2DNchwF16(x, PackedConvolutions.Conv2DNchwF16Pack(weights, Channels, Channels, 3, 3, Channels), gotHalves, bias, residual, Channels, Channels, height, width, 3, 3, stride, 1, 1, Channels, 1);
        Assert.Equal(halves, gotHalves);

        sbyte[] signed = [.. x.Select((_, i) => (sbyte)((i * 37) + (i >> 7)))], filters = [.. weights.Select((_, i) => (sbyte)((i * 91) + 11))];
        byte[] unsigned = [.. signed.Select(number => (byte)(number & 0x7f))], whole = new byte[outputs], gotWhole = new byte[outputs];
        float[] scales = [.. bias.Select(number => Math.Abs((float)number) + 0.01f)];
        Kernels.IntegerConvolutionKernels.Conv2DNchwI8ToU8(signed, filters, whole, 0.5f, scales, wideBias, 90, 3, Channels, Channels, height, width, 3, 3, stride, 1, 1, Channels, 1);
        PackedConvolutions.Conv2DNchwI8ToU8(signed, PackedConvolutions.Conv2DNchwI8ToU8Pack(filters, Channels, Channels, 3, 3, Channels), gotWhole, 0.5f, scales, wideBias, 90, 3, Channels, Channels, height, width, 3, 3, stride, 1, 1, Channels, 1);
        Assert.Equal(whole, gotWhole);
        Kernels.IntegerConvolutionKernels.Conv2DNhwcU8I8RangedToU8(unsigned, filters, whole, 0.5f, 90, Channels, Channels, height, width, 3, 3, stride, 1, 1, Channels, 1);
        PackedConvolutions.Conv2DNhwcU8I8RangedToU8(unsigned, PackedConvolutions.Conv2DNhwcChannelsU8I8ToU8Pack(filters), gotWhole, 0.5f, 90, Channels, Channels, height, width, 3, 3, stride, 1, 1, Channels, 1);
        Assert.Equal(whole, gotWhole);
    }

    /// <summary>One number that is not in the declared range, at any place of the filters or of x, and all go by pairs: four products at a time would saturate.</summary>
    [Theory]
    [InlineData(5, 37, 1, 3, 3)]
    [InlineData(6, 8, 2, 1, 3)]
    [InlineData(16, 34, 2, 1, 1)]
    public unsafe void FiltersInTheDeclaredRangeLieByFoursToo(int inChannels, int outChannels, int groups, int kernelHeight, int kernelWidth)
    {
        const int Height = 5, Width = 7;
        bool takesQuads = KernelCatalog.RunningTarget is "Avx512" or "Avx512VL" or "Avx2";
        int length = outChannels * (Height + 3 - kernelHeight) * (Width + 3 - kernelWidth);
        byte[] large = [.. Enumerable.Range(0, inChannels * Height * Width).Select(i => (byte)(255 - (i % 3)))], small = [.. large.Select(number => (byte)(number / 2))];
        sbyte[] filters = [.. Enumerable.Range(0, outChannels * inChannels / groups * kernelHeight * kernelWidth).Select(i => (sbyte)(i % 2 == 0 ? -64 : 63))], wide = [.. filters.Select(number => (sbyte)(2 * number))];
        int[] expected = new int[length], got = new int[length];
        byte[] expectedBytes = new byte[length], gotBytes = new byte[length];
        CheckPlanes(true);
        for (int at = 0; at < filters.Length; at += 29)
        {
            sbyte before = filters[at];
            filters[at] = (sbyte)(before < 0 ? -65 : 127);
            CheckPlanes(false);
            filters[at] = before;
        }

        CheckPixels();
        for (int at = 0; at < small.Length; at += 7)
        {
            byte before = small[at];
            small[at] = byte.MaxValue;
            CheckPixels();
            small[at] = before;
        }

        void CheckPlanes(bool inRange)
        {
            Kernels.IntegerConvolutionKernels.Conv2DNchwU8I8Ranged(large, filters, expected, inChannels, outChannels, Height, Width, kernelHeight, kernelWidth, 1, 1, 1, groups, 1);
            PackedWeights<sbyte> ranged = PackedConvolutions.Conv2DNchwU8I8RangedPack(filters, inChannels, outChannels, kernelHeight, kernelWidth, groups);
            PackedWeights<sbyte> other = PackedConvolutions.Conv2DNchwI8ToU8Pack(filters, inChannels, outChannels, kernelHeight, kernelWidth, groups);
            foreach (PackedWeights<sbyte> packed in new[] { ranged, RoundTrip(ranged, filters), other })
            {
                Assert.Equal(inRange && takesQuads && packed != other, KernelGen.Runtime.Packs.QuadsOf(packed, -64, 63) != null);
                PackedConvolutions.Conv2DNchwU8I8Ranged(large, packed, got, inChannels, outChannels, Height, Width, kernelHeight, kernelWidth, 1, 1, 1, groups, 1);
                Assert.Equal(expected, got);
            }
        }

        void CheckPixels()
        {
            Kernels.IntegerConvolutionKernels.Conv2DNhwcU8I8RangedToU8(small, wide, expectedBytes, 0.001f, 0.25f, inChannels, outChannels, Height, Width, kernelHeight, kernelWidth, 1, 1, 1, groups, 1);
            PackedWeights<sbyte> packed = PackedConvolutions.Conv2DNhwcU8I8RangedToU8Pack(wide, inChannels, outChannels, kernelHeight, kernelWidth, groups);
            Assert.Equal(takesQuads, KernelGen.Runtime.Packs.QuadsOf(packed, sbyte.MinValue, sbyte.MaxValue) != null);
            PackedConvolutions.Conv2DNhwcU8I8RangedToU8(small, packed, gotBytes, 0.001f, 0.25f, inChannels, outChannels, Height, Width, kernelHeight, kernelWidth, 1, 1, 1, groups, 1);
            Assert.Equal(expectedBytes, gotBytes);
        }
    }

    [Fact]
    public void FilesOfOtherSumsToo()
    {
        float[] weights = Numbers(40 * 16 * 9, 1);
        RoundTrip(PackedConvolutions.Conv2DNhwcF32Float64Pack(weights, 32, 40, 3, 3, 2), weights);
        RoundTrip(PackedConvolutions.Conv2DNchwF32Float64Pack(weights, 32, 40, 3, 3, 2), weights);
        RoundTrip(PackedConvolutions.Conv1DNhwcF32Pack(weights, 16, 40, 9, 1), weights);
        RoundTrip(PackedConvolutions.Conv2DNhwcAllF32Pack([], 3, 0, 3, 3, 1), []);
        RoundTrip(PackedConvolutions.Conv2DNhwcAllF32Pack([], 0, 3, 3, 3, 1), []);
    }

    /// <summary>Sums of an even and of an odd length, groups, a filter a channel.</summary>
    [Theory]
    [InlineData(32, 40, 2, 3, 3)]
    [InlineData(5, 37, 1, 3, 3)]
    [InlineData(19, 38, 19, 3, 1)]
    [InlineData(7, 3, 1, 1, 1)]
    public void FilesOfNarrowNumbersToo(int inChannels, int outChannels, int groups, int kernelHeight, int kernelWidth)
    {
        Half[] halves = [.. Numbers(outChannels * inChannels / groups * kernelHeight * kernelWidth, 1).Select(number => (Half)number)];
        sbyte[] bytes = [.. halves.Select((number, i) => (sbyte)((i * 37) + 11))];
        RoundTrip(PackedConvolutions.Conv2DNhwcF16Pack(halves, inChannels, outChannels, kernelHeight, kernelWidth, groups), halves);
        RoundTrip(PackedConvolutions.Conv2DNchwF16Pack(halves, inChannels, outChannels, kernelHeight, kernelWidth, groups), halves);
        RoundTrip(PackedConvolutions.Conv2DNhwcU8I8RangedToU8Pack(bytes, inChannels, outChannels, kernelHeight, kernelWidth, groups), bytes);
        RoundTrip(PackedConvolutions.Conv2DNchwI8ToU8Pack(bytes, inChannels, outChannels, kernelHeight, kernelWidth, groups), bytes);
    }

    [Fact]
    public void AFileWithAnyByteOfItsHeaderChangedIsRefusedOrAPack()
    {
        byte[] file = Saved(PackedConvolutions.Conv2DNhwcAllF32Pack(Numbers(4 * 3 * 6, 1), 6, 4, 3, 2, 2));
        for (int at = 0; at < file.Length - (4 * 72); at++)
        {
            foreach (int change in new[] { 1, 2, 4, 16, 128, 255 })
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

    public static TheoryData<string> Others => ["layout", "filters", "groups", "sums", "operation", "channels"];

    [Theory]
    [MemberData(nameof(Others))]
    public void APackOfSomethingElseIsRefused(string what)
    {
        float[] weights = Numbers(41 * 16 * 9, 1), x = Numbers(16 * 9 * 14, 2), bias = Numbers(40, 3), y = new float[40 * 9 * 14];
        PackedWeights<float> packed = what switch
        {
            "layout" => PackedConvolutions.Conv2DNchwAllF32Pack(weights, 16, 40, 3, 3, 1),
            "filters" => PackedConvolutions.Conv2DNhwcAllF32Pack(weights, 16, 40, 1, 9, 1),
            "groups" => PackedConvolutions.Conv2DNhwcAllF32Pack(weights, 32, 40, 3, 3, 2),
            "sums" => PackedConvolutions.Conv2DNhwcF32Float64Pack(weights, 16, 40, 3, 3, 1),
            "operation" => PackedConvolutions.Conv1DNhwcF32Pack(weights, 16, 40, 9, 1),
            _ => PackedConvolutions.Conv2DNhwcAllF32Pack(weights, 16, 41, 3, 3, 1),
        };
        Array.Fill(y, 7);
        var refusal = Assert.Throws<ArgumentException>(() => PackedConvolutions.Conv2DNhwcF32_16_40_9_14(x, packed, y, bias));
        Assert.Equal("weights", refusal.ParamName);
        Assert.StartsWith($"'weights' holds {packed}; the kernel needs {PackedConvolutions.Conv2DNhwcF32_16_40_9_14Pack(weights)}.", refusal.Message, StringComparison.Ordinal);
        Assert.All(y, number => Assert.Equal(7, number));
    }

    [Fact]
    public void FiltersThatCannotBeAreNotPacked()
    {
        float[] weights = new float[4 * 4 * 9];
        Assert.Equal("weights", Assert.Throws<ArgumentException>(() => PackedConvolutions.Conv2DNhwcAllF32Pack(weights.AsSpan(1), 4, 4, 3, 3, 1)).ParamName);
        Assert.Equal("weights", Assert.Throws<ArgumentException>(() => PackedConvolutions.Conv2DNhwcAllF32Pack(weights, 65536, 65536, 1, 1, 1)).ParamName);
        Assert.Equal("inChannels", Assert.Throws<ArgumentException>(() => PackedConvolutions.Conv2DNhwcAllF32Pack(weights, -1, 4, 3, 3, 1)).ParamName);
        Assert.Equal("inChannels", Assert.Throws<ArgumentException>(() => PackedConvolutions.Conv2DNhwcAllF32Pack(weights, 4, 4, 3, 3, 3)).ParamName);
        Assert.Equal("groups", Assert.Throws<ArgumentException>(() => PackedConvolutions.Conv2DNhwcAllF32Pack(weights, 4, 4, 3, 3, 0)).ParamName);
        Assert.Equal("kernelHeight", Assert.Throws<ArgumentException>(() => PackedConvolutions.Conv2DNhwcAllF32Pack(weights, 4, 4, 0, 3, 1)).ParamName);
    }
}
