using KernelGen.Generator.Arithmetic;

namespace KernelGen.Tests;

/// <summary>A row of x in codes and scales, by the definition of <see cref="GroupedCodesPlan"/>.</summary>
internal static class QuantisedRow
{
    /// <summary>The codes are filled up with zeros to whole groups.</summary>
    public static (int[] Codes, double[] Scales) Of(ReadOnlySpan<double> x, int groupSize)
    {
        int groups = (x.Length + groupSize - 1) / groupSize;
        (int[] codes, double[] scales) = (new int[groups * groupSize], new double[groups]);
        for (int group = 0; group < groups; group++)
        {
            ReadOnlySpan<double> numbers = x[(group * groupSize)..Math.Min(x.Length, (group + 1) * groupSize)];
            float largest = 0;
            foreach (double number in numbers)
                largest = double.IsFinite(number) && float.IsFinite(largest) ? Math.Max(largest, Math.Abs((float)number)) : float.NaN;
            float scale = float.IsNaN(largest) ? float.NaN : Math.Max(largest / GroupedCodesPlan.LargestCode, MathF.ScaleB(1, GroupedCodesPlan.SmallestScaleExponent));
            scales[group] = scale;
            for (int i = 0; i < numbers.Length && !float.IsNaN(scale); i++)
                codes[(group * groupSize) + i] = (int)Math.Round((double)((float)numbers[i] / scale), MidpointRounding.ToEven);
        }

        return (codes, scales);
    }

    /// <summary>What a step of a number's codes is, exactly: of the largest magnitude in its group, and not of its rounded scale.</summary>
    public static double LargestOfGroup(ReadOnlySpan<double> x, int element, int groupSize)
    {
        int first = element / groupSize * groupSize;
        double largest = 0;
        foreach (double number in x[first..Math.Min(x.Length, first + groupSize)])
            largest = Math.Max(largest, Math.Abs(number));
        return largest;
    }
}
