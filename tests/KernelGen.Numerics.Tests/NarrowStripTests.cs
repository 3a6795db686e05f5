using KernelGen.Generator.Specs;
using KernelGen.Numerics.Tests.Harness;
using KernelGen.Tests;
using Xunit;

namespace KernelGen.Numerics.Tests;

/// <summary>A column or a few behind whole strips, or by themselves, around the rows and steps that are turned at once.</summary>
public sealed class NarrowStripTests
{
    public static TheoryData<string> Products => ["GemmNNF32", "GemmNTF32", "DenseIoF32"];

    [Theory]
    [MemberData(nameof(Products))]
    public void EveryWidth(string name)
    {
        foreach (int m in new[] { 16, 17, 33 })
        {
            foreach (int n in new[] { 1, 2, 3, 4, 5, 25, 28, 50 })
            {
                foreach (int k in new[] { 3, 4, 6, 19, 35 })
                    Check(name, m, n, k);
            }
        }
    }

    /// <summary>Blocks of K whose sums go on, and more steps than are copied at a time, by themselves and with a rest.</summary>
    [Theory]
    [MemberData(nameof(Products))]
    public void LongSums(string name)
    {
        Check(name, 33, 27, 2049);
        Check(name, 17, 1, 4099);
        Check(name, 16, 1, 4100);
    }

    /// <summary>Of 25 to 28 and 49 windows.</summary>
    [Theory]
    [InlineData("Conv2DNchwPixelsF32", 7, 7)]
    [InlineData("Conv2DNchwPixelsF32", 2, 13)]
    [InlineData("Conv2DNchwUnevenF32", 3, 24)]
    [InlineData("Conv2DNchwUnevenF32", 7, 8)]
    public void Images(string name, int height, int width)
    {
        Kernel kernel = KernelLibrary.Get(name);
        KernelCall call = ConvolutionCalls.Of((ConvolutionSpec)kernel.Spec, [6, 70, 2, height, width, 3, 2, 1, 1, 1, 2]);
        kernel.AssertBits(call.Fill(Kind.Even, height), Placement.AtEnd);
    }

    private static void Check(string name, int m, int n, int k)
    {
        Kernel kernel = KernelLibrary.Get(name);
        KernelCall call = Calls.Product((MatrixProductSpec)kernel.Spec, m, n, k, gap: 1).Fill(Kind.Even, m + n + k);
        KernelResult expected = kernel.Interpret(call);
        kernel.AssertBits(call, expected, Placement.Off(m, 1));
        kernel.AssertBits(call, expected, Placement.AtEnd);
    }
}
