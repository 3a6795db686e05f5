using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;
using KernelGen.Tests;

namespace KernelGen.Numerics.Tests.Harness;

/// <summary>The exact convolution against the bound of Winograd's algorithm, which speaks of all that an output's tile sees.</summary>
internal static class ExactWinograd
{
    public static IEnumerable<Checked> Check(WinogradPlan plan, KernelCall call, ConvolutionSpec spec, double[] y)
    {
        var layout = new ConvolutionLayout(call, spec);
        int side = plan.Transforms.Side, outputs = plan.Transforms.Outputs;
        double[] x = call.Vectors["x"], weights = call.Vectors["weights"];
        Dyadic coefficient = Dyadic.From(plan.Bound.Coefficient(layout.InChannels)), term = Dyadic.From(plan.Bound.AbsoluteTerm(layout.InChannels));
        Dyadic[] filters = [.. Enumerable.Range(0, layout.OutChannels * layout.InChannels).Select(filter => Sum(weights.Skip(filter * 9).Take(9).Select(Math.Abs)))];
        foreach ((int at, int image, int channel, int row, int column) in layout.Outputs())
        {
            Dyadic exact = Dyadic.Zero, size = Dyadic.Zero, pixels = Dyadic.Zero, all = Dyadic.Zero;
            foreach ((int inX, int inWeights) in layout.TermsOf(image, channel, row, column, TermOrder.Given))
                exact += inX < 0 ? Dyadic.Zero : Dyadic.From(x[inX]) * Dyadic.From(weights[inWeights]);
            for (int c = 0; c < layout.InChannels; c++)
            {
                double largest = 0;
                for (int i = 0; i < side * side; i++)
                {
                    int inX = layout.InX(image, c, (row / outputs * outputs) + (i / side), (column / outputs * outputs) + (i % side));
                    largest = inX < 0 ? largest : Math.Max(largest, Math.Abs(x[inX]));
                }

                Dyadic filter = filters[(channel * layout.InChannels) + c];
                size += Dyadic.From(largest) * filter;
                pixels += Dyadic.From(largest);
                all += filter;
            }

            foreach ((string name, int index) in new[] { ("bias", channel), ("residual", at) })
            {
                Dyadic addend = Dyadic.From(call.Vectors.TryGetValue(name, out double[]? addends) ? addends[index] : 0);
                (exact, size) = (exact + addend, size + Dyadic.Abs(addend));
            }

            yield return new(Dyadic.Abs(Dyadic.From(y[at]) - exact), (coefficient * size) + (term * (Dyadic.From(1) + all + pixels)));
        }
    }

    private static Dyadic Sum(IEnumerable<double> numbers) => numbers.Aggregate(Dyadic.Zero, (sum, number) => sum + Dyadic.From(number));
}
