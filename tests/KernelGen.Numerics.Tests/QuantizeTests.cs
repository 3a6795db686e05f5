using KernelGen.Numerics.Tests.Kernels;
using Xunit;

namespace KernelGen.Numerics.Tests;

/// <summary>Quantisation by its definition, said in words: every code, every tie and its neighbours, and numbers that have no range.</summary>
public sealed class QuantizeTests
{
    private static readonly float[] Scales = [1, 0.5f, 0.37f, 3e-5f, 1234.5f, float.Epsilon, float.MaxValue];

    /// <summary>All 256 codes beside all 256 zero points: x is (code − zeroPoint)·scale, rounded once.</summary>
    [Fact]
    public void EveryCodeStandsForItsNumber()
    {
        sbyte[] signed = [.. Enumerable.Range(-128, 256).Select(code => (sbyte)code)];
        byte[] unsigned = [.. Enumerable.Range(0, 256).Select(code => (byte)code)];
        float[] fromSigned = new float[256], fromUnsigned = new float[256];
        foreach (float scale in Scales)
        {
            for (int zeroPoint = 0; zeroPoint < 256; zeroPoint++)
            {
                QuantizeKernels.DequantizeI8Zero(signed, fromSigned, scale, zeroPoint - 128);
                QuantizeKernels.DequantizeU8Zero(unsigned, fromUnsigned, scale, zeroPoint);
                for (int code = 0; code < 256; code++)
                {
                    float number = (float)((double)(code - zeroPoint) * scale);
                    if (fromSigned[code] != number || fromUnsigned[code] != number)
                        Assert.Fail($"Code {code} beside {zeroPoint}, scale {scale:R}: {fromSigned[code]:R} and {fromUnsigned[code]:R}, not {number:R}");
                }
            }
        }
    }

    /// <summary>Half steps go to the even neighbour, the floats beside them to the nearer one; then the zero point moves them, and the ends hold them.</summary>
    [Fact]
    public void EveryTieGoesToTheEvenCode()
    {
        int[] halves = [.. Enumerable.Range(-800, 1601)];
        double[] steps = [.. halves.SelectMany(half => new[] { half / 2.0, MathF.BitIncrement(half / 2f), MathF.BitDecrement(half / 2f) })];
        sbyte[] signed = new sbyte[steps.Length];
        byte[] unsigned = new byte[steps.Length];
        foreach (float scale in new[] { 1f, 0.25f, 4096f })
        {
            // By powers of two the products and the quotients are exact.
            float[] x = [.. steps.Select(step => (float)(step * scale))];
            for (int zeroPoint = 0; zeroPoint < 256; zeroPoint++)
            {
                QuantizeKernels.QuantizeI8Zero(x, signed, scale, zeroPoint - 128);
                QuantizeKernels.QuantizeU8Zero(x, unsigned, scale, zeroPoint);
                for (int i = 0; i < steps.Length; i++)
                {
                    double code = Math.Clamp(Math.Round(steps[i], MidpointRounding.ToEven) + zeroPoint, 0, 255);
                    if (signed[i] != code - 128 || unsigned[i] != code)
                        Assert.Fail($"{steps[i]:R} steps of {scale} and {zeroPoint}: {signed[i]} + 128 and {unsigned[i]}, not {code}");
                }
            }
        }
    }

    [Fact]
    public void NaNIsTheZeroPointAndInfinityAnEnd()
    {
        byte[] y = new byte[5];
        QuantizeKernels.QuantizeU8Zero([float.NaN, -float.NaN, float.PositiveInfinity, float.NegativeInfinity, -0f], y, 0.1f, 77);
        Assert.Equal([77, 77, 255, 0, 77], y);
    }

    [Theory]
    [InlineData(new[] { 0f, -0f, 0f }, 1f, 0)]
    [InlineData(new float[0], 1f, 0)]
    [InlineData(new[] { float.NaN, float.NaN }, 1f, 0)]
    [InlineData(new[] { float.Epsilon }, 1f, 0)]
    [InlineData(new[] { float.NaN, 255f, 3f }, 1f, 0)]
    [InlineData(new[] { -255f, -3f }, 1f, 255)]
    [InlineData(new[] { -0.5f, 254.5f }, 1f, 0)]
    [InlineData(new[] { -1.5f, 253.5f }, 1f, 2)]
    [InlineData(new[] { float.MinValue, float.MaxValue }, float.MaxValue, 1)]
    [InlineData(new[] { float.NegativeInfinity, 1f }, float.MaxValue, 255)]
    [InlineData(new[] { float.PositiveInfinity, -1f }, float.MaxValue, 0)]
    public void WhatIsFoundIsAlwaysAScale(float[] x, float scale, int zeroPoint)
    {
        float[] scales = new float[1];
        byte[] zeroPoints = new byte[1], y = new byte[x.Length];
        QuantizeKernels.QuantizeFoundU8(x, y, scales, zeroPoints);
        Assert.Equal(scale, scales[0]);
        Assert.Equal(zeroPoint, zeroPoints[0]);

        // What one kernel writes the other takes.
        QuantizeKernels.DequantizeU8Zero(y, new float[x.Length], scales[0], zeroPoints[0]);
    }

    [Theory]
    [InlineData(new[] { 0f }, 1f)]
    [InlineData(new[] { 127f, -1f, float.NaN }, 1f)]
    [InlineData(new[] { 63.5f, -254f }, 2f)]
    [InlineData(new[] { float.NegativeInfinity }, float.MaxValue)]
    public void TheLargestMagnitudeIsTheLastCode(float[] x, float scale)
    {
        float[] scales = new float[1];
        sbyte[] y = new sbyte[x.Length];
        QuantizeKernels.QuantizeFoundI8(x, y, scales);
        Assert.Equal(scale, scales[0]);
        Assert.All(y, code => Assert.InRange(code, scale == float.MaxValue ? -128 : -127, 127));
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void AScaleIsAFiniteNumberAboveZero(float scale)
    {
        var one = Assert.Throws<ArgumentException>(() => QuantizeKernels.QuantizeI8([1], new sbyte[1], scale));
        Assert.Equal("scale", one.ParamName);
        var many = Assert.Throws<ArgumentException>(() => QuantizeKernels.DequantizeGroupsI8(new sbyte[5], new float[5], [1, 2, scale], new sbyte[3], 5, 2));
        Assert.Equal("scales", many.ParamName);
        Assert.Contains("at 2;", many.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AGroupHasAnElement()
    {
        var refusal = Assert.Throws<ArgumentException>(() => QuantizeKernels.DequantizeGroupsI8(new sbyte[5], new float[5], [1, 2, 3], new sbyte[3], 5, 0));
        Assert.Equal("groupSize", refusal.ParamName);
    }
}
