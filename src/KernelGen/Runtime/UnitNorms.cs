namespace KernelGen.Runtime;

/// <summary>Lengths of vectors, in double, and how far from 1 a vector may be that was divided by its length.</summary>
internal static unsafe class UnitNorms
{
    /// <summary>Numbers that are converted, and columns that are summed, at a time.</summary>
    public const int Block = 256;

    /// <summary>
    /// The most that |‖x‖ − 1| comes to for a vector of n numbers that was divided by its length in floating point. With w the roundoff of that
    /// arithmetic (float; double for double) the computed length is ‖v‖·√(1 + θ)·(1 + δ), |θ| ≤ γₙ = n·w / (1 − n·w) in whatever order the squares were
    /// added and |δ| ≤ w; the quotient is rounded once by w and once to the type by u, or by half of its smallest number, which makes √n of these at most.
    /// The sum here is in double, with n + 2 roundings of its own. Whole numbers have no rounding: only (0, …, ±1, …, 0) has length 1.
    /// </summary>
    public static double Tolerance<T>(nint length)
        where T : unmanaged
    {
        const double OfDouble = 1.0 / (1L << 53);
        if (sizeof(T) == 1)
            return 0;
        double w = typeof(T) == typeof(double) ? OfDouble : 1.0 / (1 << 24);
        (double u, int smallest) = typeof(T) == typeof(double) ? (OfDouble, -1074)
            : typeof(T) == typeof(float) ? (1.0 / (1 << 24), -149)
            : typeof(T) == typeof(Half) ? (1.0 / (1 << 11), -24)
            : (1.0 / (1 << 8), -133);
        double gamma = length * w / (1 - (length * w));
        if (!(gamma >= 0 && gamma < 1))
            return double.PositiveInfinity; // sums of so many squares need not have a digit
        double most = (1 + u) * (1 + w) / ((1 - w) * Math.Sqrt(1 - gamma)) / (1 - ((length + 2) * OfDouble));
        return most - 1 + (Math.Sqrt(length) * Math.ScaleB(0.5, smallest));
    }

    public static double OfRun<T>(T* run, nint count)
        where T : unmanaged
    {
        double* numbers = stackalloc double[Block];
        double sum = 0;
        for (nint start = 0; start < count; start += Block)
        {
            nint length = Math.Min(Block, count - start);
            RangeScan.ToDoubles(run + start, numbers, length);
            for (nint i = 0; i < length; i++)
                sum += numbers[i] * numbers[i];
        }

        return Math.Sqrt(sum);
    }

    /// <summary>At most <see cref="Block"/> columns, row by row as they lie in memory.</summary>
    public static void OfColumns<T>(T* first, nint rows, nint columns, nint leading, double* norms)
        where T : unmanaged
    {
        double* numbers = stackalloc double[Block];
        new Span<double>(norms, (int)columns).Clear();
        for (nint row = 0; row < rows; row++)
        {
            RangeScan.ToDoubles(first + (row * leading), numbers, columns);
            for (nint i = 0; i < columns; i++)
                norms[i] += numbers[i] * numbers[i];
        }

        for (nint i = 0; i < columns; i++)
            norms[i] = Math.Sqrt(norms[i]);
    }
}
