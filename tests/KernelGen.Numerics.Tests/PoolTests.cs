using KernelGen.Numerics.Tests.Kernels;
using Xunit;

namespace KernelGen.Numerics.Tests;

/// <summary>Pools of shapes that nobody would think of.</summary>
public sealed class PoolTests
{
    /// <summary>What is kept of a row is what windows reach, however far they are apart.</summary>
    [Fact]
    public void AStrideBeyondTheImageTakesNoRoom()
    {
        float[] y = new float[1];
        PoolKernels.MaxPoolNchwF32([7], y, channels: 1, height: 1, width: 1, kernelHeight: 1, kernelWidth: 1, strideHeight: 1, strideWidth: 20_000_000, dilation: 1, paddingTop: 0, paddingLeft: 0, paddingBottom: 0, paddingRight: 0, batch: 1);
        Assert.Equal([7], y);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(70)]
    public void WindowsFurtherApartThanTheyAreWide(int stride)
    {
        float[] x = [.. Enumerable.Range(0, 70).Select(i => (float)i)], y = new float[((70 - 1) / stride) + 1];
        PoolKernels.MaxPoolNchwF32(x, y, channels: 1, height: 1, width: 70, kernelHeight: 1, kernelWidth: 1, strideHeight: 1, strideWidth: stride, dilation: 1, paddingTop: 0, paddingLeft: 0, paddingBottom: 0, paddingRight: 0, batch: 1);
        Assert.Equal(y.Select((_, i) => (float)(i * stride)), y);
    }
}
