using SentenceSearch.Loading;

namespace SentenceSearch.Encoding;

/// <summary>From sentences to vectors: the tokenizer and the encoder of one model.</summary>
internal sealed class SentenceEncoder
{
    private readonly Tokenizer tokenizer;
    private readonly Encoder encoder;

    private SentenceEncoder(Tokenizer tokenizer, Encoder encoder) => (this.tokenizer, this.encoder) = (tokenizer, encoder);

    public static SentenceEncoder Load(string folder, int threads)
    {
        (string Piece, double Score)[] vocabulary = Vocabulary.Load(folder);
        if (vocabulary.Length is < Tokenizer.Reserved or > Encoder.Tokens)
            throw new DataFileException($"{Path.Combine(folder, Vocabulary.FileName)} has {vocabulary.Length:N0} tokens, and the model knows {Encoder.Tokens:N0}, the first {Tokenizer.Reserved} of them no text.");
        return new(new(vocabulary), new(GraphWeights.Load(folder), threads));
    }

    /// <summary>Vectors of length 1, one behind the other.</summary>
    /// <param name="sentences">The sentences.</param>
    /// <param name="progress">Is told how many are done, now and then.</param>
    public float[] Encode(IReadOnlyList<string> sentences, Action<int>? progress = null)
    {
        float[] vectors = new float[sentences.Count * Encoder.Length];
        encoder.Encode([.. sentences.Select(tokenizer.Encode)], vectors, progress);
        return vectors;
    }
}
