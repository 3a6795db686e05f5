using KernelGen.Generator.Specs;

namespace KernelGen.Tests;

/// <summary>Which elements of a quantisation share a scale, by the definition: rows one behind the other, and in each row groups of which the last may be shorter.</summary>
internal static class QuantizeLayout
{
    public static int Elements(KernelCall call, QuantizeSpec spec) => Rows(call, spec) * call.Size(spec.Length);

    public static IEnumerable<(int First, int Count, int Number)> Blocks(KernelCall call, QuantizeSpec spec)
    {
        int length = call.Size(spec.Length), size = spec.GroupSize is { } group ? call.Size(group) : Math.Max(1, length), number = 0;
        for (int row = 0; row < Rows(call, spec); row++)
        {
            for (int first = 0; first < length || (first == 0 && spec.GroupSize is null); first += size)
                yield return ((row * length) + first, Math.Min(size, length - first), number++);
        }
    }

    /// <summary>What is given for a block: its own number, or the one for all, or where there is none 0.</summary>
    public static double Number(KernelCall call, string name, int block) =>
        call.Vectors.TryGetValue(name + "s", out double[]? each) ? each[block] : call.Scalars.GetValueOrDefault(name);

    /// <summary>Rows of no elements cannot be counted: there are none.</summary>
    private static int Rows(KernelCall call, QuantizeSpec spec) => spec.IsOneRow ? 1 : call.Size(spec.Length) == 0 ? 0 : call.Sizes["Rows"];
}
