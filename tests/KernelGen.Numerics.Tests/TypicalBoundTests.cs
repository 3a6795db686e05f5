using KernelGen.Generator.Specs;
using KernelGen.Numerics.Tests.Harness;
using KernelGen.Tests;
using Xunit;

namespace KernelGen.Numerics.Tests;

/// <summary>The bound that is called typical holds for 999 of 1000 results of random numbers, in every precision. Whatever the target: its bits are the others'.</summary>
[Trait("Target", "Any")]
public sealed class TypicalBoundTests
{
    private const int Results = 2000;

    /// <summary>Lanes and chains, of every element and every accumulator that rounds.</summary>
    public static TheoryData<string> Kernels =>
    [
        "DotF32", "DotF32Compensated", "DotF32Float64", "DotF16", "DotF16Compensated", "DotF16Float64", "DotF16Float16",
        "DotBF16", "DotBF16Compensated", "DotBF16Float64", "DotBF16BFloat16", "DotF32BFloat16",
        "SumOfSquaresF32", "SquaredDistanceF32", "SquaredDistanceF32Float64", "SquaredDistanceF16", "SquaredDistanceBF16",
        "CosineF32", "CosineF32Compensated", "CosineF16", "CosineBF16", "NormalizeF32", "NormalizeF16", "NormalizeBF16",
        "GemmNNF32", "GemmNNAllF32Compensated", "GemmNNAllF32Float64", "GemmNNF16", "GemmF16Compensated_13_21_10", "GemmTNF16Float64", "GemmNTF16Float16",
        "GemmNNBF16", "GemmBF16Compensated_13_21_10", "GemmTNBF16Float64", "GemmNTBF16BFloat16", "GemvAllF16", "GemvF32Float16",
    ];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void HoldsForAlmostAllRandomNumbers(string name)
    {
        Kernel kernel = KernelLibrary.Get(name);
        foreach (bool positive in new[] { false, true })
        {
            int seen = 0, kept = 0;
            for (int seed = 1; seen < Results; seed++)
            {
                var numbers = new Numbers(seed);
                KernelCall call = Shape(kernel).Fill((_, _) => positive ? numbers.Next() : numbers.Even());
                int length = call.Size(kernel.Plan.Length);

                // What is allowed is C·size + t: a share of C leaves a share of t too, which asks for more than is promised.
                double share = kernel.Plan.Bound.TypicalCoefficient(length) / kernel.Plan.Bound.Coefficient(length);
                foreach (Checked number in ExactResult.Check(kernel, call, kernel.Run(call)))
                {
                    seen++;
                    kept += number.Ratio <= share ? 1 : 0;
                }
            }

            Assert.True(kept >= seen * 0.999, $"{name}, {(positive ? "positive" : "signed")} numbers: {kept} of {seen} results keep the typical bound.");
        }
    }

    private static KernelCall Shape(Kernel kernel) => kernel.Spec switch
    {
        MatrixProductSpec product => Calls.Product(product, 10, 20, 60),
        GemvSpec => Calls.Sized(kernel.Spec, ("M", 50), ("K", 200)),
        _ => Calls.Sized(kernel.Spec, ("Length", 200)),
    };
}
