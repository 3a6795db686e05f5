using KernelGen.Numerics.Tests.Harness;
using KernelGen.Tests;
using Xunit;

namespace KernelGen.Numerics.Tests;

/// <summary>Every kernel equals its plan to the bit: for all shapes, kinds of numbers and places in memory.</summary>
public sealed class BitsTests
{
    public static TheoryData<string> Kernels => KernelLibrary.NamesOf();

    [Theory]
    [MemberData(nameof(Kernels))]
    public void EqualsItsPlan(string name)
    {
        Kernel kernel = KernelLibrary.Get(name);
        int seed = 0;
        foreach (KernelCall shape in Calls.For(kernel.Spec))
        {
            // Even numbers find wrong arithmetic; the other kinds take turns.
            seed++;
            kernel.AssertBits(shape.Clone().Fill(Kind.Even, seed), Placement.Off(seed, 5));
            kernel.AssertBits(shape.Clone().Fill(Inputs.Kinds[1 + (seed % (Inputs.Kinds.Length - 1))], seed));
        }

        foreach (KernelCall shape in Calls.For(kernel.Spec, few: true))
        {
            foreach (Kind kind in Inputs.Kinds)
                kernel.AssertBits(shape.Clone().Fill(kind, ++seed), Placement.Off(seed, 1));
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void DoesNotDependOnAlignment(string name)
    {
        Kernel kernel = KernelLibrary.Get(name);
        foreach (KernelCall shape in Calls.For(kernel.Spec, few: true))
        {
            KernelCall call = shape.Clone().Fill(Kind.Even, 7);
            KernelResult expected = kernel.Run(call);
            for (int offset = 0; offset < 16; offset++)
            {
                kernel.AssertBits(call, expected, Placement.Off(offset));
                kernel.AssertBits(call, expected, Placement.Off(offset, 3));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void StaysBetweenGuardPages(string name)
    {
        Kernel kernel = KernelLibrary.Get(name);
        int seed = 100;
        foreach (KernelCall shape in Calls.For(kernel.Spec))
        {
            KernelCall call = shape.Clone().Fill(Kind.Even, seed++);
            KernelResult expected = kernel.Run(call);
            kernel.AssertBits(call, expected, Placement.AtStart);
            kernel.AssertBits(call, expected, Placement.AtEnd);
        }
    }
}
