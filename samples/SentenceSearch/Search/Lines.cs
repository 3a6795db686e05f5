using SentenceSearch.Encoding;
using SentenceSearch.Loading;

namespace SentenceSearch.Search;

/// <summary>A line and how near it is: the cosine of its vector and the question's.</summary>
internal readonly record struct Found(string Line, float Cosine);

/// <summary>Lines of text and their vectors.</summary>
internal sealed class Lines
{
    private readonly IReadOnlyList<string> lines;
    private readonly float[] vectors;
    private readonly int threads;

    /// <param name="lines">The lines.</param>
    /// <param name="vectors">Their vectors, of length 1.</param>
    /// <param name="threads">The most threads of a kernel.</param>
    public Lines(IReadOnlyList<string> lines, float[] vectors, int threads) => (this.lines, this.vectors, this.threads) = (lines, vectors, threads);

    /// <summary>More lines than their vectors fit into one array are refused before any is encoded.</summary>
    public static void Check(int count, string path)
    {
        if ((long)count * Encoder.Length > Array.MaxLength)
            throw new DataFileException($"{path} has {count:N0} lines, and {Array.MaxLength / Encoder.Length:N0} are the most.");
    }

    /// <summary>The lines nearest to a question, the nearest first, of equals the earlier.</summary>
    public Found[] Nearest(ReadOnlySpan<float> question, int top)
    {
        int most = Math.Min(top, lines.Count);
        int[] indices = new int[most];
        float[] cosines = new float[most];
        int found = Kernels.Nearest(question, vectors, indices, cosines, most, threads);
        return [.. Enumerable.Range(0, found).Select(i => new Found(lines[indices[i]], cosines[i]))];
    }
}
