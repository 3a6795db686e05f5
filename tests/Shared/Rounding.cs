using KernelGen.Generator.Specs;

namespace KernelGen.Tests;

/// <summary>Numbers, their bits, and the rounding from one type to another.</summary>
internal static class Rounding
{
    /// <summary>The nearest number of the type, ties to even; of an integer type the nearest that there is.</summary>
    public static double To(NumericType type, double value) => type.Bytes switch
    {
        _ when type.IsInteger => double.IsNaN(value) ? 0 : Math.Clamp(Math.Round(value, MidpointRounding.ToEven), type.Minimum, type.Maximum),
        8 => value,
        4 => (float)value,
        _ => ToGrid(type, value),
    };

    /// <summary>By the definition: a whole number of steps, whose size is that of the number's binade and never less than the smallest number.</summary>
    private static double ToGrid(NumericType type, double value)
    {
        if (value == 0 || !double.IsFinite(value))
            return value;
        double step = Math.ScaleB(1, Math.Max(Math.ILogB(value) - (type.Precision - 1), type.SmallestExponent));
        double rounded = Math.CopySign(Math.Round(value / step, MidpointRounding.ToEven) * step, value);
        return Math.Abs(rounded) > type.Maximum ? Math.CopySign(double.PositiveInfinity, value) : rounded;
    }

    /// <summary>The bits of a number that the type holds exactly.</summary>
    public static ulong ToBits(NumericType type, double value) => type.Bytes switch
    {
        _ when type.IsInteger => unchecked((ulong)(long)value) & (ulong.MaxValue >> (64 - (8 * type.Bytes))),
        8 => BitConverter.DoubleToUInt64Bits(value),
        4 => BitConverter.SingleToUInt32Bits((float)value),
        _ when type == NumericType.Half => BitConverter.HalfToUInt16Bits((Half)value),
        _ => BitConverter.SingleToUInt32Bits((float)value) >> 16,
    };

    public static double FromBits(NumericType type, ulong bits) => type.Bytes switch
    {
        _ when type == NumericType.Byte => bits,
        _ when type.IsInteger => (long)(bits << (64 - (8 * type.Bytes))) >> (64 - (8 * type.Bytes)),
        8 => BitConverter.UInt64BitsToDouble(bits),
        4 => BitConverter.UInt32BitsToSingle((uint)bits),
        _ when type == NumericType.Half => (double)BitConverter.UInt16BitsToHalf((ushort)bits),
        _ => BitConverter.UInt32BitsToSingle((uint)bits << 16),
    };

    /// <summary>Equal to the bit, where any NaN equals any other: the sign and payload of a NaN are promised nowhere.</summary>
    public static bool SameBits(double a, double b) =>
        BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b) || (double.IsNaN(a) && double.IsNaN(b));
}
