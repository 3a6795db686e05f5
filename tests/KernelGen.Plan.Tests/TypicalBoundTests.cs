using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;
using Xunit;

namespace KernelGen.Plan.Tests;

/// <summary>The typical bound is what a run keeps but for one in a thousand, and no larger than the guaranteed one.</summary>
public class TypicalBoundTests
{
    [Theory]
    [InlineData(100)]
    [InlineData(1000)]
    public void NinehundredNinetyNineOfAThousandRunsKeepIt(int length)
    {
        double bound = Chain(length).TypicalCoefficient(length);
        var random = new Random(length);
        const int Runs = 5000;
        int kept = 0;
        for (int run = 0; run < Runs; run++)
        {
            // All terms positive: nothing cancels, and every rounding counts.
            float sum = 0;
            double exact = 0;
            for (int i = 0; i < length; i++)
            {
                float a = random.NextSingle(), b = random.NextSingle();
                sum = MathF.FusedMultiplyAdd(a, b, sum);
                exact += (double)a * b;
            }

            kept += Math.Abs(sum - exact) <= bound * exact ? 1 : 0;
        }

        Assert.InRange(kept, Runs * 999 / 1000, Runs);
    }

    /// <summary>An accumulator that is rounded to 16 bits after each step takes far larger steps.</summary>
    [Fact]
    public void ANarrowAccumulatorHasAWiderOne() => Assert.InRange(
        Chain(20, Accumulation.Float16).TypicalCoefficient(20) / Chain(20).TypicalCoefficient(20), 1 << 13, 1 << 14);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(1_000_000)]
    public void ItIsNeverAboveTheGuaranteedOne(int length)
    {
        Assert.InRange(Chain(length).TypicalCoefficient(length), 0, Chain(length).Coefficient(length));
        if (length > 15)
            Assert.True(Chain(length).TypicalCoefficient(length) < Chain(length).Coefficient(length));
    }

    /// <summary>The bound of a matrix product, whose sums are one chain of K multiply-adds.</summary>
    private static ErrorBound Chain(int length, Accumulation accumulate = Accumulation.Auto) => PlanBuilder.Build(new MatrixProductSpec
    {
        Operation = "Gemm",
        Method = new("", EquatableArray<string>.Empty, "", "void", "F", "", "", "F") { DisplayName = "F" },
        Element = NumericType.Float32,
        Output = NumericType.Float32,
        Operands = EquatableArray<Operand>.Empty,
        M = new("M", 1),
        N = new("N", 1),
        K = new("K", length),
        Accumulate = accumulate,
    }).Bound;
}
