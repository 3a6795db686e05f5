using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Arithmetic;

/// <summary>
/// The bound of Winograd's algorithm. With A, G and B for the transforms' matrices, an output is Σₑ Aₑ Σ꜀ (G·w)ₑ꜀·(B·x)ₑ꜀ over the tile's products e and the
/// channels c. On its way from a weight and a pixel to the output each term is rounded Nₑ times at most, by the transforms and by a chain of so many channels, so that the error is
/// at most Σₑ |Aₑ|·γ(Nₑ)·Σ꜀ (|G|·|w|)ₑ꜀·(|B|·|x|)ₑ꜀. With the largest |x| that the tile sees of a channel, that is no more than C·Σ꜀ max|x|·Σ|w|, where C is the largest, over the
/// places of an output in its tile and of a weight in its filter, of Σₑ |Aₑ|·|Gₑ|·‖Bₑ‖·γ(Nₑ): in the plane the product of a row's and a column's, with N added.
/// Roundings are thus amplified, compared with a direct sum's, at most 16 times by F(2×2, 3×3) and 210 times by F(4×4, 3×3).
/// (Barabasz, Anderson, Soodhalter and Gregg, Error Analysis and Improving the Accuracy of Winograd Convolution for DNNs, 2020, bound the norm of the error in the same way.)
/// </summary>
internal sealed class WinogradBounds
{
    /// <summary>What no number on the way is larger by, than (1 + Σ max|x|)·(1 + Σ|w|).</summary>
    public const double Headroom = 1 << 15;

    private readonly LinearForms input, filter, output;
    private readonly int[] divisors;

    public WinogradBounds(WinogradTransforms transforms)
    {
        (input, filter, output) = (LinearForms.Of(transforms.Input), LinearForms.Of(transforms.Filter), LinearForms.Of(transforms.Output));
        divisors = [.. transforms.Divisors];
    }

    /// <summary>How many times the roundings of products weigh more than in a direct sum.</summary>
    public double Amplification => Largest((_, _) => 1);

    /// <summary>C without the epilogue, of chains of so many channels.</summary>
    public double Coefficient(long channels, Func<long, double> gamma)
    {
        double[] gammas = [.. Enumerable.Range(0, MostRoundings + 1).Select(roundings => gamma(channels + roundings))];
        return Largest((row, column) => gammas[row + column]) * (1 + 1e-14);
    }

    /// <summary>The most roundings of a term beside those of its chain.</summary>
    public int MostRoundings => 2 * (from o in Enumerable.Range(0, output.Magnitudes.Length)
                                     from t in Enumerable.Range(0, 3)
                                     from e in Enumerable.Range(0, divisors.Length)
                                     where Share(o, t, e) > 0
                                     select Roundings(o, t, e)).Max();

    /// <summary>
    /// How many halves of the smallest number underflow can add, for each of 1, Σ|w| and Σ max|x|: what it adds to a transformed pixel meets a transformed weight, and
    /// the other way round; each multiply-add of a chain can add one; and all of those go through the last transform.
    /// </summary>
    public double Underflow(long channels)
    {
        double inputs = InPlane(input), filters = InPlane(filter) + 1, outputs = InPlane(output);
        double back = output.Norm * output.Norm, weights = filter.Norm * filter.Norm, pixels = input.Norm * input.Norm;
        return outputs + (back * ((weights * inputs) + (pixels * filters) + channels + 1));
    }

    /// <summary>Of one side after the other: what the first adds is transformed by the second.</summary>
    private static double InPlane(LinearForms forms) => forms.Underflow.Max() * (forms.Norm + 1);

    /// <summary>The share of a product in what an output has of a weight, along one side.</summary>
    private double Share(int o, int t, int e) => output.Magnitudes[o][e] * filter.Magnitudes[e][t] / divisors[e] * input.Magnitudes[e].Sum();

    private int Roundings(int o, int t, int e) => output.Roundings[o][e] + filter.Roundings[e][t] + (divisors[e] == 1 ? 0 : 1) + input.Roundings[e].Max();

    /// <summary>The largest sum over a tile's products of their share times what their roundings, of rows and of columns, make of them.</summary>
    private double Largest(Func<int, int, double> weight)
    {
        // The roundings of each side with the shares that have so many.
        var sides = new List<List<(int Roundings, double Share)>>();
        for (int o = 0; o < output.Magnitudes.Length; o++)
        {
            for (int t = 0; t < 3; t++)
            {
                sides.Add([.. from e in Enumerable.Range(0, divisors.Length)
                              let share = Share(o, t, e)
                              where share > 0
                              group share by Roundings(o, t, e) into same
                              select (same.Key, same.Sum())]);
            }
        }

        double largest = 0;
        foreach (var row in sides)
        {
            foreach (var column in sides)
                largest = Math.Max(largest, (from r in row from c in column select r.Share * c.Share * weight(r.Roundings, c.Roundings)).Sum());
        }

        return largest;
    }
}
