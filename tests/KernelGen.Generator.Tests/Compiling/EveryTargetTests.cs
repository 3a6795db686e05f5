namespace KernelGen.Generator.Tests.Compiling;

/// <summary>Everything that can be asked for compiles without a warning for every set of targets. A class of its own, which runs beside the others.</summary>
public sealed class EveryTargetTests
{
    /// <summary>All targets at once with everything that <see cref="EveryCombinationTests"/> has not, and each set of fewer once: they leave code out, whatever accumulates.</summary>
    public static TheoryData<string, bool, string, string> All
    {
        get
        {
            string[] sets = ["Isa.None", "Isa.Avx512", "Isa.Avx2", "Isa.Neon", "Isa.Avx512 | Isa.Neon"];
            var data = new TheoryData<string, bool, string, string>();
            foreach (string type in new[] { "float", "double" })
            {
                foreach (bool fixedShape in new[] { true, false })
                {
                    foreach (string accumulate in Accumulators(type).Where(accumulate => !EveryCombinationTests.Tried.Contains((type, fixedShape, accumulate))))
                        data.Add(type, fixedShape, accumulate, "Isa.All");
                }
            }

            for (int i = 0; i < sets.Length; i++)
            {
                string type = i % 2 == 0 ? "float" : "double";
                data.Add(type, i % 3 == 0, Accumulators(type)[i % Accumulators(type).Length], sets[i]);
            }

            return data;
        }
    }

    private static string[] Accumulators(string type) =>
        type == "double" ? ["", "Accumulate.Float64", "Accumulate.Compensated"] : ["", "Accumulate.Float32", "Accumulate.Float64", "Accumulate.Compensated"];

    [Theory(Explicit = true)]
    [Trait("Category", "Exhaustive")]
    [MemberData(nameof(All), DisableDiscoveryEnumeration = true)]
    public void EveryKernelOnEveryTarget(string type, bool fixedShape, string accumulate, string targets) => EveryCombinationTests.AssertCompiles(type, fixedShape, accumulate, targets);
}
