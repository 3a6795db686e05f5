namespace KernelGen.Benchmarks.Works;

/// <summary>The shape of a dense layer and of what goes through it.</summary>
internal sealed record DenseShape(string Name, int Batch, int Inputs, int Outputs)
{
    public double Flops => 2.0 * Batch * Inputs * Outputs;

    /// <summary>Of input, weights, bias and output.</summary>
    public double Elements => ((double)Batch * Inputs) + (((double)Inputs + 1) * Outputs) + ((double)Batch * Outputs);

    public static IEnumerable<DenseShape> Models => Workload.Rows("dense_models.csv").Select(row => new DenseShape(
        FormattableString.Invariant($"{row["name"]} {row["batch"]}x{row["Inputs"]}x{row["Outputs"]}"),
        row.Number("batch"),
        row.Number("Inputs"),
        row.Number("Outputs")));
}
