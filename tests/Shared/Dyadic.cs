using System.Numerics;

namespace KernelGen.Tests;

/// <summary>An exact number: <c>Mantissa · 2^Exponent</c>. Sums and products of floating-point numbers have no rounding here.</summary>
internal readonly record struct Dyadic(BigInteger Mantissa, int Exponent)
{
    public static readonly Dyadic Zero = new(BigInteger.Zero, 0);

    public static Dyadic PowerOfTwo(int exponent) => new(BigInteger.One, exponent);

    public static Dyadic From(double value)
    {
        if (!double.IsFinite(value))
            throw new ArgumentOutOfRangeException(nameof(value), value, "An exact number is finite.");
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)((bits >> 52) & 0x7FF);
        long mantissa = bits & 0xF_FFFF_FFFF_FFFF;
        if (exponent == 0)
            exponent = 1;
        else
            mantissa |= 1L << 52;
        return new Dyadic(bits < 0 ? -mantissa : mantissa, exponent - 1075);
    }

    public int Sign => Mantissa.Sign;

    public static Dyadic Abs(Dyadic value) => new(BigInteger.Abs(value.Mantissa), value.Exponent);

    public static Dyadic operator +(Dyadic a, Dyadic b)
    {
        int exponent = Math.Min(a.Exponent, b.Exponent);
        return new Dyadic((a.Mantissa << (a.Exponent - exponent)) + (b.Mantissa << (b.Exponent - exponent)), exponent);
    }

    public static Dyadic operator -(Dyadic a) => new(-a.Mantissa, a.Exponent);
    public static Dyadic operator -(Dyadic a, Dyadic b) => a + -b;
    public static Dyadic operator *(Dyadic a, Dyadic b) => new(a.Mantissa * b.Mantissa, a.Exponent + b.Exponent);
    public static bool operator <(Dyadic a, Dyadic b) => (a - b).Sign < 0;
    public static bool operator >(Dyadic a, Dyadic b) => b < a;
    public static bool operator <=(Dyadic a, Dyadic b) => !(b < a);
    public static bool operator >=(Dyadic a, Dyadic b) => !(a < b);

    /// <summary>a / b to about 60 bits: for reports, never for a decision.</summary>
    public static double Ratio(Dyadic a, Dyadic b)
    {
        if (b.Sign == 0)
            return a.Sign == 0 ? 0 : double.PositiveInfinity;
        int shift = 64 + (int)Math.Max(0, b.Mantissa.GetBitLength() - a.Mantissa.GetBitLength());
        BigInteger quotient = (a.Mantissa << shift) / b.Mantissa;
        return Math.ScaleB((double)quotient, a.Exponent - b.Exponent - shift);
    }

    /// <summary>⌊√value⌋ and ⌈√value⌉ with at least <paramref name="bits"/> significant bits.</summary>
    public static (Dyadic Lower, Dyadic Upper) SquareRoot(Dyadic value, int bits)
    {
        if (value.Sign == 0)
            return (Zero, Zero);
        int shift = (int)Math.Max(0, (2L * bits) - value.Mantissa.GetBitLength());
        if (((value.Exponent - shift) & 1) != 0)
            shift++;
        BigInteger scaled = value.Mantissa << shift;
        BigInteger root = FloorSquareRoot(scaled);
        int exponent = (value.Exponent - shift) / 2;
        return (new Dyadic(root, exponent), new Dyadic(root * root == scaled ? root : root + 1, exponent));
    }

    private static BigInteger FloorSquareRoot(BigInteger value)
    {
        // Newton's iteration from above falls until it meets the floor.
        BigInteger root = BigInteger.One << (int)((value.GetBitLength() + 1) / 2);
        while (true)
        {
            BigInteger next = (root + (value / root)) >> 1;
            if (next >= root)
                return root;
            root = next;
        }
    }
}
