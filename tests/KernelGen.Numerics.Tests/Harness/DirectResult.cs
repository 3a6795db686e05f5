using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;
using KernelGen.Tests;

namespace KernelGen.Numerics.Tests.Harness;

/// <summary>
/// Rows and means by their definitions, in doubles: for kernels whose results are rounded to so much less that a double's roundings do not count. Hundreds
/// of rows take no time, where <see cref="ExactResult"/> takes minutes.
/// </summary>
internal static class DirectResult
{
    /// <summary>The error of every number of a result, as a share of what the bound allows with this coefficient.</summary>
    public static IEnumerable<double> Shares(ErrorBound bound, double coefficient, KernelCall call, double[] y) => call.Spec switch
    {
        PoolSpec pool => Means(bound, coefficient, call, pool, y),
        RowsSpec { IsNorm: true } rows => Rows(bound, call, rows).SelectMany((row, number) => Norm(bound, coefficient, call, rows, row, y.AsMemory(number * row.Length, row.Length))),
        RowsSpec rows => Rows(bound, call, rows).SelectMany((row, number) => Softmax(bound, coefficient, row, y.AsMemory(number * row.Length, row.Length))),
        _ => throw new ArgumentException($"{call.Spec.Operation} is none of them."),
    };

    /// <summary>What is normalised: x, or x + residual as rounded.</summary>
    private static IEnumerable<double[]> Rows(ErrorBound bound, KernelCall call, RowsSpec spec) =>
        call.Vectors["x"].Select((x, i) => call.Vectors.TryGetValue("residual", out double[]? residual) ? Rounding.To(bound.Accumulator, x + residual[i]) : x).Chunk(call.Size(spec.Length));

    private static IEnumerable<double> Softmax(ErrorBound bound, double coefficient, double[] row, ReadOnlyMemory<double> y)
    {
        double max = row.Max(), sum = row.Sum(x => Math.Exp(x - max)), term = bound.AbsoluteTerm(row.Length);
        for (int i = 0; i < row.Length; i++)
        {
            double exact = bound.Form == BoundForm.Softmax ? Math.Exp(row[i] - max) / sum : row[i] - max - Math.Log(sum);
            double allowed = bound.Form == BoundForm.Softmax ? ((coefficient + (bound.Slope * (max - row[i]))) * exact) + term : coefficient + (bound.Slope * Math.Abs(exact)) + term;
            yield return Math.Abs(y.Span[i] - exact) / allowed;
        }
    }

    private static IEnumerable<double> Norm(ErrorBound bound, double coefficient, KernelCall call, RowsSpec spec, double[] row, ReadOnlyMemory<double> y)
    {
        bool isCentred = bound.Form == BoundForm.LayerNorm;
        double mean = isCentred ? row.Average() : 0, size = isCentred ? row.Average(Math.Abs) : 0;
        double sigma = Math.Sqrt(row.Average(x => (x - mean) * (x - mean)) + Rounding.To(bound.Accumulator, spec.Epsilon));
        for (int i = 0; i < row.Length; i++)
        {
            double gamma = call.Vectors["gamma"][i], beta = call.Vectors.TryGetValue("beta", out double[]? betas) ? betas[i] : 0, from = row[i] - mean;
            double allowed = (coefficient * ((Math.Abs(gamma) * (Math.Abs(from) + size) / sigma) + Math.Abs(beta))) + (bound.AbsoluteTerm(row.Length) * Math.Max(1, Math.Abs(gamma)) * (1 + (1 / sigma)));
            yield return Math.Abs(y.Span[i] - ((from / sigma * gamma) + beta)) / allowed;
        }
    }

    private static IEnumerable<double> Means(ErrorBound bound, double coefficient, KernelCall call, PoolSpec spec, double[] y)
    {
        var layout = new PoolLayout(call, spec);
        double[] x = call.Vectors["x"];
        foreach ((int at, int image, int channel, int oy, int ox) in layout.Outputs())
        {
            int[] rows = layout.Rows(oy), columns = layout.Columns(ox);
            double sum = 0, size = 0, count = spec.CountsAll ? layout.KernelHeight * layout.KernelWidth : rows.Length * columns.Length;
            foreach (int row in rows)
            {
                foreach (int column in columns)
                {
                    double number = x[layout.InX(image, channel, row, column)];
                    (sum, size) = (sum + number, size + Math.Abs(number));
                }
            }

            yield return Math.Abs(y[at] - (sum / count)) / ((coefficient * size / count) + bound.AbsoluteTerm(layout.KernelHeight + layout.KernelWidth));
        }
    }
}
