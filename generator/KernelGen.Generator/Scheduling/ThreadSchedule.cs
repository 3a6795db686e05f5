using System.Globalization;

namespace KernelGen.Generator.Scheduling;

/// <summary>How threads share a kernel's outputs. A sum is never shared.</summary>
internal abstract record ThreadSchedule
{
    protected static string Text(double number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}

/// <summary>How threads share matrix products: by whole products of a batch, by columns in whole strips, or by rows in whole tiles, as the shape of the call has it.</summary>
/// <param name="WithinProduct">A single product is cut too; otherwise only a batch is, and a product keeps its shape as constants.</param>
/// <param name="LeastFlops">Floating-point operations that one thread is worth.</param>
internal sealed record ProductThreads(bool WithinProduct, double LeastFlops) : ThreadSchedule
{
    /// <summary>For the header; <paramref name="rows"/> and <paramref name="columns"/> are the tile's.</summary>
    public string Describe(int rows, int columns) => WithinProduct
        ? $"threads: columns in strips of {Text(columns)}, rows in tiles of {Text(rows)} or whole products, from {Text(LeastFlops)} operations a thread"
        : $"threads: whole products, from {Text(LeastFlops)} operations a thread";

    /// <summary>The same of a convolution that goes over its channels one by one.</summary>
    public string DescribePieces() => $"threads: channels and bands of rows, from {Text(LeastFlops)} operations a thread";
}

/// <summary>How threads share the rows of a matrix.</summary>
/// <param name="PartsPerThread">More than one leaves some to the others where a thread is held up.</param>
/// <param name="LeastBytes">Bytes of the matrix that one thread is worth.</param>
internal sealed record RowThreads(int PartsPerThread, double LeastBytes) : ThreadSchedule
{
    /// <summary>For the header; <paramref name="rows"/> are walked at once.</summary>
    public string Describe(int rows) => $"threads: rows in blocks of {Text(rows)}, from {Text(LeastBytes)} bytes a thread";
}

/// <summary>How threads share attention: by blocks of queries, head by head of the keys, and with one query each by the plan's blocks of keys, which are merged in their order.</summary>
/// <param name="PartsPerThread">More than one leaves some to the others where a thread is held up.</param>
/// <param name="LeastFlops">Floating-point operations that one thread is worth.</param>
internal sealed record AttentionThreads(int PartsPerThread, double LeastFlops) : ThreadSchedule
{
    /// <summary>For the header.</summary>
    public string Describe() => $"threads: blocks of queries, head by head of the keys, and of one query blocks of keys, from {Text(LeastFlops)} operations a thread";
}
