using System.Numerics;
using KernelGen.Tests;

namespace KernelGen.Plan.Tests.Functions;

/// <summary>
/// M·2^E with at most 192 bits in M; operations cut off what is below. The yardstick of the double functions: written for being
/// plainly right, and as far beyond their 53 bits as cancellation in the formulas below can eat.
/// </summary>
internal readonly struct BigReal
{
    private const int Bits = 192;

    private readonly BigInteger mantissa;
    private readonly int exponent;

    private BigReal(BigInteger mantissa, int exponent)
    {
        int excess = (int)BigInteger.Abs(mantissa).GetBitLength() - Bits;
        this.mantissa = excess > 0 ? mantissa >> excess : mantissa;
        this.exponent = mantissa.IsZero ? 0 : excess > 0 ? exponent + excess : exponent;
    }

    public static readonly BigReal Ln2 = Atanh(Whole(1) / Whole(3)) * Whole(2);

    /// <summary>Machin: π/4 = 4·arctan(1/5) − arctan(1/239).</summary>
    public static readonly BigReal Pi = Whole(4) * ((Whole(4) * Arctan(Whole(1) / Whole(5))) - Arctan(Whole(1) / Whole(239)));

    private static readonly BigReal TwoOverRootPi = Whole(2) / Sqrt(Pi);
    private static readonly BigReal RootTwo = Sqrt(Whole(2));

    public int Sign => mantissa.Sign;

    public static BigReal Whole(long value) => new(value, 0);

    /// <summary>Exactly this number, which is finite.</summary>
    public static BigReal Of(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int field = (int)((bits >> 52) & 0x7FF);
        long fraction = bits & 0xFFFFFFFFFFFFF;
        long magnitude = field == 0 ? fraction : fraction | (1L << 52);
        return new BigReal(bits < 0 ? -magnitude : magnitude, Math.Max(field, 1) - 1075);
    }

    public static BigReal operator +(BigReal a, BigReal b)
    {
        if (a.Sign == 0)
            return b;
        if (b.Sign == 0)
            return a;
        if (a.exponent < b.exponent)
            (a, b) = (b, a);
        int distance = a.exponent - b.exponent;

        // Far below the other's last bit: no need to write out the zeros between.
        if (distance > 4 * Bits)
            return a;
        return new BigReal((a.mantissa << distance) + b.mantissa, b.exponent);
    }

    public static BigReal operator -(BigReal a) => new(-a.mantissa, a.exponent);
    public static BigReal operator -(BigReal a, BigReal b) => a + -b;
    public static BigReal operator *(BigReal a, BigReal b) => new(a.mantissa * b.mantissa, a.exponent + b.exponent);

    public static BigReal operator /(BigReal a, BigReal b)
    {
        int shift = Math.Max(0, Bits + 2 + (int)BigInteger.Abs(b.mantissa).GetBitLength() - (int)BigInteger.Abs(a.mantissa).GetBitLength());
        return new BigReal((a.mantissa << shift) / b.mantissa, a.exponent - shift - b.exponent);
    }

    public static BigReal Abs(BigReal a) => new(BigInteger.Abs(a.mantissa), a.exponent);

    /// <summary>The number as a double, to a few of its last places: for ratios of errors, not for results. 0 and ∞ outside of its range.</summary>
    public double Approximate()
    {
        int length = (int)BigInteger.Abs(mantissa).GetBitLength();
        int drop = Math.Max(0, length - 60);
        return Math.ScaleB((double)(mantissa >> drop), exponent + drop);
    }

    public static BigReal Exp(BigReal x)
    {
        int n = (int)Math.Round((x / Ln2).Approximate());
        BigReal r = x - (Whole(n) * Ln2);
        BigReal sum = Whole(1);
        BigReal term = Whole(1);
        for (int k = 1; k < 60; k++)
        {
            term = term * r / Whole(k);
            sum += term;
        }

        return new BigReal(sum.mantissa, sum.exponent + n);
    }

    /// <summary>Of a number above 0, by Newton's iteration from the double's: each step doubles the digits.</summary>
    public static BigReal Log(BigReal x)
    {
        BigReal log = Of(Math.Log(x.Approximate()));
        for (int i = 0; i < 3; i++)
            log += (x * Exp(-log)) - Whole(1);
        return log;
    }

    /// <summary>This very number.</summary>
    public Dyadic ToDyadic() => new(mantissa, exponent);

    public static BigReal Tanh(BigReal x)
    {
        // Below 2⁻⁴⁰ the next term of the series is below 2⁻²⁸⁰ of the result.
        if (Math.Abs(x.Approximate()) < 1e-12)
            return x - (x * x * x / Whole(3)) + (x * x * x * x * x * Whole(2) / Whole(15));
        BigReal e = Exp(x + x);
        return (e - Whole(1)) / (e + Whole(1));
    }

    /// <summary>1/(1 + e^−x); 0 where it is far below every double.</summary>
    public static BigReal Logistic(BigReal x) => Math.Abs(x.Approximate()) < 5000 ? Whole(1) / (Whole(1) + Exp(-x)) : Whole(x.Sign < 0 ? 0 : 1);

    /// <summary>2/√π·e^(−x²)·Σ 2ᵏ·x²ᵏ⁺¹/(2k + 1)!!, where all terms have one sign; beyond 3 by the fraction of erfc.</summary>
    public static BigReal Erf(BigReal x)
    {
        if (Math.Abs(x.Approximate()) > 3)
            return x.Sign < 0 ? ErfcFraction(-x) - Whole(1) : Whole(1) - ErfcFraction(x);
        return ErfSeries(x);
    }

    /// <summary>The normal distribution's share below x.</summary>
    public static BigReal Phi(BigReal x)
    {
        BigReal z = -x / RootTwo;
        BigReal erfc = z.Approximate() > 2 ? ErfcFraction(z) : Whole(1) - Erf(z);
        return erfc / Whole(2);
    }

    public static BigReal ErfSeries(BigReal x)
    {
        BigReal term = x;
        BigReal sum = x;
        BigReal twice = Whole(2) * x * x;
        for (int k = 1; k < 160; k++)
        {
            term = term * twice / Whole((2 * k) + 1);
            sum += term;
        }

        return TwoOverRootPi * Exp(-(x * x)) * sum;
    }

    /// <summary>e^(−x²)/√π · 1/(x + ½/(x + 1/(x + 3⁄2/(x + …)))), for x of 2 and more; 0 where it is far below every double.</summary>
    public static BigReal ErfcFraction(BigReal x)
    {
        double size = x.Approximate();
        if (size > 100)
            return Whole(0);
        int depth = 40 + (int)(2400 / (size * size));
        BigReal tail = x;
        for (int k = depth; k >= 1; k--)
            tail = x + (Whole(k) / (tail + tail));
        return TwoOverRootPi * Exp(-(x * x)) / (tail + tail);
    }

    public static BigReal Sqrt(BigReal x)
    {
        BigReal root = Of(Math.Sqrt(x.Approximate()));
        for (int i = 0; i < 4; i++)
            root = (root + (x / root)) / Whole(2);
        return root;
    }

    private static BigReal Atanh(BigReal x) => OddSeries(x, x * x);

    private static BigReal Arctan(BigReal x) => OddSeries(x, -(x * x));

    private static BigReal OddSeries(BigReal x, BigReal square)
    {
        BigReal power = x;
        BigReal sum = x;
        for (int k = 3; k < 300; k += 2)
        {
            power *= square;
            sum += power / Whole(k);
        }

        return sum;
    }
}
