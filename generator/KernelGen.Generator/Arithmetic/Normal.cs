namespace KernelGen.Generator.Arithmetic;

/// <summary>The standard normal distribution.</summary>
internal static class Normal
{
    /// <summary>
    /// The share of it above z: half of erfc(z/√2), by erf's series near 0 and by the continued fraction of erfc further out
    /// (Abramowitz and Stegun, 7.1.6 and 7.1.14).
    /// </summary>
    public static double Above(double z)
    {
        if (z < 0)
            return 1 - Above(-z);
        double x = z / Math.Sqrt(2);
        if (x < 2)
        {
            double term = x, sum = x;
            for (int n = 1; term > sum * 1e-17; n++)
            {
                term *= 2 * x * x / ((2 * n) + 1);
                sum += term;
            }

            return 0.5 - (Math.Exp(-x * x) * sum / Math.Sqrt(Math.PI));
        }

        double fraction = x;
        for (int n = 60; n > 0; n--)
            fraction = x + (n / 2.0 / fraction);
        return Math.Exp(-x * x) / (2 * Math.Sqrt(Math.PI) * fraction);
    }
}
