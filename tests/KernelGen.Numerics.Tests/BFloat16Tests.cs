using KernelGen.Generator.Specs;
using KernelGen.Numerics.Tests.Harness;
using KernelGen.Runtime;
using KernelGen.Tests;
using Xunit;

namespace KernelGen.Numerics.Tests;

/// <summary>The library's own 16-bit type, and its runs of conversions.</summary>
public sealed class BFloat16Tests
{
    [Fact]
    public void EveryNumberSurvivesTheWayThroughFloatAndDouble()
    {
        for (int i = 0; i < 1 << 16; i++)
        {
            BFloat16 number = BFloat16.FromBits((ushort)i);
            double expected = Rounding.FromBits(NumericType.BFloat16, (ulong)i);
            Assert.True(Rounding.SameBits(expected, (float)number) && Rounding.SameBits(expected, (double)number));
            Assert.Equal(number, (BFloat16)(float)number);
            Assert.Equal(number, (BFloat16)(double)number);
            Assert.Equal(double.IsNaN(expected), BFloat16.IsNaN(number));
            Assert.Equal(double.IsFinite(expected), BFloat16.IsFinite(number));
        }
    }

    /// <summary>Around the middle of each two neighbours, by less than a float can tell: rounding to float first would round twice.</summary>
    [Fact]
    public void DoublesAreRoundedOnce()
    {
        for (int i = 0; i < 0x7f7f; i++)
        {
            double middle = (Rounding.FromBits(NumericType.BFloat16, (ulong)i) + Rounding.FromBits(NumericType.BFloat16, (ulong)(i + 1))) / 2;
            foreach (double value in new[] { middle, Math.BitIncrement(middle), Math.BitDecrement(middle) })
            {
                Assert.Equal(Rounding.To(NumericType.BFloat16, value), (double)(BFloat16)value);
                Assert.Equal(Rounding.To(NumericType.BFloat16, -value), (double)(BFloat16)(-value));
            }
        }

        var numbers = new Numbers(3);
        for (int i = 0; i < 100_000; i++)
        {
            double value = numbers.Wide(140);
            Assert.Equal(Rounding.To(NumericType.BFloat16, value), (double)(BFloat16)value);
            Assert.Equal(Rounding.To(NumericType.BFloat16, (float)value), (double)(BFloat16)(float)value);
        }
    }

    [Fact]
    public void ComparesAsFloatsDo()
    {
        BFloat16 one = (BFloat16)1f, two = (BFloat16)2f, minusZero = (BFloat16)(-0f);
        Assert.True(one < two && two > one && one <= two && two >= one && one != two);
        Assert.True(minusZero == default && minusZero.Equals(default));
        Assert.True(BFloat16.NaN != BFloat16.NaN && BFloat16.NaN.Equals(BFloat16.NaN));
        Assert.True(one.CompareTo(two) < 0);
        Assert.Equal("1.5", ((BFloat16)1.5f).ToString(null, System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Every number at every place in a run, so that each width and what is left over meets it.</summary>
    [Fact]
    public unsafe void RunsAreWidenedExactly()
    {
        const int All = 1 << 16;
        ushort[] bits = [.. Enumerable.Range(0, All + 64).Select(i => (ushort)i)];
        float[] target = new float[bits.Length];
        foreach (int start in new[] { 0, 1, 5, 15, 37 })
        {
            foreach (bool half in new[] { true, false })
            {
                NumericType type = half ? NumericType.Half : NumericType.BFloat16;
                int count = All - start + 13;
                fixed (ushort* source = bits)
                fixed (float* floats = target)
                {
                    if (half)
                        Widening.ToFloat((Half*)(source + start), floats, count);
                    else
                        Widening.ToFloat((BFloat16*)(source + start), floats, count);
                }

                for (int i = 0; i < count; i++)
                    Assert.True(Rounding.SameBits(Rounding.FromBits(type, bits[start + i]), target[i]));
            }
        }
    }
}
