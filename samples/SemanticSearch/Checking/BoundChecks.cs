using KernelGen;
using SemanticSearch.Loading;
using SemanticSearch.Search;

namespace SemanticSearch.Checking;

/// <summary>Every score and every ranking beside the plain loop's, within the bound that its kernel states.</summary>
internal static class BoundChecks
{
    public static IEnumerable<Check> Run(WordVectors vectors, IReadOnlyList<Question> questions, IReadOnlyList<Answers> answers)
    {
        Tally pairs = new(), products = new();
        foreach (Answers a in answers)
        {
            PlainLoop.Reference[] references = new PlainLoop.Reference[vectors.Count];
            for (int q = 0; q < questions.Count; q++)
            {
                for (int row = 0; row < vectors.Count; row++)
                    references[row] = PlainLoop.Score(questions[q].Vector, vectors.Row(row), a.Metric);
                pairs.Add(a.OneWithAll, q, references, Bounds.OfPair(a.Metric));
                products.Add(a.AllWithAll, q, references, Bounds.OfProduct(a.Metric));
            }
        }

        return [pairs.ToCheck("Similarities and TopK"), products.ToCheck("Gemm")];
    }

    /// <summary>Collects one way's results over all questions and metrics.</summary>
    private sealed class Tally
    {
        private readonly List<string> _failures = [];
        private int _scores, _ranks, _sameWords;
        private double _worst;

        public void Add(SearchResult result, int question, PlainLoop.Reference[] references, Bound bound)
        {
            ReadOnlySpan<float> scores = result.ScoresOf(question);
            double largest = 0;
            for (int row = 0; row < references.Length; row++)
            {
                double allowed = bound.For(references[row].Magnitude) + references[row].Error;
                double used = Math.Abs(scores[row] - references[row].Score) / allowed;
                largest = Math.Max(largest, allowed);
                _worst = Math.Max(_worst, used);
                if (!(used <= 1))
                    _failures.Add($"{result.Metric}, question {question}, row {row}");
            }

            _scores += references.Length;
            CompareRanks(result, question, references, largest);
        }

        public Check ToCheck(string kernels)
        {
            string what = $"{_scores:N0} scores by {kernels} against a plain loop in double: the worst is at {_worst:P0} of the stated bound; "
                + $"{_sameWords} of {_ranks} ranks hold the same word";
            return new Check(_failures.Count == 0 ? what : $"{what}; beyond the bound: {string.Join("; ", _failures.Take(3))}", _failures.Count == 0);
        }

        /// <summary>If no score is off by more than the largest bound, neither is the i-th best one; words may change places only within it.</summary>
        private void CompareRanks(SearchResult result, int question, PlainLoop.Reference[] references, double largest)
        {
            Ranking ranking = result.Rankings[question];
            int[] plain = [.. Enumerable.Range(0, references.Length).OrderByDescending(row => references[row].Score).Take(Kernels.Best)];
            if (plain.Length != ranking.Rows.Length)
                _failures.Add($"{result.Metric}, question {question}: {ranking.Rows.Length} ranks instead of {plain.Length}");
            for (int i = 0; i < Math.Min(plain.Length, ranking.Rows.Length); i++)
            {
                _ranks++;
                _sameWords += plain[i] == ranking.Rows[i] ? 1 : 0;
                if (!(Math.Abs(references[plain[i]].Score - ranking.Scores[i]) <= largest))
                    _failures.Add($"{result.Metric}, question {question}, rank {i}");
            }
        }
    }
}
