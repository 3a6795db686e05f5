using KernelGen.Generator.Specs;
using KernelGen.Numerics.Tests.Harness;
using KernelGen.Tests;
using Xunit;

namespace KernelGen.Numerics.Tests;

/// <summary>Products large enough that schedules copy b, split K and take a's rows in blocks.</summary>
public sealed class BlockTests
{
    private static readonly string[] Names =
    [
        "GemmNNF32", "GemmNTF32", "GemmTNF32", "GemmTTF32", "GemmNNF64", "GemmTTF64", "GemmNNAllF32", "GemmTTAllF32",
        "GemmNNAllF32Float64", "GemmTTAllF32Compensated", "DenseAllF32", "DenseIoAllF32", "DenseGatedSiluF32", "GemvTransposedF32",
    ];

    public static TheoryData<string> Kernels => [.. Names];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void LongSums(string name)
    {
        Check(name, 17, 66, 3001);
        Check(name, 3, 20, 4099);
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void ManyRows(string name) => Check(name, 2500, 9, 7);

    [Theory]
    [MemberData(nameof(Kernels))]
    public void ManyColumns(string name) => Check(name, 18, 5000, 29);

    private static void Check(string name, int m, int n, int k)
    {
        Kernel kernel = KernelLibrary.Get(name);
        KernelCall call = kernel.Spec is MatrixProductSpec product
            ? Calls.Product(product, m, n, k, gap: 1)
            : Calls.Sized(kernel.Spec, ("M", m), ("K", k));
        call.Scalars["alpha"] = -0.75;
        call.Scalars["beta"] = 0.5;
        kernel.AssertBits(call.Fill(Kind.Even, m + n + k), Placement.Off(1, 1));
    }
}
