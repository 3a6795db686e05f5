using Microsoft.CodeAnalysis;

namespace KernelGen.Generator.Parsing;

/// <summary>The user's XML documentation, to stand on the emitted part: comments there replace those on the declared one.</summary>
internal static class Documentation
{
    /// <summary>
    /// The comment's lines, each with its <c>///</c>. They come from the compiler, with every reference resolved, for the emitted file
    /// has none of the user's using directives. Empty where there is no comment or it is no XML.
    /// </summary>
    public static string Of(IMethodSymbol method, CancellationToken cancellation)
    {
        string xml = method.GetDocumentationCommentXml(expandIncludes: false, cancellationToken: cancellation) ?? "";
        string[] lines = xml.Replace("\r", "").Split('\n');
        int first = Array.FindIndex(lines, line => line.StartsWith("<member", StringComparison.Ordinal));
        int last = Array.FindLastIndex(lines, line => line.StartsWith("</member>", StringComparison.Ordinal));
        if (first < 0 || last <= first)
            return "";

        string[] inner = [.. lines.Skip(first + 1).Take(last - first - 1)];
        int indent = inner.Where(line => line.Trim().Length > 0).Select(Indent).DefaultIfEmpty(0).Min();
        return string.Join("\n", inner.Select(line => ("/// " + (line.Length > indent ? line.Substring(indent) : "")).TrimEnd()));
    }

    private static int Indent(string line) => line.Length - line.TrimStart(' ').Length;
}
