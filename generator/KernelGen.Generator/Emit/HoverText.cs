namespace KernelGen.Generator.Emit;

/// <summary>
/// What an editor shows where a kernel is called: the user's own documentation, and beside it the kernel's work and bound as remarks. The compiler takes
/// the comment on the emitted part in the place of the one on the declared part.
/// </summary>
internal static class HoverText
{
    private const string Start = "/// ", Remarks = "<remarks>", EndOfRemarks = "</remarks>";

    public static void Write(CodeWriter writer, KernelText kernel)
    {
        string user = kernel.Spec.Method.Documentation.TrimEnd('\n');
        string[] facts =
        [
            Paragraph(Facts.Title(kernel)),
            Paragraph("Work: " + Facts.Work(kernel)),
            Paragraph("Bound: " + kernel.Plan.Bound.Describe()),
        ];

        // A person's own remarks come first.
        int end = user.LastIndexOf(EndOfRemarks, StringComparison.Ordinal);
        if (end >= 0)
        {
            string before = user.Substring(0, end).TrimEnd('\n', '/', ' ');
            writer.Line(string.Join("\n", [before, .. facts, Start + EndOfRemarks + user.Substring(end + EndOfRemarks.Length)]));
            return;
        }

        if (user.Length > 0)
            writer.Line(user);
        writer.Line(string.Join("\n", [Start + Remarks, .. facts, Start + EndOfRemarks]));
    }

    private static string Paragraph(string text) =>
        $"{Start}<para>{text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;")}.</para>";
}
