using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using KernelGen.Generator.Specs;
using KernelGen.Numerics.Tests.Harness;
using KernelGen.Runtime;
using KernelGen.Tests;
using Xunit;

namespace KernelGen.Numerics.Tests;

/// <summary>
/// The code for AVX-VNNI. On a processor that has the instructions it runs as it is, 256 bits wide; elsewhere, and 512 bits wide, methods that compute
/// what Intel's manual says of them, and of AVX-512's around them, stand in their place.
/// </summary>
public sealed class VnniTests
{
    [Fact]
    [Trait("Needs", "Avx2")]
    public void EqualsThePlan()
    {
        Assert.SkipUnless(Processor.HasAvx2, "The code around the instructions is AVX2's.");
        const string Question = "global::KernelGen.Runtime.Processor.HasAvxVnni";
        if (Processor.HasAvxVnni)
            Check(IsaSet.Vnni, Question, Question, "AvxVnni.", []);
        else
            Check(IsaSet.Vnni, Question, "global::KernelGen.Runtime.Processor.HasAvx2", "AvxVnni.", DefinedLibrary.Definitions);
    }

    [Fact]
    [Trait("Target", "Any")]
    [Trait("Needs", "Avx2")]
    public void EqualsThePlanWith512Bits()
    {
        Assert.SkipUnless(Processor.HasAvx2, "The code around the instructions is AVX2's.");
        const string Question = "global::KernelGen.Runtime.Processor.HasAvx512 && global::System.Runtime.Intrinsics.X86.AvxVnni.V512.IsSupported";
        Check(IsaSet.Vnni512, Question, "global::KernelGen.Runtime.Processor.HasAvx2", "AvxVnni.V512.", DefinedLibrary.Definitions);
    }

    /// <summary>The definition gives what is in the manual, nothing of it saturates, and the instructions give the same.</summary>
    [Fact]
    public void TheDefinitionIsTheInstructions()
    {
        var top = Definitions.AvxVnni.MultiplyWideningAndAdd(Vector256.Create(7), Vector256.Create((byte)255), Vector256.Create((sbyte)-128));
        Assert.Equal(Vector256.Create(7 - (4 * 255 * 128)), top);
        var wraps = Definitions.AvxVnni.MultiplyWideningAndAdd(Vector256.Create(int.MaxValue), Vector256.Create(short.MinValue), Vector256.Create(short.MinValue));
        Assert.Equal(Vector256.Create(-1), wraps);

        var random = new Random(1);
        byte[] bytes = new byte[3 * 32];
        for (int trial = 0; trial < 5000; trial++)
        {
            random.NextBytes(bytes);
            // Every fourth has nothing but the ends of its types.
            for (int i = 0; trial % 4 == 0 && i < bytes.Length; i++)
                bytes[i] = (bytes[i] % 4) switch { 0 => 0, 1 => 127, 2 => 128, _ => 255 };
            ReadOnlySpan<Vector256<int>> drawn = MemoryMarshal.Cast<byte, Vector256<int>>(bytes);
            Vector256<int> sum = drawn[0], a = drawn[1], b = drawn[2];
            (Vector256<int> pairs, Vector256<int> quads) = ByTheInstructions(sum, a, b);
            Assert.Equal(Definitions.AvxVnni.MultiplyWideningAndAdd(sum, a.AsInt16(), b.AsInt16()), pairs);
            Assert.Equal(Definitions.AvxVnni.MultiplyWideningAndAdd(sum, a.AsByte(), b.AsSByte()), quads);
        }
    }

    /// <summary>By AVX-VNNI where the processor has it; elsewhere by sums of single numbers, in another order than the definition's.</summary>
    private static (Vector256<int> Pairs, Vector256<int> Quads) ByTheInstructions(Vector256<int> sum, Vector256<int> a, Vector256<int> b)
    {
        if (Processor.HasAvxVnni)
        {
            return (System.Runtime.Intrinsics.X86.AvxVnni.MultiplyWideningAndAdd(sum, a.AsInt16(), b.AsInt16()),
                System.Runtime.Intrinsics.X86.AvxVnni.MultiplyWideningAndAdd(sum, a.AsByte(), b.AsSByte()));
        }

        Vector256<int> pairs = sum, quads = sum;
        for (int i = 0; i < 8; i++)
        {
            long pair = Enumerable.Range(2 * i, 2).Sum(j => (long)a.AsInt16()[j] * b.AsInt16()[j]), quad = Enumerable.Range(4 * i, 4).Sum(j => (long)a.AsByte()[j] * b.AsSByte()[j]);
            (pairs, quads) = (pairs.WithElement(i, unchecked((int)(sum[i] + pair))), quads.WithElement(i, unchecked((int)(sum[i] + quad))));
        }

        return (pairs, quads);
    }

    private static void Check(IsaSet target, string question, string answered, string instructions, IEnumerable<string> beside)
    {
        int bytes = 0, pairs = 0;
        Kernel[] kernels = [.. new[] { "IntegerKernels.cs", "IntegerConvolutionKernels.cs" }.SelectMany(file => KernelLibrary.CompileFor(target, file, Changed, beside))];
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
