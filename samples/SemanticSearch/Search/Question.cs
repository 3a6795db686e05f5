using System.Text;
using SemanticSearch.Loading;

namespace SemanticSearch.Search;

/// <summary>A word, whose neighbours are wanted, or an analogy a − b + c; and the vector that is searched for.</summary>
internal sealed class Question
{
    private Question(string text, bool isAnalogy, int[] rows, float[] vector)
    {
        Text = text;
        IsAnalogy = isAnalogy;
        Rows = rows;
        Vector = vector;
    }

    public string Text { get; }

    public bool IsAnalogy { get; }

    /// <summary>The words of the question itself, which are no answer to it.</summary>
    public int[] Rows { get; }

    public float[] Vector { get; }

    /// <summary>Reads <c>word</c> and <c>a - b + c</c>, one after another.</summary>
    /// <exception cref="QuestionException">An unknown word, or an analogy of another form.</exception>
    public static List<Question> ParseAll(IEnumerable<string> arguments, WordVectors vectors)
    {
        string[] tokens = string.Join(' ', arguments).ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        List<Question> questions = [];
        StringBuilder unknown = new();
        for (int i = 0; i < tokens.Length;)
        {
            bool isAnalogy = tokens[i..] is [_, "-" or "+", ..] or ["-" or "+", ..];
            if (isAnalogy && tokens[i..] is not [not ("-" or "+"), "-", not ("-" or "+"), "+", not ("-" or "+"), ..])
                throw new QuestionException($"An analogy is written a - b + c, with blanks between; this is not one: {string.Join(' ', tokens[i..])}");

            string[] words = isAnalogy ? [tokens[i], tokens[i + 2], tokens[i + 4]] : [tokens[i]];
            i += isAnalogy ? 5 : 1;
            int[] rows = [.. words.Select(word => vectors.TryFind(word, out int row) ? row : -1)];
            for (int w = 0; w < words.Length; w++)
            {
                if (rows[w] < 0)
                    unknown.Append($"'{words[w]}' is not among the {vectors.Count:N0} words; the nearest spelling is '{Spelling.Nearest(words[w], vectors.Words)}'.\n");
            }

            if (unknown.Length == 0)
                questions.Add(isAnalogy ? Analogy(words, rows, vectors) : Neighbours(words[0], rows[0], vectors));
        }

        return unknown.Length == 0 ? questions : throw new QuestionException(unknown.ToString().TrimEnd());
    }

    private static Question Neighbours(string word, int row, WordVectors vectors) => new(word, false, [row], vectors.Row(row).ToArray());

    /// <summary>Directions are what is added and taken away, so the three vectors have length 1.</summary>
    private static Question Analogy(string[] words, int[] rows, WordVectors vectors)
    {
        ReadOnlySpan<float> a = vectors.UnitRow(rows[0]), b = vectors.UnitRow(rows[1]), c = vectors.UnitRow(rows[2]);
        float[] sum = new float[Kernels.Dimensions];
        for (int i = 0; i < sum.Length; i++)
            sum[i] = a[i] - b[i] + c[i];
        return new($"{words[0]} - {words[1]} + {words[2]}", true, rows, sum);
    }
}
