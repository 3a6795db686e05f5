using System.Buffers.Binary;

namespace TinyStories.Loading;

/// <summary>The header of a llama2.c checkpoint: seven ints.</summary>
/// <param name="Dim">Numbers that stand for a token.</param>
/// <param name="Hidden">Numbers between the two layers of a feed-forward network.</param>
/// <param name="Layers">Blocks of attention and feed-forward network.</param>
/// <param name="Heads">Query heads.</param>
/// <param name="KvHeads">Heads of keys and values.</param>
/// <param name="Vocabulary">Tokens.</param>
/// <param name="Positions">The longest text, in tokens.</param>
/// <param name="SharesClassifier">The classifier is the table of embeddings once more. (In the file: the vocabulary is not negative.)</param>
internal sealed record ModelShape(int Dim, int Hidden, int Layers, int Heads, int KvHeads, int Vocabulary, int Positions, bool SharesClassifier)
{
    public const int HeaderBytes = 7 * sizeof(int);

    /// <summary>Larger numbers than any model of this kind has: a file that says so is not one, and its product of sizes would pass 64 bits.</summary>
    private const int Most = 1 << 18;

    public int HeadDim => Dim / Heads;
    public int KvDim => HeadDim * KvHeads;

    /// <summary>Floats behind the header, in the file's order; two tables of the rotary embedding among them, which are not used.</summary>
    public long Weights =>
        ((long)Vocabulary * Dim * (SharesClassifier ? 1 : 2)) + (Layers * ((2L * Dim) + (2L * Dim * Dim) + (2L * KvDim * Dim) + (3L * Hidden * Dim))) + Dim + ((long)Positions * HeadDim);

    /// <summary>Reads the header and checks every number of it.</summary>
    public static ModelShape Read(ReadOnlySpan<byte> header, string file)
    {
        if (header.Length < HeaderBytes)
            throw new DataFileException($"'{file}' has {header.Length} bytes, fewer than the {HeaderBytes} of a llama2.c checkpoint's header.");
        Span<int> numbers = stackalloc int[7];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = BinaryPrimitives.ReadInt32LittleEndian(header[(i * sizeof(int))..]);
        ReadOnlySpan<string> names = ["dim", "hidden_dim", "n_layers", "n_heads", "n_kv_heads", "vocab_size", "seq_len"];
        for (int i = 0; i < numbers.Length; i++)
        {
            long size = i == 5 ? Math.Abs((long)numbers[i]) : numbers[i];
            if (size is < 1 or > Most)
                throw new DataFileException($"'{file}' is no llama2.c checkpoint: its {names[i]} is {numbers[i]}, and a model's is from 1 to {Most}.");
        }

        var shape = new ModelShape(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], Math.Abs(numbers[5]), numbers[6], numbers[5] > 0);
        if (shape.Dim % shape.Heads != 0 || shape.HeadDim % 2 != 0)
            throw new DataFileException($"'{file}' is no llama2.c checkpoint: its dim of {shape.Dim} does not make {shape.Heads} heads of an even number of elements each.");
        if (shape.Heads % shape.KvHeads != 0)
            throw new DataFileException($"'{file}' is no llama2.c checkpoint: its {shape.KvHeads} heads of keys cannot be shared evenly by {shape.Heads} heads of queries.");
        if (shape.Vocabulary < FewestTokens)
            throw new DataFileException($"'{file}' is no llama2.c checkpoint: its vocab_size is {numbers[5]}, and the first {FewestTokens} tokens are an unknown one, the begin and the end of a text.");
        if ((long)shape.Positions * shape.KvDim > Array.MaxLength)
            throw new DataFileException($"'{file}' has a model whose keys of {shape.Positions} positions are more than an array holds: its seq_len and dim are too large.");
        return shape;
    }

    private const int FewestTokens = 3;
}
