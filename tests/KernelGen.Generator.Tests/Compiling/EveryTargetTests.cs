namespace KernelGen.Generator.Tests.Compiling;

/// <summary>Everything that can be asked for compiles without a warning for every set of targets. Half of the time of all that compiles: a class of its own, which runs beside the others.</summary>
public sealed class EveryTargetTests
{
    /// <summary>All targets at once with everything, and the sets of fewer in turn: they leave code out.</summary>
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
                    foreach (string accumulate in Accumulators(type))
                    {
                        data.Add(type, fixedShape, accumulate, "Isa.All");
                        data.Add(type, fixedShape, accumulate, sets[data.Count / 2 % sets.Length]);
                    }
                }
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
