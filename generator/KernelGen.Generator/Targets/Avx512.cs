using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Targets;

/// <summary>
/// AVX-512 F, BW, DQ, VL. Where the runtime prefers 256 bits (Skylake-X to Cooper Lake) it reports Vector512 as not
/// accelerated, and the AVX2 target runs.
/// </summary>
internal static class Avx512
{
    /// <summary>Zen 4 (AMD, Software Optimization Guide 57647: 512-bit operations in two passes) and Intel servers, the weaker of each.</summary>
    private static readonly Machine Model = new()
    {
        VectorBytes = 64,
        NarrowestVectorBytes = 16,
        Registers = 32,
        PermutesPairs = true,
        Prefetches = true,
        FmaLatency = 4,
        FmaPerCycle = 1,
        NarrowFmaPerCycle = 2,
        LoadsPerCycle = 1,
        L1 = 32 << 10,
        L2 = 1 << 20,
        L3 = 16 << 20,
    };

    public static readonly Target Target = new(
        IsaSet.Avx512,
        "Avx512",
        Model,
        new Spelling());

    private sealed class Spelling() : VectorDialect(64)
    {
        public override string Mask(NumericType type, string count) => type.Bytes == 4
            ? $"Vector512.LessThan(Vector512<int>.Indices, Vector512.Create({Counted("int", count)})).AsSingle()"
            : $"Vector512.LessThan(Vector512<long>.Indices, Vector512.Create({Counted("long", count)})).AsDouble()";

        public override string LoadMasked(NumericType type, string pointer, string mask) => $"Avx512F.MaskLoad({pointer}, {mask}, {Zero(type)})";
        public override string StoreMasked(NumericType type, string pointer, string mask, string value) => $"Avx512F.MaskStore({pointer}, {mask}, {value})";
        public override string LoadWidened(string pointer) => $"Avx512F.ConvertToVector512Double(*(Vector256<float>*)({pointer}))";
        public override string Index(NumericType type, string first) => type.Bytes == 4
            ? $"Vector512<int>.Indices + Vector512.Create({Counted("int", first)})"
            : $"Vector512<long>.Indices + Vector512.Create({Counted("long", first)})";

        public override string Pair(NumericType type, string low, string index, string high) =>
            $"Avx512F.PermuteVar{(type.Bytes == 4 ? "16x32" : "8x64")}x2({low}, {index}, {high})";

        public override string Quarters(string a, string b, string order) => $"Avx512F.Shuffle4x128({a}, {b}, {order})";
        public override string WithinQuarters(string a, string order) => $"Avx512F.Permute4x32({a}, {order})";

        public override string FirstOfQuarters(string a) =>
            $"Avx512F.PermuteVar16x32({a}, Vector512.Create(0, 4, 8, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)).GetLower().GetLower()";

        public override VectorDialect Narrow(int bytes) => bytes == 64 ? this : new Narrower(bytes);
    }

    /// <summary>Narrower registers of the same target: AVX-512VL has their masked loads and stores.</summary>
    private sealed class Narrower(int bytes) : VectorDialect(bytes)
    {
        public override string Mask(NumericType type, string count) => type.Bytes == 4
            ? $"{Class}.LessThan({Class}<int>.Indices, {Class}.Create({Counted("int", count)})).AsSingle()"
            : $"{Class}.LessThan({Class}<long>.Indices, {Class}.Create({Counted("long", count)})).AsDouble()";

        public override string LoadMasked(NumericType type, string pointer, string mask) => $"Avx512F.VL.MaskLoad({pointer}, {mask}, {Zero(type)})";
        public override string StoreMasked(NumericType type, string pointer, string mask, string value) => $"Avx512F.VL.MaskStore({pointer}, {mask}, {value})";
        public override string LoadWidened(string pointer) => throw new NotSupportedException();
    }
}
