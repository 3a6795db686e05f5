using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Targets;

/// <summary>AVX2 and FMA.</summary>
internal static class Avx2
{
    /// <summary>
    /// Haswell and later, Zen and later (Fog, Instruction tables and microarchitecture: two 256-bit multiply-adds and two loads a cycle, latency 4 to 5;
    /// four instructions a cycle up to Skylake. Zen 3 starts six, which the two threads of a core share).
    /// </summary>
    public static readonly Machine Model = new()
    {
        VectorBytes = 32,
        NarrowestVectorBytes = 16,
        Registers = 16,
        MasksAreVectors = true,
        Prefetches = true,
        MultipliesBytes = true,
        FmaLatency = 5,
        FmaPerCycle = 2,
        NarrowFmaPerCycle = 2,
        LoadsPerCycle = 2,
        InstructionsPerCycle = 4,
        L1 = 32 << 10,
        L2 = 256 << 10,
        L3 = 8 << 20,
    };

    public static readonly Target Target = new(IsaSet.Avx2, "Avx2", Model, new Spelling());

    public class Spelling() : VectorDialect(32)
    {
        public override string Mask(NumericType type, string count) => type.Bytes == 4
            ? $"Vector256.LessThan(Vector256<int>.Indices, Vector256.Create({Counted("int", count)})){AsNumbers(type)}"
            : $"Vector256.LessThan(Vector256<long>.Indices, Vector256.Create({Counted("long", count)})).AsDouble()";

        public override string LoadMasked(NumericType type, string pointer, string mask) => $"{(type.IsInteger ? "Avx2" : "Avx")}.MaskLoad({pointer}, {mask})";
        public override string StoreMasked(NumericType type, string pointer, string mask, string value) => $"{(type.IsInteger ? "Avx2" : "Avx")}.MaskStore({pointer}, {mask}, {value})";
        public override string StoreFirst(NumericType type, string pointer, string mask, string count, string value) => StoreFew(pointer, count, value);
        public override VectorDialect Narrow(int bytes) => bytes == 32 ? this : Few;
        public override string WidenToDouble(string floats) => $"Avx.ConvertToVector256Double({floats})";
        public override string LoadHalfWords(string pointer) => HalfWordsOfX86.Load(Bytes, pointer);
        public override string LoadHalfWordsPartial(string pointer, string count) => HalfWordsOfX86.LoadPartial(Bytes, pointer, count);
        public override string LoadPairsPartial(string pointer, string count) => $"PartialVector.LoadTwo((ushort*)({pointer}), (int)({count})).AsSingle()";
        public override string StoreHalfWords(string pointer, string value) => HalfWordsOfX86.Store(Bytes, pointer, value);
        public override string StoreHalfWordsPartial(string pointer, string count, string value) => HalfWordsOfX86.StorePartial(Bytes, pointer, count, value);
    }

    private static readonly VectorDialect Few = new FewLanes();

    /// <summary>
    /// Zen up to its third generation takes 43 operations for a masked store of 256 bits, one each 12 cycles (Fog, Instruction tables), where a number of lanes that is known takes
    /// one to three stores.
    /// </summary>
    private static string StoreFew(string pointer, string count, string value) => $"PartialVector.Store({pointer}, {count}, {value})";

    /// <summary>At the edge of a fixed shape: half a register holds the last columns.</summary>
    private sealed class FewLanes() : VectorDialect(16)
    {
        public override string Mask(NumericType type, string count) => type.Bytes == 4
            ? $"Vector128.LessThan(Vector128<int>.Indices, Vector128.Create({Counted("int", count)})).AsSingle()"
            : $"Vector128.LessThan(Vector128<long>.Indices, Vector128.Create({Counted("long", count)})).AsDouble()";

        public override string LoadMasked(NumericType type, string pointer, string mask) => $"Avx.MaskLoad({pointer}, {mask})";
        public override string StoreMasked(NumericType type, string pointer, string mask, string value) => $"Avx.MaskStore({pointer}, {mask}, {value})";
        public override string StoreFirst(NumericType type, string pointer, string mask, string count, string value) => StoreFew(pointer, count, value);
        public override string WidenToDouble(string floats) => throw new NotSupportedException();
        public override string LoadHalfWords(string pointer) => throw new NotSupportedException();
        public override string LoadHalfWordsPartial(string pointer, string count) => throw new NotSupportedException();
        public override string LoadPairsPartial(string pointer, string count) => throw new NotSupportedException();
        public override string StoreHalfWords(string pointer, string value) => throw new NotSupportedException();
        public override string StoreHalfWordsPartial(string pointer, string count, string value) => throw new NotSupportedException();
    }
}
