using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;
using KernelGen.Numerics.Tests.Harness;
using KernelGen.Tests;
using Xunit;

namespace KernelGen.Numerics.Tests.Integers;

/// <summary>
/// A false [ValueRange] makes no sum wrong: every other number is declared and as large as may be, one is not, at each place of each
/// operand in turn. Four products at a time would saturate there.
/// </summary>
public sealed class FalseRangeTests
{
    /// <summary>The same kernels with packed weights.</summary>
    private static readonly Lazy<Dictionary<string, Kernel>> Packed = new(() => KernelLibrary.CompilePacked(
        """
        public static partial class Ranged
        {
            [Gemm] public static partial void GemmNNU8I8Ranged(ReadOnlySpan<byte> a, [ValueRange(-64, 63)] ReadOnlySpan<sbyte> b, Span<int> c, int m, int n, int k);
            [Gemm(TransposeA = true, TransposeB = true)] public static partial void GemmTTI8Ranged([ValueRange(0, 127)] ReadOnlySpan<sbyte> a, ReadOnlySpan<sbyte> b, Span<int> c, int m, int n, int k, int lda, int ldb, int ldc);
        }
        """, Scheduler.Model).ToDictionary(kernel => kernel.Name, StringComparer.Ordinal));

    public static TheoryData<string, bool, int, int, int, int> Shapes =>
    [
        .. from packed in new[] { false, true }
           from shape in new[] { (1, 1, 1), (1, 5, 64), (2, 33, 7), (5, 50, 35), (9, 17, 66), (17, 4, 3) }
           from gap in new[] { 0, 3 }
           from name in new[] { "GemmNNU8I8Ranged", "GemmTTI8Ranged" }
           where gap == 0 || name == "GemmTTI8Ranged"
           select (name, packed, shape.Item1, shape.Item2, shape.Item3, gap),
    ];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void OneNumberThatIsNotDeclared(string name, bool packed, int m, int n, int k, int gap)
    {
        Kernel kernel = packed ? Packed.Value[name] : KernelLibrary.Get(name);
        var spec = (MatrixProductSpec)kernel.Spec;
        KernelCall call = Calls.Product(spec, m, n, k, gap).Fill((role, _) => role switch
        {
            "a" => spec["a"].Range is { } range ? range.High : byte.MaxValue,
            "b" => spec["b"].Range is { } range ? range.Low : sbyte.MinValue,
            _ => 0,
        });
        var layout = new MatrixLayout(call, spec);
        double[] expected = kernel.Interpret(call).Outputs["c"];
        AssertEqual(call, expected, kernel.Run(call).Outputs["c"]);

        string role = spec["a"].Range is null ? "b" : "a";
        double[] numbers = call.Vectors[role];
        double declared = numbers[0], offending = role == "a" ? sbyte.MinValue : sbyte.MinValue + 1;
        for (int inner = 0; inner < k; inner++)
        {
            for (int outer = 0; outer < (role == "a" ? m : n); outer++)
            {
                int at = role == "a" ? layout.A.Index(0, outer, inner) : layout.B.Index(0, inner, outer);
                numbers[at] = offending;
                double[] changed = [.. expected];
                for (int i = 0; i < (role == "a" ? n : m); i++)
                {
                    (int row, int column) = role == "a" ? (outer, i) : (i, outer);
                    double other = role == "a" ? call.Vectors["b"][layout.B.Index(0, inner, column)] : call.Vectors["a"][layout.A.Index(0, row, inner)];
                    changed[layout.C.Index(0, row, column)] += (offending - declared) * other;
                }

                AssertEqual(call, changed, kernel.Run(call).Outputs["c"]);
                numbers[at] = declared;
            }
        }
    }

    /// <summary>Both factors are declared, and the result is scaled, limited and rounded to bytes.</summary>
    [Theory]
    [InlineData(1, 3, 5)]
    [InlineData(3, 18, 9)]
    public void OneNumberOfALayerThatIsNotDeclared(int batch, int outputs, int inputs)
    {
        Kernel kernel = KernelLibrary.Get("DenseReluU8I8RangedToU8");
        KernelCall call = Calls.Product((MatrixProductSpec)kernel.Spec, batch, outputs, inputs).Fill((role, i) => role switch
        {
            "x" => 100,
            "weights" => i % 3 == 0 ? -100 : 100,
            "xScale" or "weightScales" => 0.0625,
            "yScale" => 1.5,
            _ => 0,
        });
        kernel.AssertBits(call);
        foreach ((string role, double offending) in new[] { ("x", 255.0), ("x", 101), ("weights", -128), ("weights", 127), ("weights", 101) })
        {
            double[] numbers = call.Vectors[role];
            for (int at = 0; at < numbers.Length; at++)
            {
                double declared = numbers[at];
                numbers[at] = offending;
                kernel.AssertBits(call, Placement.Off(at));
                numbers[at] = declared;
            }
        }
    }

    private static void AssertEqual(KernelCall call, double[] expected, double[] got)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            if (expected[i] != got[i])
                Assert.Fail($"{call}: c[{i}] is {got[i]}, expected {expected[i]}.");
        }
    }
}
