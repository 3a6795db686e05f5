using System.Collections.Immutable;
using System.Globalization;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>
/// Weights in groups on the way into a pack and at a kernel's door. A kernel of plain weights demands the same of their lengths as what packs them.
/// </summary>
internal static class GroupedPackTexts
{
    private const string Library = "global::KernelGen.Runtime.";

    /// <summary>The whole emitted file of a [Pack] method.</summary>
    public static string Write(PackSpec pack, GroupedDenseSpec layer)
    {
        var writer = new CodeWriter();
        ImmutableArray<Target> targets = Target.Of(pack.Targets);
        Header.WritePreamble(writer);
        writer.Line($"// {pack.Method.DisplayName}: weights of Dense of {Text(layer.Bits)} bits in groups of {Text(layer.GroupSize)}, {string.Join(", ", pack.Dimensions)}, packed for {string.Join(", ", pack.Kernels)}");
        writer.Line("//");
        foreach (Target target in targets)
            writer.Line($"//   {(target.Name + ":").PadRight(9)} {(RowsOf(target) == 1 ? "rows one by one" : $"strips of {Text(RowsOf(target))} rows, 32 codes of each at a time")}");
        writer.Line();
        using (KernelFile.InUserType(writer, pack.Method))
        {
            if (pack.Method.Documentation.Length > 0)
                writer.Line(pack.Method.Documentation.TrimEnd('\n'));
            using (writer.Block($"{pack.Method.Modifiers} {pack.Method.ReturnType} {pack.Method.Name}({pack.Method.Parameters})"))
            {
                Checks.NotNegative(writer, layer.K);
                Checks.NotNegative(writer, layer.N);
                WriteLengths(writer, layer);
                string scales = layer["weightScales"].Type.Keyword;
                writer.Line($"return {Library}Packs.MakeGrouped<{scales}>(");
                using (writer.Indent())
                {
                    writer.Line($"{layer["weights"].Parameter}, {layer["weightScales"].Parameter}, {ZeroPoints(layer)}, {ShapeText(layer)},");
                    for (int i = 0; i < targets.Length; i++)
                        writer.Line(StripsText(targets[i]) + (i < targets.Length - 1 ? "," : ");"));
                }
            }
        }

        return writer.ToString();
    }

    /// <summary>No more than the groups have, so that an empty span stands for none.</summary>
    private static string ZeroPoints(GroupedDenseSpec layer) =>
        layer.Find("weightZeroPoints") is { } zeroPoints ? $"{zeroPoints.Parameter}.Slice(0, (int)({LengthOf(layer, zeroPoints)}))" : "default";

    /// <summary>The check at a kernel's door that its weights are the pack that it reads.</summary>
    public static void WriteCheck(CodeWriter writer, GroupedDenseSpec layer)
    {
        string weights = layer["weights"].Parameter;
        writer.Line($"{Library}Packs.Require(");
        using (writer.Indent())
        {
            writer.Line($"{weights}, \"{weights.TrimStart('@')}\", {ShapeText(layer)},");
            foreach (Target target in Target.Of(layer.Targets))
                writer.Line(target.Machine is null ? StripsText(target) + ");" : $"{target.Runs} ? {StripsText(target)} :");
        }
    }

    /// <summary>The checks that plain weights are as long as they must be.</summary>
    public static void WriteLengths(CodeWriter writer, GroupedDenseSpec layer)
    {
        bool halves = layer.Format == WeightFormat.Int4;
        Checks.AtLeast(writer, layer["weights"], LengthOf(layer, layer["weights"]), halves ? "Outputs × groups × GroupSize / 2" : "Outputs × groups × GroupSize");
        Checks.AtLeast(writer, layer["weightScales"], LengthOf(layer, layer["weightScales"]), "Outputs × groups");
        if (layer.Find("weightZeroPoints") is { } zeroPoints)
            Checks.AtLeast(writer, zeroPoints, LengthOf(layer, zeroPoints), halves ? "Outputs × ⌈groups / 2⌉" : "Outputs × groups");
    }

    /// <summary>How long plain weights, their scales and their zero points are.</summary>
    public static string LengthOf(GroupedDenseSpec layer, Operand operand)
    {
        string groups = GroupsOf(layer, "(long)" + layer.K.Expression);
        return operand.Role switch
        {
            "weights" => $"{layer.N.Expression} * {groups} * {Text(layer.GroupSize * layer.Bits / 8)}",
            "weightZeroPoints" => $"{layer.N.Expression} * {ZeroBytesOf(layer, groups)}",
            _ => $"{layer.N.Expression} * {groups}",
        };
    }

    /// <summary>Groups of a row of so many inputs.</summary>
    public static string GroupsOf(GroupedDenseSpec layer, string inputs) => $"(({inputs} + {Text(layer.GroupSize - 1)}) / {Text(layer.GroupSize)})";

    /// <summary>Bytes of a row's plain zero points.</summary>
    public static string ZeroBytesOf(GroupedDenseSpec layer, string groups) => layer.Format == WeightFormat.Int4 ? $"(({groups} + 1) / 2)" : groups;

    /// <summary>Rows of a strip: without vectors one.</summary>
    public static int RowsOf(Target target) => target.Machine is null ? 1 : GroupedScheduler.StripRows;

    private static string ShapeText(GroupedDenseSpec layer) =>
        $"{Library}PackShape.OfGroups({Text(layer.Bits)}, {Text(layer.GroupSize)}, {layer.K.Expression}, {layer.N.Expression})";

    private static string StripsText(Target target) => $"new {Library}PackStrips(\"{target.Name}\", {Text(RowsOf(target))}, 1, sizeof(byte))";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
