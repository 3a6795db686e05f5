using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace TinyStories.Loading;

/// <summary>
/// A llama2.c tokenizer: each token's score and bytes. A text becomes characters first, or bytes where one is no token; then of all neighbours that together are a token
/// those with the best score are joined, as long as there are any (byte pair encoding: Sennrich, Haddow and Birch, Neural Machine Translation of Rare Words with Subword Units, 2016).
/// </summary>
internal sealed class Tokenizer
{
    public const int Begin = 1, End = 2;

    /// <summary>Tokens 3 to 258 are the bytes.</summary>
    private const int FirstByte = 3;

    private readonly byte[][] pieces;
    private readonly float[] scores;
    private readonly Dictionary<string, int> numbers = [];

    private Tokenizer(byte[][] pieces, float[] scores)
    {
        (this.pieces, this.scores) = (pieces, scores);
        for (int i = 0; i < pieces.Length; i++)
            numbers.TryAdd(Key(pieces[i]), i);
    }

    /// <param name="file">The tokenizer.</param>
    /// <param name="vocabulary">How many tokens the model knows; the file says nothing of it.</param>
    public static Tokenizer Load(string file, int vocabulary)
    {
        byte[] bytes = DataFile.Read(file, "tokenizer");
        byte[][] pieces = new byte[vocabulary][];
        float[] scores = new float[vocabulary];
        int at = 0, longest = Int("its longest token");
        for (int i = 0; i < vocabulary; i++)
        {
            scores[i] = BitConverter.Int32BitsToSingle(Int($"the score of token {i}"));
            int length = Int($"the length of token {i}");
            if (length < 0 || length > longest || length > bytes.Length - at)
                throw new DataFileException($"'{file}' is no tokenizer of {vocabulary} tokens: token {i} has {length} bytes, and the longest is said to have {longest}; {bytes.Length - at} bytes are left.");
            pieces[i] = bytes[at..(at + length)];
            at += length;
        }

        if (at != bytes.Length)
            throw new DataFileException($"'{file}' is no tokenizer of {vocabulary} tokens, which the model has: {bytes.Length - at} bytes are left behind the last one.");
        return new(pieces, scores);

        int Int(string what)
        {
            if (bytes.Length - at < sizeof(int))
                throw new DataFileException($"'{file}' is no tokenizer of {vocabulary} tokens, which the model has: it ends before {what}.");
            at += sizeof(int);
            return BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at - sizeof(int)));
        }
    }

    /// <summary>The beginning of a text, and its tokens.</summary>
    public List<int> Encode(string text)
    {
        List<int> tokens = [];
        if (text.Length > 0 && numbers.TryGetValue(" ", out int space))
            tokens.Add(space); // a text begins like a word
        foreach (Rune rune in text.EnumerateRunes())
        {
            byte[] bytes = Encoding.UTF8.GetBytes(rune.ToString());
            if (numbers.TryGetValue(Key(bytes), out int token))
                tokens.Add(token);
            else
                tokens.AddRange(bytes.Select(value => value + FirstByte).Where(number => number < pieces.Length));
        }

        while (true)
        {
            (int Place, int Token, float Score) best = (-1, 0, float.NegativeInfinity);
            for (int i = 0; i + 1 < tokens.Count; i++)
            {
                if (numbers.TryGetValue(Key([.. pieces[tokens[i]], .. pieces[tokens[i + 1]]]), out int joined) && scores[joined] > best.Score)
                    best = (i, joined, scores[joined]);
            }

            if (best.Place < 0)
                return [Begin, .. tokens];
            tokens[best.Place] = best.Token;
            tokens.RemoveAt(best.Place + 1);
        }
    }

    /// <summary>What a token adds to a text.</summary>
    /// <param name="token">The token.</param>
    /// <param name="before">The one before it: behind the beginning there is no space.</param>
    public ReadOnlySpan<byte> Decode(int token, int before)
    {
        ReadOnlySpan<byte> piece = pieces[token];
        if (piece.Length == 6 && piece.StartsWith("<0x"u8) && piece[5] == '>' && byte.TryParse(piece[3..5], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out byte value))
            return new[] { value };
        return before == Begin && piece.Length > 0 && piece[0] == ' ' ? piece[1..] : piece;
    }

    /// <summary>Bytes as a key, each a character.</summary>
    private static string Key(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);
}
