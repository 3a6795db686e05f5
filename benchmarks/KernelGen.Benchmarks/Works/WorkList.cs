namespace KernelGen.Benchmarks.Works;

/// <summary>Every row of the table, in its order. Making the list finds each row's kernel, so that a missing one shows before anything is measured.</summary>
internal static class WorkList
{
    public static IReadOnlyList<Work> All { get; } =
        [
            .. PairwiseWorks.All(), .. HalfWordWorks.All(), .. IntegerDotWorks.All(), .. SearchWorks.All(), .. GemvWorks.All(), .. GroupedWorks.All(),
            .. GemmWorks.All(), .. IntegerGemmWorks.All(), .. DenseWorks.All(), .. HalfDenseWorks.All(), .. ConvolutionWorks.All(), .. IntegerConvolutionWorks.All(),
            .. RowsWorks.All(), .. AttentionWorks.All(), .. AttentionCacheWorks.All(), .. ThreadWorks.All(),
        ];

    /// <summary>The works whose "group/name" holds the filter.</summary>
    public static IReadOnlyList<Work> Matching(string? filter) =>
        [.. All.Where(work => filter is null || work.Path.Contains(filter, StringComparison.OrdinalIgnoreCase))];
}
