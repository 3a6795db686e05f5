using SentenceSearch.Loading;
using SentenceSearch.Search;
using Xunit;

namespace SentenceSearch.Tests;

/// <summary>The sample as a user runs it, with a made-up model, and what it searches in.</summary>
public sealed class SearchTests(MadeUpModel model) : IClassFixture<MadeUpModel>, IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("SentenceSearch");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void The_nearest_line_is_first_and_of_equals_the_earlier()
    {
        // Unit vectors along the axes and between them.
        float[] vectors = [.. Axis(3), .. Axis(1), .. Axis(1), .. Between(1, 3), .. Axis(2)];
        Lines lines = new(["three", "one", "one again", "between", "two"], vectors, 2);
        Assert.Equal(["one", "one again", "between"], lines.Nearest(Axis(1), 3).Select(found => found.Line));
        Assert.Equal(["three", "between", "one", "one again", "two"], lines.Nearest(Axis(3), 99).Select(found => found.Line));
        Assert.Equal([1f, 0.6f, 0f, 0f, 0f], lines.Nearest(Axis(3), 99).Select(found => found.Cosine));
    }

    [Fact]
    public void A_line_is_nearest_to_itself()
    {
        File.WriteAllText(In("lines.txt"), "alpha beta\r\n\n  gamma  \ndelta epsilon zeta\n");
        (int code, string text, string notes) = Run(new(In("lines.txt"), "gamma") { Top = 1, Timing = false });
        Assert.Equal(("", 0), (notes, code));
        Assert.Equal(["3 lines of lines.txt", "", "gamma", "  1.000  gamma"], text.Split(Environment.NewLine)[..^1]);
    }

    [Fact]
    public void Questions_come_from_the_input_one_by_one()
    {
        File.WriteAllText(In("lines.txt"), "one");
        (int code, string text, _) = Run(new(In("lines.txt"), null) { Timing = false }, "what\n\n  where  \n");
        Assert.Equal(0, code);
        string[] said = text.Split(Environment.NewLine);
        Assert.Equal(["1 line of lines.txt", "", "what", "", "where"], said.Where(line => !line.StartsWith("  ", StringComparison.Ordinal)).Take(5));
    }

    [Fact]
    public void Without_a_file_the_samples_own_lines_are_searched()
    {
        (int code, string text, _) = Run(new(null, null) { Timing = true });
        Assert.Equal(0, code);
        Assert.Matches("^60 lines of help.txt: encoded in .* a second", text);
        Assert.Equal(5, text.Split("(encoded in ").Length - 1);
    }

    [Fact]
    public void A_long_file_tells_of_its_progress()
    {
        File.WriteAllLines(In("long.txt"), Enumerable.Range(0, 2000).Select(i => ((char)('a' + (i % 26))).ToString()));
        (int code, _, string notes) = Run(new(In("long.txt"), "a"));
        Assert.Equal(0, code);
        Assert.Contains("2,000 of 2,000 lines encoded", notes, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_of_a_text()
    {
        File.WriteAllText(In("bom.txt"), "\uFEFF first \r\rsecond\n\n", new System.Text.UTF8Encoding(false));
        Assert.Equal(["first", "second"], TextFile.Lines(In("bom.txt")));
    }

    [Theory]
    [InlineData(new byte[] { }, "has no line of text.")]
    [InlineData(new byte[] { 10, 32, 13 }, "has no line of text.")]
    [InlineData(new byte[] { 65, 255, 66 }, "is no text in UTF-8")]
    [InlineData(null, "is not there.")]
    public void A_text_that_cannot_be_searched(byte[]? bytes, string says)
    {
        if (bytes is not null)
            File.WriteAllBytes(In("lines.txt"), bytes);
        AssertRefused(new(In("lines.txt"), "question"), says);
    }

    [Fact]
    public void Options_without_meaning()
    {
        AssertRefused(new(null, null) { Top = 0 }, "--top is 0; it is 1 or more.");
        AssertRefused(new(null, null) { Threads = 0 }, "--threads is 0; it is 1 or more.");
        AssertRefused(new(null, " "), "The question is empty.");
        Assert.Contains("lines, and", Assert.Throws<DataFileException>(() => Lines.Check(int.MaxValue, "file")).Message, StringComparison.Ordinal);
    }

    private void AssertRefused(Request request, string says)
    {
        (int code, string text, string notes) = Run(request);
        Assert.Equal((1, ""), (code, text));
        Assert.Contains(says, notes, StringComparison.Ordinal);
    }

    private (int Code, string Text, string Notes) Run(Request request, string input = "")
    {
        using StringReader reader = new(input);
        using StringWriter text = new(), notes = new();
        int code = Application.Run(request with { Model = model.Folder }, reader, text, notes);
        return (code, text.ToString(), notes.ToString());
    }

    private static float[] Axis(int axis) => Between(axis, axis);

    /// <summary>Along two axes, 0.8 and 0.6, or along one.</summary>
    private static float[] Between(int one, int other)
    {
        float[] vector = new float[Kernels.Wide];
        (vector[one], vector[other]) = one == other ? (1, 1) : (0.8f, 0.6f);
        return vector;
    }

    private string In(string name) => Path.Combine(folder.FullName, name);
}
