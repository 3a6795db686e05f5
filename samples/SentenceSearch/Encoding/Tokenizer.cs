using System.Text;

namespace SentenceSearch.Encoding;

/// <summary>
/// Cuts a text into the pieces of a vocabulary whose scores have the largest sum (a unigram model: Kudo, Subword Regularization, 2018), by Viterbi's algorithm. Where no piece begins,
/// a character is the unknown token, and a run of those is one. The scores being what they are, the model's own runtime settles what a sum alone does not: of equal sums that with
/// the shorter last piece, and an end that is reached with a sum of 0 counts as not reached. The vectors are only the model's if the tokens are, so it is settled the same way here.
/// </summary>
internal sealed class Tokenizer
{
    /// <summary>What no piece stands for.</summary>
    public const int Unknown = 0;

    /// <summary>The first tokens are no text: the unknown one, the begin and the end of one, and three to spare.</summary>
    public const int Reserved = 6;

    /// <summary>Stands for a space, and before a text.</summary>
    private const char Space = '\u2581';

    /// <summary>Pieces as a tree of characters: from a node and a character to the next node. The root is 0.</summary>
    private readonly Dictionary<(int Node, Rune Next), int> next = [];
    private readonly List<(int Token, double Score)> ends = [(-1, 0)];
    private readonly int[] lengths;

    public Tokenizer(ReadOnlySpan<(string Piece, double Score)> vocabulary)
    {
        lengths = new int[vocabulary.Length];
        for (int token = 0; token < vocabulary.Length; token++)
        {
            (string piece, double score) = vocabulary[token];
            lengths[token] = token == Unknown ? 1 : piece.EnumerateRunes().Count();
            if (token >= Reserved)
                Add(piece, token, score);
        }
    }

    /// <summary>Whether this machine brings texts into form KC: without ICU .NET leaves them as they are.</summary>
    public static bool Normalizes { get; } = "\uFB01".Normalize(NormalizationForm.FormKC) == "fi";

    public int[] Encode(string text)
    {
        Rune[] runes = Prepare(text);
        // Of each end the best sum, and the token that is last there. A place that nothing ends at has what the unknown token has.
        double[] best = new double[runes.Length + 1];
        int[] last = new int[runes.Length + 1];
        List<(int Start, int Token, double Score)>[] arriving = new List<(int, int, double)>[runes.Length + 1];
        for (int start = 0; start < runes.Length; start++)
        {
            bool isKnown = false;
            int node = 0;
            for (int end = start + 1; end <= runes.Length && next.TryGetValue((node, runes[end - 1]), out node); end++)
            {
                (int token, double score) = ends[node];
                if (token < 0)
                    continue;
                isKnown = true;
                (arriving[end] ??= []).Add((start, token, score));
            }

            if (!isKnown)
                (arriving[start + 1] ??= []).Add((start, Unknown, 0));
        }

        for (int end = 1; end <= runes.Length; end++)
        {
            foreach ((int start, int token, double score) in arriving[end] ?? [])
            {
                double sum = best[start] + score;
                if (best[end] == 0 || sum >= best[end])
                    (best[end], last[end]) = (sum, token);
            }
        }

        return Back(last);
    }

    /// <summary>From the end of the text to its beginning, by the last token of each end.</summary>
    private int[] Back(int[] last)
    {
        List<int> tokens = [];
        for (int end = last.Length - 1; end > 0; end -= lengths[last[end]])
        {
            if (last[end] != Unknown || tokens is [] || tokens[^1] != Unknown)
                tokens.Add(last[end]);
        }

        tokens.Reverse();
        return [.. tokens];
    }

    private static Rune[] Prepare(string text)
    {
        // A half of a pair is no character, and has no normal form.
        string whole = string.Concat(text.EnumerateRunes());
        // U+FFFE is none either, and .NET refuses it; both are unknown pieces.
        string normal = whole.Replace('\uFFFE', '\uFFFD').Normalize(NormalizationForm.FormKC);
        return normal.Length == 0 ? [] : [.. (Space + normal.Replace(' ', Space)).EnumerateRunes()];
    }

    private void Add(string piece, int token, double score)
    {
        int node = 0;
        foreach (Rune rune in piece.EnumerateRunes())
        {
            if (!next.TryGetValue((node, rune), out int child))
            {
                next.Add((node, rune), child = ends.Count);
                ends.Add((-1, 0));
            }

            node = child;
        }

        // A piece that is there twice is the last one.
        ends[node] = (token, score);
    }
}
