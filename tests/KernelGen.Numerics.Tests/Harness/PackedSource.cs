using System.Text;
using System.Text.RegularExpressions;

namespace KernelGen.Numerics.Tests.Harness;

/// <summary>
/// From the declarations of products, three classes: Plain has them as they are (one product each), Packed has kernels that take packed weights
/// and the methods that pack them, and Packing has the plain signatures once more, to pack and to call.
/// </summary>
internal static partial class PackedSource
{
    [GeneratedRegex(@"^\s*\[(?<attributes>(Gemm|Dense)\b.*)\] public static partial void (?<name>\w+)\((?<parameters>.*)\);", RegexOptions.Multiline)]
    private static partial Regex Declaration { get; }

    /// <summary>A comma between parameters: the one inside an attribute's parentheses is none.</summary>
    [GeneratedRegex(@", (?![^(]*\))")]
    private static partial Regex Comma { get; }

    public static string Of(IEnumerable<string> sources)
    {
        var plain = new StringBuilder();
        var packed = new StringBuilder();
        var packing = new StringBuilder();
        foreach (Match match in sources.SelectMany(source => Declaration.Matches(source)))
        {
            (string attributes, string name) = (match.Groups["attributes"].Value, match.Groups["name"].Value);
            bool isDense = attributes.StartsWith("Dense", StringComparison.Ordinal);
            bool inGroups = attributes.Contains("WeightFormat", StringComparison.Ordinal);
            if (!isDense && attributes.Contains("Batch", StringComparison.Ordinal))
                continue;

            // Products that share b are one with more rows, so a kernel that takes a pack has no batch; nor has it a zero point of b, but in groups, which the pack has.
            string[] parameters = [.. Comma.Split(match.Groups["parameters"].Value).Where(parameter => isDense || parameter != "int batch").Where(parameter => inGroups || !Name(parameter).StartsWith(isDense ? "weightZeroPoint" : "bZeroPoint", StringComparison.Ordinal))];
            string weights = parameters[1], plainWeights = Name(weights);
            string[] ofGroups = [.. parameters.Where(parameter => inGroups && Name(parameter).StartsWith("weight", StringComparison.Ordinal) && parameter != weights)];
            string[] open = [.. parameters.Where(parameter => ofGroups.Contains(parameter) || parameter is "int inputs" or "int outputs" or "int k" or "int n" or "int ldb")];
            string[] others = [.. parameters.Where(parameter => parameter != "int ldb" && !ofGroups.Contains(parameter)).Select(parameter => parameter == weights ? parameter.Replace("ReadOnlySpan", "PackedWeights", StringComparison.Ordinal) : parameter)];
            plain.AppendLine($"[{attributes}] public static partial void {name}({string.Join(", ", parameters)});");
            packed.AppendLine($"[{attributes}] public static partial void {name}({string.Join(", ", others)});");
            packed.AppendLine($"[Pack(nameof({name}))] public static partial PackedWeights<{Element(weights)}> {name}Pack({string.Join(", ", open.Prepend(WithoutAttributes(weights)))});");
            string pack = $"Packed.{name}Pack({string.Join(", ", open.Select(Name).Prepend(plainWeights))})";
            packing.AppendLine($"public static void {name}({string.Join(", ", parameters)}) => Packed.{name}({string.Join(", ", others.Select(other => Name(other) == plainWeights ? pack : Name(other)))});");
        }

        return $$"""
            public static partial class Plain { {{plain}} }
            public static partial class Packed { {{packed}} }
            public static class Packing { {{packing}} }
            """;
    }

    /// <summary>A pack copies its numbers: what is declared of them stands at the kernels.</summary>
    private static string WithoutAttributes(string parameter) => parameter.StartsWith('[') ? parameter[(parameter.LastIndexOf(']') + 2)..] : parameter;

    private static string Name(string parameter) => parameter[(parameter.LastIndexOf(' ') + 1)..];

    private static string Element(string parameter) => parameter[(parameter.IndexOf('<', StringComparison.Ordinal) + 1)..parameter.IndexOf('>', StringComparison.Ordinal)];
}
