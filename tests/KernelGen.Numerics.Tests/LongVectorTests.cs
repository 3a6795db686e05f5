using KernelGen.Generator.Specs;
using KernelGen.Numerics.Tests.Harness;
using KernelGen.Tests;
using Xunit;

namespace KernelGen.Numerics.Tests;

/// <summary>
/// Vectors that are long enough to be read by whole cache lines, at every place of both operands in a line; and rows a multiple of 4 KiB apart,
/// which are copied and turned in another order than others.
/// </summary>
public sealed class LongVectorTests
{
    /// <summary>From where operands are read by lines, around rounds of 64 and 32 elements, and with rests of every kind.</summary>
    private static readonly int[] Lengths = [256, 271, 272, 320, 335, 336, 400];

    public static TheoryData<string> Vectors =>
    [
        "DotF32", "DotF64", "SquaredDistanceF32", "SquaredDistanceF64", "CosineF32", "SumOfSquaresF32", "SumOfSquaresF64", "NormalizeF32",
        "DotF32_256", "DotF32_257", "DotF32_384",
    ];

    public static TheoryData<string> Transposed => ["GemmNTF32", "GemmNTF64", "DenseF32", "DenseF64"];

    [Theory]
    [MemberData(nameof(Vectors))]
    public void EqualTheirPlanAtEveryPlaceOfALine(string name)
    {
        Kernel kernel = KernelLibrary.Get(name);
        int seed = 0;
        foreach (int length in kernel.Plan.Length.Fixed is { } stated ? [stated] : Lengths)
        {
            foreach (Kind kind in new[] { Kind.Even, Kind.Tiny, Kind.Special })
            {
                KernelCall call = Calls.Sized(kernel.Spec, ("Length", length)).Fill(kind, ++seed);
                kernel.AssertBits(call);
                KernelResult expected = kernel.Run(call);
                for (int offset = 0; offset < 16; offset++)
                {
                    for (int stagger = 0; stagger < 16; stagger++)
                        kernel.AssertBits(call, expected, Placement.Off(offset, stagger));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Transposed))]
    public void RowsAMultipleOfAPageApartEqualTheirPlan(string name)
    {
        Kernel kernel = KernelLibrary.Get(name);
        var spec = (MatrixProductSpec)kernel.Spec;
        foreach (int rows in new[] { 1, 2, 9 })
        {
            foreach (int columns in new[] { 3, 7, 8, 17, 29 })
            {
                foreach (int depth in new[] { 1024, 1000 })
                    kernel.AssertBits(Calls.Product(spec, rows, columns, depth).Fill(Kind.Even, columns), Placement.Off(columns));
            }
        }
    }
}
