using System.Text;
using KernelGen.Generator.Scheduling;
using KernelGen.Numerics.Tests.Harness;
using KernelGen.Tests;
using Xunit;

namespace KernelGen.Numerics.Tests;

/// <summary>
/// Hundreds of fixed shapes, compiled in memory: each equals its plan to the bit, aligned and not, and
/// stays between guard pages.
/// </summary>
[Trait("Category", "Exhaustive")]
public sealed class SweepTests
{
    /// <summary>Sides around vectors of 2, 4, 8 and 16 and tiles of several of them.</summary>
    private static readonly int[] Sides = [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13, 15, 16, 17, 23, 24, 31, 33, 48, 65];

    private static readonly int[] Lengths = [.. Enumerable.Range(0, 71), 100, 127, 128, 129, 255, 256, 257, 384, 1536];

    public static TheoryData<string, string, string> VectorKernels =>
    [
        .. from operation in new[] { "Dot", "Cosine", "SquaredDistance", "SumOfSquares", "Normalize" }
           from variant in Variants
           select (operation, variant.Element, variant.Accumulate),
    ];

    private static (string Element, string Accumulate)[] Variants { get; } =
        [("float", "Auto"), ("float", "Float64"), ("float", "Compensated"), ("double", "Auto"), ("double", "Compensated")];

    [Theory(Explicit = true)]
    [MemberData(nameof(VectorKernels))]
    public void VectorsOfEveryFixedLength(string operation, string element, string accumulate) => Check(Lengths.Select(length =>
    {
        string result = operation == "Normalize" ? "void" : element;
        string parameters = operation switch
        {
            "Normalize" => $"ReadOnlySpan<{element}> x, Span<{element}> y",
            "SumOfSquares" => $"ReadOnlySpan<{element}> a",
            _ => $"ReadOnlySpan<{element}> a, ReadOnlySpan<{element}> b",
        };
        return $"[{operation}({length}), Precision(Accumulate = Accumulate.{accumulate})] public static partial {result} {operation}{length}({parameters});";
    }));

    /// <summary>
    /// 20 × 20 products: every two sides of M, N and K meet once (K's number is M's plus N's modulo 20), and transposes,
    /// types, accumulators and scalars go round with them.
    /// </summary>
    [Theory(Explicit = true)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void ProductsOfACoveringDesign(int quarter) => Check(
        from i in Enumerable.Range(0, Sides.Length)
        from j in Enumerable.Range(0, Sides.Length)
        where (i + j) % 4 == quarter
        select Product(i, j));

    private static string Product(int i, int j)
    {
        (int m, int n, int k) = (Sides[i], Sides[j], Sides[(i + j) % Sides.Length]);
        (string element, string accumulate) = Variants[((2 * i) + j) % 5];
        (string transposeA, string transposeB) = (((i + (j / 2)) & 1) == 0 ? "false" : "true", (((i / 2) + j) & 1) == 0 ? "false" : "true");
        string scalars = ((i + (3 * j)) % 4) switch
        {
            0 => $", {element} alpha, {element} beta",
            1 => $", {element} beta",
            2 => $", {element} alpha",
            _ => "",
        };
        return $"[Gemm(M = {m}, N = {n}, K = {k}, TransposeA = {transposeA}, TransposeB = {transposeB}), Precision(Accumulate = Accumulate.{accumulate})] "
            + $"public static partial void Gemm_{m}_{n}_{k}(ReadOnlySpan<{element}> a, ReadOnlySpan<{element}> b, Span<{element}> c{scalars});";
    }

    private static void Check(IEnumerable<string> declarations)
    {
        var source = new StringBuilder("public static partial class Sweep\n{\n");
        foreach (string declaration in declarations)
            source.Append("    ").Append(declaration).Append('\n');
        int seed = 0;
        foreach (Kernel kernel in KernelLibrary.Compile(source.Append("}\n").ToString(), Scheduler.Model))
        {
            foreach (KernelCall shape in Calls.For(kernel.Spec))
            {
                foreach (Kind kind in Inputs.Kinds)
                {
                    KernelCall call = shape.Clone().Fill(kind, ++seed);
                    KernelResult expected = kernel.Interpret(call);
                    kernel.AssertBits(call, expected, Placement.Off(seed, 3));
                    kernel.AssertBits(call, expected, Placement.AtEnd);
                    kernel.AssertBits(call, expected, Placement.AtStart);
                }
            }
        }
    }
}
