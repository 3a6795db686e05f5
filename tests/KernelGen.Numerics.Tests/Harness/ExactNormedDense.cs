using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;
using KernelGen.Plan.Tests.Functions;
using KernelGen.Tests;

namespace KernelGen.Numerics.Tests.Harness;

/// <summary>A dense layer of rows that are normalised first, by its definition, to 190 bits, against its bound, where the bound speaks.</summary>
internal static class ExactNormedDense
{
    public static IEnumerable<Checked> Check(Kernel kernel, KernelCall call, double[] y)
    {
        (int rows, int outputs, int length, Func<int, int, double> weight) = Shape(call);
        RowsSpec norm = FusedNorm.Of(call.Spec)!;
        ErrorBound bound = kernel.Plan.Bound, ofNorm = bound.Norm!;
        double[] x = call.Vectors["x"], gamma = call.Vectors[FusedNorm.Gamma];
        double relative = bound.Coefficient(length), least = Math.ScaleB(1, ofNorm.Smallest.SmallestExponent + ofNorm.Smallest.Precision);
        BigReal zero = BigReal.Whole(0), one = BigReal.Whole(1), coefficient = BigReal.Of(relative), term = BigReal.Of(bound.AbsoluteTerm(length)), epsilon = BigReal.Of(Rounding.To(ofNorm.Accumulator, norm.Epsilon));
        for (int m = 0; m < rows; m++)
        {
            BigReal[] row = [.. x.Skip(m * length).Take(length).Select(BigReal.Of)];
            BigReal square = length == 0 ? one : (row.Select(number => number * number).Aggregate((a, b) => a + b) / BigReal.Whole(length)) + epsilon, sigma = BigReal.Sqrt(square);
            BigReal[] normed = [.. row.Select((number, i) => number * BigReal.Of(gamma[i]) / sigma)];
            if (square.Approximate() < least || square.Approximate() * length > ofNorm.Smallest.Maximum / (1 + (2 * relative)) || normed.Any(number => Math.Abs(number.Approximate()) * (1 + relative) > ofNorm.Output.Maximum))
                continue;
            for (int n = 0; n < outputs; n++)
            {
                BigReal exact = zero, size = zero, count = one;
                for (int i = 0; i < length; i++)
                {
                    BigReal of = BigReal.Of(weight(n, i));
                    Add(normed[i] * of);
                    count += BigReal.Of(Math.Max(1, Math.Abs(gamma[i]))) * (one + (one / sigma)) * BigReal.Abs(of);
                }

                if (call.Vectors.TryGetValue("bias", out double[]? bias))
                    Add(BigReal.Of(bias[n]));
                if (call.Vectors.TryGetValue("residual", out double[]? residual))
                    Add(BigReal.Of(residual[(m * outputs) + n]));
                if (size.Approximate() * (1 + relative) > bound.Output.Maximum)
                    continue;
                yield return new(BigReal.Abs(BigReal.Of(y[(m * outputs) + n]) - exact).ToDyadic(), ((coefficient * size) + (term * count)).ToDyadic());

                void Add(BigReal number) => (exact, size) = (exact + number, size + BigReal.Abs(number));
            }
        }
    }

    private static (int Rows, int Outputs, int Length, Func<int, int, double> Weight) Shape(KernelCall call)
    {
        if (call.Spec is GroupedDenseSpec grouped)
        {
            var groups = new GroupLayout(call, grouped);
            return (groups.M, groups.N, groups.K, (output, i) => groups.Weight(output, i) is var w ? (w.Code - w.ZeroPoint) * w.Scale : 0);
        }

        var layout = new MatrixLayout(call, (MatrixProductSpec)call.Spec);
        double[] weights = call.Vectors["weights"];
        return (layout.M, layout.N, layout.K, (output, i) => weights[layout.B.Index(0, i, output)]);
    }
}
