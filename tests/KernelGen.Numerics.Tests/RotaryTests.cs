using KernelGen.Generator.Arithmetic;
using KernelGen.Numerics.Tests.Harness;
using KernelGen.Numerics.Tests.Kernels;
using KernelGen.Plan.Tests.Functions;
using Xunit;

namespace KernelGen.Numerics.Tests;

/// <summary>Rotary embeddings by their definition; and the frequencies and angles that the generator makes its constants of.</summary>
public sealed class RotaryTests
{
    [Fact]
    public void PositionZeroTurnsNothing()
    {
        float[] x = [.. Enumerable.Range(1, 24).Select(i => i * 0.37f)], y = new float[24];
        RotaryKernels.RotaryF32_8(x, [0], y);
        Assert.Equal(x, y);
    }

    /// <summary>What is turned is as long as before, and two vectors lie to each other as their positions do.</summary>
    [Fact]
    public void OnlyTheDistanceOfPositionsCounts()
    {
        double[] q = [.. Enumerable.Range(0, 68).Select(i => Math.Sin(i))], k = [.. Enumerable.Range(0, 68).Select(i => Math.Cos(3 * i))];
        double near = Product(100, 93), far = Product(2_000_000_100, 2_000_000_093);
        Assert.Equal(near, far, 1e-12);

        double Product(int first, int second)
        {
            double[] one = new double[68], two = new double[68];
            RotaryKernels.RotaryF64_34(q, [first], one);
            RotaryKernels.RotaryF64_34(k, [second], two);
            return one.Zip(two, (a, b) => a * b).Sum();
        }
    }

    /// <summary>Neighbours are the halves in another order.</summary>
    [Fact]
    public void NeighboursAndHalvesAreTheSamePairs()
    {
        double[] halves = [.. Enumerable.Range(0, 34).Select(i => Math.Sin(i))], y = new double[68], z = new double[34];
        double[] cos = [.. Enumerable.Range(0, 17).Select(i => Math.Cos(i))], sin = [.. Enumerable.Range(0, 17).Select(i => Math.Sin(i))];
        double[] neighbours = [.. Enumerable.Range(0, 34).Select(i => halves[(i / 2) + (i % 2 * 17)])];
        RotaryKernels.RotaryTablesInterleavedF64([.. neighbours, .. neighbours], [0], y, cos, sin, 34);
        for (int i = 0; i < 17; i++)
            (z[2 * i], z[(2 * i) + 1]) = (Math.FusedMultiplyAdd(halves[i], cos[i], -(halves[17 + i] * sin[i])), Math.FusedMultiplyAdd(halves[17 + i], cos[i], halves[i] * sin[i]));
        Assert.Equal(z, y[..34]);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void APositionThatIsNoRowOfTheTablesIsRefused(int position)
    {
        float[] y = new float[8], table = new float[20];
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => RotaryKernels.RotaryTablesF32(new float[8], [0, position], y, table, table, 4, 1, 8));
        Assert.Equal("rotaryDim", refusal.ParamName);
        refusal = Assert.Throws<ArgumentException>(() => RotaryKernels.RotaryTablesF32(new float[16], [0, position], new float[16], table, table.AsSpan(), 8, 1, 8));
        Assert.Equal("positions", refusal.ParamName);
        Assert.Contains($"has {position} at 1", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("which has 5", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, 8)]
    [InlineData(10, 8)]
    public void WhatIsTurnedIsPairsOfAHead(int rotaryDim, int headDim)
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => RotaryKernels.RotaryTablesF32(new float[headDim], [0], new float[headDim], [], [], headDim, 1, rotaryDim));
        Assert.Equal("rotaryDim", refusal.ParamName);
        Assert.Contains($"an even number, at most {headDim}", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("headDim", Assert.Throws<ArgumentException>(() => RotaryKernels.RotaryTablesInterleavedF64(new double[14], [0], new double[14], [], [], 7)).ParamName);
    }

    /// <summary>Both parts of a frequency are the doubles nearest to it.</summary>
    [Theory]
    [Trait("Target", "Any")]
    [InlineData(10_000, 128)]
    [InlineData(500_000, 34)]
    [InlineData(1, 8)]
    [InlineData(1e30, 64)]
    [InlineData(1.0000001, 2048)]
    public void FrequenciesAreCorrectlyRounded(double number, int rotaryDim)
    {
        (double[] high, double[] low) = Frequencies.Of(number, rotaryDim);
        Assert.Equal(rotaryDim / 2, high.Length);
        foreach (int i in Enumerable.Range(0, high.Length).Where(i => i < 4 || i % 31 == 0 || i == high.Length - 1))
        {
            BigReal exact = BigReal.Whole(2) / BigReal.Pi * BigReal.Exp(BigReal.Log(BigReal.Of(number)) * BigReal.Whole(-2 * i) / BigReal.Whole(rotaryDim));
            BigReal rest = exact - BigReal.Of(high[i]);
            Assert.True((BigReal.Abs(rest) - BigReal.Of(Math.BitIncrement(high[i]) - high[i]) / BigReal.Whole(2)).Sign <= 0, $"{number}, {i}: high");
            double place = Math.BitIncrement(Math.Abs(low[i])) - Math.Abs(low[i]);
            Assert.True((BigReal.Abs(rest - BigReal.Of(low[i])) - BigReal.Of(place) / BigReal.Whole(2)).Sign <= 0, $"{number}, {i}: low");
        }
    }
}
