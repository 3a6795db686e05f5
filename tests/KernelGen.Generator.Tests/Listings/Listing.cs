using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace KernelGen.Generator.Tests.Listings;

/// <summary>A method as the JIT lists it.</summary>
/// <param name="Name">With its type's and its signature.</param>
/// <param name="Tier">What the JIT says of how hard it tried: <c>FullOpts</c>.</param>
/// <param name="Frame">The registers that locals are found by; rbp may hold anything else.</param>
/// <param name="Lines">Its instructions and labels.</param>
internal sealed partial record Listing(string Name, string Tier, ImmutableArray<string> Frame, ImmutableArray<string> Lines)
{
    public static ImmutableArray<Listing> ReadAll(string text)
    {
        var listings = ImmutableArray.CreateBuilder<Listing>();
        string[] parts = text.Split("; Assembly listing for method ");
        foreach (string part in parts.Skip(1))
        {
            string[] lines = part.ReplaceLineEndings("\n").Split('\n');
            Match head = Head().Match(lines[0]);
            listings.Add(new(head.Groups["name"].Value, head.Groups["tier"].Value, part.Contains("; rbp based frame", StringComparison.Ordinal) ? ["[rsp", "[rbp"] : ["[rsp", "[sp", "[fp"], [.. lines.Skip(1).TakeWhile(line => !line.StartsWith("; Total bytes", StringComparison.Ordinal))]));
        }

        return listings.ToImmutable();
    }

    /// <summary>The bodies of loops that hold no other loop: from a label to the last jump back to it.</summary>
    public IEnumerable<ImmutableArray<string>> InnermostLoops()
    {
        var labels = new Dictionary<string, int>();
        var loops = new Dictionary<int, int>();
        for (int i = 0; i < Lines.Length; i++)
        {
            if (Label().Match(Lines[i]) is { Success: true } label)
                labels[label.Value] = i;
            else if (Jump().Match(Lines[i]) is { Success: true } jump && labels.TryGetValue(jump.Groups["label"].Value, out int start))
                loops[start] = i;
        }

        return loops
            .Where(loop => !loops.Any(inner => inner.Key != loop.Key && inner.Key >= loop.Key && inner.Value <= loop.Value))
            .Select(loop => Lines[loop.Key..(loop.Value + 1)]);
    }

    /// <summary>Whether an instruction moves a vector register to or from the frame.</summary>
    public bool Spills(string line) =>
        Vector().IsMatch(line) && Frame.Any(register => line.Contains(register, StringComparison.Ordinal));

    /// <summary>
    /// Whether a loop multiplies and adds vectors. One that shifts integers to where an exponent stands makes powers of two: an exponential has fifteen operations for each sum that it goes
    /// into, and with sixteen registers the JIT gives them to its constants. That a sum then waits in the frame costs a load and a store beside those.
    /// </summary>
    public static bool IsTile(ImmutableArray<string> loop) => loop.Any(line => MultiplyAdd().IsMatch(line)) && !loop.Any(line => PowerOfTwo().IsMatch(line));

    [GeneratedRegex(@"^(?<name>.*) \((?<tier>[^()]*)\)\s*$")]
    private static partial Regex Head();

    [GeneratedRegex(@"^G_M\w+(?=:)")]
    private static partial Regex Label();

    [GeneratedRegex(@"^\s+(j\w+|b\w*|cbn?z|tbn?z)\s+(.*\s)?(?<label>G_M\w+)")]
    private static partial Regex Jump();

    [GeneratedRegex(@"\b[xyz]mm\d+\b.*[xyz]mmword ptr|[xyz]mmword ptr.*\b[xyz]mm\d+\b|^\s+(ld|st)\w+\s+[qdsv]\d+\b")]
    private static partial Regex Vector();

    [GeneratedRegex(@"^\s+(vpsll[dq]|shl)\s.*,\s*#?(23|52|0x17|0x34)\b")]
    private static partial Regex PowerOfTwo();

    [GeneratedRegex(@"^\s+(vfmadd\w*p[sd]|fmla)\s")]
    private static partial Regex MultiplyAdd();
}
