using KernelGen.Generator.Specs;
using KernelGen.Numerics.Tests.Harness;
using KernelGen.Runtime;
using KernelGen.Tests;
using Xunit;
using Watch = KernelGen.Runtime.Declared;

namespace KernelGen.Numerics.Tests.Declarations;

/// <summary>The library's own side of KernelGenChecked: every type, every length, every place.</summary>
public sealed unsafe class DeclaredTests
{
    [Fact]
    public void TheFirstNumberOutsideIsFoundInRunsOfEveryLength()
    {
        EveryPlace<float>(-3, 5, 0, 5.5f, -4, float.NaN, float.PositiveInfinity);
        EveryPlace<double>(-3, 5, 0, 5.5, -4, double.NaN, double.NegativeInfinity);
        EveryPlace<Half>(-3, 5, (Half)0, (Half)5.5, (Half)(-4), Half.NaN, Half.PositiveInfinity);
        EveryPlace<BFloat16>(-3, 5, default, (BFloat16)5.5f, (BFloat16)(-4f), BFloat16.NaN, BFloat16.NegativeInfinity);
        EveryPlace<sbyte>(-3.5, 5.5, -3, 6, -4, sbyte.MinValue, sbyte.MaxValue);
        EveryPlace<byte>(-3.5, 5.5, 5, 6, byte.MaxValue);
        EveryPlace<int>(-3.5, 5.5, -3, 6, -4, int.MinValue, int.MaxValue);
        EveryPlace<long>(-3.5, 5.5, 5, 6, -4, long.MinValue, long.MaxValue);
    }

    /// <summary>An end that the type does not have is the number next to it; beyond the largest there is infinity, which is in no range.</summary>
    [Fact]
    public void EndsAreMeantAsTheTypeHasThem()
    {
        Assert.True(Holds(0.1f, 0.1, 0.2) && Holds(0.2f, 0.1, 0.2) && !Holds(MathF.BitDecrement(0.1f), 0.1, 0.2) && !Holds(MathF.BitIncrement(0.2f), 0.1, 0.2));
        Assert.True(Holds((Half)0.1, 0.1, 0.2) && !Holds(Half.BitDecrement((Half)0.1), 0.1, 0.2));
        Assert.True(Holds((BFloat16)0.1, 0.1, 0.2) && Holds((BFloat16)0.2, 0.1, 0.2) && !Holds((BFloat16)0.201, 0.1, 0.2));
        Assert.True(Holds(float.MaxValue, 0, 1e300) && !Holds(float.PositiveInfinity, 0, 1e300));
        Assert.True(Holds(Half.MaxValue, 0, 1e300) && !Holds(Half.PositiveInfinity, 0, 1e300));
        Assert.True(Holds(BFloat16.MinValue, -1e300, 0) && !Holds(BFloat16.NegativeInfinity, -1e300, 0));
        Assert.True(Holds(sbyte.MinValue, -1e300, 1e300) && Holds(byte.MaxValue, -1e300, 1e300));
        Assert.False(Holds((byte)0, 0.25, 0.75) || Holds((byte)1, 0.25, 0.75) || Holds((sbyte)0, 0.25, 0.75));
        Assert.True(Holds(-0.0f, 0, 1) && Holds(0f, -1, -0.0));
    }

    /// <summary>Whatever a [Normalize] kernel makes has length 1 to this check, and a vector that is longer by a thousandth and what rounding can take back is refused.</summary>
    [Theory]
    [InlineData("NormalizeF32")]
    [InlineData("NormalizeF64")]
    [InlineData("NormalizeF16")]
    [InlineData("NormalizeBF16")]
    [InlineData("NormalizeF16ToF32")]
    public void NormalizedVectorsHaveLengthOne(string name)
    {
        Kernel kernel = KernelLibrary.Get(name);
        NumericType type = kernel.Spec.Output;
        foreach (int length in Enumerable.Range(1, 70).Concat([100, 384, 768, 1536, 40_000]))
        {
            for (int seed = 1; seed <= 6; seed++)
            {
                var numbers = new Numbers(seed);
                KernelCall call = Calls.Sized(kernel.Spec, ("Length", length));
                call.Vectors["x"] = [.. Enumerable.Range(0, length).Select(i => Rounding.To(kernel.Spec.Element, seed switch
                {
                    1 => 1,
                    2 => i == 0 ? 1 : numbers.Even() / 4096,
                    3 => numbers.Wide(4),
                    _ => numbers.Even(),
                }))];
                double[] y = kernel.Run(call.Fill((_, _) => 0)).Outputs["y"];
                Assert.Equal("", Refusal(type, y));
                Assert.NotEqual("", Refusal(type, [.. y.Select(element => Rounding.To(type, element * (1.001 + (4 * Tolerance(type, length)))))]));
            }
        }
    }

    [Fact]
    public void OfBytesOnlyOneOnAnAxisHasLengthOne()
    {
        Assert.Equal("", Refusal(NumericType.SByte, [0, 0, -1, 0]));
        Assert.Equal("", Refusal(NumericType.Byte, [1]));
        Assert.NotEqual("", Refusal(NumericType.Byte, [1, 1]));
        Assert.NotEqual("", Refusal(NumericType.SByte, [0, 0]));
    }

    /// <summary>By their places in the plain weights; a pack is looked at once for a range, and again for a narrower one.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void PackedWeightsAreCheckedByTheirPlaceInThePlainOnes(bool isTransposed)
    {
        const int K = 5, N = 7;
        float[] plain = [.. Enumerable.Range(0, K * N).Select(i => i == 23 ? 2.5f : i / 100f)];
        PackedWeights<float> packed = Packs.Make<float>(plain, isTransposed ? K : N, new PackShape(PackedOperand.GemmB, isTransposed, false, K, N), new PackStrips("Scalar", 1, 1, sizeof(float)));
        Watch.Range(packed, 0, 2.5, "b");
        Watch.Range(packed, -1, 3, "b");
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => Watch.Range(packed, 0, 2, "b"));
        Assert.Contains("'b' is 2.5 at index 23,", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("[UnitNorm]", Assert.Throws<ArgumentException>(() => Watch.UnitNorm(packed, "b")).Message, StringComparison.Ordinal);

        // A one in each vector along K.
        float[] axes = [.. Enumerable.Range(0, K * N).Select(i => (isTransposed ? i % K == i / K % K : i / N == i % N % K) ? -1f : 0)];
        Watch.UnitNorm(Packs.Make<float>(axes, isTransposed ? K : N, new PackShape(PackedOperand.GemmB, isTransposed, false, K, N), new PackStrips("Scalar", 1, 1, sizeof(float))), "b");
    }

    private static void EveryPlace<T>(double least, double most, T inside, params ReadOnlySpan<T> outside)
        where T : unmanaged
    {
        for (int length = 0; length <= 300; length = length < 70 ? length + 1 : length + 46)
        {
            T[] numbers = new T[length];
            Array.Fill(numbers, inside);
            Assert.Equal("", Refusal(numbers, least, most));
            for (int i = 0; i < length; i++)
            {
                foreach (T number in outside)
                {
                    numbers[i] = number;
                    Assert.Contains($" at index {i}, ", Refusal(numbers, least, most), StringComparison.Ordinal);

                    // Of several the first.
                    numbers[length - 1] = number;
                    Assert.Contains($" at index {i}, ", Refusal(numbers, least, most), StringComparison.Ordinal);
                    numbers[length - 1] = inside;
                }

                numbers[i] = inside;
            }
        }
    }

    private static bool Holds<T>(T number, double least, double most)
        where T : unmanaged => Refusal([number], least, most).Length == 0;

    private static string Refusal<T>(T[] numbers, double least, double most)
        where T : unmanaged
    {
        fixed (T* first = numbers)
        {
            try
            {
                Watch.Range(first, 1, numbers.Length, numbers.Length, least, most, "a");
                return "";
            }
            catch (ArgumentException refusal)
            {
                return refusal.Message;
            }
        }
    }

    private static string Refusal(NumericType type, double[] vector) => type switch
    {
        _ when type == NumericType.Float32 => UnitRefusal<float>([.. vector.Select(number => (float)number)]),
        _ when type == NumericType.Float64 => UnitRefusal<double>(vector),
        _ when type == NumericType.Half => UnitRefusal<Half>([.. vector.Select(number => (Half)number)]),
        _ when type == NumericType.BFloat16 => UnitRefusal<BFloat16>([.. vector.Select(number => (BFloat16)number)]),
        _ when type == NumericType.SByte => UnitRefusal<sbyte>([.. vector.Select(number => (sbyte)number)]),
        _ => UnitRefusal<byte>([.. vector.Select(number => (byte)number)]),
    };

    private static string UnitRefusal<T>(T[] vector)
        where T : unmanaged
    {
        fixed (T* first = vector)
        {
            try
            {
                Watch.UnitRows(first, 1, vector.Length, vector.Length, "a");
                Watch.UnitColumns(first, 1, vector.Length, 1, 1, "a");
                return "";
            }
            catch (ArgumentException refusal)
            {
                return refusal.Message;
            }
        }
    }

    private static double Tolerance(NumericType type, int length) =>
        type == NumericType.Float32 ? UnitNorms.Tolerance<float>(length) : type == NumericType.Float64 ? UnitNorms.Tolerance<double>(length)
        : type == NumericType.Half ? UnitNorms.Tolerance<Half>(length) : UnitNorms.Tolerance<BFloat16>(length);
}
