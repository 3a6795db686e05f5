using System.Globalization;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;

namespace KernelGen.Rules.Tests.Rules;

/// <summary>An accumulator holds every sum.</summary>
public sealed class KG1002Tests
{
    // 2⁶³ · 2⁶³ = 2¹²⁶: three of them stay below float's 2¹²⁸ − 2¹⁰⁴, four do not.
    private const string Large = "9223372036854775808";

    private static string Dot(string length, string name = "F", string range = Large) => Verify.Kernel(
        $"[Dot({length})] public static partial float {name}([ValueRange(0, {range})] ReadOnlySpan<float> a, [ValueRange(0, {range})] ReadOnlySpan<float> b);");

    [Fact]
    public Task Fires() => Verify.Fires(Dot("4", "{|KG1002:F|}"));

    [Fact]
    public Task IsSilentOneTermBefore() => Verify.Silent(Dot("3"));

    [Theory]
    [InlineData("[SumOfSquares(4)] public static partial float {|KG1002:F|}([ValueRange(-9223372036854775808.0, 0)] ReadOnlySpan<float> a);")]
    [InlineData("[Cosine(4)] public static partial float {|KG1002:F|}([ValueRange(0, 9223372036854775808.0)] ReadOnlySpan<float> a, ReadOnlySpan<float> b);")]
    [InlineData("[Cosine(4)] public static partial float {|KG1002:F|}(ReadOnlySpan<float> a, [ValueRange(0, 9223372036854775808.0)] ReadOnlySpan<float> b);")]
    [InlineData("[SquaredDistance(1)] public static partial float {|KG1002:F|}([ValueRange(0, 9223372036854775808.0)] ReadOnlySpan<float> a, [ValueRange(-9223372036854775808.0, 0)] ReadOnlySpan<float> b);")]
    [InlineData("[Normalize(4)] public static partial void {|KG1002:F|}([ValueRange(0, 9223372036854775808.0)] ReadOnlySpan<float> x, Span<float> y);")]
    [InlineData("[TopK(Length = 4, K = 1)] public static partial int {|KG1002:F|}([ValueRange(1, 1)] ReadOnlySpan<float> q, [ValueRange(0, 1e38)] ReadOnlySpan<float> r, Span<int> i, Span<float> s);")]
    [InlineData("[Gemv(M = 1, K = 4)] public static partial void {|KG1002:F|}([ValueRange(1, 1)] ReadOnlySpan<float> a, [ValueRange(0, 1e38)] ReadOnlySpan<float> x, Span<float> y);")]
    [InlineData("[Gemm(M = 1, N = 1, K = 4)] public static partial void {|KG1002:F|}([ValueRange(1, 1)] ReadOnlySpan<float> a, [ValueRange(-1e38, 0)] ReadOnlySpan<float> b, Span<float> c);")]
    [InlineData("[Dense(Inputs = 4, Outputs = 1, Activation = Activation.Tanh)] public static partial void {|KG1002:F|}([ValueRange(1, 1)] ReadOnlySpan<float> x, [ValueRange(0, 1e38)] ReadOnlySpan<float> w, Span<float> y);")]
    [InlineData("[Dot] public static partial float {|KG1002:F|}([ValueRange(0, 1e20)] ReadOnlySpan<float> a, [ValueRange(0, 1e20)] ReadOnlySpan<float> b);")]
    public Task FiresOnEverySum(string kernel) => Verify.Fires(Verify.Kernel(kernel));

    [Theory]
    [InlineData("[Dot(4)] public static partial float F([ValueRange(0, 9223372036854775808.0)] ReadOnlySpan<float> a, ReadOnlySpan<float> b);")] // nothing is said of b
    [InlineData("[Dot(4)] public static partial float F([UnitNorm] ReadOnlySpan<float> a, [ValueRange(-1.7e38, 1.7e38)] ReadOnlySpan<float> b);")] // ‖b‖ ≤ √4 · 1.7·10³⁸
    [InlineData("[Dot] public static partial float F([ValueRange(0, 1e19)] ReadOnlySpan<float> a, [ValueRange(0, 1e19)] ReadOnlySpan<float> b);")] // one term fits
    public Task IsSilentWhereNoSumIsTooLarge(string kernel) => Verify.Silent(Verify.Kernel(kernel));

    /// <summary>256·255 is 65,280 and fits a Half's 65,504; 256·256 does not.</summary>
    [Theory]
    [InlineData(255, "Accumulate.Float16")]
    [InlineData(256, "{|KG1002:Accumulate.Float16|}")]
    public Task FiresOnANarrowAccumulator(int length, string accumulate) => Verify.Fires(Verify.Kernel(
        $"[Dot({length}), Precision(Accumulate = {accumulate}, Tolerance = 1)] public static partial float F([ValueRange(0, 16)] ReadOnlySpan<Half> a, [ValueRange(0, 16)] ReadOnlySpan<Half> b);"));

    /// <summary>The rule's arithmetic on the numbers of int32 accumulators: byte × sbyte is at most 255·128.</summary>
    [Fact]
    public void SixtyFiveThousandSevenHundredAndNinetyThreeBytesAreSafe() => Assert.Equal(
        65_793, new SumRange(new Interval(0, 255) * new Interval(-128, 127), _ => double.PositiveInfinity).LongestWithin(int.MaxValue));

    /// <summary>65,793 products of 255 and −128 fit an int, and one more does not.</summary>
    [Theory]
    [InlineData(65_793, "F")]
    [InlineData(65_794, "{|KG1002:F|}")]
    public Task FiresOnAnInt(int length, string name) => Verify.Fires(Verify.Kernel(
        $"[Dot({length})] public static partial int {name}(ReadOnlySpan<byte> a, ReadOnlySpan<sbyte> b);"));

    /// <summary>A filter's sum is as long as its channels in a group times its taps: 7,310 · 9 = 65,790.</summary>
    [Theory]
    [InlineData("Conv2D(InChannels = 7_310, OutChannels = 2, Height = 5, Width = 5, Kernel = 3)", "F")]
    [InlineData("Conv2D(InChannels = 7_311, OutChannels = 2, Height = 5, Width = 5, Kernel = 3)", "{|KG1002:F|}")]
    [InlineData("Conv2D(InChannels = 14_620, OutChannels = 2, Groups = 2, Height = 5, Width = 5, Kernel = 3)", "F")]
    [InlineData("Conv2D(InChannels = 14_622, OutChannels = 2, Groups = 2, Height = 5, Width = 5, Kernel = 3)", "{|KG1002:F|}")]
    [InlineData("Conv1D(InChannels = 1_000, OutChannels = 2, Length = 70, Kernel = 66)", "{|KG1002:F|}")]
    public Task FiresOnAFilter(string kernel, string name) => Verify.Fires(Verify.Kernel(
        $"[{kernel}] public static partial void {name}(ReadOnlySpan<byte> x, ReadOnlySpan<sbyte> weights, Span<int> y);"));

    [Theory]
    [InlineData("long", "")]
    [InlineData("int", "[ValueRange(-64, 63)] ")]
    public Task IsSilentOnALongAndADeclaredRange(string result, string range) => Verify.Silent(Verify.Kernel(
        $"[Dot(100_000)] public static partial {result} F(ReadOnlySpan<byte> a, {range}ReadOnlySpan<sbyte> b);"));

    [Fact]
    public async Task SaysHowLongAnIntLasts()
    {
        var diagnostic = Assert.Single(await Compile.Analyze(Compile.Source(Verify.Kernel(
            "[Dot(100_000)] public static partial int F(ReadOnlySpan<byte> a, ReadOnlySpan<sbyte> b);"))));
        Assert.Equal(
            "The sums of 'F' add 100,000 terms of up to 32,640 and can reach 3.3·10⁹, but an accumulator of int ends at 2.1·10⁹: at most 65,793 such terms are safe; take a result of long, or declare the operands' [ValueRange]",
            diagnostic.GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task SaysHowManyAreSafe()
    {
        var diagnostic = Assert.Single(await Compile.Analyze(Compile.Source(Dot("4"))));
        Assert.Equal(
            "The sums of 'F' add 4 terms of up to 8.5·10³⁷ and can reach 3.4·10³⁸, but an accumulator of float ends at 3.4·10³⁸: at most 3 such terms are safe; Accumulate.Float64 holds them",
            diagnostic.GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG1002", Dot("4", "{|KG1002:F|}"));

    [Theory]
    [InlineData("[Dot(100_000)] public static partial {0} {1}(ReadOnlySpan<byte> a, ReadOnlySpan<sbyte> b);")]
    [InlineData("[SumOfSquares(100_000)] public static partial {0} {1}(ReadOnlySpan<byte> a);")]
    [InlineData("[Gemm(M = 1, N = 1, K = 100_000)] public static partial void {1}(ReadOnlySpan<byte> a, ReadOnlySpan<sbyte> b, Span<{0}> sums);")]
    [InlineData("[Similarities(Length = 100_000)] public static partial void {1}(ReadOnlySpan<byte> query, ReadOnlySpan<sbyte> rows, Span<{0}> scores);")]
    [InlineData("[TopK(Length = 100_000, K = 3)] public static partial int {1}(ReadOnlySpan<byte> query, ReadOnlySpan<sbyte> rows, Span<int> indices, Span<{0}> scores);")]
    public Task IsFixedByALong(string kernel) => Verify.Fixes(
        Verify.Kernel(kernel.Replace("{0}", "int").Replace("{1}", "{|KG1002:F|}")),
        Verify.Kernel(kernel.Replace("{0}", "long").Replace("{1}", "F")));

    /// <summary>In the middle of a sum, that is: a Tanh of it fits its type.</summary>
    [Fact]
    public Task IsFixed()
    {
        const string Signature = "public static partial void {0}([ValueRange(1, 1)] ReadOnlySpan<float> x, [ValueRange(0, 1e38)] ReadOnlySpan<float> w, Span<float> y);";
        return Verify.Fixes(
            Verify.Kernel("[Dense(Inputs = 4, Outputs = 1, Activation = Activation.Relu6)] " + Signature.Replace("{0}", "{|KG1002:F|}")),
            Verify.Kernel("[Dense(Inputs = 4, Outputs = 1, Activation = Activation.Relu6), Precision(Accumulate = Accumulate.Float64)] " + Signature.Replace("{0}", "F")));
    }
}
