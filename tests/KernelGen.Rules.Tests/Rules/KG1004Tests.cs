using System.Globalization;

namespace KernelGen.Rules.Tests.Rules;

/// <summary>A result fits its type.</summary>
public sealed class KG1004Tests
{
    private const string Wide = "Precision(Accumulate = Accumulate.Float64)";

    // 2¹²⁶ a term, in an accumulator of double: three fit a float, four do not.
    private static string Dot(int length, string name = "F") => Verify.Kernel(
        $"[Dot({length}), {Wide}] public static partial float {name}([ValueRange(-9223372036854775808.0, 0)] ReadOnlySpan<float> a, [ValueRange(0, 9223372036854775808.0)] ReadOnlySpan<float> b);");

    [Fact]
    public Task Fires() => Verify.Fires(Dot(4, "{|KG1004:F|}"));

    [Fact]
    public Task IsSilentOneTermBefore() => Verify.Silent(Dot(3));

    private static string Dense(string activation, string optional = "", string name = "F") => Verify.Kernel(
        $"[Dense(Inputs = 3, Outputs = 1, Activation = Activation.{activation}), {Wide}] public static partial void {name}([ValueRange(-1, 1)] ReadOnlySpan<float> x, [ValueRange(-1e38, 1e38)] ReadOnlySpan<float> w, Span<float> y{optional});");

    [Theory]
    [InlineData("None")]
    [InlineData("Relu")]
    [InlineData("Gelu")]
    [InlineData("LeakyRelu")]
    public async Task FiresWithWhatIsAdded(string activation)
    {
        await Verify.Silent(Dense(activation));
        await Verify.Silent(Dense(activation, ", ReadOnlySpan<float> bias"));
        await Verify.Fires(Dense(activation, ", [ValueRange(0, 5e37)] ReadOnlySpan<float> bias", "{|KG1004:F|}"));
    }

    [Fact]
    public Task IsSilentBehindAnActivationWithAnEnd() => Verify.Silent(Dense("Relu6", ", [ValueRange(0, 3e38)] ReadOnlySpan<float> bias"));

    private static string Gemm(string optional, string name = "F") => Verify.Kernel(
        $"[Gemm(M = 1, N = 1, K = 2), {Wide}] public static partial void {name}([ValueRange(0, 1)] ReadOnlySpan<float> a, [ValueRange(0, 1e38)] ReadOnlySpan<float> b, [ValueRange(0, 1e38)] Span<float> c, {optional});");

    [Theory]
    [InlineData("[ValueRange(0, 1)] float beta", false)]
    [InlineData("[ValueRange(0, 2)] float beta", true)]
    [InlineData("[ValueRange(0, 1.5)] float alpha, float beta", false)]
    [InlineData("[ValueRange(0, 2)] float alpha, float beta", true)]
    [InlineData("float alpha, [ValueRange(0, 2)] float beta", false)] // alpha may be small enough
    public Task FiresOnScaledResults(string optional, bool fires) => Verify.Fires(Gemm(optional, fires ? "{|KG1004:F|}" : "F"));

    /// <summary>4·4·4094 is 65,504, the largest Half.</summary>
    [Theory]
    [InlineData(4094, "F")]
    [InlineData(4095, "{|KG1004:F|}")]
    public Task FiresOnAHalf(int k, string name) => Verify.Fires(Verify.Kernel(
        $"[Gemm(M = 1, N = 1, K = {k})] public static partial void {name}([ValueRange(-4, 4)] ReadOnlySpan<Half> a, [ValueRange(-4, 4)] ReadOnlySpan<Half> b, Span<Half> c);"));

    /// <summary>One value may have all the weight: 127 steps of 600 are 76,200. What Half holds, Half results hold.</summary>
    [Theory]
    [InlineData("ReadOnlySpan<sbyte> v, [ValueRange(0, 600)] float valueScale", "Half", true)]
    [InlineData("ReadOnlySpan<sbyte> v, [ValueRange(0, 500)] float valueScale", "Half", false)]
    [InlineData("[ValueRange(-50, 50)] ReadOnlySpan<sbyte> v, [ValueRange(0, 600)] ReadOnlySpan<float> valueScales", "Half", false)]
    [InlineData("ReadOnlySpan<sbyte> v, [ValueRange(0, 600)] float valueScale", "float", false)]
    [InlineData("ReadOnlySpan<sbyte> v, float valueScale", "Half", false)]
    [InlineData("[ValueRange(0, 1e6)] ReadOnlySpan<Half> v", "Half", false)]
    public async Task FiresOnAttentionToCodes(string values, string output, bool fires)
    {
        string source = Verify.Kernel(
            $"[Attention(Heads = 2, HeadDim = 8)] public static partial void {(fires ? "{|KG1004:F|}" : "F")}(ReadOnlySpan<Half> q, ReadOnlySpan<Half> k, {values}, Span<{output}> output, int queryLength, int keyLength);");
        if (fires)
            await Verify.Fires(source);
        else
            await Verify.Silent(source);
    }

    [Theory]
    [InlineData("Half")]
    [InlineData("System.Half")]
    public Task IsFixedByAResultOfFloat(string written)
    {
        string Gemm(string name, string output) => Verify.Kernel(
            $"[Gemm(M = 1, N = 1, K = 4095)] public static partial void {name}([ValueRange(-4, 4)] ReadOnlySpan<Half> a, [ValueRange(-4, 4)] ReadOnlySpan<Half> b, Span<{output}> c);");
        return Verify.Fixes(Gemm("{|KG1004:F|}", written), Gemm("F", "float"));
    }

    [Fact]
    public Task IsSilentOnAHalfWhoseResultIsAFloat() => Verify.Silent(Verify.Kernel(
        "[Gemm(M = 1, N = 1, K = 4095)] public static partial void F([ValueRange(-4, 4)] ReadOnlySpan<Half> a, [ValueRange(-4, 4)] ReadOnlySpan<Half> b, Span<float> c);"));

    [Fact]
    public Task IsSilentWhereNothingIsDeclared() => Verify.Silent(Verify.Kernel(
        $"[Dot(4), {Wide}] public static partial float F([ValueRange(0, 3e38)] ReadOnlySpan<float> a, ReadOnlySpan<float> b);"));

    [Fact]
    public async Task SaysWhatToScaleBy()
    {
        var diagnostic = Assert.Single(await Compile.Analyze(Compile.Source(Dot(4))));
        Assert.Equal(
            "The results of 'F', with 4 terms a sum, can reach 3.4·10³⁸, but float ends at 3.4·10³⁸: use operands scaled by 0.5",
            diagnostic.GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG1004", Dot(4, "{|KG1004:F|}"));
}
