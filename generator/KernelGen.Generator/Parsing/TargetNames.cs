using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Parsing;

/// <summary>Targets as text: <c>Avx512 | Avx2</c>, as in C#, or with commas. (A semicolon would begin a comment on its way through MSBuild.)</summary>
internal static class TargetNames
{
    private static readonly char[] Separators = ['|', ',', ';', '+', ' ', '\t', '\r', '\n'];

    /// <summary>The targets named in a text; null where it is empty or holds an unknown word.</summary>
    public static IsaSet? Parse(string text, out string unknown)
    {
        unknown = "";
        IsaSet? targets = null;
        foreach (string word in text.Split(Separators, StringSplitOptions.RemoveEmptyEntries))
        {
            IsaSet? named = Find(word);
            if (named is null)
            {
                unknown = word;
                return null;
            }

            targets = (targets ?? IsaSet.None) | named;
        }

        return targets;
    }

    /// <summary>A set in words: <c>Avx512, Avx2</c>.</summary>
    public static string Describe(IsaSet targets) => targets switch
    {
        IsaSet.None => "None",
        IsaSet.All => "All",
        _ => string.Join(", ", new[] { IsaSet.Avx512, IsaSet.Avx2, IsaSet.Neon }.Where(isa => (targets & isa) != 0)),
    };

    private static IsaSet? Find(string word)
    {
        string name = word.StartsWith("Isa.", StringComparison.OrdinalIgnoreCase) ? word.Substring(4) : word;
        foreach (IsaSet isa in new[] { IsaSet.None, IsaSet.Avx512, IsaSet.Avx2, IsaSet.Neon, IsaSet.All })
        {
            if (string.Equals(name, isa.ToString(), StringComparison.OrdinalIgnoreCase))
                return isa;
        }

        return null;
    }
}
