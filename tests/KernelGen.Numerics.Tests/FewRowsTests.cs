using KernelGen.Generator.Specs;
using KernelGen.Numerics.Tests.Harness;
using KernelGen.Tests;
using Xunit;

namespace KernelGen.Numerics.Tests;

/// <summary>Few rows go through a matrix as it lies: every height, around the blocks that are turned and the columns that go together.</summary>
public sealed class FewRowsTests
{
    public static TheoryData<string> Kernels => ["GemmNNF32", "GemmNNF64", "GemmNNAllF32", "GemmNTF32", "GemmNTF64", "GemmNTAllF32", "DenseIoAllF32", "DenseAllF64", "DenseGatedSiluF32"];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void EveryHeight(string name)
    {
        for (int m = 1; m <= 18; m++)
        {
            foreach ((int n, int k) in new[] { (3, 9), (4, 4), (5, 3), (7, 9), (8, 8), (9, 7), (15, 15), (16, 17), (17, 16), (24, 31), (33, 47), (50, 64) })
                Check(name, m, n, k);
        }
    }

    public static TheoryData<string> HalfWords => ["GemmNTAllF16", "DenseGeluF16", "DenseGatedF16", "GemmNTAllBF16", "GemmNNF16", "GemmNNBF16", "DenseReluF16"];

    /// <summary>Numbers of 16 bits become floats on their way, and those that are not finite take another.</summary>
    [Theory]
    [MemberData(nameof(HalfWords))]
    public void HalfWordsOfAnyKind(string name)
    {
        for (int m = 1; m <= 17; m += m < 5 ? 1 : 4)
        {
            foreach ((int n, int k) in new[] { (8, 16), (9, 15), (15, 33), (16, 31), (17, 32), (33, 47), (50, 70) })
            {
                Check(name, m, n, k);
                Check(name, m, n, k, Kind.Special);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void ManyColumns(string name)
    {
        Check(name, 1, 511, 9);
        Check(name, 5, 512, 9);
        Check(name, 3, 513, 17);
        Check(name, 16, 1030, 19);
        Check(name, 1, 4095, 17);
        Check(name, 1, 4101, 8);
    }

    private static void Check(string name, int m, int n, int k, Kind kind = Kind.Even)
    {
        Kernel kernel = KernelLibrary.Get(name);
        KernelCall call = Calls.Product((MatrixProductSpec)kernel.Spec, m, n, k, gap: 1);
        call.Scalars["alpha"] = -0.75;
        call.Scalars["beta"] = 0.5;
        call.Fill(kind, m + n + k);
        KernelResult expected = kernel.Interpret(call);
        kernel.AssertBits(call, expected, Placement.Off(m, 1));
        kernel.AssertBits(call, expected, Placement.AtEnd);
    }
}
