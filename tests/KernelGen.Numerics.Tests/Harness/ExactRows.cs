using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;
using KernelGen.Plan.Tests.Functions;
using KernelGen.Tests;

namespace KernelGen.Numerics.Tests.Harness;

/// <summary>Rows to 190 bits, far beyond what a bound could hinge on, against their bounds.</summary>
internal static class ExactRows
{
    public static IEnumerable<Checked> Check(ErrorBound bound, KernelCall call, RowsSpec spec, double[] y)
    {
        int length = call.Size(spec.Length);
        double[] x = call.Vectors["x"];
        for (int first = 0; first < x.Length; first += length)
        {
            // What is normalised is x + residual, as rounded.
            BigReal[] row = [.. Enumerable.Range(first, length).Select(i => BigReal.Of(call.Vectors.TryGetValue("residual", out double[]? residual) ? Rounding.To(bound.Accumulator, x[i] + residual[i]) : x[i]))];
            IEnumerable<Checked> results = spec.IsNorm ? Norm(bound, call, spec, row, y.AsMemory(first, length)) : Softmax(bound, row, y.AsMemory(first, length));
            foreach (Checked result in results)
                yield return result;
        }
    }

    private static IEnumerable<Checked> Softmax(ErrorBound bound, BigReal[] row, ReadOnlyMemory<double> y)
    {
        BigReal max = row.Aggregate((a, b) => (a - b).Sign < 0 ? b : a);

        // e^−2000 is less than any double's half of the smallest.
        BigReal[] powers = [.. row.Select(x => (max - x).Approximate() > 2000 ? BigReal.Whole(0) : BigReal.Exp(x - max))];
        BigReal sum = powers.Aggregate((a, b) => a + b), log = BigReal.Log(sum);
        BigReal coefficient = BigReal.Of(bound.Coefficient(row.Length)), slope = BigReal.Of(bound.Slope), term = BigReal.Of(bound.AbsoluteTerm(row.Length));
        for (int i = 0; i < row.Length; i++)
        {
            BigReal exact = bound.Form == BoundForm.Softmax ? powers[i] / sum : row[i] - max - log;
            yield return Against(y.Span[i], exact, bound.Form == BoundForm.Softmax
                ? ((coefficient + (slope * (max - row[i]))) * exact) + term
                : coefficient + (slope * BigReal.Abs(exact)) + term);
        }
    }

    private static IEnumerable<Checked> Norm(ErrorBound bound, KernelCall call, RowsSpec spec, BigReal[] row, ReadOnlyMemory<double> y)
    {
        BigReal count = BigReal.Whole(row.Length), mean = BigReal.Whole(0), size = BigReal.Whole(0);
        if (bound.Form == BoundForm.LayerNorm)
        {
            mean = row.Aggregate((a, b) => a + b) / count;
            size = row.Select(BigReal.Abs).Aggregate((a, b) => a + b) / count;
        }

        BigReal[] from = [.. row.Select(x => x - mean)];
        BigReal square = (from.Select(x => x * x).Aggregate((a, b) => a + b) / count) + BigReal.Of(Rounding.To(bound.Accumulator, spec.Epsilon)), sigma = BigReal.Sqrt(square);
        BigReal coefficient = BigReal.Of(bound.Coefficient(row.Length)), one = BigReal.Whole(1), term = BigReal.Of(bound.AbsoluteTerm(row.Length)) * (one + (one / sigma));
        NumericType grid = bound.Smallest;
        double most = grid.Maximum / (1 + (2 * bound.Coefficient(row.Length)));
        if (square.Approximate() < Math.ScaleB(1, grid.SmallestExponent + grid.Precision)
            || (count * square).Approximate() > most || (count * size).Approximate() > most
            || (coefficient * size / sigma).Approximate() > Math.ScaleB(1, -(grid.Precision + 1) / 2))
            yield break;
        for (int i = 0; i < row.Length; i++)
        {
            double weight = call.Vectors["gamma"][i];
            BigReal gamma = BigReal.Of(weight), beta = BigReal.Of(call.Vectors.TryGetValue("beta", out double[]? betas) ? betas[i] : 0);
            BigReal allowed = (coefficient * ((BigReal.Abs(gamma) * (BigReal.Abs(from[i]) + size) / sigma) + BigReal.Abs(beta))) + (term * BigReal.Of(Math.Max(1, Math.Abs(weight))));
            yield return Against(y.Span[i], (from[i] / sigma * gamma) + beta, allowed);
        }
    }

    private static Checked Against(double computed, BigReal exact, BigReal allowed) => new(BigReal.Abs(BigReal.Of(computed) - exact).ToDyadic(), allowed.ToDyadic());
}
