using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Targets;

/// <summary>Armv8-A Advanced SIMD. It has no masked loads: the last lanes go through a helper that touches no others.</summary>
internal static class Neon
{
    /// <summary>
    /// Cortex-A76 and Neoverse N1 (Arm, Neoverse N1 Software Optimization Guide: two multiply-adds and two loads a cycle, latency 4).
    /// Nothing here times it; llvm-mca 19 reads the arm64 JIT's code (the test NeonTests asks it): a step of a tile of 9 × 3 takes 13.5 cycles on
    /// Neoverse N1, 6.75 on V2 and 27 on Cortex-A72, which is what its 27 multiply-adds take alone; 64 elements of a dot 16 cycles on N1, what its
    /// 32 loads take alone.
    /// </summary>
    public static readonly Machine Model = new()
    {
        VectorBytes = 16,
        NarrowestVectorBytes = 16,
        Registers = 32,
        FmaLatency = 4,
        FmaPerCycle = 2,
        NarrowFmaPerCycle = 2,
        LoadsPerCycle = 2,
        InstructionsPerCycle = 4,
        L1 = 32 << 10,
        L2 = 512 << 10,
        L3 = 2 << 20,
    };

    public static readonly Target Target = new(IsaSet.Neon, "Neon", Model, new Spelling());

    private static readonly VectorDialect Numbers = new SpellingByNumber();

    public class Spelling() : VectorDialect(16)
    {
        /// <summary>With an addition before each load, 64 elements of a dot took 22 cycles on N1.</summary>
        public override bool AddsOffsetToIndex => false;

        public override VectorDialect ByNumber => Numbers;

        /// <summary>A count does a mask's work.</summary>
        public override string Mask(NumericType type, string count) => Counted("int", count);

        public override string FirstLanes(NumericType type, string mask, string value, string others) => type.Bytes == 4
            ? $"Vector128.ConditionalSelect(Vector128.LessThan(Vector128<int>.Indices, Vector128.Create({mask})).AsSingle(), {value}, {others})"
            : $"Vector128.ConditionalSelect(Vector128.LessThan(Vector128<long>.Indices, Vector128.Create((long){mask})).AsDouble(), {value}, {others})";

        public override string LoadMasked(NumericType type, string pointer, string mask) => $"PartialVector.Load({pointer}, {mask})";
        public override string StoreMasked(NumericType type, string pointer, string mask, string value) => $"PartialVector.Store({pointer}, {mask}, {value})";
        public override string WidenToDouble(string floats) => $"AdvSimd.Arm64.ConvertToDouble({floats})";
        public override string LoadHalfWords(string pointer) => Widened($"*(Vector64<ushort>*)({pointer})");
        public override string LoadHalfWordsSigned(string pointer) => $"AdvSimd.SignExtendWideningLower(*(Vector64<short>*)({pointer})).AsSingle()";
        public override string LoadFewHalfWords(string pointer) => Widened($"Vector64.CreateScalar(*(uint*)({pointer})).AsUInt16()");
        public override string LoadHalfWordsPartial(string pointer, string count) => Widened($"PartialVector.Load((ushort*)({pointer}), (int)({count})).GetLower()");
        public override string LoadPairsPartial(string pointer, string count) => $"PartialVector.Load((ushort*)({pointer}), (int)({count})).AsSingle()";
        public override string StoreHalfWords(string pointer, string value) => $"*(Vector64<ushort>*)({pointer}) = {Narrowed(value)}";
        public override string StoreHalfWordsPartial(string pointer, string count, string value) =>
            $"PartialVector.Store((ushort*)({pointer}), (int)({count}), {Narrowed(value)}.ToVector128Unsafe())";

        public override string LoadBytePairs(NumericType type, string pointer) => WidenedBytes(type, $"*(Vector64<{type.Keyword}>*)({pointer})");
        public override string LoadBytePairsPartial(NumericType type, string pointer, string count) =>
            WidenedBytes(type, $"PartialVector.Load((byte*)({pointer}), (int)({count})).As{(type == NumericType.SByte ? "S" : "")}Byte().GetLower()");

        public override string LoadBytesAsSingles(NumericType type, string pointer) =>
            Singles(type, $"Vector64.CreateScalar(*(uint*)({pointer})).As{(type == NumericType.SByte ? "S" : "")}Byte()");

        public override string LoadBytesAsSinglesPartial(NumericType type, string pointer, string count) =>
            Singles(type, $"PartialVector.Load((byte*)({pointer}), (int)({count})).As{(type == NumericType.SByte ? "S" : "")}Byte().GetLower()");

        public override string LoadBytesAsInts(string pointer) =>
            $"AdvSimd.ZeroExtendWideningLower(AdvSimd.ZeroExtendWideningLower(Vector64.CreateScalar(*(uint*)({pointer})).AsByte()).GetLower()).AsInt32()";

        public override string LoadBytesAsDoubles(NumericType type, string pointer) => $"Vector128.Create((double)*({pointer}), *({pointer} + 1))";

        /// <summary>Products of the lower and of the upper halves, then the sums of neighbours: what x64 does in one operation.</summary>
        protected override string DotPairs(string a, string b, string sum) =>
            $"{sum} + AdvSimd.Arm64.AddPairwise(AdvSimd.MultiplyWideningLower({a}.GetLower(), {b}.GetLower()), AdvSimd.MultiplyWideningUpper({a}, {b}))";

        public override string StoreBytes(NumericType type, string pointer, string value) => $"*(uint*)({pointer}) = {NarrowedBytes(value)}.AsUInt32().ToScalar()";
        public override string StoreBytesPartial(NumericType type, string pointer, string count, string value) =>
            $"PartialVector.Store((byte*)({pointer}), (int)({count}), {NarrowedBytes(value)}.ToVector128Unsafe().AsByte())";

        private static string WidenedBytes(NumericType type, string bytes) =>
            $"AdvSimd.{(type == NumericType.SByte ? "Sign" : "Zero")}ExtendWideningLower({bytes}).AsInt32()";

        private static string Singles(NumericType type, string bytes)
        {
            string extend = $"AdvSimd.{(type == NumericType.SByte ? "Sign" : "Zero")}ExtendWideningLower";
            return $"AdvSimd.ConvertToSingle({extend}({extend}({bytes}).GetLower()))";
        }

        private static string NarrowedBytes(string value) =>
            $"AdvSimd.ExtractNarrowingLower(AdvSimd.ExtractNarrowingLower(AdvSimd.ConvertToInt32RoundToZero({value})).ToVector128Unsafe())";

        private static string Widened(string halfWords) => $"AdvSimd.ZeroExtendWideningLower({halfWords}).AsSingle()";

        private static string Narrowed(string value) => $"AdvSimd.ExtractNarrowingLower(({value}).AsUInt32())";
    }

    /// <summary>The multiply-add takes one lane for all. A broadcast would be an operation of the multiply-adds' own ports (9 × 3 on N1: 18 cycles, not 13.5).</summary>
    private sealed class SpellingByNumber : Spelling
    {
        public override string Broadcast(NumericType type, string number) => $"Vector128.CreateScalarUnsafe({number})";

        public override string Operation(NumericType type, Instruction instruction, string a, string b, string c) => instruction.Op == Op.FusedMultiplyAdd
            ? $"AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar({c}, {b}, {a}, 0)"
            : base.Operation(type, instruction, a, b, c);
    }
}
