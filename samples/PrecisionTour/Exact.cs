namespace PrecisionTour;

/// <summary>The same in double, whose roundings are too small to show in any number of this tour.</summary>
internal static class Exact
{
    public static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += (double)a[i] * b[i];
        return sum;
    }

    public static double Cosine(ReadOnlySpan<float> a, ReadOnlySpan<float> b) => Dot(a, b) / Math.Sqrt(Dot(a, a) * Dot(b, b));

    public static double SquaredDistance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            double difference = (double)a[i] - b[i];
            sum += difference * difference;
        }

        return sum;
    }

    /// <summary>How far numbers are from the right ones, of how far those are from 0: root mean squares.</summary>
    public static double Error(ReadOnlySpan<float> computed, ReadOnlySpan<double> right)
    {
        double error = 0, size = 0;
        for (int i = 0; i < right.Length; i++)
        {
            error += (computed[i] - right[i]) * (computed[i] - right[i]);
            size += right[i] * right[i];
        }

        return Math.Sqrt(error / size);
    }
}
