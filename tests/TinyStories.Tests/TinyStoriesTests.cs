using System.Buffers.Binary;
using System.Text;
using TinyStories.Loading;
using TinyStories.Network;
using TinyStories.Writing;
using Xunit;

namespace TinyStories.Tests;

/// <summary>The sample as a user runs it: the published text, the same text however it is computed, and files and options that cannot be, which end with a sentence.</summary>
[Trait("Needs", "Stories260K")]
public sealed class TinyStoriesTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("TinyStories");

    private static Request Greedy => new(Stories260K.Model, Stories260K.Tokenizer) { Temperature = 0 };

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [InlineData(1, true)]
    public void At_temperature_0_the_text_is_the_published_one(int threads, bool isFixed)
    {
        (int code, byte[] text, string notes) = Run(Greedy with { Threads = threads, IsFixed = isFixed });
        Assert.Equal(0, code);
        Assert.Equal(Encoding.UTF8.GetString(Stories260K.Expected), Encoding.UTF8.GetString(text));
        Assert.StartsWith("256 tokens in ", notes, StringComparison.Ordinal);
    }

    /// <summary>Step by step, all at once, and the prompt first and then the rest: the same logits, to the bit.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_text_read_in_parts_is_that_text_read_at_once(bool isFixed)
    {
        ModelShape shape = Checkpoint.Load(Stories260K.Model).Shape;
        int[] tokens = [1, .. Enumerable.Range(0, 69).Select(i => 300 + (i * 37 % 200))];
        float[] atOnce = new float[tokens.Length * shape.Vocabulary], inParts = new float[atOnce.Length];
        Model(WeightKind.F32, isFixed, 2).Read(tokens, atOnce);
        Transformer model = Model(WeightKind.F32, isFixed, 1);
        for (int at = 0; at < tokens.Length;)
        {
            int count = at == 0 ? 23 : 1;
            model.Read(tokens.AsSpan(at, count), inParts.AsSpan(at * shape.Vocabulary, count * shape.Vocabulary));
            at += count;
        }

        Assert.Equal(tokens.Length, model.Past);
        Assert.Equal(atOnce, inParts);
    }

    [Theory]
    [InlineData("f16", 2.0)]
    [InlineData("i8", 3.4)]
    [InlineData("i4", 6.2)]
    public void Quantised_weights_are_smaller_and_tell_what_they_change(string name, double smaller)
    {
        var kind = Enum.Parse<WeightKind>(name, ignoreCase: true);
        Assert.InRange((double)Model(WeightKind.F32, false, 1).Bytes / Model(kind, false, 1).Bytes, smaller, smaller * 1.05);
        (int code, byte[] text, string notes) = Run(Greedy with { Weights = kind, Tokens = 24 });
        Assert.Equal(0, code);
        Assert.StartsWith("Once upon a time, there was a", Encoding.UTF8.GetString(text), StringComparison.Ordinal);
        double change = double.Parse(notes[(notes.LastIndexOf("a change of ", StringComparison.Ordinal) + "a change of ".Length)..], System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(Math.Abs(change), 0, kind == WeightKind.I4 ? 0.5 : 0.02);
    }

    [Fact]
    public void A_prompt_is_continued()
    {
        (int code, byte[] text, _) = Run(Greedy with { Prompt = "Zoë had a café, 日", Tokens = 8 });
        Assert.Equal(0, code);
        Assert.StartsWith("Zoë had a café, 日", Encoding.UTF8.GetString(text), StringComparison.Ordinal);
        (_, text, _) = Run(Greedy with { Prompt = "Tom", Tokens = 0 });
        Assert.Equal("Tom\n", Encoding.UTF8.GetString(text));
    }

    [Fact]
    public void A_seed_gives_one_text_and_another_seed_another()
    {
        Request request = Greedy with { Temperature = 1, Tokens = 40, Seed = 5 };
        byte[] text = Run(request).Text;
        Assert.Equal(text, Run(request with { Threads = 2 }).Text);
        Assert.NotEqual(text, Run(request with { Seed = 6 }).Text);
    }

    [Fact]
    public void A_text_ends_where_the_model_has_no_more_positions()
    {
        (int code, _, string notes) = Run(Greedy with { Tokens = 100_000, IsFixed = true });
        Assert.Equal(0, code);
        Assert.Matches("^[0-9]+ tokens", notes);
        Assert.InRange(int.Parse(notes[..notes.IndexOf(' ', StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture), 256, 512);
        (code, _, notes) = Run(Greedy with { Prompt = string.Concat(Enumerable.Repeat("日", 200)) });
        Assert.Equal(1, code);
        Assert.Contains("tokens, and the model reads at most 512; give a shorter one.", notes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0, "its dim is 0")]
    [InlineData(0, 60, "its dim of 60 does not make 8 heads")]
    [InlineData(1, -5, "its hidden_dim is -5")]
    [InlineData(2, int.MaxValue, "its n_layers is 2147483647")]
    [InlineData(3, 7, "does not make 7 heads")]
    [InlineData(4, 3, "its 3 heads of keys cannot be shared evenly by 8")]
    [InlineData(5, int.MinValue, "its vocab_size is -2147483648")]
    [InlineData(5, -512, "it is cut short")]
    [InlineData(5, 2, "its vocab_size is 2")]
    [InlineData(6, 0, "its seq_len is 0")]
    [InlineData(6, 500, "it is too long")]
    public void A_header_that_no_model_has_is_refused(int field, int value, string says)
    {
        byte[] bytes = File.ReadAllBytes(Stories260K.Model);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(field * sizeof(int)), value);
        Refused(bytes, null, says);
    }

    [Theory]
    [InlineData(0, "fewer than the 28")]
    [InlineData(27, "fewer than the 28")]
    [InlineData(28, "it is cut short")]
    [InlineData(1_056_539, "it is cut short")]
    public void A_model_that_is_cut_short_is_refused(int length, string says) => Refused(File.ReadAllBytes(Stories260K.Model)[..length], null, says);

    [Fact]
    public void A_model_that_is_too_long_is_refused() => Refused([.. File.ReadAllBytes(Stories260K.Model), 0], null, "it is too long");

    [Theory]
    [InlineData(2, 0, "it ends before its longest token")]
    [InlineData(6226, 0, "token 511 has")]
    [InlineData(6220, 0, "it ends before the")]
    [InlineData(6227, 3, "3 bytes are left behind the last one")]
    public void A_tokenizer_of_another_length_is_refused(int length, int more, string says) => Refused(null, [.. File.ReadAllBytes(Stories260K.Tokenizer)[..length], .. new byte[more]], says);

    [Theory]
    [InlineData(-1f, 0.9f, 1, 1, "--temperature is -1")]
    [InlineData(float.NaN, 0.9f, 1, 1, "--temperature is NaN")]
    [InlineData(1f, 0f, 1, 1, "--top-p is 0")]
    [InlineData(1f, 1.5f, 1, 1, "--top-p is 1.5")]
    [InlineData(1f, 0.9f, -1, 1, "--tokens is -1")]
    [InlineData(1f, 0.9f, 1, 0, "--threads is 0")]
    public void An_option_without_meaning_is_refused(float temperature, float topP, int tokens, int threads, string says)
    {
        (int code, byte[] text, string notes) = Run(Greedy with { Temperature = temperature, TopP = topP, Tokens = tokens, Threads = threads });
        Assert.Equal(1, code);
        Assert.Empty(text);
        Assert.Contains(says, notes, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_and_kernels_of_another_model_are_refused()
    {
        Assert.Contains("The model '", Run(Greedy with { Model = Path.Combine(folder.FullName, "none.bin") }).Notes, StringComparison.Ordinal);
        Assert.Contains("The tokenizer '", Run(Greedy with { Tokenizer = Path.Combine(folder.FullName, "none.bin") }).Notes, StringComparison.Ordinal);
        Assert.Contains("--fixed is of use only", Run(Greedy with { IsFixed = true, Weights = WeightKind.I8 }).Notes, StringComparison.Ordinal);
    }

    private static Transformer Model(WeightKind kind, bool isFixed, int threads) => new(Checkpoint.Load(Stories260K.Model), kind, isFixed, threads);

    private void Refused(byte[]? model, byte[]? tokenizer, string says)
    {
        string file = Path.Combine(folder.FullName, "spoilt.bin");
        File.WriteAllBytes(file, model ?? tokenizer!);
        (int code, byte[] text, string notes) = Run(model is null ? Greedy with { Tokenizer = file } : Greedy with { Model = file });
        Assert.Equal(1, code);
        Assert.Empty(text);
        Assert.Contains("spoilt.bin", notes, StringComparison.Ordinal);
        Assert.Contains(says, notes, StringComparison.Ordinal);
    }

    private static (int Code, byte[] Text, string Notes) Run(Request request)
    {
        using var output = new MemoryStream();
        using var notes = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
        int code = Application.Run(request, output, notes);
        return (code, output.ToArray(), notes.ToString());
    }
}
