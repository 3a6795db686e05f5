using System.Globalization;
using KernelGen.Generator.Arithmetic;

namespace KernelGen.Rules.Tests.Rules;

/// <summary>An error bound is within the tolerance.</summary>
public sealed class KG1001Tests
{
    private const string Fine = "[Dot(1536), Precision(Tolerance = {|KG1001:1e-7|})] public static partial float F(ReadOnlySpan<float> a, ReadOnlySpan<float> b);";

    private static string Kernel(string attribute, double tolerance, string accumulate = "Auto", string signature = "float F(ReadOnlySpan<float> a, ReadOnlySpan<float> b)", bool fires = false)
    {
        string value = tolerance.ToString("R", CultureInfo.InvariantCulture);
        return Verify.Kernel(
            $"[{attribute}, Precision(Accumulate = Accumulate.{accumulate}, Tolerance = {(fires ? $"{{|KG1001:{value}|}}" : value)})] public static partial {signature};");
    }

    [Fact]
    public Task Fires() => Verify.Fires(Verify.Kernel(Fine));

    /// <summary>Exactly the bound is kept; the next number below it is not.</summary>
    [Theory]
    [InlineData("Dot(1536)", "Auto", "float F(ReadOnlySpan<float> a, ReadOnlySpan<float> b)")]
    [InlineData("Dot(3)", "Compensated", "double F(ReadOnlySpan<double> a, ReadOnlySpan<double> b)")]
    [InlineData("Cosine(768)", "Auto", "float F(ReadOnlySpan<float> a, ReadOnlySpan<float> b)")]
    [InlineData("SumOfSquares(100)", "Float64", "float F(ReadOnlySpan<float> a)")]
    [InlineData("Gemm(M = 2, N = 2, K = 77)", "Auto", "void F(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c)")]
    [InlineData("Dense(Inputs = 99, Outputs = 2, Activation = Activation.Gelu)", "Auto", "void F(ReadOnlySpan<float> x, ReadOnlySpan<float> w, Span<float> y)")]
    public async Task FiresBelowTheBound(string attribute, string accumulate, string signature)
    {
        var spec = Compile.Parse($"[{attribute}, Precision(Accumulate = Accumulate.{accumulate})] public static partial {signature};").Spec!;
        ArithmeticPlan plan = PlanBuilder.Build(spec);
        double bound = plan.Bound.Coefficient(plan.Length.Fixed!.Value);
        await Verify.Silent(Kernel(attribute, bound, accumulate, signature));
        await Verify.Fires(Kernel(attribute, Math.BitDecrement(bound), accumulate, signature, fires: true));
    }

    /// <summary>An x that is quantised on the fly is off by up to half of a 127th of its group's largest number, whatever its sums are kept in.</summary>
    [Fact]
    public async Task CountsWhatQuantisingXCosts()
    {
        const string Layer = "Dense(Inputs = 64, Outputs = 2, WeightFormat = WeightFormat.Int4, GroupSize = 32)", Signature = "void F(ReadOnlySpan<float> x, ReadOnlySpan<byte> w, Span<float> y, ReadOnlySpan<float> weightScales)";
        await Verify.Silent(Verify.Kernel($"[{Layer}, Precision(Accumulate = Accumulate.Int32)] public static partial {Signature};"));
        await Verify.Silent(Kernel(Layer, 0.00394, "Int32", Signature));
        await Verify.Fires(Kernel(Layer, 0.00393, "Int32", Signature, fires: true));
    }

    /// <summary>γ of 16,761 roundings of 2⁻²⁴ in a row is just above 10⁻³.</summary>
    [Theory]
    [InlineData(16760, "0.001")]
    [InlineData(16761, "{|KG1001:0.001|}")]
    public Task FiresOnAStatedTolerance(int k, string tolerance) => Verify.Fires(Verify.Kernel(
        $"[Gemm(M = 1, N = 1, K = {k}), Precision(Tolerance = {tolerance})] public static partial void F(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);"));

    /// <summary>No one has promised anything, and typically the error is 3·10⁻⁵.</summary>
    [Fact]
    public Task IsSilentOnTheDefaultWhereTheTypicalErrorKeepsIt() => Verify.Silent(Verify.Kernel(
        "[Gemm(M = 1, N = 1, K = 16761)] public static partial void F(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);"));

    /// <summary>One rounding of float is 6·10⁻⁸: no length keeps a tolerance below it.</summary>
    [Fact]
    public async Task FiresAtRunTimeLengthsOnlyWhereNoLengthKeepsIt()
    {
        await Verify.Silent(Kernel("Dot", 1e-7));
        await Verify.Fires(Kernel("Dot", 5e-8, fires: true));
    }

    [Fact]
    public Task FiresOnTheNameWhereATypeStatesIt() => Verify.Fires(
        """
        using System;
        using KernelGen;

        [Precision(Tolerance = 1e-7)]
        public static partial class Kernels
        {
            [Dot(1536)] public static partial float {|KG1001:F|}(ReadOnlySpan<float> a, ReadOnlySpan<float> b);
        }
        """);

    [Theory]
    [InlineData("float", 1e-7, "'F' guarantees an error of 1.8·10⁻⁶ of Σ|aᵢ·bᵢ|, typically 1.3·10⁻⁶, and Tolerance is 10⁻⁷: Accumulate.Float64 guarantees 6·10⁻⁸")]
    [InlineData("float", 1e-8, "'F' guarantees an error of 1.8·10⁻⁶ of Σ|aᵢ·bᵢ|, typically 1.3·10⁻⁶, and Tolerance is 10⁻⁸: no accumulator does, for the best guarantees 6·10⁻⁸: state a Tolerance that it can keep, or take elements of double")]
    [InlineData("double", 2e-16, "'F' guarantees an error of 5.9·10⁻¹⁵ of Σ|aᵢ·bᵢ|, typically 3.2·10⁻¹⁵, and Tolerance is 2·10⁻¹⁶: Accumulate.Compensated guarantees 1.1·10⁻¹⁶")]
    public async Task SaysWhatIsCheapest(string element, double tolerance, string message)
    {
        var diagnostic = Assert.Single(await Compile.Analyze(Compile.Source(Kernel(
            "Dot(1536)", tolerance, signature: $"{element} F(ReadOnlySpan<{element}> a, ReadOnlySpan<{element}> b)"))));
        Assert.Equal(message, diagnostic.GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public Task IsSilentWithinTheDefault() => Verify.Silent(Verify.Kernel("[Dot(1536)] public static partial float F(ReadOnlySpan<float> a, ReadOnlySpan<float> b);"));

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG1001", Verify.Kernel(Fine));

    [Fact]
    public Task IsFixed() => Verify.Fixes(
        Verify.Kernel(Fine),
        Verify.Kernel("[Dot(1536), Precision(Tolerance = 1e-7, Accumulate = Accumulate.Float64)] public static partial float F(ReadOnlySpan<float> a, ReadOnlySpan<float> b);"));

    [Fact]
    public Task IsFixedInTheSameArgument() => Verify.Fixes(
        Verify.Kernel("[Dot(1536), Precision(Accumulate = Accumulate.Float32, Tolerance = {|KG1001:1e-7|})] public static partial float F(ReadOnlySpan<float> a, ReadOnlySpan<float> b);"),
        Verify.Kernel("[Dot(1536), Precision(Accumulate = Accumulate.Float64, Tolerance = 1e-7)] public static partial float F(ReadOnlySpan<float> a, ReadOnlySpan<float> b);"));

    [Fact]
    public Task IsFixedByAnAttribute()
    {
        const string Source =
            """
            using System;
            using KernelGen;

            [Precision(Tolerance = 1e-7)]
            public static partial class Kernels
            {
                [Dot(1536){0}]
                public static partial float {1}(ReadOnlySpan<float> a, ReadOnlySpan<float> b);
            }
            """;
        return Verify.Fixes(
            Source.Replace("{0}", "").Replace("{1}", "{|KG1001:F|}"),
            Source.Replace("{0}", ", Precision(Accumulate = Accumulate.Float64)").Replace("{1}", "F"));
    }
}
