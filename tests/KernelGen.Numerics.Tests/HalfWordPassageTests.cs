using KernelGen.Generator.Specs;
using KernelGen.Numerics.Tests.Harness;
using KernelGen.Numerics.Tests.Kernels;
using KernelGen.Tests;
using Xunit;

namespace KernelGen.Numerics.Tests;

/// <summary>All 65,536 numbers of both 16-bit types through emitted kernels, as elements and as results: what each target loads and stores.</summary>
public sealed class HalfWordPassageTests
{
    private const int All = 1 << 16;

    public static TheoryData<string> Types => ["F16", "BF16"];

    /// <summary>One number, at one place after the other, and zeros beside it: the sum is that number.</summary>
    [Fact]
    public void EveryNumberIsLoadedExactly()
    {
        Half[] half = new Half[67], ones = [.. Enumerable.Repeat((Half)1, 67)];
        BFloat16[] brain = new BFloat16[67], brainOnes = [.. Enumerable.Repeat((BFloat16)1, 67)];
        for (int bits = 0; bits < All; bits++)
        {
            int place = bits % 67;
            half[place] = BitConverter.UInt16BitsToHalf((ushort)bits);
            brain[place] = BFloat16.FromBits((ushort)bits);
            Equal(NumericType.Half, bits, HalfWordKernels.DotF16(half, ones));
            Equal(NumericType.BFloat16, bits, HalfWordKernels.DotBF16(brain, brainOnes));
            (half[place], brain[place]) = (default, default);
        }

        // Sums begin at +0.
        static void Equal(NumericType type, int bits, float sum) => Assert.True(
            Rounding.SameBits(0 + Rounding.FromBits(type, (ulong)bits), sum), $"{type} {bits:x4} became {sum:R}.");
    }

    /// <summary>
    /// Each number and a part of the gap behind it: half of it, which is a tie, a little less and a little more, and the same before it.
    /// Row i is (number i, its gap), column j is (1, part j).
    /// </summary>
    [Theory]
    [MemberData(nameof(Types))]
    public void EveryTieIsStoredToEven(string name)
    {
        double[] parts = [0, 0.5, 0.498046875, 0.50390625, 1, 0.25, -0.5, -0.498046875, -0.50390625];
        Kernel kernel = KernelLibrary.Get("GemmNN" + name);
        NumericType type = kernel.Spec.Element;
        double[] numbers = [.. Enumerable.Range(0, All).Select(bits => Rounding.FromBits(type, (ulong)bits))];
        KernelCall call = Calls.Product((MatrixProductSpec)kernel.Spec, All, parts.Length, 2);
        call.Vectors["a"] = [.. numbers.SelectMany(number => new[] { number, Gap(type, number) })];
        call.Vectors["b"] = [.. Enumerable.Repeat(1.0, parts.Length), .. parts];
        double[] stored = kernel.Run(call.Fill((_, _) => 0)).Outputs["c"];
        for (int i = 0; i < stored.Length; i++)
        {
            (double number, double part) = (numbers[i / parts.Length], parts[i % parts.Length]);
            double exact = 0 + number + (part * Gap(type, number)), expected = Rounding.To(type, exact);
            if (!Rounding.SameBits(expected, stored[i]))
                Assert.Fail($"{number:R} and {part} of its gap, {exact:R}, was stored as {stored[i]:R}, expected {expected:R}.");
        }
    }

    /// <summary>The distance to the next number away from zero; what is not finite has none.</summary>
    private static double Gap(NumericType type, double number) =>
        !double.IsFinite(number) ? 0 : Math.ScaleB(1, number == 0 ? type.SmallestExponent : Math.Max(Math.ILogB(number) + 1 - type.Precision, type.SmallestExponent));
}
