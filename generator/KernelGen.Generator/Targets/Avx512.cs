using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Targets;

/// <summary>
/// AVX-512 F, BW, DQ, VL: a schedule of 512 bits, and one of 256 for processors on which the runtime prefers those (Skylake-X to Cooper
/// Lake, whose clock falls with wide vectors): it reports Vector512 as not accelerated there.
/// </summary>
internal static class Avx512
{
    /// <summary>Zen 4 (AMD, Software Optimization Guide 57647: 512-bit operations in two passes) and Intel servers, the weaker of each.</summary>
    public static readonly Machine Model = new()
    {
        VectorBytes = 64,
        NarrowestVectorBytes = 16,
        Registers = 32,
        PermutesPairs = true,
        Prefetches = true,
        MultipliesBytes = true,
        FmaLatency = 4,
        FmaPerCycle = 1,
        NarrowFmaPerCycle = 2,
        LoadsPerCycle = 1,
        InstructionsPerCycle = 4,
        L1 = 32 << 10,
        L2 = 1 << 20,
        L3 = 16 << 20,
    };

    /// <summary>
    /// Skylake-X to Cooper Lake (Fog, Instruction tables: two 256-bit multiply-adds, latency 4, and two loads a cycle), with all 32 registers. A
    /// narrower vector costs as much as a whole one.
    /// </summary>
    private static readonly Machine Model256 = Model with
    {
        VectorBytes = 32,
        NarrowestVectorBytes = 32,
        PermutesPairs = false,
        FmaPerCycle = 2,
        LoadsPerCycle = 2,
    };

    public static readonly Target Target = new(IsaSet.Avx512, "Avx512", Model, new Spelling());

    public static readonly Target Target256 = new(IsaSet.Avx512, "Avx512VL", Model256, new Narrower(32));

    public class Spelling() : VectorDialect(64)
    {
        public override string LoadBytePairsPartial(NumericType type, string pointer, string count) => BytesOfX86.LoadPairsMasked(Bytes, type, pointer, count);
        public override string LoadBytesAsSinglesPartial(NumericType type, string pointer, string count) => BytesOfX86.LoadAsSinglesMasked(Bytes, type, pointer, count);
        public override string StoreBytesPartial(NumericType type, string pointer, string count, string value) => BytesOfX86.StoreMasked(Bytes, type, pointer, count, value);
        public override string Mask(NumericType type, string count) => type.Bytes == 4
            ? $"Vector512.LessThan(Vector512<int>.Indices, Vector512.Create({Counted("int", count)})){AsNumbers(type)}"
            : $"Vector512.LessThan(Vector512<long>.Indices, Vector512.Create({Counted("long", count)})).AsDouble()";

        public override string LoadMasked(NumericType type, string pointer, string mask) => $"Avx512F.MaskLoad({pointer}, {mask}, {Zero(type)})";
        public override string StoreMasked(NumericType type, string pointer, string mask, string value) => $"Avx512F.MaskStore({pointer}, {mask}, {value})";
        public override string WidenToDouble(string floats) => $"Avx512F.ConvertToVector512Double({floats})";
        public override string LoadHalfWords(string pointer) => HalfWordsOfX86.Load(Bytes, pointer);
        public override string LoadHalfWordsPartial(string pointer, string count) => HalfWordsOfX86.LoadMasked(Bytes, pointer, count);
        public override string LoadPairsPartial(string pointer, string count) => HalfWordsOfX86.Masked(Bytes, pointer, count) + ".AsSingle()";
        public override string StoreHalfWords(string pointer, string value) => HalfWordsOfX86.Store(Bytes, pointer, value);
        public override string StoreHalfWordsPartial(string pointer, string count, string value) => HalfWordsOfX86.StoreMasked(Bytes, pointer, count, value);
        public override string Index(NumericType type, string first) => type.Bytes == 4
            ? $"Vector512<int>.Indices + Vector512.Create({Counted("int", first)})"
            : $"Vector512<long>.Indices + Vector512.Create({Counted("long", first)})";

        public override string Pair(NumericType type, string low, string index, string high) =>
            $"Avx512F.PermuteVar{(type.Bytes == 4 ? "16x32" : "8x64")}x2({low}, {index}, {high})";

        public override string Quarters(string a, string b, string order) => $"Avx512F.Shuffle4x128({a}, {b}, {order})";
        public override string WithinQuarters(string a, string order) => $"Avx512F.Permute4x32({a}, {order})";

        public override string FirstOfQuarters(string a) =>
            $"Avx512F.PermuteVar16x32({a}, Vector512.Create(0, 4, 8, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)).GetLower().GetLower()";

        public override string Lookup(string table, string numbers) => $"Avx512F.PermuteVar16x32({table}, {numbers})";

        public override VectorDialect Narrow(int bytes) => bytes == 64 ? this : new Narrower(bytes);
    }

    /// <summary>Narrower registers: AVX-512VL has their masked loads and stores, and all 32 of them.</summary>
    private sealed class Narrower(int bytes) : VectorDialect(bytes)
    {
        public override string LoadBytePairsPartial(NumericType type, string pointer, string count) => BytesOfX86.LoadPairsMasked(Bytes, type, pointer, count);
        public override string LoadBytesAsSinglesPartial(NumericType type, string pointer, string count) => BytesOfX86.LoadAsSinglesMasked(Bytes, type, pointer, count);
        public override string StoreBytesPartial(NumericType type, string pointer, string count, string value) => BytesOfX86.StoreMasked(Bytes, type, pointer, count, value);

        // "At most one less": for "less" the JIT takes an instruction that knows the lower 16 registers alone, and an accumulator has to make room.
        public override string Mask(NumericType type, string count) => type.Bytes == 4
            ? $"{Class}.LessThanOrEqual({Class}<int>.Indices, {Class}.Create({Counted("int", count)} - 1)){AsNumbers(type)}"
            : $"{Class}.LessThanOrEqual({Class}<long>.Indices, {Class}.Create({Counted("long", count)} - 1)).AsDouble()";

        public override string LoadMasked(NumericType type, string pointer, string mask) => $"Avx512F.VL.MaskLoad({pointer}, {mask}, {Zero(type)})";
        public override string StoreMasked(NumericType type, string pointer, string mask, string value) => $"Avx512F.VL.MaskStore({pointer}, {mask}, {value})";
        public override string WidenToDouble(string floats) => $"Avx.ConvertToVector256Double({floats})";
        public override string LoadHalfWords(string pointer) => HalfWordsOfX86.Load(Bytes, pointer);
        public override string LoadHalfWordsPartial(string pointer, string count) => HalfWordsOfX86.LoadMasked(Bytes, pointer, count);
        public override string LoadPairsPartial(string pointer, string count) => HalfWordsOfX86.Masked(Bytes, pointer, count) + ".AsSingle()";
        public override string StoreHalfWords(string pointer, string value) => HalfWordsOfX86.Store(Bytes, pointer, value);
        public override string StoreHalfWordsPartial(string pointer, string count, string value) => HalfWordsOfX86.StoreMasked(Bytes, pointer, count, value);
    }
}
