using System.Globalization;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>Prints the tree over the lanes of one register, half onto half, down to the first.</summary>
internal static class LaneTree
{
    /// <summary>Returns an expression for each state's first lane; <paramref name="labels"/> name the locals on the way.</summary>
    public static string[] Write(CodeWriter writer, VectorDialect dialect, NumericType type, Program merge, string[] current, string[] labels)
    {
        VectorDialect width = dialect;
        while (width.Half is { } narrower)
        {
            Next(narrower, "_" + narrower.Class.Substring("Vector".Length), current.Select(name => name + ".GetLower()"), current.Select(name => name + ".GetUpper()"));
            width = narrower;
        }

        for (int distance = 16 / type.Bytes / 2; distance >= 1; distance /= 2)
        {
            string order = type.Bytes == 8 ? "1L, 0L" : distance == 2 ? "2, 3, 0, 1" : "1, 0, 3, 2";
            Next(width, "_d" + distance.ToString(CultureInfo.InvariantCulture), current, current.Select(name => $"Vector128.Shuffle({name}, Vector128.Create({order}))"));
        }

        return [.. current.Select(name => name + ".ToScalar()")];

        void Next(VectorDialect at, string suffix, IEnumerable<string> low, IEnumerable<string> high)
        {
            string[] next = [.. labels.Select(label => label + suffix)];
            string[] merged = new ProgramPrinter(writer, at).Print(merge, [.. low, .. high], next[0] + "t");
            for (int i = 0; i < next.Length; i++)
                writer.Line($"var {next[i]} = {merged[i]};");
            current = next;
        }
    }
}
