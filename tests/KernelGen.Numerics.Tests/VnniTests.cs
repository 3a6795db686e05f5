using KernelGen.Generator.Specs;
using KernelGen.Numerics.Tests.Harness;
using KernelGen.Runtime;
using KernelGen.Tests;
using Xunit;

namespace KernelGen.Numerics.Tests;

/// <summary>
/// The code for AVX-VNNI, whose instructions nothing here can execute: methods that compute what Intel's manual says of them stand in their place,
/// and the rest is what would run.
/// </summary>
public sealed class VnniTests
{
    private const string Instructions =
        """
        using System.Runtime.Intrinsics;

        namespace KernelGen.Generated
        {
            internal static class AvxVnni
            {
                public static Vector256<int> MultiplyWideningAndAdd(Vector256<int> sum, Vector256<short> a, Vector256<short> b) =>
                    V512.MultiplyWideningAndAdd(sum.ToVector512(), a.ToVector512(), b.ToVector512()).GetLower();

                public static Vector256<int> MultiplyWideningAndAdd(Vector256<int> sum, Vector256<byte> a, Vector256<sbyte> b) =>
                    V512.MultiplyWideningAndAdd(sum.ToVector512(), a.ToVector512(), b.ToVector512()).GetLower();

                public static class V512
                {
                    public static Vector512<int> MultiplyWideningAndAdd(Vector512<int> sum, Vector512<short> a, Vector512<short> b)
                    {
                        for (int i = 0; i < 16; i++)
                            sum = sum.WithElement(i, unchecked(sum[i] + (a[2 * i] * b[2 * i]) + (a[(2 * i) + 1] * b[(2 * i) + 1])));
                        return sum;
                    }

                    public static Vector512<int> MultiplyWideningAndAdd(Vector512<int> sum, Vector512<byte> a, Vector512<sbyte> b)
                    {
                        for (int i = 0; i < 64; i++)
                            sum = sum.WithElement(i / 4, unchecked(sum[i / 4] + (a[i] * b[i])));
                        return sum;
                    }
                }
            }
        }
        """;

    [Fact]
    [Trait("Needs", "Avx2")]
    public void EqualsThePlan()
    {
        Assert.SkipUnless(Processor.HasAvx2, "The code around the instructions is AVX2's.");
        Check(IsaSet.Vnni, "global::KernelGen.Runtime.Processor.HasAvxVnni", "global::KernelGen.Runtime.Processor.HasAvx2", "AvxVnni.");
    }

    [Fact]
    [Trait("Needs", "Avx512")]
    public void EqualsThePlanWith512Bits()
    {
        Assert.SkipUnless(Processor.HasAvx512, "The code around the instructions is AVX-512's.");
        Check(IsaSet.Vnni512, " && global::System.Runtime.Intrinsics.X86.AvxVnni.V512.IsSupported", "", "AvxVnni.V512.");
    }

    private static void Check(IsaSet target, string question, string answered, string instructions)
    {
        int bytes = 0, pairs = 0;
        IReadOnlyList<Kernel> kernels = KernelLibrary.CompileFor(target, "IntegerKernels.cs", Changed, Instructions);
        int seed = 0;
        foreach (Kernel kernel in kernels)
        {
            foreach (KernelCall call in Calls.For(kernel.Spec, few: true))
            {
                kernel.AssertBits(call.Fill(Kind.Even, ++seed), Placement.Off(seed, 3));
                kernel.AssertBits(call, Placement.AtEnd);
            }
        }

        Assert.True(pairs > 20 && bytes > 0, $"Instructions in {pairs} files, {bytes} of them with four to a lane.");

        string Changed(string text)
        {
            pairs += text.Contains(instructions + "MultiplyWideningAndAdd(", StringComparison.Ordinal) ? 1 : 0;
            bytes += text.Contains(".AsSByte())", StringComparison.Ordinal) && text.Contains(instructions, StringComparison.Ordinal) ? 1 : 0;
            return text.Replace(question, answered, StringComparison.Ordinal);
        }
    }
}
