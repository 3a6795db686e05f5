using System.Globalization;
using System.Reflection;
using KernelGen.Generator.Tests.Running;

namespace KernelGen.Generator.Tests.Robustness;

/// <summary>
/// Attributes with any number: what cannot be is refused by a body that throws, what can be comes out, and all of it
/// compiles, in a file that a person could still open.
/// </summary>
public sealed class ExtremeValueTests
{
    private static readonly int[] FewValues = [int.MinValue, -1, 0, 1, 17, 1000, 65536, 1 << 24, int.MaxValue];

    private static readonly int[] Values =
    [
        int.MinValue, int.MinValue + 1, -46341, -1, 0, 1, 2, 3, 7, 15, 16, 17, 31, 63, 64, 65, 100, 255, 1000, 1023, 4096, 46340, 46341,
        65535, 65536, 1 << 20, (1 << 24) + 1, 1 << 30, int.MaxValue - 15, int.MaxValue - 1, int.MaxValue,
    ];

    /// <summary>Kernels, each with its required shape, to which one property more is added or in which one is changed.</summary>
    private static readonly (string Name, string Result, string Parameters, (string Name, string Value)[] Shape)[] Kernels =
    [
        ("Dot", "float", "ReadOnlySpan<float> a, ReadOnlySpan<float> b", []),
        ("Cosine", "double", "ReadOnlySpan<double> a, ReadOnlySpan<double> b", []),
        ("SquaredDistance", "float", "ReadOnlySpan<float> a, ReadOnlySpan<float> b", []),
        ("SumOfSquares", "float", "ReadOnlySpan<float> a", []),
        ("Normalize", "void", "ReadOnlySpan<float> x, Span<float> y", []),
        ("Similarities", "void", "ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores", []),
        ("TopK", "int", "ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<int> indices, Span<float> scores", [("K", "3")]),
        ("Gemv", "void", "ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y", [("M", "5"), ("K", "6")]),
        ("Gemm", "void", "ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c", [("M", "5"), ("N", "6"), ("K", "7")]),
        ("Gemm", "void", "ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, float beta", [("M", "5"), ("N", "20"), ("K", "7"), ("TransposeB", "true")]),
        ("Dense", "void", "ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y", [("Inputs", "5"), ("Outputs", "6"), ("Batch", "7")]),
        ("Dense", "void", "ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> gamma", [("Inputs", "5"), ("Outputs", "6"), ("Batch", "7")]),
        ("Quantize", "void", "ReadOnlySpan<float> x, Span<byte> y, Span<float> scales, Span<byte> zeroPoints", [("Length", "768")]),
        ("Dequantize", "void", "ReadOnlySpan<sbyte> x, Span<float> y, ReadOnlySpan<float> scales", [("Length", "768"), ("GroupSize", "32")]),
        ("Gemm", "void", "ReadOnlySpan<float> a, PackedWeights<float> b, Span<float> c", [("M", "5"), ("N", "20"), ("K", "7"), ("TransposeB", "true")]),
        ("Dense", "void", "ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y", [("Inputs", "5"), ("Outputs", "6"), ("Batch", "7")]),
    ];

    private const int LongestFile = 300_000;

    [Fact]
    public void EachPropertyTakesTheValuesAtTheEnds() => AssertEachPropertyTakes(FewValues, "Avx2");

    [Fact(Explicit = true)]
    [Trait("Category", "Exhaustive")]
    public void EachPropertyTakesEachValue() => AssertEachPropertyTakes(Values, "All");

    private static void AssertEachPropertyTakes(int[] values, string target)
    {
        var members = new List<string>();
        foreach (var kernel in Kernels)
        {
            foreach (PropertyInfo property in Properties(kernel.Name))
            {
                foreach (int value in values)
                    members.Add(Member(members.Count, kernel, (property.Name, Write(property, value))));
            }
        }

        AssertComesOut(members, target);
    }

    /// <summary>Each value with a fifth of the others: all of them would be minutes, and find what these find.</summary>
    [Fact(Explicit = true)]
    [Trait("Category", "Exhaustive")]
    public void PairsOfDimensionsTakePairsOfValues()
    {
        foreach (var kernel in Kernels.Where(kernel => kernel.Shape.Length > 1))
        {
            string[] dimensions = kernel.Shape.Where(part => part.Value != "true").Select(part => part.Name).ToArray();
            var members = new List<string>();
            for (int first = 0; first < Values.Length; first++)
            {
                for (int second = first % 5; second < Values.Length; second += 5)
                    members.Add(Member(members.Count, kernel, (dimensions[0], Number(Values[first])), (dimensions[^1], Number(Values[second]))));
            }

            AssertComesOut(members, "Avx2");
        }
    }

    [Fact]
    public void AnythingButANumberIsRefusedOrLeftToTheCompiler()
    {
        string[] values = ["null", "\"64\"", "6.5", "1 / 0", "int.MaxValue + 1", "nameof(F)", "default", "(int)Isa.All", "unknown", "", "typeof(int)", "'a'", "0x7fff_ffff", "-0"];
        string members = string.Join("\n    ", values.Select((value, i) =>
            $"[Gemm(M = {value}, N = 4, K = 4)] public static partial void F{i}(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);"));
        GeneratorRun run = GeneratorRun.Of(Compile.InClass(members), Compile.InClass("[Dot] public static partial float Whole(ReadOnlySpan<float> a, ReadOnlySpan<float> b);"));
        Assert.Contains(run.Texts.Keys, name => name.StartsWith("Kernels.Whole", StringComparison.Ordinal));
    }

    private static void AssertComesOut(List<string> members, string target)
    {
        GeneratorRun run = GeneratorRun.Of(
            $"[assembly: KernelGen.TargetIsa(KernelGen.Isa.{target})]", Compile.InClass(string.Join("\n    ", members)));
        Assert.Equal(members.Count, run.Texts.Keys.Count(name => !name.StartsWith("KernelGen.", StringComparison.Ordinal)));
        Assert.All(run.Texts.Where(text => !text.Key.Contains("Catalog", StringComparison.Ordinal)), text => Assert.True(text.Value.Length < LongestFile, $"{text.Key} has {text.Value.Length} characters"));
        Assert.All(run.Texts, text => Assert.DoesNotContain("This is a defect of KernelGen", text.Value, StringComparison.Ordinal));
        Compile.AssertClean(run.Output.GetDiagnostics(TestContext.Current.CancellationToken));
    }

    private static IEnumerable<PropertyInfo> Properties(string kernel) =>
        typeof(DotAttribute).Assembly.GetType($"KernelGen.{kernel}Attribute", throwOnError: true)!
            .GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(property => property.PropertyType == typeof(int) || property.PropertyType.IsEnum);

    private static string Write(PropertyInfo property, int value) => property.PropertyType.IsEnum ? $"({property.PropertyType.FullName})({Number(value)})" : Number(value);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Member(int number, (string Name, string Result, string Parameters, (string Name, string Value)[] Shape) kernel, params (string Name, string Value)[] changes)
    {
        IEnumerable<string> properties = kernel.Shape.Where(part => changes.All(change => change.Name != part.Name)).Concat(changes).Select(part => part.Name + " = " + part.Value);
        return $"[{kernel.Name}({string.Join(", ", properties)})] public static partial {kernel.Result} F{number}({kernel.Parameters});";
    }
}
