using Xunit;

namespace SemanticSearch.Tests;

/// <summary>What cannot be answered ends with a sentence and exit code 1, not with an exception.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("SemanticSearch");

    public BadInputTests()
    {
        foreach (string file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "data")))
            File.Copy(file, In(Path.GetFileName(file)));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("coffe", "'coffe' is not among the 20,000 words; the nearest spelling is 'coffee'.")]
    [InlineData("frnace", "the nearest spelling is 'france'.")]
    [InlineData("king - mna + woman", "the nearest spelling is 'man'.")]
    [InlineData("king - man woman", "An analogy is written a - b + c")]
    [InlineData("king -", "An analogy is written a - b + c")]
    [InlineData("- man + woman", "An analogy is written a - b + c")]
    [InlineData("king - - + woman", "An analogy is written a - b + c")]
    public void Question_that_cannot_be_answered(string question, string message) => AssertRefused(message, question);

    [Fact]
    public void Every_unknown_word_is_named() => AssertRefused("'tabel'", "chiar", "coffee", "tabel");

    [Theory]
    [InlineData("manifest.json")]
    [InlineData("words.txt")]
    [InlineData("vectors.f16")]
    public void Missing_file(string name)
    {
        File.Delete(In(name));
        AssertRefused($"{name} is missing.");
    }

    [Theory]
    [InlineData("manifest.json", "manifest.json cannot be read")]
    [InlineData("words.txt", "truncated or altered")]
    [InlineData("vectors.f16", "has 3,999,999 bytes and should have 4,000,000: it is truncated.")]
    public void Truncated_file(string name, string message)
    {
        using (FileStream file = File.OpenWrite(In(name)))
            file.SetLength(name == "manifest.json" ? file.Length / 2 : file.Length - 1);
        AssertRefused(message);
    }

    [Fact]
    public void Altered_vectors()
    {
        byte[] vectors = File.ReadAllBytes(In("vectors.f16"));
        vectors[1000] ^= 1;
        File.WriteAllBytes(In("vectors.f16"), vectors);
        AssertRefused("truncated or altered");
    }

    private void AssertRefused(string message, params string[] questions)
    {
        using StringWriter errors = new();
        Assert.Equal(1, Application.Run(questions, _folder.FullName, [], timing: false, errors));
        Assert.Contains(message, errors.ToString(), StringComparison.Ordinal);
    }

    private string In(string name) => Path.Combine(_folder.FullName, name);
}
