using SemanticSearch.Loading;
using SemanticSearch.Search;
using Xunit;

namespace SemanticSearch.Tests;

public sealed class SearchTests
{
    [Fact]
    public void Words_and_analogies_are_told_apart_with_and_without_quotes()
    {
        WordVectors vectors = DataFolder.Load(Path.Combine(AppContext.BaseDirectory, "data"));
        List<Question> questions = Question.ParseAll(["Coffee", "king - man + woman", "oslo", "-", "norway", "+", "sweden", "spider-man"], vectors);
        Assert.Equal(["coffee", "king - man + woman", "oslo - norway + sweden", "spider-man"], questions.Select(q => q.Text));
        Assert.Equal([false, true, true, false], questions.Select(q => q.IsAnalogy));
    }

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("frnace", "france", 1)]
    [InlineData("ca", "abc", 3)]
    public void Distance_between_spellings(string from, string to, int edits)
    {
        Assert.Equal(edits, Spelling.Distance(from, to));
        Assert.Equal(edits, Spelling.Distance(to, from));
    }

    [Fact]
    public void Equal_scores_are_ranked_by_the_lower_row()
    {
        // Few values, so that most scores have equals.
        Random random = new(1);
        float[] scores = [.. Enumerable.Range(0, 500).Select(_ => (float)random.Next(20))];
        int[] expected = [.. Enumerable.Range(0, scores.Length).OrderByDescending(row => scores[row]).Take(Kernels.Best)];
        Assert.Equal(expected, BestOf.Rank(scores).Rows);
    }

    [Fact]
    public void Fewer_scores_than_places() => Assert.Equal([1, 2, 0], BestOf.Rank([1, 3, 2]).Rows);
}
