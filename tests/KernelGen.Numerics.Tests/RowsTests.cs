using KernelGen.Numerics.Tests.Harness;
using KernelGen.Numerics.Tests.Kernels;
using KernelGen.Tests;
using Xunit;

namespace KernelGen.Numerics.Tests;

/// <summary>Rows by their definition: what masks, large numbers and rows of equal numbers give; and a row among others is that row alone.</summary>
public sealed class RowsTests
{
    [Theory]
    [InlineData(0f)]
    [InlineData(-10_000f)]
    [InlineData(10_000f)]
    [InlineData(3.4e38f)]
    public void EqualElementsHaveEqualShares(float value)
    {
        float[] x = new float[64], y = new float[64];
        Array.Fill(x, value);
        RowsKernels.SoftmaxF32(x, y);
        Assert.All(y, share => Assert.Equal(1f / 64, share));
        RowsKernels.LogSoftmaxF32(x.AsSpan(0, 1), y.AsSpan(0, 1));
        Assert.Equal(0, y[0]);
    }

    [Fact]
    public void WhatIsMaskedHasNoShare()
    {
        float[] x = [float.NegativeInfinity, 2, float.NegativeInfinity, 2, -3e38f], y = new float[5];
        RowsKernels.SoftmaxF32(x, y);
        Assert.Equal([0, 0.5f, 0, 0.5f, 0], y);
        RowsKernels.LogSoftmaxF32(x, y);
        Assert.Equal(float.NegativeInfinity, y[0]);
        Assert.Equal(-3e38f, y[4]);
    }

    [Theory]
    [InlineData(float.NaN, 1f)]
    [InlineData(float.PositiveInfinity, 1f)]
    [InlineData(float.NegativeInfinity, float.NegativeInfinity)]
    public void RowsThatHaveNoSharesAreNaN(float first, float second)
    {
        float[] y = new float[2];
        RowsKernels.SoftmaxF32([first, second], y);
        Assert.All(y, share => Assert.True(float.IsNaN(share)));
        RowsKernels.LogSoftmaxF32([first, second], y);
        Assert.All(y, share => Assert.True(float.IsNaN(share)));
    }

    /// <summary>The mean is subtracted first: of whole numbers far from 0 nothing is lost.</summary>
    [Fact]
    public void ARowFarFromZeroIsNormalisedAsOneNear()
    {
        float[] near = [.. Enumerable.Range(0, 64).Select(i => (float)(i % 8))], far = [.. near.Select(x => x + 1_000_000)], gamma = new float[64];
        float[] one = new float[64], other = new float[64];
        Array.Fill(gamma, 1);
        RowsKernels.LayerNormF32(near, gamma, one);
        RowsKernels.LayerNormF32(far, gamma, other);
        Assert.Equal(one, other);
    }

    [Fact]
    public void ARowOfEqualNumbersIsBeta()
    {
        double[] x = new double[200], gamma = new double[100], beta = new double[100], y = new double[200];
        Array.Fill(x, 7);
        Array.Fill(gamma, 3);
        Array.Fill(beta, -0.25);
        RowsKernels.LayerNormF64_100(x, gamma, y, beta);
        Assert.All(y, number => Assert.Equal(-0.25, number));
    }

    /// <summary>A sum may be −0 where its grid is coarse, and the zeros that fill a vector up are no part of it.</summary>
    [Fact]
    public void SumsOfSmallNegativeNumbersKeepTheirSign()
    {
        Kernel kernel = KernelLibrary.Get("LayerNormF32Float16");
        KernelCall call = Calls.Sized(kernel.Spec, ("Length", 65), ("Rows", 1)).Fill(Kind.Even, 1);
        call.Vectors["x"] = [.. Enumerable.Repeat(Rounding.To(kernel.Spec["x"].Type, -1e-9), 64), -0.0];
        Array.Fill(call.Vectors["gamma"], 1);
        kernel.AssertBits(call);
        Assert.False(double.IsNegative(kernel.Run(call).Outputs["y"][64]));
    }

    /// <summary>The condition of the bound is that of the sums, not of their mean.</summary>
    [Fact]
    public void TheBoundSpeaksOfNoRowWhoseSquaresOverflow()
    {
        Kernel kernel = KernelLibrary.Get("RmsNormF32");
        KernelCall call = Calls.Sized(kernel.Spec, ("Length", 100), ("Rows", 1)).Fill(Kind.Even, 1);
        Array.Fill(call.Vectors["x"], Rounding.To(kernel.Spec["x"].Type, 1e19));
        Array.Fill(call.Vectors["gamma"], 1);
        KernelResult result = kernel.Run(call);
        Assert.All(result.Outputs["y"], number => Assert.Equal(0, number));
        Assert.Empty(ExactResult.Check(kernel, call, result));
        Array.Fill(call.Vectors["x"], 1e17f);
        Assert.NotEmpty(ExactResult.Check(kernel, call, kernel.Run(call)));
    }

    [Theory]
    [InlineData("SoftmaxRowsF32")]
    [InlineData("LayerNormAllF32")]
    public void ARowAmongOthersIsThatRowAlone(string name)
    {
        Kernel kernel = KernelLibrary.Get(name);
        KernelCall all = Calls.Sized(kernel.Spec, ("Length", 77), ("Rows", 5)).Fill(Kind.Even, 3);
        double[] together = kernel.Run(all).Outputs["y"];
        for (int row = 0; row < 5; row++)
        {
            KernelCall one = Calls.Sized(kernel.Spec, ("Length", 77), ("Rows", 1));
            foreach ((string role, double[] elements) in all.Vectors)
                one.Vectors.Add(role, role is "gamma" or "beta" ? elements : elements[(row * 77)..((row + 1) * 77)]);
            Assert.Equal(together[(row * 77)..((row + 1) * 77)], kernel.Run(one).Outputs["y"]);
        }
    }
}
