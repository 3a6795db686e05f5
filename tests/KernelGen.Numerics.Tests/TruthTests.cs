using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;
using KernelGen.Numerics.Tests.Harness;
using KernelGen.Tests;
using Xunit;

namespace KernelGen.Numerics.Tests;

/// <summary>Results against exact arithmetic: equal where sums are exact, within the stated bound always, and the bound is not idle. It speaks of the bits, which are the same on every target: one of them is enough.</summary>
[Trait("Target", "Any")]
public sealed class TruthTests(ITestOutputHelper output)
{
    /// <summary>Kernels with a bound on their result: activations come after what the bound speaks of.</summary>
    public static TheoryData<string> Kernels =>
        [.. KernelLibrary.Names.Where(name => KernelLibrary.Get(name).Spec is not (OneToManySpec or MatrixProductSpec { Activation: not Generator.Specs.Activation.None } or GroupedDenseSpec { Activation: not Generator.Specs.Activation.None } or ConvolutionSpec { Activation: not Generator.Specs.Activation.None }))];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void WholeNumbersAreExact(string name)
    {
        Kernel kernel = KernelLibrary.Get(name);
        if (kernel.Spec is RowsSpec or AttentionSpec || kernel.Plan.Norm is not null || kernel.Spec.Operation is "Cosine" or "Normalize" or "AveragePool2D" or "GlobalAveragePool2D" || kernel.Plan.Bound is { ExactSums: true, Form: not BoundForm.Exact })
            return;
        if (kernel.Plan.AccumulatorGrid is not null || kernel.Spec.Output.IsHalfWord)
            return; // 16 bits do not hold the sums
        if (kernel.Plan is GroupedCodesPlan)
            return; // nor do codes the whole numbers
        if (kernel.Plan is WinogradPlan { Transforms.Outputs: 4 })
            return; // its filters are divided by 15
        int seed = 0;
        foreach (KernelCall shape in Calls.For(kernel.Spec, few: true))
        {
            KernelCall call = shape.Clone();
            foreach (string scalar in call.Scalars.Keys)
                call.Scalars[scalar] = Math.Round(call.Scalars[scalar] * 3);
            call.Fill(Kind.Whole, ++seed);
            foreach (Checked number in ExactResult.Check(kernel, call, kernel.Run(call)))
            {
                if (number.Error.Sign != 0)
                    Assert.Fail($"{call}: the result is not exact.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void ErrorsStayWithinTheBound(string name)
    {
        Kernel kernel = KernelLibrary.Get(name);
        double worst = 0;
        string worstCall = "none";
        int seed = 0;
        foreach (KernelCall shape in Shapes(kernel))
        {
            // A single sum is cheap, and one input of a kind may be lucky.
            foreach (string kind in Adversary.Kinds.Concat(kernel.Spec is DotSpec or RowwiseSpec ? Enumerable.Repeat("positive", 20) : []))
            {
                KernelCall call = Adversary.Fill(kernel, shape.Clone(), kind, ++seed);
                KernelResult result = kernel.Run(call);
                if (!Valid(kernel, call))
                    continue;
                foreach (Checked number in ExactResult.Check(kernel, call, result))
                {
                    double ratio = number.Ratio;
                    if (!number.Holds)
                        Assert.Fail($"{call}, {kind}: the error is {ratio:R} of the bound.");
                    if (ratio > worst)
                        (worst, worstCall) = (ratio, $"{call}, {kind}");
                }
            }
        }

        // How much of the bound the worst input uses: an idle bound would say nothing. (The roundings before, in and after a cosine's or a row's sums, and of an angle's sine, are of
        // several kinds, which no input sends all one way; of Winograd's algorithm WinogradTests ask, with more channels.)
        double least = kernel.Plan.Bound.Form switch { BoundForm.Cosine => 0.08, BoundForm.Norm => 0.25, BoundForm.Winograd => 0.01, BoundForm.SquaredDistance or BoundForm.RotationByAngle => 0.3, _ when kernel.Spec is RowsSpec || kernel.Plan.Norm is not null => 0.08, _ => 0.4 };
        bool empty = kernel.Plan.Bound.IsExact || kernel.Spec.Dimensions.Items.Any(dimension => dimension.Fixed == 0)
            || (kernel.Plan is { Length.Fixed: 1, Bound.Form: BoundForm.Cosine or BoundForm.Norm }) // √(x²) is exactly |x|
            || (kernel is { Spec: DotSpec { Length.Fixed: 1 }, Plan.Element.IsHalfWord: true }); // a float holds one product
        Assert.True(empty || worst >= least, $"{name}: the worst error seen is {worst:R} of the bound ({worstCall}).");
        output.WriteLine($"{name}: worst error {worst:0.000} of the bound ({worstCall})");
    }

    private static IEnumerable<KernelCall> Shapes(Kernel kernel)
    {
        if (kernel.Spec is DotSpec { Length.IsFixed: false } or RowwiseSpec { Length.IsFixed: false })
            return new[] { 1, 2, 3, 5, 17, 64, 100, 384, 1536 }.Select(n => Calls.Sized(kernel.Spec, ("Length", n)));
        if (kernel.Spec is RowsSpec rows)
            return (rows.Length.Fixed is { } stated ? [stated] : new[] { 1, 2, 17, 129 }).Select(n => Calls.Sized(kernel.Spec, ("Length", n), ("Rows", n == 0 ? 0 : 1)));
        return kernel.Spec is AttentionSpec attention ? AttentionCalls.Exact(attention) : Calls.For(kernel.Spec, few: true);
    }

    /// <summary>Where the bound speaks: sums of squares under a root are finite, and not so small that underflow shows.</summary>
    private static bool Valid(Kernel kernel, KernelCall call)
    {
        ErrorBound bound = kernel.Plan.Bound;
        if (bound.Form is not (BoundForm.Cosine or BoundForm.Norm))
            return true;
        return call.Vectors.Where(vector => call.Spec[vector.Key].Kind == OperandKind.Input).All(vector =>
        {
            double squares = vector.Value.Sum(element => element * element);
            return vector.Value.All(element => element == 0)
                || (squares >= bound.SmallestSquares(vector.Value.Length) && squares < bound.Accumulator.Maximum / 2);
        });
    }
}
