namespace KernelGen.Rules.Tests.Rules;

/// <summary>An option has a value that exists.</summary>
public sealed class KG0016Tests
{
    private const string Unknown = "[Similarities(Metric = {|KG0016:(Metric)3|})] public static partial void F(ReadOnlySpan<float> q, ReadOnlySpan<float> r, Span<float> s);";
    private const string Dense = "public static partial void F(ReadOnlySpan<float> x, ReadOnlySpan<float> w, Span<float> y);";

    [Fact]
    public Task Fires() => Verify.Fires(Verify.Kernel(Unknown));

    [Theory]
    [InlineData("Activation = {|KG0016:(Activation)11|}", "Precision")]
    [InlineData("Activation = {|KG0016:(Activation)(-1)|}", "Precision")]
    [InlineData("WeightLayout = {|KG0016:(WeightLayout)2|}", "Precision")]
    [InlineData("Activation = Activation.Relu", "Precision(Accumulate = {|KG0016:(Accumulate)6|})")]
    [InlineData("Activation = Activation.Relu", "Precision(Tolerance = {|KG0016:0|})")]
    [InlineData("Activation = Activation.Relu", "Precision(Tolerance = {|KG0016:-1e-3|})")]
    [InlineData("Activation = Activation.Relu", "Precision(Tolerance = {|KG0016:double.NaN|})")]
    [InlineData("Activation = Activation.Relu", "Precision(Tolerance = {|KG0016:double.PositiveInfinity|})")]
    [InlineData("Activation = Activation.Relu", "Parallel(MaxThreads = {|KG0016:0|})")]
    [InlineData("Activation = Activation.Relu", "Parallel(MaxThreads = {|KG0016:-3|})")]
    public Task FiresOnEachOption(string option, string modifier) => Verify.Fires(Verify.Kernel(
        $"[Dense(Inputs = 2, Outputs = 2, {option}), {modifier}] {Dense}"));

    [Fact]
    public Task FiresOnceOnAModifierOfManyKernels() => Verify.Fires(
        """
        using System;
        using KernelGen;

        [assembly: Precision(Tolerance = {|KG0016:-1|})]

        [Precision(Accumulate = {|KG0016:(Accumulate)99|})]
        partial class Kernels
        {
            [SumOfSquares] public static partial float F(ReadOnlySpan<float> a);
            [SumOfSquares] public static partial float G(ReadOnlySpan<float> a);
        }
        """);

    [Fact]
    public Task IsSilentOnTheNearerModifier() => Verify.Silent(
        """
        using System;
        using KernelGen;

        [assembly: Precision(Tolerance = -1)]

        partial class Kernels
        {
            [SumOfSquares, Precision(Tolerance = 1e-5)] public static partial float F(ReadOnlySpan<float> a);
        }
        """);

    [Theory]
    [InlineData("Activation.GatedSilu")]
    [InlineData("Activation.HardSwish")]
    [InlineData("(Activation)1")]
    public Task IsSilentOnMembers(string activation) => Verify.Silent(Verify.Kernel(
        $"[Dense(Inputs = 2, Outputs = 2, Activation = {activation}, WeightLayout = WeightLayout.InputsOutputs)] {Dense}"));

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG0016", Verify.Kernel(Unknown));
}
