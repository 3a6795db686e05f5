using System.Runtime.InteropServices;
using System.Security.Cryptography;
using SemanticSearch.Loading;
using SemanticSearch.Search;

namespace SemanticSearch.Checking;

/// <summary>Where a kernel promises the bits of another, they must be those bits.</summary>
internal static class BitChecks
{
    public static IEnumerable<Check> Run(WordVectors vectors, IReadOnlyList<Question> questions, IReadOnlyList<Answers> answers)
    {
        int scores = answers.Sum(a => a.PairByPair.Scores.Length), rankings = answers.Sum(a => a.PairByPair.Rankings.Length);
        yield return new Check(
            $"{scores:N0} scores pair by pair and by Similarities are equal to the bit",
            answers.All(a => SameBits(a.PairByPair.Scores, a.OneWithAll.Scores)));
        yield return new Check(
            $"{rankings:N0} rankings made of them and by TopK have the same words and bits",
            answers.All(a => a.PairByPair.Rankings.Zip(a.OneWithAll.Rankings, Same).All(same => same)));
        yield return new Check(
            $"{scores:N0} scores by Gemm have the same bits when each question is asked alone",
            answers.All(a => AloneAsTogether(vectors, questions, a)));
    }

    /// <summary>One number that stands for every bit of every score: the same on every processor.</summary>
    public static string Digest(IReadOnlyList<Answers> answers)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Answers a in answers)
        {
            hash.AppendData(MemoryMarshal.AsBytes<float>(a.OneWithAll.Scores));
            hash.AppendData(MemoryMarshal.AsBytes<float>(a.AllWithAll.Scores));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    private static bool AloneAsTogether(WordVectors vectors, IReadOnlyList<Question> questions, Answers answers)
    {
        for (int q = 0; q < questions.Count; q++)
        {
            SearchResult alone = AllWithAll.Search(vectors, [questions[q]], answers.Metric);
            if (!SameBits(alone.Scores, answers.AllWithAll.ScoresOf(q)))
                return false;
        }

        return true;
    }

    private static bool Same(Ranking a, Ranking b) => a.Rows.AsSpan().SequenceEqual(b.Rows) && SameBits(a.Scores, b.Scores);

    private static bool SameBits(ReadOnlySpan<float> a, ReadOnlySpan<float> b) =>
        MemoryMarshal.Cast<float, int>(a).SequenceEqual(MemoryMarshal.Cast<float, int>(b));
}
