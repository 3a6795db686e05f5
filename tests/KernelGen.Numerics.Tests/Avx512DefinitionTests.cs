using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using KernelGen.Generator.Specs;
using KernelGen.Numerics.Tests.Harness;
using KernelGen.Runtime;
using KernelGen.Tests;
using Xunit;
using Packs = KernelGen.Numerics.Tests.Packed;
using X86 = System.Runtime.Intrinsics.X86;

namespace KernelGen.Numerics.Tests;

/// <summary>
/// The code for AVX-512, both schedules, kernels and library, on any processor with AVX2: with methods that compute what Intel's manual says of the
/// instructions in their place. What is left to a processor that has AVX-512 is that they are the instructions, and that the JIT puts the right ones in
/// the place of <see cref="Vector512"/>'s operators.
/// </summary>
[Trait("Target", "Any")]
[Trait("Needs", "Avx2")]
public sealed class Avx512DefinitionTests
{
    private static readonly Lazy<DefinedLibrary> Library = new(() => new DefinedLibrary());

    private static readonly Lazy<Dictionary<string, Kernel>> Packed = new(() =>
        KernelLibrary.CompilePacked([.. PackedTests.Ways.Select(row => row.Data)], Library.Value).ToDictionary(kernel => kernel.Name, StringComparer.Ordinal));

    private static readonly Lazy<Dictionary<string, Kernel>> Shared =
        new(() => KernelLibrary.Compile(ParallelTests.Declarations, Library.Value).ToDictionary(kernel => kernel.Name, StringComparer.Ordinal));

    /// <summary>Every third kernel: some of each operation, type and layout. The default run.</summary>
    public static TheoryData<string> Kernels => [.. KernelLibrary.Names.Where((_, number) => number % 3 == 0)];

    public static TheoryData<string> OtherKernels => [.. KernelLibrary.Names.Where((_, number) => number % 3 != 0)];

    public static TheoryData<string> Filters => Packs.PackedConvolutionTests.Names;

    public static TheoryData<string> Ways => PackedTests.Ways;

    /// <summary>What runs below is what it says.</summary>
    [Theory]
    [InlineData(true, "Avx512")]
    [InlineData(false, "Avx512VL")]
    public void TheLibraryTakesTheProcessorForOneWithAvx512(bool wide, string target)
    {
        Library.Value.Prefers512Bits = wide;
        Assert.Equal(target, Library.Value.Kernels.GetType("KernelGen.Generated.KernelCatalog")!.GetProperty("RunningTarget")!.GetValue(null));
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void EqualsThePlan(string name) => Check(KernelLibrary.Get(name).Of(Library.Value.Kernels));

    [Theory(Explicit = true)]
    [Trait("Category", "Exhaustive")]
    [MemberData(nameof(OtherKernels))]
    public void TheOthersEqualThePlan(string name) => Check(KernelLibrary.Get(name).Of(Library.Value.Kernels));

    [Theory]
    [MemberData(nameof(Filters))]
    public void EqualsThePlanWithPackedFilters(string name) => Check(Packs.PackedConvolutionTests.Get(name).Of(Library.Value.Kernels));

    [Theory(Explicit = true)]
    [Trait("Category", "Exhaustive")]
    [MemberData(nameof(Ways))]
    public void EqualsThePlanWithPackedWeights(string name) => Check(Packed.Value[name]);

    public static TheoryData<string, int[]> Shapes => ParallelTests.Shapes;

    /// <summary>Operands that are worth several threads, and loops that go by blocks of them: the bits are those of the code that runs here, on one thread.</summary>
    [Theory(Explicit = true)]
    [Trait("Category", "Exhaustive")]
    [MemberData(nameof(Shapes))]
    public void SeveralThreadsEqualOneOfTheRunningTarget(string name, int[] sizes)
    {
        Assert.SkipUnless(Processor.HasAvx2, "The code around the instructions is AVX2's.");
        KernelCall call = ParallelCalls.Of(Shared.Value[name].Spec, sizes).Fill(Kind.Even, sizes.Sum());
        call.Sizes["MaxThreads"] = 1;
        KernelResult expected = ParallelTests.Get(name).Run(call);
        foreach (bool wide in new[] { true, false })
        {
            Library.Value.Prefers512Bits = wide;
            call.Sizes["MaxThreads"] = wide ? ManyProcessors.Count : 3;
            Shared.Value[name].AssertBits(call, expected, Placement.Off(1, 1));
        }
    }

    /// <summary>On random bits, and on those where conversions, sums and masks have their ends.</summary>
    [Fact]
    [Trait("Needs", "Avx512")]
    public unsafe void TheDefinitionsAreTheInstructions()
    {
        Assert.SkipUnless(Processor.HasAvx512, "The instructions are AVX-512's.");
        int[] ends = [0, -1, int.MinValue, int.MaxValue, 0x7fc00001, 0x7f800001, unchecked((int)0xff800000), 0x4effffff, 0x4f000000, unchecked((int)0xcf000000), 0x3f000000, 0x3fc00000, unchecked((int)0x80ff7f01), 1];
        var random = new Random(1);
        int[] bits = new int[4 * 16];
        byte* instruction = stackalloc byte[64], defined = stackalloc byte[64];
        for (int trial = 0; trial < 2000; trial++)
        {
            random.NextBytes(MemoryMarshal.AsBytes(bits.AsSpan()));
            for (int i = 0; i < bits.Length; i++)
                bits[i] = random.Next(4) == trial % 4 ? ends[random.Next(ends.Length)] : bits[i];
            Vector512<int> a = Vector512.Create(bits), b = Vector512.Create(bits.AsSpan(16)), c = Vector512.Create(bits.AsSpan(32)), mask = Vector512.Create(bits.AsSpan(48));
            fixed (int* memory = bits)
            {
                Same(Definitions.Avx512F.MaskLoad((float*)memory, mask.AsSingle(), c.AsSingle()), X86.Avx512F.MaskLoad((float*)memory, mask.AsSingle(), c.AsSingle()));
                Same(Definitions.Avx512F.MaskLoad((double*)memory, mask.AsDouble(), c.AsDouble()), X86.Avx512F.MaskLoad((double*)memory, mask.AsDouble(), c.AsDouble()));
                Same(Definitions.Avx512F.MaskLoad(memory, mask, c), X86.Avx512F.MaskLoad(memory, mask, c));
                Same(Definitions.Avx512BW.MaskLoad((ushort*)memory, mask.AsUInt16(), c.AsUInt16()), X86.Avx512BW.MaskLoad((ushort*)memory, mask.AsUInt16(), c.AsUInt16()));
                (Vector256<int> mask2, Vector256<int> c2) = (mask.GetLower(), c.GetLower());
                Same(Definitions.Avx512F.VL.MaskLoad(memory, mask2, c2), X86.Avx512F.VL.MaskLoad(memory, mask2, c2));
                Same(Definitions.Avx512BW.VL.MaskLoad((ushort*)memory, mask2.AsUInt16(), c2.AsUInt16()), X86.Avx512BW.VL.MaskLoad((ushort*)memory, mask2.AsUInt16(), c2.AsUInt16()));
                Same(Definitions.Avx512BW.VL.MaskLoad((byte*)memory, mask2.AsByte(), c2.AsByte()), X86.Avx512BW.VL.MaskLoad((byte*)memory, mask2.AsByte(), c2.AsByte()));
                (Vector128<int> mask4, Vector128<int> c4) = (mask2.GetLower(), c2.GetLower());
                Same(Definitions.Avx512F.VL.MaskLoad(memory, mask4, c4), X86.Avx512F.VL.MaskLoad(memory, mask4, c4));
                Same(Definitions.Avx512BW.VL.MaskLoad((byte*)memory, mask4.AsByte(), c4.AsByte()), X86.Avx512BW.VL.MaskLoad((byte*)memory, mask4.AsByte(), c4.AsByte()));
            }

            c.Store((int*)instruction);
            c.Store((int*)defined);
            X86.Avx512F.MaskStore((int*)instruction, mask, a);
            Definitions.Avx512F.MaskStore((int*)defined, mask, a);
            X86.Avx512F.MaskStore((double*)instruction, b.AsDouble(), a.AsDouble());
            Definitions.Avx512F.MaskStore((double*)defined, b.AsDouble(), a.AsDouble());
            X86.Avx512BW.VL.MaskStore((ushort*)instruction, b.AsUInt16().GetLower(), b.AsUInt16().GetLower());
            Definitions.Avx512BW.VL.MaskStore((ushort*)defined, b.AsUInt16().GetLower(), b.AsUInt16().GetLower());
            X86.Avx512BW.VL.MaskStore(instruction + 48, mask.AsByte().GetUpper().GetUpper(), b.AsByte().GetLower().GetLower());
            Definitions.Avx512BW.VL.MaskStore(defined + 48, mask.AsByte().GetUpper().GetUpper(), b.AsByte().GetLower().GetLower());
            Same(*(Vector512<byte>*)defined, *(Vector512<byte>*)instruction);

            Same(Definitions.Avx512F.ConvertToVector512Double(a.AsSingle().GetLower()), X86.Avx512F.ConvertToVector512Double(a.AsSingle().GetLower()));
            Same(Definitions.Avx512F.ConvertToVector512Double(a.GetLower()), X86.Avx512F.ConvertToVector512Double(a.GetLower()));
            Same(Definitions.Avx512F.ConvertToVector512Single(a), X86.Avx512F.ConvertToVector512Single(a));
            Same(Definitions.Avx512F.ConvertToVector512Int32(a.AsSingle()), X86.Avx512F.ConvertToVector512Int32(a.AsSingle()));
            Same(Definitions.Avx512F.ConvertToVector512Int32(a.AsByte().GetLower().GetLower()), X86.Avx512F.ConvertToVector512Int32(a.AsByte().GetLower().GetLower()));
            Same(Definitions.Avx512F.ConvertToVector512Int32(a.AsSByte().GetLower().GetLower()), X86.Avx512F.ConvertToVector512Int32(a.AsSByte().GetLower().GetLower()));
            Same(Definitions.Avx512F.ConvertToVector512Int32(a.AsInt16().GetLower()), X86.Avx512F.ConvertToVector512Int32(a.AsInt16().GetLower()));
            Same(Definitions.Avx512F.ConvertToVector512UInt32(a.AsUInt16().GetLower()), X86.Avx512F.ConvertToVector512UInt32(a.AsUInt16().GetLower()));
            Same(Definitions.Avx512F.ConvertToVector256UInt16(a.AsUInt32()), X86.Avx512F.ConvertToVector256UInt16(a.AsUInt32()));
            Same(Definitions.Avx512F.ConvertToVector128Byte(a), X86.Avx512F.ConvertToVector128Byte(a));
            Same(Definitions.Avx512F.ConvertToVector128SByte(a), X86.Avx512F.ConvertToVector128SByte(a));
            Same(Definitions.Avx512BW.ConvertToVector512Int16(a.AsByte().GetLower()), X86.Avx512BW.ConvertToVector512Int16(a.AsByte().GetLower()));
            Same(Definitions.Avx512BW.ConvertToVector512Int16(a.AsSByte().GetLower()), X86.Avx512BW.ConvertToVector512Int16(a.AsSByte().GetLower()));
            Same(Definitions.Avx512BW.MultiplyAddAdjacent(a.AsInt16(), b.AsInt16()), X86.Avx512BW.MultiplyAddAdjacent(a.AsInt16(), b.AsInt16()));
            Same(Definitions.Avx512BW.MultiplyAddAdjacent(a.AsByte(), b.AsSByte()), X86.Avx512BW.MultiplyAddAdjacent(a.AsByte(), b.AsSByte()));
            Same(Definitions.Avx512F.PermuteVar16x32(a.AsSingle(), b), X86.Avx512F.PermuteVar16x32(a.AsSingle(), b));
            Same(Definitions.Avx512F.PermuteVar16x32x2(a.AsSingle(), b, c.AsSingle()), X86.Avx512F.PermuteVar16x32x2(a.AsSingle(), b, c.AsSingle()));
            Same(Definitions.Avx512F.PermuteVar16x32x2(a, b, c), X86.Avx512F.PermuteVar16x32x2(a, b, c));
            Same(Definitions.Avx512F.PermuteVar8x64x2(a.AsDouble(), b.AsInt64(), c.AsDouble()), X86.Avx512F.PermuteVar8x64x2(a.AsDouble(), b.AsInt64(), c.AsDouble()));
            Same(Definitions.Avx512F.PermuteVar8x64x2(a.AsInt64(), b.AsInt64(), c.AsInt64()), X86.Avx512F.PermuteVar8x64x2(a.AsInt64(), b.AsInt64(), c.AsInt64()));
            Same(Definitions.Avx512F.Shuffle4x128(a.AsSingle(), b.AsSingle(), (byte)trial), X86.Avx512F.Shuffle4x128(a.AsSingle(), b.AsSingle(), (byte)trial));
            Same(Definitions.Avx512F.Shuffle4x128(a.AsDouble(), b.AsDouble(), (byte)trial), X86.Avx512F.Shuffle4x128(a.AsDouble(), b.AsDouble(), (byte)trial));
            Same(Definitions.Avx512F.Permute4x32(a.AsSingle(), (byte)trial), X86.Avx512F.Permute4x32(a.AsSingle(), (byte)trial));
            Same(Definitions.Avx512F.UnpackLow(a.AsSingle(), b.AsSingle()), X86.Avx512F.UnpackLow(a.AsSingle(), b.AsSingle()));
            Same(Definitions.Avx512F.UnpackHigh(a.AsSingle(), b.AsSingle()), X86.Avx512F.UnpackHigh(a.AsSingle(), b.AsSingle()));
            Same(Definitions.Avx512F.UnpackLow(a.AsDouble(), b.AsDouble()), X86.Avx512F.UnpackLow(a.AsDouble(), b.AsDouble()));
            Same(Definitions.Avx512F.UnpackHigh(a.AsDouble(), b.AsDouble()), X86.Avx512F.UnpackHigh(a.AsDouble(), b.AsDouble()));
            Same(Definitions.Avx512F.Shuffle(a.AsSingle(), b.AsSingle(), (byte)trial), X86.Avx512F.Shuffle(a.AsSingle(), b.AsSingle(), (byte)trial));
            Same(Definitions.Avx512F.PermuteVar8x64(a.AsInt64(), b.AsInt64()), X86.Avx512F.PermuteVar8x64(a.AsInt64(), b.AsInt64()));
        }
    }

    /// <summary>To the bit, of NaN too.</summary>
    private static void Same<T>(T defined, T instruction)
        where T : unmanaged => Assert.Equal(
            MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in instruction)).ToArray(), MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in defined)).ToArray());

    private static void Check(Kernel kernel)
    {
        Assert.SkipUnless(Processor.HasAvx2, "The code around the instructions is AVX2's.");
        int seed = 0;
        foreach (KernelCall shape in Calls.For(kernel.Spec, few: true))
        {
            KernelCall call = shape.Fill(++seed % 2 == 0 ? Kind.Even : Inputs.Kinds[seed / 2 % Inputs.Kinds.Length], seed);
            KernelResult expected = kernel.Interpret(call);
            foreach (bool wide in new[] { true, false })
            {
                Library.Value.Prefers512Bits = wide;
                kernel.AssertBits(call, expected, Placement.Off(seed, 3));
                kernel.AssertBits(call, expected, wide ? Placement.AtEnd : Placement.AtStart);
            }
        }
    }
}
