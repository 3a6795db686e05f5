using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace KernelGen.Generator.Tests.Snapshots;

/// <summary>
/// Compares text with a file beside the tests, <c>Class.Method.verified.cs</c>. What differs is written to <c>Class.Method.received.cs</c>,
/// which becomes the verified one when a reader has found it right: Verify's convention, so that Verify can take this file's place.
/// </summary>
internal static class Snapshot
{
    private static readonly string Folder = Path.Combine(
        typeof(Snapshot).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RepositoryRoot").Value!,
        "tests", "KernelGen.Generator.Tests", "Snapshots");

    public static void Matches(string text, [CallerFilePath] string file = "", [CallerMemberName] string method = "")
    {
        string name = Path.Combine(Folder, Path.GetFileNameWithoutExtension(file) + "." + method);
        string verifiedFile = name + ".verified.cs", receivedFile = name + ".received.cs";
        string verified = File.Exists(verifiedFile) ? File.ReadAllText(verifiedFile).ReplaceLineEndings("\n") : "";
        if (verified == text)
        {
            File.Delete(receivedFile);
            return;
        }

        File.WriteAllText(receivedFile, text);
        Assert.Fail($"{Path.GetFileName(verifiedFile)} differs from {Path.GetFileName(receivedFile)}:\n{Difference(verified, text)}");
    }

    /// <summary>The changed lines, each with two unchanged ones before it.</summary>
    private static string Difference(string verified, string received)
    {
        var lines = InlineDiffBuilder.Diff(verified, received, ignoreWhiteSpace: false).Lines;
        var text = new StringBuilder();
        for (int i = 0; i < lines.Count; i++)
        {
            bool isNear = lines.Skip(i).Take(3).Any(line => line.Type != ChangeType.Unchanged);
            if (isNear)
                text.Append(lines[i].Type switch { ChangeType.Inserted => "+ ", ChangeType.Deleted => "- ", _ => "  " }).AppendLine(lines[i].Text);
        }

        return text.ToString();
    }
}
