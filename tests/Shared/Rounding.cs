using KernelGen.Generator.Specs;

namespace KernelGen.Tests;

/// <summary>Numbers, their bits, and the rounding from one type to another.</summary>
internal static class Rounding
{
    /// <summary>The nearest number of the type, ties to even.</summary>
    public static double To(NumericType type, double value) => type.Bytes == 4 ? (float)value : value;

    /// <summary>The bits of a number that the type holds exactly.</summary>
    public static ulong ToBits(NumericType type, double value) =>
        type.Bytes == 4 ? BitConverter.SingleToUInt32Bits((float)value) : BitConverter.DoubleToUInt64Bits(value);

    public static double FromBits(NumericType type, ulong bits) =>
        type.Bytes == 4 ? BitConverter.UInt32BitsToSingle((uint)bits) : BitConverter.UInt64BitsToDouble(bits);

    /// <summary>Equal to the bit, where any NaN equals any other: the sign and payload of a NaN are promised nowhere.</summary>
    public static bool SameBits(double a, double b) =>
        BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b) || (double.IsNaN(a) && double.IsNaN(b));
}
