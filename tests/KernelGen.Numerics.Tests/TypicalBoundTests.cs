using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;
using KernelGen.Numerics.Tests.Harness;
using KernelGen.Tests;
using Xunit;

namespace KernelGen.Numerics.Tests;

/// <summary>
/// The bound that is called typical holds for 999 of 1000 results of random numbers, in every precision: of 2000 results or more, signed and positive, for each
/// kernel. Half of it would not, where the result's own rounding decides. Whatever the target: its bits are the others'.
/// </summary>
[Trait("Target", "Any")]
public sealed class TypicalBoundTests(ITestOutputHelper output)
{
    private const int Results = 2000;

    /// <summary>Lanes and chains, of every element and every accumulator that rounds.</summary>
    public static TheoryData<string> Kernels =>
    [
        "DotF32", "DotF32Compensated", "DotF32Float64", "DotF64", "DotF16", "DotF16Compensated", "DotF16Float64", "DotF16Float16",
        "DotBF16", "DotBF16Compensated", "DotBF16Float64", "DotBF16BFloat16", "DotF32BFloat16",
        "SumOfSquaresF32", "SquaredDistanceF32", "SquaredDistanceF32Float64", "SquaredDistanceF16", "SquaredDistanceBF16",
        "CosineF32", "CosineF32Compensated", "CosineF16", "CosineBF16", "NormalizeF32", "NormalizeF16", "NormalizeBF16",
        "GemmNNF32", "GemmNNAllF32Compensated", "GemmNNAllF32Float64", "GemmNNF64", "GemmNNF16", "GemmF16Compensated_13_21_10", "GemmTNF16Float64", "GemmNTF16Float16",
        "GemmNNBF16", "GemmBF16Compensated_13_21_10", "GemmTNBF16Float64", "GemmNTBF16BFloat16", "GemvAllF16", "GemvF32Float16",
        "DenseInt4_32", "DenseInt8Zero_32", "DenseInt4Float64_32", "DenseInt8Compensated_32", "DenseCodesInt4_32", "DenseCodesInt8Zero_64",
        "Conv2DNchwF32", "Conv2DNhwcF32Float64", "Conv2DNchwF32Compensated", "Conv2DNhwcF64", "Conv2DNhwcF16", "Conv2DNchwF16Float16", "Conv2DNhwcBF16", "Conv2DNhwcBF16Compensated",
        "Conv2DNhwcWinogradF32", "AttentionF32", "AttentionF64", "AttentionSoftcapF32", "AttentionHalfF32",
        "SoftmaxRowsF32", "SoftmaxF32Float64", "SoftmaxF32Compensated", "SoftmaxF64", "SoftmaxF16F32", "SoftmaxBF16", "LogSoftmaxF32", "LogSoftmaxBF16",
        "LayerNormAllF32", "LayerNormF32Float64", "LayerNormF32Compensated_129", "LayerNormF32Float16", "LayerNormF16", "LayerNormBF16",
        "RmsNormAllF32", "RmsNormF64", "RmsNormF16_70", "RmsNormBF16BFloat16",
        "AveragePoolNchwF32", "AveragePoolNchwF32Float64", "AveragePoolNhwcF32Compensated", "AveragePoolNhwcF64", "AveragePoolNchwBF16", "AveragePoolNhwcF16Float16", "GlobalAveragePoolNhwcF32",
    ];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void HoldsForAlmostAllRandomNumbers(string name)
    {
        Kernel kernel = KernelLibrary.Get(name);
        foreach (bool positive in new[] { false, true })
        {
            double[] shares = [.. Shares(kernel, positive)];
            int kept = shares.Count(share => share <= 1);
            Assert.True(kept >= shares.Length * 0.999, $"{name}, {(positive ? "positive" : "signed")} numbers: {kept} of {shares.Length} results keep the typical bound.");
            double most = shares.Order().ElementAt((int)(shares.Length * 0.999));
            // Positive sums are as large as what the bound is a share of. One rounding's error is evenly spread: of so many, some come close to all of it.
            if (positive && LastRoundingDecides(kernel))
                Assert.True(most > 0.5, $"{name}: half of the typical bound holds for 999 of 1000 results too, which keep {most:0.000} of it.");
            output.WriteLine($"{name}: of {shares.Length} results with {(positive ? "positive" : "signed")} numbers 999 in 1000 keep {most:0.000} of the typical bound");
        }
    }

    /// <summary>The errors of results of random numbers, as shares of the typical bound.</summary>
    private static IEnumerable<double> Shares(Kernel kernel, bool positive)
    {
        ErrorBound bound = kernel.Plan.Bound;
        bool isDirect = IsDirect(kernel);
        int seen = 0;
        for (int seed = 1; seen < Results; seed++)
        {
            var numbers = new Numbers(seed);
            KernelCall call = Shape(kernel, isDirect);
            call.Fill((role, _) => Inputs.Quantised(call.Spec, role, Kind.Even, numbers) ?? (positive ? numbers.Next() : numbers.Even()));
            int length = call.Size(kernel.Plan.Length);
            KernelResult result = kernel.Run(call);

            // What is allowed is C·size + t: a share of C leaves a share of t too, which asks for more than is promised.
            double typical = bound.TypicalCoefficient(length), share = typical / bound.Coefficient(length);
            foreach (double of in isDirect ? DirectResult.Shares(bound, typical, call, result.Outputs["y"]) : ExactResult.Check(kernel, call, result).Select(number => number.Ratio / share))
            {
                seen++;
                yield return of;
            }
        }
    }

    /// <summary>Whether two thirds of the typical bound are the rounding of the result to its type, and the bound has no term of steps beside.</summary>
    private static bool LastRoundingDecides(Kernel kernel)
    {
        ErrorBound bound = kernel.Plan.Bound;
        return bound.GroupSize == 0 && bound.TypicalCoefficient(Shape(kernel, IsDirect(kernel)).Size(kernel.Plan.Length)) < 1.5 * bound.Output.UnitRoundoff;
    }

    /// <summary>Whether results are compared with what a wider type gives: rows and pools of floats.</summary>
    private static bool IsDirect(Kernel kernel) =>
        kernel.Spec is RowsSpec or PoolSpec && (kernel.Plan.Bound.Accumulator == NumericType.Float32 || kernel.Plan.Bound.Output != NumericType.Float64);

    /// <summary>Long enough that the typical bound is another than the certain one; rows on a coarse grid not so long that neither speaks.</summary>
    private static KernelCall Shape(Kernel kernel, bool isDirect) => kernel.Spec switch
    {
        MatrixProductSpec product => Calls.Product(product, 10, 20, 60),
        GemvSpec => Calls.Sized(kernel.Spec, ("M", 50), ("K", 200)),
        GroupedDenseSpec grouped => Calls.Grouped(grouped, 10, 50, 130),
        ConvolutionSpec convolution => ConvolutionCalls.Of(convolution, [kernel.Plan is WinogradPlan ? 20 : 12, 20, 1, 12, 13, 3, 3, 1, 1, 0, 1]),
        PoolSpec pool when isDirect => PoolCalls.Of(pool, [8, 39, 39, 20, 20, 1, 1, 0, 1]),
        PoolSpec pool => PoolCalls.Of(pool, [20, 20, 20, 11, 11, 1, 1, 0, 1]),
        AttentionSpec attention => AttentionCalls.Of(attention, [2, 1, 8, 16, 16, 40, 24, 1]),
        RowsSpec when kernel.Plan.AccumulatorGrid is not null => Calls.Sized(kernel.Spec, ("Length", 100), ("Rows", 200)),
        RowsSpec rows => Calls.Sized(kernel.Spec, ("Length", isDirect ? 1000 : 400), ("Rows", rows.IsOneRow ? 1 : isDirect ? 200 : 5)),
        _ => Calls.Sized(kernel.Spec, ("Length", 200)),
    };
}
