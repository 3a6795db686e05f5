using KernelGen.Generator.Specs;
using KernelGen.Numerics.Tests.Harness;
using KernelGen.Tests;
using Xunit;

namespace KernelGen.Numerics.Tests;

/// <summary>Special numbers, said in words; that every kernel equals its plan for them is BitsTests' part.</summary>
public sealed class EdgeTests
{
    public static TheoryData<string> WithBeta => [.. KernelLibrary.Names.Where(name => KernelLibrary.Get(name).Spec.Find("beta") is { Kind: OperandKind.Scalar })];

    [Theory]
    [MemberData(nameof(WithBeta))]
    public void BetaZeroNeverReadsTheResult(string name)
    {
        Kernel kernel = KernelLibrary.Get(name);
        string output = kernel.Spec is GemvSpec ? "y" : "c";
        foreach (KernelCall shape in Calls.For(kernel.Spec, few: true))
        {
            foreach (double zero in new[] { 0.0, -0.0 })
            {
                KernelCall call = shape.Clone();
                call.Scalars["beta"] = zero;
                call.Fill(Kind.Even, 5);
                KernelCall poisoned = call.Clone();
                Array.Fill(poisoned.Vectors[output], double.NaN);
                KernelResult expected = kernel.Run(call), got = kernel.Run(poisoned);
                if (kernel.Spec is MatrixProductSpec product)
                    KeepGaps(call, poisoned, product, expected, got);
                Assert.Null(got.DifferenceFrom(expected));
            }
        }
    }

    [Theory]
    [InlineData("DotF32")]
    [InlineData("DotF64")]
    [InlineData("DotF32Float64")]
    [InlineData("DotF32Compensated")]
    [InlineData("DotF64Compensated")]
    public void DotOfSpecialNumbers(string name)
    {
        Equal(name, 0, [], []);
        Equal(name, double.PositiveInfinity, [1, double.PositiveInfinity], [1, 2]);
        Equal(name, double.NegativeInfinity, [double.PositiveInfinity], [-2]);
        Equal(name, double.NaN, [double.PositiveInfinity], [0]);
        Equal(name, double.NaN, [double.PositiveInfinity, double.NegativeInfinity], [1, 1]);
        Equal(name, double.NaN, [1, double.NaN, 3], [1, 2, 3]);

        // Sums begin at +0, and +0 + −0 is +0.
        Equal(name, 0, [-0.0], [1]);
        Equal(name, 0, [-0.0, -0.0], [0, 5]);
    }

    [Theory]
    [InlineData("CosineF32")]
    [InlineData("CosineF64")]
    [InlineData("CosineF32Float64")]
    [InlineData("CosineF32Compensated")]
    [InlineData("CosineF64Compensated")]
    public void CosineOfAZeroVectorIsZero(string name)
    {
        Equal(name, 0, [], []);
        Equal(name, 0, [0, 0, -0.0], [1, 2, 3]);
        Equal(name, 0, [0], [0]);
        Equal(name, 1, [3], [0.5]);
        Equal(name, -1, [-3], [0.5]);
        Equal(name, double.NaN, [double.NaN, 1], [1, 1]);
    }

    [Theory]
    [InlineData("NormalizeF32")]
    [InlineData("NormalizeF64")]
    public void NormalizeOfAZeroVectorIsZero(string name)
    {
        Kernel kernel = KernelLibrary.Get(name);
        KernelCall call = Calls.Sized(kernel.Spec, ("Length", 3));
        call.Vectors["x"] = [0, 0, 0];
        Assert.Equal([0, 0, 0], kernel.Run(call.Fill(Kind.Even, 1)).Outputs["y"]);
    }

    [Theory]
    [InlineData("DenseReluF32")]
    [InlineData("DenseReluF64")]
    [InlineData("DenseSigmoidF32")]
    [InlineData("DenseTanhF32")]
    [InlineData("DenseGeluF64")]
    public void ActivationsKeepNaN(string name)
    {
        Kernel kernel = KernelLibrary.Get(name);
        KernelCall call = Calls.Product((MatrixProductSpec)kernel.Spec, 1, 1, 1);
        call.Vectors["x"] = [double.NaN];
        Assert.True(double.IsNaN(kernel.Run(call.Fill(Kind.Even, 1)).Outputs["y"][0]));
    }

    [Theory]
    [InlineData("TopKDotF32")]
    [InlineData("TopKDotF64")]
    public void TopKBreaksTiesByIndexAndPutsNaNLast(string name)
    {
        Kernel kernel = KernelLibrary.Get(name);
        KernelCall call = Calls.Sized(kernel.Spec, ("Length", 1), ("Rows", 7), ("K", 6));
        call.Vectors["query"] = [1];
        call.Vectors["rows"] = [double.NaN, 2, 5, double.NegativeInfinity, 2, 5, -1];
        KernelResult result = kernel.Run(call.Fill(Kind.Even, 1));
        Assert.Equal(6, result.Returned);
        Assert.Equal([2, 5, 1, 4, 6, 3], result.Outputs["indices"]);
        Assert.Equal([5, 5, 2, 2, -1, double.NegativeInfinity], result.Outputs["scores"]);
    }

    private static void Equal(string name, double expected, double[] a, double[] b)
    {
        Kernel kernel = KernelLibrary.Get(name);
        KernelCall call = Calls.Sized(kernel.Spec, ("Length", a.Length));
        (call.Vectors["a"], call.Vectors["b"]) = (a, b);
        double got = kernel.Run(call).Returned;
        Assert.True(Rounding.SameBits(expected, got), $"{name} gave {got:R} for [{string.Join(", ", a)}] and [{string.Join(", ", b)}], expected {expected:R}.");
    }

    /// <summary>What lies between the rows of c keeps its NaN: that is right, and no result.</summary>
    private static void KeepGaps(KernelCall call, KernelCall poisoned, MatrixProductSpec product, KernelResult expected, KernelResult got)
    {
        var layout = new MatrixLayout(call, product);
        double[] c = got.Outputs["c"];
        var results = new HashSet<int>();
        for (int matrix = 0; matrix < layout.Batch; matrix++)
        {
            for (int m = 0; m < layout.M; m++)
            {
                for (int n = 0; n < layout.N; n++)
                    results.Add(layout.C.Index(matrix, m, n));
            }
        }

        for (int i = 0; i < c.Length; i++)
        {
            if (results.Contains(i))
                continue;
            if (!Rounding.SameBits(poisoned.Vectors["c"][i], c[i]))
                Assert.Fail($"{call} wrote between the rows of c.");
            c[i] = expected.Outputs["c"][i];
        }
    }
}
