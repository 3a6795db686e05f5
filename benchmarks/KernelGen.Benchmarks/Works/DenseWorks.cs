using KernelGen.Benchmarks.Kernels;
using KernelGen.Benchmarks.Measuring;

namespace KernelGen.Benchmarks.Works;

/// <summary>The layers of workloads/dense_models.csv with bias and Gelu. Peers that fuse both (libtorch, ONNX Runtime) have a column of their own when they are added.</summary>
internal static unsafe class DenseWorks
{
    /// <summary>With no more rows than this, reading the weights is what takes the time, not arithmetic.</summary>
    private const int RowsBoundByReading = 16;

    public static IEnumerable<Work> All()
    {
        var kernels = new KernelTable(typeof(DenseLayers));
        Work[] works = [.. Workload.Rows("dense_models.csv").Select(row =>
        {
            (int batch, int inputs, int outputs) = (row.Number("batch"), row.Number("Inputs"), row.Number("Outputs"));
            Kernel kernel = kernels.Find<float>(new DenseAttribute { Inputs = inputs, Outputs = outputs, Activation = Activation.Gelu });
            return Create(FormattableString.Invariant($"{row["name"]} {batch}x{inputs}x{outputs}"), batch, inputs, outputs, kernel);
        })];
        kernels.ThrowIfOneIsUnused();
        return works;
    }

    private static Work Create(string name, int batch, int inputs, int outputs, Kernel kernel) =>
        new("dense", name, 2.0 * batch * inputs * outputs, sizeof(float), () =>
        {
            Buffer<float> x = new Buffer<float>(batch * inputs).Random(1), weights = new Buffer<float>(outputs * inputs).Random(2);
            Buffer<float> bias = new Buffer<float>(outputs).Random(3), y = new(batch * outputs);
            var ours = new Contender("ours", Repeat.Of(Once), () =>
            {
                y.Span.Fill(float.NaN);
                Once();
                return Reference.Sample(y.Length, 4096).Select(CheckElement).FirstOrDefault(wrong => wrong is not null);
            });
            return new Trial(ours, [])
            {
                PlainRead = batch <= RowsBoundByReading && weights.Length >= 1 << 18 ? PlainRead.Of(weights) : null,
                ReadBytes = (double)weights.Length * sizeof(float),
            };

            void Once() => ((delegate*<ReadOnlySpan<float>, ReadOnlySpan<float>, Span<float>, ReadOnlySpan<float>, int, void>)kernel.Entry)(
                x.Span, weights.Span, y.Span, bias.Span, batch);

            string? CheckElement(int index)
            {
                (int row, int column) = Math.DivRem(index, outputs);
                Expected sum = Reference.Dot<float>(x.Span[(row * inputs)..], weights.Span[(column * inputs)..], inputs);
                float shift = bias.Span[column];

                // The bias is one summand more.
                sum = new Expected(sum.Value + shift, sum.Magnitude + Math.Abs(shift), sum.Roundings + 1);
                (double expected, double bound) = Gelu.Of(sum, kernel);
                double actual = y.Span[index];
                return Math.Abs(actual - expected) <= bound ? null : FormattableString.Invariant($"element [{row}, {column}] is {actual:R}, not {expected:R} ± {bound:G3}");
            }
        });
}
