using SemanticSearch.Loading;
using SemanticSearch.Search;
using SemanticSearch.Storage;
using Xunit;

namespace SemanticSearch.Tests;

public sealed class StorageTests
{
    private static readonly WordVectors s_vectors = DataFolder.Load(Path.Combine(AppContext.BaseDirectory, "data"));

    [Fact]
    public void The_first_storage_is_the_one_that_the_others_are_measured_by()
    {
        Assert.Equal(["f32", "bf16", "f16"], Storages.Make(["bf16", "f16", "bf16"], s_vectors).Select(s => s.Name));
        Assert.Equal(["f32"], Storages.Make(["f32"], s_vectors).Select(s => s.Name));
    }

    [Fact]
    public void The_reference_finds_what_the_pairwise_kernel_ranks_first()
    {
        ReadOnlySpan<float> query = s_vectors.UnitRow(1234);
        float[] scores = new float[s_vectors.Count];
        for (int row = 0; row < scores.Length; row++)
            scores[row] = Kernels.Cosine(query, s_vectors.UnitRow(row));
        Ranking ranking = Storages.Make([], s_vectors)[0].Nearest(query);
        Assert.Equal(BestOf.Rank(scores).Scores, ranking.Scores[..Kernels.Best]);
    }

    /// <summary>The scores have the same bits on every processor, so the recall is the same number.</summary>
    [Fact]
    public void Fewer_bits_find_nearly_the_same_words()
    {
        List<StoredVectors> storages = Storages.Make(["f16", "bf16", "i8"], s_vectors);
        Assert.Equal([400, 200, 200, 100], storages.Select(s => s.BytesPerVector));
        Assert.Equal([10_000, 9_999, 9_974, 9_918], Recall.Of(storages, s_vectors).Select(share => (int)Math.Round(share * Recall.Words * Recall.At)));
    }
}
