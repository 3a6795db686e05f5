using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Targets;

/// <summary>
/// AVX2 and AVX-512 with AVX-VNNI, for sums of 8-bit integers. Both neighbours' products, or four bytes' by four signed bytes', are added to the
/// sum at once and wrap like any sum (Intel, Software Developer's Manual: VPDPWSSD, VPDPBUSD; not the saturating ones), so the bits are the same.
/// The tests run the 256-bit ones where the processor has them, and elsewhere, as for the 512-bit ones, their definition in their place.
/// </summary>
internal static class Vnni
{
    public static readonly Target Target = new(IsaSet.Vnni, "AvxVnni", Model(Avx2.Model), new Spelling()) { ForBytes = true };

    /// <summary>.NET has the wider vectors from version 11 on, which the library does not need to know.</summary>
    public static readonly Target Target512 = new(IsaSet.Vnni512, "AvxVnni512", Model(Avx512.Model), new Spelling512())
    {
        ForBytes = true,
        Runs = "global::KernelGen.Runtime.Processor.HasAvx512 && global::System.Runtime.Intrinsics.X86.AvxVnni.V512.IsSupported",
    };

    private static Machine Model(Machine machine) => machine with { DotsPairs = true, DotsUnsignedBySigned = true };

    private sealed class Spelling : Avx2.Spelling
    {
        protected override string DotPairs(string a, string b, string sum) => Add("AvxVnni", a, b, sum);
        protected override string DotQuads(string a, bool signedA, string b, bool signedB, string sum) => Add("AvxVnni", $"{a}.AsByte()", $"{b}.AsSByte()", sum);
    }

    private sealed class Spelling512 : Avx512.Spelling
    {
        protected override string DotPairs(string a, string b, string sum) => Add("AvxVnni.V512", a, b, sum);
        protected override string DotQuads(string a, bool signedA, string b, bool signedB, string sum) => Add("AvxVnni.V512", $"{a}.AsByte()", $"{b}.AsSByte()", sum);
    }

    private static string Add(string type, string a, string b, string sum) => $"{type}.MultiplyWideningAndAdd({sum}, {a}, {b})";
}
