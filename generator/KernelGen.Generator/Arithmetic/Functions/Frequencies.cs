using System.Numerics;

namespace KernelGen.Generator.Arithmetic;

/// <summary>
/// The frequencies of a rotary embedding in quarter turns, Base^(−2i/RotaryDim)·2/π, each as the double nearest to it and the double nearest to what is left:
/// in whole numbers of 2^−<see cref="FirstBits"/> first, and in finer ones until no error of theirs can change a rounding.
/// </summary>
internal static class Frequencies
{
    private const int FirstBits = 256;

    public static (double[] High, double[] Low) Of(double number, int rotaryDim)
    {
        for (int bits = FirstBits; ; bits *= 2)
        {
            if (TryOf(number, rotaryDim, bits) is { } found)
                return found;
        }
    }

    private static (double[] High, double[] Low)? TryOf(double number, int rotaryDim, int bits)
    {
        BigInteger one = BigInteger.One << bits, ln2 = Ln2(bits);
        double[] high = new double[rotaryDim / 2], low = new double[high.Length];

        // The step from pair to pair is 2^−shift·fraction, ½ < fraction ≤ 1.
        BigInteger step = rotaryDim == 0 ? BigInteger.Zero : 2 * Ln(number, bits, ln2) / rotaryDim;
        int shift = (int)(step / ln2);
        BigInteger fraction = ExpOfMinus(step - (shift * ln2), bits);

        // Each pair's own is value·2^−(bits + exponent), one ≤ 2·value; each step so far has added less than 2²⁰ units to its error, and there are fewer than 2¹² of them.
        BigInteger value = 2 * one * one / Pi(bits), error = BigInteger.One << 40;
        int exponent = 0;
        for (int i = 0; i < high.Length; i++)
        {
            (double High, double Low) least = Split(value - error, bits + exponent);
            if (least != Split(value + error, bits + exponent))
                return null;
            (high[i], low[i]) = least;
            value = (value * fraction) >> bits;
            exponent += shift;
            while (2 * value < one)
            {
                value *= 2;
                exponent++;
            }
        }

        return (high, low);
    }

    /// <summary>value·2^−scale as a sum of two doubles, each rounded to nearest.</summary>
    private static (double High, double Low) Split(BigInteger value, int scale)
    {
        (double high, BigInteger left) = Round(value, scale);
        return (high, Round(left, scale).Nearest);
    }

    private static (double Nearest, BigInteger Left) Round(BigInteger value, int scale)
    {
        const int precision = 53;
        int drop = Math.Max(0, Length(BigInteger.Abs(value)) - precision);
        BigInteger half = drop == 0 ? BigInteger.Zero : BigInteger.One << (drop - 1);

        // A tie has no place here: the numbers are transcendental, but for those too coarse for the tries to agree on.
        BigInteger kept = (value + half) >> drop;
        return ((double)kept * Math.Pow(2, drop - scale), value - (kept << drop));
    }

    private static int Length(BigInteger value)
    {
        int length = 0;
        for (; value > ulong.MaxValue; length += 32)
            value >>= 32;
        for (; value > 0; length++)
            value >>= 1;
        return length;
    }

    /// <summary>log of a double that is at least 1: 2ⁿ·m, 1 ≤ m &lt; 2, and log m = 2·artanh((m − 1)/(m + 1)).</summary>
    private static BigInteger Ln(double number, int bits, BigInteger ln2)
    {
        int n = (int)((BitConverter.DoubleToInt64Bits(number) >> 52) & 0x7ff) - 1023;
        BigInteger mantissa = (BitConverter.DoubleToInt64Bits(number) & 0xf_ffff_ffff_ffff) | 0x10_0000_0000_0000;
        BigInteger unit = BigInteger.One << 52;
        return (n * ln2) + (2 * Artanh(((mantissa - unit) << bits) / (mantissa + unit), bits));
    }

    private static BigInteger Ln2(int bits) => 2 * Artanh((BigInteger.One << bits) / 3, bits);

    /// <summary>x + x³/3 + x⁵/5 + …, x ≤ ⅓.</summary>
    private static BigInteger Artanh(BigInteger x, int bits)
    {
        BigInteger sum = BigInteger.Zero, power = x, square = (x * x) >> bits;
        for (int k = 1; !power.IsZero; k += 2)
        {
            sum += power / k;
            power = (power * square) >> bits;
        }

        return sum;
    }

    /// <summary>1 − x + x²/2 − …, 0 ≤ x &lt; 1.</summary>
    private static BigInteger ExpOfMinus(BigInteger x, int bits)
    {
        BigInteger sum = BigInteger.Zero, term = BigInteger.One << bits;
        for (int k = 1; !term.IsZero; k++)
        {
            sum += k % 2 == 0 ? -term : term;
            term = ((term * x) >> bits) / k;
        }

        return sum;
    }

    /// <summary>Machin's formula: 16·arctan(1/5) − 4·arctan(1/239).</summary>
    private static BigInteger Pi(int bits)
    {
        return (16 * Arctan(5)) - (4 * Arctan(239));

        BigInteger Arctan(int of)
        {
            BigInteger sum = BigInteger.Zero, power = (BigInteger.One << bits) / of;
            for (int k = 1; !power.IsZero; k += 2)
            {
                sum += k % 4 == 1 ? power / k : -(power / k);
                power /= of * of;
            }

            return sum;
        }
    }
}
