using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Arithmetic;

/// <summary>
/// What roundings do to a linear program of additions, products with constants and multiply-adds: for each result and input the sum of the magnitudes of all ways
/// from one to the other, and the roundings on the longest of them; and for each result how many halves of the smallest number underflow can add.
/// </summary>
internal sealed class LinearForms
{
    private LinearForms(double[][] magnitudes, int[][] roundings, double[] underflow)
    {
        (Magnitudes, Roundings, Underflow) = (magnitudes, roundings, underflow);
    }

    /// <summary>By result, then by input.</summary>
    public double[][] Magnitudes { get; }

    public int[][] Roundings { get; }

    public double[] Underflow { get; }

    /// <summary>The largest sum of a result's magnitudes.</summary>
    public double Norm => Magnitudes.Max(row => row.Sum());

    public static LinearForms Of(Program program)
    {
        int inputs = program.Inputs.Count;
        var values = new List<(double[] Magnitudes, int[] Roundings, double Underflow, double? Constant)>();
        foreach (Instruction step in program.Body)
        {
            double[] magnitudes = new double[inputs];
            int[] roundings = new int[inputs];
            double underflow = 0;
            switch (step.Op)
            {
                case Op.Input:
                    magnitudes[step.A] = 1;
                    break;
                case Op.Constant:
                    values.Add((magnitudes, roundings, 0, ValueOf(program.Type, step.Bits)));
                    continue;
                case Op.Add or Op.Subtract:
                    // A sum that is smaller than normal numbers is exact.
                    Take(step.A, 1);
                    Take(step.B, 1);
                    Round();
                    break;
                case Op.Multiply:
                    double factor = Factor(step.A);
                    Take(step.B, factor);
                    if (!IsPowerOfTwo(factor))
                        Round();
                    underflow++;
                    break;
                case Op.FusedMultiplyAdd:
                    Take(step.B, Factor(step.A));
                    Take(step.C, 1);
                    Round();
                    underflow++;
                    break;
                default:
                    throw new ArgumentException($"{step.Op} is not linear.", nameof(program));
            }

            values.Add((magnitudes, roundings, underflow, null));

            void Take(int source, double times)
            {
                for (int i = 0; i < inputs; i++)
                {
                    magnitudes[i] += times * values[source].Magnitudes[i];
                    roundings[i] = Math.Max(roundings[i], values[source].Roundings[i]);
                }

                underflow += times * values[source].Underflow;
            }

            void Round()
            {
                for (int i = 0; i < inputs; i++)
                {
                    if (magnitudes[i] > 0)
                        roundings[i]++;
                }
            }
        }

        return new(
            [.. program.Results.Select(result => values[result].Magnitudes)],
            [.. program.Results.Select(result => values[result].Roundings)],
            [.. program.Results.Select(result => values[result].Underflow)]);

        double Factor(int source) => Math.Abs(values[source].Constant ?? throw new ArgumentException("A product of two inputs is not linear.", nameof(program)));
    }

    private static double ValueOf(NumericType type, ulong bits) =>
        type.Bytes == 4 ? BitConverter.ToSingle(BitConverter.GetBytes((uint)bits), 0) : BitConverter.Int64BitsToDouble((long)bits);

    private static bool IsPowerOfTwo(double number) => (BitConverter.DoubleToInt64Bits(number) & ((1L << 52) - 1)) == 0;
}
