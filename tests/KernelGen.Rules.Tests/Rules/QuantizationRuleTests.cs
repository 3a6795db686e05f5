namespace KernelGen.Rules.Tests.Rules;

/// <summary>The scales and zero points of [Quantize] and [Dequantize]: one or many, given or found, and both of one kind.</summary>
public sealed class QuantizationRuleTests
{
    private const string X = "ReadOnlySpan<float> x", Y = "Span<sbyte> y";

    private static string Quantize(string parameters, string shape = "") => Verify.Kernel($"[Quantize{shape}] public static partial void F({parameters});");

    private static string Dequantize(string parameters, string shape = "") => Verify.Kernel($"[Dequantize{shape}] public static partial void F({parameters});");

    [Theory]
    [InlineData("float scale")]
    [InlineData("float scale, int zeroPoint")]
    [InlineData("float scale, ReadOnlySpan<sbyte> zeroPoints")]
    [InlineData("ReadOnlySpan<float> scales")]
    [InlineData("ReadOnlySpan<float> scales, int zeroPoint")]
    [InlineData("ReadOnlySpan<float> scales, ReadOnlySpan<sbyte> zeroPoints")]
    [InlineData("Span<float> scales")]
    [InlineData("Span<float> scales, Span<sbyte> zeroPoints")]
    [InlineData("Span<float> scales, Span<sbyte> zeroPoints, int length, int groupSize")]
    public Task EveryFormIsSilent(string operands) => Verify.Silent(Quantize($"{X}, {Y}, {operands}"));

    [Theory]
    [InlineData("Half", "byte")]
    [InlineData("BFloat16", "sbyte")]
    public async Task OtherElementsAreSilent(string wide, string narrow)
    {
        await Verify.Silent(Quantize($"ReadOnlySpan<{wide}> x, Span<{narrow}> y, Span<float> scales, Span<{narrow}> zeroPoints"));
        await Verify.Silent(Dequantize($"ReadOnlySpan<{narrow}> x, Span<{wide}> y, float scale"));
    }

    [Theory]
    [InlineData("{|KG0009:ReadOnlySpan<double>|} x, Span<sbyte> y, float scale")]
    [InlineData("ReadOnlySpan<float> x, {|KG0010:Span<float>|} y, float scale")]
    [InlineData("ReadOnlySpan<float> x, Span<sbyte> y, {|KG0010:double|} scale")]
    [InlineData("ReadOnlySpan<float> x, Span<sbyte> y, float scale, {|KG0008:sbyte|} zeroPoint")]
    [InlineData("ReadOnlySpan<float> x, Span<sbyte> y, ReadOnlySpan<float> scales, ReadOnlySpan<byte> {|KG0010:zeroPoints|}")]
    [InlineData("ReadOnlySpan<float> x, Span<sbyte> y, Span<float> scales, Span<byte> {|KG0010:zeroPoints|}")]
    [InlineData("ReadOnlySpan<float> x, Span<sbyte> y, float {|KG0018:scale|}, ReadOnlySpan<float> scales")]
    [InlineData("ReadOnlySpan<float> x, Span<sbyte> y, float {|KG0018:scale|}, Span<float> scales")]
    [InlineData("ReadOnlySpan<float> x, Span<sbyte> y, float scale, int {|KG0018:zeroPoint|}, ReadOnlySpan<sbyte> zeroPoints")]
    [InlineData("ReadOnlySpan<float> x, Span<sbyte> y, Span<float> scales, int {|KG0018:zeroPoint|}")]
    [InlineData("ReadOnlySpan<float> x, Span<sbyte> y, Span<float> scales, ReadOnlySpan<sbyte> {|KG0018:zeroPoints|}")]
    [InlineData("ReadOnlySpan<float> x, Span<sbyte> y, ReadOnlySpan<float> scales, Span<sbyte> {|KG0018:zeroPoints|}")]
    [InlineData("ReadOnlySpan<float> x, Span<sbyte> y, float scale, Span<sbyte> {|KG0018:zeroPoints|}")]
    [InlineData("ReadOnlySpan<float> x, Span<sbyte> y, {|KG0008:float|} scales")]
    [InlineData("ReadOnlySpan<float> x, Span<sbyte> y, {|KG0008:ReadOnlySpan<float>|} scale")]
    [InlineData("ReadOnlySpan<float> x, Span<sbyte> y, float scale, int {|KG0012:groupSizes|}")]
    public Task OperandsThatDoNotGoTogether(string parameters) => Verify.Fires(Quantize(parameters));

    [Theory]
    [InlineData("ReadOnlySpan<sbyte> x, Span<float> y, {|KG0008:Span<float>|} scales")]
    [InlineData("ReadOnlySpan<sbyte> x, Span<float> y, float scale, ReadOnlySpan<byte> {|KG0010:zeroPoints|}")]
    [InlineData("ReadOnlySpan<sbyte> x, {|KG0010:Span<double>|} y, float scale")]
    [InlineData("{|KG0009:ReadOnlySpan<int>|} x, Span<float> y, float scale")]
    public Task OperandsOfDequantize(string parameters) => Verify.Fires(Dequantize(parameters));

    [Theory]
    [InlineData("ReadOnlySpan<float> x, Span<sbyte> y")]
    [InlineData("ReadOnlySpan<float> x, Span<sbyte> y, int zeroPoint")]
    [InlineData("ReadOnlySpan<float> x, Span<byte> y, Span<float> scales")]
    public Task WhatIsMissing(string parameters) => Verify.Fires(Verify.Kernel($"[Quantize] public static partial void {{|KG0008:F|}}({parameters});"));

    [Theory]
    [InlineData("(GroupSize = {|KG0015:0|})", "ReadOnlySpan<float> scales")]
    [InlineData("(GroupSize = {|KG0015:-1|})", "ReadOnlySpan<float> scales")]
    [InlineData("(Length = {|KG0015:-1|})", "ReadOnlySpan<float> scales")]
    [InlineData("(Length = 64, GroupSize = {|KG0015:32|})", "float scale")]
    public Task GroupsThatCannotBe(string shape, string scales) => Verify.Fires(Quantize($"{X}, {Y}, {scales}", shape));

    [Fact]
    public Task AGroupSizeOfRunTimeWithOneScale() => Verify.Fires(Verify.Kernel("[{|KG0015:Dequantize|}] public static partial void F(ReadOnlySpan<sbyte> x, Span<float> y, float scale, int groupSize);"));

    /// <summary>It has no sums. On a class an accumulator is meant for the others.</summary>
    [Fact]
    public async Task AnAccumulatorOfItsOwn()
    {
        await Verify.Fires(Verify.Kernel("[Quantize, Precision(Accumulate = {|KG0016:Accumulate.Float64|})] public static partial void F(ReadOnlySpan<float> x, Span<sbyte> y, float scale);"));
        await Verify.Fires(Verify.Kernel("[MaxPool2D, Precision(Accumulate = {|KG0016:Accumulate.Float64|})] public static partial void F(ReadOnlySpan<float> x, Span<float> y, int channels, int height, int width, int kernel);"));
        await Verify.Silent("using System; using KernelGen; [Precision(Accumulate = Accumulate.Float64)] static partial class C { [Dequantize] public static partial void F(ReadOnlySpan<byte> x, Span<float> y, float scale); }");
    }

    [Fact]
    public Task AUnitNorm() => Verify.Fires(Verify.Kernel("[Quantize] public static partial void F([{|KG0023:UnitNorm|}] ReadOnlySpan<float> x, Span<sbyte> y, float scale);"));
}
