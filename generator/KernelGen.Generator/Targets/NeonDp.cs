using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Targets;

/// <summary>NEON with the dot products of Armv8.4-A (SDOT, UDOT), which most processors since 2018 have, for sums of 8-bit integers of one sign.</summary>
internal static class NeonDp
{
    public static readonly Target Target = new(IsaSet.Neon, "NeonDp", Neon.Model with { DotsSameSigns = true }, new Spelling()) { ForBytes = true };

    private sealed class Spelling : Neon.Spelling
    {
        /// <summary>Four to a lane, as they lie.</summary>
        public override string LoadBytePairs(NumericType type, string pointer) => $"*(Vector128<int>*)({pointer})";

        public override string LoadBytePairsPartial(NumericType type, string pointer, string count) => $"PartialVector.Load((byte*)({pointer}), (int)({count})).AsInt32()";

        protected override string DotQuads(string a, bool signedA, string b, bool signedB, string sum) => signedA
            ? $"Dp.DotProduct({sum}, {a}.AsSByte(), {b}.AsSByte())"
            : $"Dp.DotProduct({sum}.AsUInt32(), {a}.AsByte(), {b}.AsByte()).AsInt32()";
    }
}
