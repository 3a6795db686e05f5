namespace KernelGen.Generator.Specs;

/// <summary>All values from one to another, both included.</summary>
internal readonly record struct Interval(double Low, double High)
{
    /// <summary>The largest magnitude in it.</summary>
    public double Magnitude => Math.Max(Math.Abs(Low), Math.Abs(High));

    public static Interval Around(double magnitude) => new(-magnitude, magnitude);

    public static Interval operator +(Interval a, Interval b) => new(a.Low + b.Low, a.High + b.High);

    public static Interval operator *(Interval a, Interval b)
    {
        double p = a.Low * b.Low, q = a.Low * b.High, r = a.High * b.Low, s = a.High * b.High;
        return new(Math.Min(Math.Min(p, q), Math.Min(r, s)), Math.Max(Math.Max(p, q), Math.Max(r, s)));
    }

    /// <summary>The squares of its values.</summary>
    public Interval Squared => Low <= 0 && High >= 0
        ? new(0, Magnitude * Magnitude)
        : new(Math.Min(Low * Low, High * High), Magnitude * Magnitude);

    /// <summary>The sum of so many of its values.</summary>
    public Interval Times(double count) => new(Low * count, High * count);
}
