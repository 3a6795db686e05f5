using KernelGen;
using SemanticSearch.Loading;

namespace SemanticSearch.Search;

/// <summary>All questions, answered by one metric in the three ways.</summary>
internal sealed record Answers(Metric Metric, SearchResult PairByPair, SearchResult OneWithAll, SearchResult AllWithAll)
{
    public static Answers Find(WordVectors vectors, IReadOnlyList<Question> questions, Metric metric) => new(
        metric,
        SemanticSearch.Search.PairByPair.Search(vectors, questions, metric),
        SemanticSearch.Search.OneWithAll.Search(vectors, questions, metric),
        SemanticSearch.Search.AllWithAll.Search(vectors, questions, metric));

    /// <summary>The best words for a question, without those that the question is made of.</summary>
    public IEnumerable<(int Row, float Score)> Best(Question question, int index) =>
        OneWithAll.Rankings[index].Rows.Zip(OneWithAll.Rankings[index].Scores).Where(answer => !question.Rows.Contains(answer.First));
}
