namespace KernelGen.Benchmarks.Works;

/// <summary>The shape of a matrix product, batched or not.</summary>
internal sealed record GemmShape(string Name, int M, int N, int K, int Batch = 1, bool TransposeA = false, bool TransposeB = false)
{
    public double Flops => 2.0 * Batch * M * N * K;

    /// <summary>Of all three matrices.</summary>
    public double Elements => (double)Batch * (((double)M * K) + ((double)K * N) + ((double)M * N));

    /// <summary>The attribute of the kernel with this shape. One batch is what it is where none is stated.</summary>
    public GemmAttribute Stated => new()
    {
        M = M,
        N = N,
        K = K,
        Batch = Batch == 1 ? 0 : Batch,
        TransposeA = TransposeA,
        TransposeB = TransposeB,
    };

    /// <summary>The attribute of the kernel of any shape with these transposes.</summary>
    public GemmAttribute Any => new() { TransposeA = TransposeA, TransposeB = TransposeB };

    public static IEnumerable<GemmShape> Small => Workload.Rows("gemm_small.csv").Select(row =>
        new GemmShape(FormattableString.Invariant($"{row["M"]}x{row["N"]}x{row["K"]}"), row.Number("M"), row.Number("N"), row.Number("K")));

    public static IEnumerable<GemmShape> Models => Workload.Rows("gemm_models.csv").Select(row =>
        new GemmShape(row["name"], row.Number("M"), row.Number("N"), row.Number("K"), row.Number("batch"), TransposeB: row["transposeB"] == "1"));

    public static GemmShape Square(int size, bool transposeA = false, bool transposeB = false) =>
        new($"square:{size}{(transposeA ? " aT" : "")}{(transposeB ? " bT" : "")}", size, size, size, 1, transposeA, transposeB);
}
