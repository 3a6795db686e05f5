using SentenceSearch.Encoding;
using Xunit;

namespace SentenceSearch.Tests;

/// <summary>Small vocabularies of our own; what the model's own runtime makes of them was looked up for each, so that its habits are these.</summary>
public sealed class TokenizerTests
{
    private static readonly (string, double)[] s_reserved = [("\uFFFD", 0), ("<s>", 0), ("</s>", 0), ("spare1", 0), ("spare2", 0), ("spare3", 0)];

    private static readonly (string, double)[] s_letters =
        [("▁", -2), ("a", -3), ("b", -3), ("c", -3), ("▁a", -4), ("ab", -4), ("bc", -1), ("abc", -9), ("▁ab", -8)];

    /// <summary>Pieces with a stroke between; ? is the unknown token.</summary>
    [Theory]
    [InlineData("abc", "▁a|bc")]
    [InlineData("ab", "▁|ab")]
    [InlineData("cab", "▁|c|ab")]
    [InlineData("a b", "▁a|▁|b")]
    [InlineData("", "")]
    [InlineData("  ", "▁|▁|▁")]
    [InlineData("aXYb", "▁a|?|b")]
    [InlineData("XaYZ", "▁|?|a|?")]
    [InlineData("a\uFFFEb", "▁a|?|b")]
    [InlineData("<s>", "▁|?")]
    public void The_pieces_have_the_largest_sum_of_scores(string text, string pieces) => AssertPieces(s_letters, text, pieces);

    [Fact]
    public void Of_equal_sums_the_shorter_last_piece_is_taken() => AssertPieces([("▁", -1), ("a", -2), ("aa", -4)], "aaa", "▁|a|a|a");

    /// <summary>The x alone is no piece, so that the y is at a place that nothing ends at, which counts as 0.</summary>
    [Theory]
    [InlineData(-1, "▁|?|yz")]
    [InlineData(-9, "▁|xy|?")]
    public void A_piece_may_begin_where_none_ends(double score, string pieces) => AssertPieces([("▁", -1), ("xy", -5), ("yz", score)], "xyz", pieces);

    [Fact]
    public void A_sum_of_0_gives_way() => AssertPieces([("▁", 0), ("a", -1), ("▁a", -5)], "a", "▁|a");

    [Fact]
    public void Scores_may_be_above_0() => AssertPieces([("▁", -1), ("a", 3), ("ab", -5), ("b", 2)], "ab", "▁|a|b");

    [Fact]
    public void A_piece_that_is_there_twice_is_the_last_one() =>
        Assert.Equal([6, 8], new Tokenizer([.. s_reserved, ("▁", -1), ("a", -1), ("a", -2)]).Encode("a"));

    [Theory]
    [InlineData("\uFB01", "▁|f|i")]
    [InlineData("e\u0301", "▁|é")]
    [InlineData("é", "▁|é")]
    [InlineData("f\u00A0i", "▁|f|▁|i")]
    public void Text_is_brought_into_form_KC(string text, string pieces) =>
        AssertPieces([("▁", -1), ("f", -1), ("i", -1), ("fi", -5), ("é", -1), ("e", -1)], text, pieces);

    [Fact]
    public void Half_of_a_pair_is_an_unknown_character() => AssertPieces(s_letters, "a\uD83Db\uDE00", "▁a|?|b|?");

    private static void AssertPieces((string Piece, double Score)[] pieces, string text, string expected) =>
        Assert.Equal(expected, string.Join('|', new Tokenizer([.. s_reserved, .. pieces]).Encode(text).Select(token => token == Tokenizer.Unknown ? "?" : pieces[token - s_reserved.Length].Piece)));
}
