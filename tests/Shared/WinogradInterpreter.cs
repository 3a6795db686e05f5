using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;

namespace KernelGen.Tests;

/// <summary>A convolution by Winograd's algorithm as its plan says, tile by tile from the first pixel of each image.</summary>
internal static class WinogradInterpreter
{
    public static KernelResult Run(WinogradPlan plan, KernelCall call, ConvolutionSpec spec)
    {
        var layout = new ConvolutionLayout(call, spec);
        WinogradTransforms transforms = plan.Transforms;
        int side = transforms.Side, outputs = transforms.Outputs;
        double[] x = call.Vectors["x"], weights = call.Vectors["weights"];
        double[] y = (double[])call.Vectors[call.SameAs.GetValueOrDefault("y", "y")].Clone();
        ulong[][] filters = [.. Enumerable.Range(0, layout.OutChannels * layout.InChannels).Select(Filter)];
        for (int image = 0; image < layout.Batch; image++)
        {
            for (int top = 0; top < layout.OutHeight; top += outputs)
            {
                for (int left = 0; left < layout.OutWidth; left += outputs)
                    Tile(image, top, left);
            }
        }

        return new KernelResult(0, new Dictionary<string, double[]> { ["y"] = y });

        ulong[] Filter(int filter)
        {
            ulong[] numbers = InPlane(transforms.Filter, 3, [.. weights.Skip(filter * 9).Take(9).Select(Bits)]);
            for (int e = 0; e < numbers.Length; e++)
            {
                int divisor = transforms.Divisors[e / side] * transforms.Divisors[e % side];
                if (divisor != 1)
                    numbers[e] = Bits(Rounding.To(plan.Accumulator, Rounding.FromBits(plan.Accumulator, numbers[e]) / divisor));
            }

            return numbers;
        }

        void Tile(int image, int top, int left)
        {
            ulong[][] seen = [.. Enumerable.Range(0, layout.InChannels).Select(channel => InPlane(
                transforms.Input, side, [.. Enumerable.Range(0, side * side).Select(i => layout.InX(image, channel, top + (i / side), left + (i % side)) is >= 0 and var at ? Bits(x[at]) : 0)]))];
            for (int channel = 0; channel < layout.OutChannels; channel++)
            {
                ulong[] sums = [.. Enumerable.Range(0, side * side).Select(e => PlanInterpreter.ChainSum(
                    plan.Products, layout.InChannels, c => Number(seen[c][e]), c => Number(filters[(channel * layout.InChannels) + c][e])))];
                ulong[] pixels = InPlane(transforms.Output, side, sums);
                for (int i = 0; i < pixels.Length; i++)
                {
                    (int row, int column) = (top + (i / outputs), left + (i % outputs));
                    if (row < layout.OutHeight && column < layout.OutWidth)
                    {
                        int at = layout.InY(image, channel, row, column);
                        y[at] = PlanInterpreter.Epilogue(plan.Products, call, pixels[i], null, at, channel, 0);
                    }
                }
            }
        }

        ulong Bits(double number) => Rounding.ToBits(plan.Accumulator, number);

        double Number(ulong bits) => Rounding.FromBits(plan.Accumulator, bits);
    }

    /// <summary>A transform down every column of a square, then along every row of what that gives.</summary>
    private static ulong[] InPlane(Program program, int side, ulong[] square)
    {
        int results = program.Results.Count;
        ulong[] between = new ulong[results * side], all = new ulong[results * results], inputs = new ulong[side], values = new ulong[results];
        for (int column = 0; column < side; column++)
        {
            for (int row = 0; row < side; row++)
                inputs[row] = square[(row * side) + column];
            ScalarInterpreter.Run(program, inputs, values);
            for (int row = 0; row < results; row++)
                between[(row * side) + column] = values[row];
        }

        for (int row = 0; row < results; row++)
            ScalarInterpreter.Run(program, between.AsSpan(row * side, side), all.AsSpan(row * results, results));
        return all;
    }
}
