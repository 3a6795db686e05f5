using SentenceSearch.Encoding;
using SentenceSearch.Loading;
using Xunit;

namespace SentenceSearch.Tests;

/// <summary>The encoder's arithmetic, with weights by chance, beside the same in double.</summary>
public sealed class EncoderTests(MadeUpModel model) : IClassFixture<MadeUpModel>
{
    /// <summary>Lengths from none to more than are read, some of them twice.</summary>
    private static readonly int[][] s_texts =
        [.. new[] { 3, 0, 17, 1, 128, 3, 140, 0, 5 }.Select((length, text) => Enumerable.Range(0, length).Select(i => ((text * 977) + (i * 131)) % Encoder.Tokens).ToArray())];

    [Fact]
    public void Vectors_are_those_of_the_formulas()
    {
        float[] vectors = Encode(s_texts, 2, 512);
        Oracle oracle = new(model);
        foreach (int text in new[] { 0, 1, 2, 3, 8 })
        {
            double[] expected = oracle.Encode(s_texts[text]);
            Assert.All(Enumerable.Range(0, Encoder.Length), i => Assert.InRange(vectors[(text * Encoder.Length) + i], expected[i] - 1e-6, expected[i] + 1e-6));
        }

        Assert.Equal(vectors.AsSpan(1 * Encoder.Length, Encoder.Length), vectors.AsSpan(7 * Encoder.Length, Encoder.Length));
    }

    [Theory]
    [InlineData(1, 512)]
    [InlineData(2, 128)]
    [InlineData(3, 200)]
    public void A_vector_has_the_same_bits_whatever_is_beside_it(int threads, int rows)
    {
        float[] together = Encode(s_texts, threads, rows), alone = [.. s_texts.SelectMany(text => Encode([text], 1, 512))];
        Assert.Equal(alone, together);
    }

    [Fact]
    public void What_is_too_long_is_not_read()
    {
        float[] vectors = Encode([s_texts[6], s_texts[6][..Encoder.MostTokens], s_texts[6][..(Encoder.MostTokens - 1)]], 1, 512);
        Assert.Equal(vectors[..Encoder.Length], vectors[Encoder.Length..(2 * Encoder.Length)]);
        Assert.NotEqual(vectors[..Encoder.Length], vectors[(2 * Encoder.Length)..]);
    }

    [Fact]
    public void Progress_ends_with_all()
    {
        List<int> told = [];
        new Encoder(GraphWeights.Load(model.Folder), 1, 128).Encode(s_texts, new float[s_texts.Length * Encoder.Length], told.Add);
        Assert.Equal(told.Order().Distinct(), told);
        Assert.InRange(told.Count, 3, s_texts.Length);
        Assert.Equal(s_texts.Length, told[^1]);
    }

    [Fact]
    public void A_place_is_sines_then_cosines()
    {
        float[] signal = PositionSignal.Make(3, [1, 0.25f]);
        Assert.Equal([0, 0, 1, 1], signal[..4]);
        Assert.Equal([MathF.Sin(2), MathF.Sin(0.5f), MathF.Cos(2), MathF.Cos(0.5f)], signal[8..], (a, b) => MathF.Abs(a - b) < 1e-6f);
    }

    private float[] Encode(int[][] texts, int threads, int rows)
    {
        float[] vectors = new float[texts.Length * Encoder.Length];
        new Encoder(GraphWeights.Load(model.Folder), threads, rows).Encode(texts, vectors);
        return vectors;
    }
}
