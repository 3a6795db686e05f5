using System.Globalization;
using System.Text;

namespace KernelGen.Generator.Parsing;

/// <summary>File names of emitted sources.</summary>
internal static class HintNames
{
    // Beside it a file system needs room for the rest of the name and, in obj, for folders.
    private const int LongestReadable = 120;

    /// <summary>
    /// A name that people recognise and that no other kernel has, whatever the case: two that differ by case alone, or two overloads,
    /// would make the compiler drop every emitted file.
    /// </summary>
    public static string For(string space, string types, string method, string signature)
    {
        string full = (space.Length > 0 ? space + "." : "") + types + "." + method;
        var readable = new StringBuilder();
        foreach (char letter in full.Length > LongestReadable ? full.Substring(full.Length - LongestReadable) : full)
            readable.Append(letter is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '.' or '_' ? letter : '_');
        return readable.ToString().TrimStart('.') + "." + Hash(full + "|" + signature).ToString("x8", CultureInfo.InvariantCulture);
    }

    /// <summary>FNV-1a (Fowler, Noll, Vo), over the UTF-16 code units' bytes: the same in every process.</summary>
    private static uint Hash(string text)
    {
        uint hash = 2166136261;
        foreach (char letter in text)
        {
            hash = unchecked((hash ^ (byte)letter) * 16777619);
            hash = unchecked((hash ^ (byte)(letter >> 8)) * 16777619);
        }

        return hash;
    }
}
