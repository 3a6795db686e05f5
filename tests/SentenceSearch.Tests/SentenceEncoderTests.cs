using System.Buffers.Binary;
using System.Text.Json;
using SentenceSearch.Encoding;
using SentenceSearch.Loading;
using Xunit;

namespace SentenceSearch.Tests;

/// <summary>The pretrained model beside its own runtime, whose tokens and vectors are in data.</summary>
[Trait("Needs", "SentenceEncoder")]
public sealed class SentenceEncoderTests
{
    private const double Tolerance = 1e-5;

    private static readonly Lazy<(string Text, int[] Tokens, float[] Vector)[]> s_references = new(ReadReferences);

    [Fact]
    public void Tokens_are_those_of_the_models_own_runtime()
    {
        Tokenizer tokenizer = new(Vocabulary.Load(SentenceEncoderModel.Folder));
        Assert.All(s_references.Value, reference => Assert.Equal(reference.Tokens, tokenizer.Encode(reference.Text)));
    }

    [Fact]
    public void Vectors_are_those_of_the_models_own_runtime_to_1e_5()
    {
        var encoder = SentenceEncoder.Load(SentenceEncoderModel.Folder, 2);
        float[] vectors = encoder.Encode([.. s_references.Value.Select(reference => reference.Text)]);
        Assert.Equal(36, s_references.Value.Length);
        for (int row = 0; row < s_references.Value.Length; row++)
        {
            (string text, _, float[] expected) = s_references.Value[row];
            float[] vector = vectors[(row * Encoder.Length)..((row + 1) * Encoder.Length)];
            double worst = vector.Zip(expected, (a, b) => Math.Abs((double)a - b)).Max();
            Assert.True(worst <= Tolerance, $"'{text}' is {worst:E2} away.");
            Assert.Equal(vector, encoder.Encode([text]));
        }
    }

    [Theory]
    [InlineData("My package never came.", "If a parcel has not arrived ten days after it was sent, we look for it and send another.")]
    [InlineData("I forgot my password.", "To choose a new password, press \"Forgotten?\" on the sign-in page and follow the link in the message that we send you.")]
    public void Answers_are_found_by_their_meaning(string question, string answer)
    {
        using StringWriter text = new(), notes = new();
        int code = Application.Run(new(null, question) { Model = SentenceEncoderModel.Folder, Top = 3, Timing = false }, TextReader.Null, text, notes);
        Assert.Equal((0, ""), (code, notes.ToString()));
        Assert.Contains(answer, text.ToString(), StringComparison.Ordinal);
    }

    private static (string Text, int[] Tokens, float[] Vector)[] ReadReferences()
    {
        string data = Path.Combine(AppContext.BaseDirectory, "data");
        byte[] numbers = File.ReadAllBytes(Path.Combine(data, "reference.bin"));
        using JsonDocument file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(data, "reference.json")));
        return
        [
            .. file.RootElement.EnumerateArray().Select((entry, row) => (
                entry.GetProperty("text").GetString()!,
                entry.GetProperty("tokens").EnumerateArray().Select(token => token.GetInt32()).ToArray(),
                Enumerable.Range(row * Encoder.Length, Encoder.Length).Select(i => BinaryPrimitives.ReadSingleLittleEndian(numbers.AsSpan(i * sizeof(float)))).ToArray())),
        ];
    }
}
