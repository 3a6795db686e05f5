using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Targets;

/// <summary>Armv8-A Advanced SIMD. It has no masked loads: the last lanes go through a helper that reads them one by one.</summary>
internal static class Neon
{
    /// <summary>Cortex-A76 and Neoverse N1 (Arm, Neoverse N1 Software Optimization Guide: two multiply-adds and two loads a cycle, latency 4).</summary>
    private static readonly Machine Model = new()
    {
        VectorBytes = 16,
        NarrowestVectorBytes = 16,
        Registers = 32,
        FmaLatency = 4,
        FmaPerCycle = 2,
        NarrowFmaPerCycle = 2,
        LoadsPerCycle = 2,
        L1 = 32 << 10,
        L2 = 512 << 10,
        L3 = 2 << 20,
    };

    public static readonly Target Target = new(IsaSet.Neon, "Neon", Model, new Spelling());

    private sealed class Spelling() : VectorDialect(16)
    {
        /// <summary>A count does a mask's work.</summary>
        public override string Mask(NumericType type, string count) => Counted("int", count);

        public override string LoadMasked(NumericType type, string pointer, string mask) => $"PartialVector.Load({pointer}, {mask})";
        public override string StoreMasked(NumericType type, string pointer, string mask, string value) => $"PartialVector.Store({pointer}, {mask}, {value})";
        public override string LoadWidened(string pointer) => $"AdvSimd.Arm64.ConvertToDouble(*(Vector64<float>*)({pointer}))";
    }
}
