namespace KernelGen.Generator.Specs;

/// <summary>All values from one to another, both included.</summary>
internal readonly record struct Interval(double Low, double High)
{
    /// <summary>The largest magnitude in it.</summary>
    public double Magnitude => Math.Max(Math.Abs(Low), Math.Abs(High));

    public static Interval Around(double magnitude) => new(-magnitude, magnitude);

    public static Interval operator +(Interval a, Interval b) =>
        new(Or(a.Low + b.Low, double.NegativeInfinity), Or(a.High + b.High, double.PositiveInfinity));

    public static Interval operator *(Interval a, Interval b)
    {
        double p = Product(a.Low, b.Low), q = Product(a.Low, b.High), r = Product(a.High, b.Low), s = Product(a.High, b.High);
        return new(Math.Min(Math.Min(p, q), Math.Min(r, s)), Math.Max(Math.Max(p, q), Math.Max(r, s)));
    }

    /// <summary>The squares of its values.</summary>
    public Interval Squared => Low <= 0 && High >= 0
        ? new(0, Magnitude * Magnitude)
        : new(Math.Min(Low * Low, High * High), Magnitude * Magnitude);

    /// <summary>The sum of so many of its values.</summary>
    public Interval Times(double count) => new(Product(Low, count), Product(High, count));

    /// <summary>An end beyond every double is infinite here, and none of such values are still 0.</summary>
    private static double Product(double a, double b) => Or(a * b, 0);

    private static double Or(double value, double otherwise) => double.IsNaN(value) ? otherwise : value;
}
