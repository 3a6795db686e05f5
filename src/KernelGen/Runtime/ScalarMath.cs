using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace KernelGen.Runtime;

/// <summary>The operations of a plan on single numbers. For emitted code; its shape may change with any version.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ScalarMath
{
    /// <summary>a·b + c, rounded once, with or without the instruction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float FusedMultiplyAdd(float a, float b, float c) =>
        Fma.IsSupported || AdvSimd.IsSupported ? MathF.FusedMultiplyAdd(a, b, c) : Emulated(a, b, c);

    /// <summary>a·b + c, rounded once; the C library computes it where the processor does not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double FusedMultiplyAdd(double a, double b, double c) => Math.FusedMultiplyAdd(a, b, c);

    /// <summary>
    /// The product of two floats is exact in double. Their sum with c, rounded to odd there, then rounds to float as the
    /// exact sum would (Boldo and Melquiond, Emulation of FMA and correctly rounded sums: proved algorithms using rounding
    /// to odd, 2008). Measured 2 ns, where the C library's software fmaf takes 21.
    /// </summary>
    internal static float Emulated(float a, float b, float c)
    {
        double product = (double)a * b;
        double sum = product + c;
        if (!double.IsFinite(sum))
            return (float)sum;
        double z = sum - product;
        double error = (product - (sum - z)) + (c - z);
        long bits = BitConverter.DoubleToInt64Bits(sum);
        if (error != 0 && (bits & 1) == 0)
        {
            // To odd: the neighbour on the error's side has an odd last bit. Away from zero where error and sum agree in sign.
            bits += (error > 0) == (sum > 0) ? 1 : -1;
        }

        return (float)BitConverter.Int64BitsToDouble(bits);
    }

    /// <summary>The sign bit cleared.</summary>
    public static float Abs(float a) => MathF.Abs(a);

    /// <inheritdoc cref="Abs(float)"/>
    public static double Abs(double a) => Math.Abs(a);

    /// <summary>√a, rounded once.</summary>
    public static float Sqrt(float a) => MathF.Sqrt(a);

    /// <inheritdoc cref="Sqrt(float)"/>
    public static double Sqrt(double a) => Math.Sqrt(a);

    /// <summary>The bits of both added as integers.</summary>
    public static float AddBits(float a, float b) => Float(Bits(a) + Bits(b));

    /// <inheritdoc cref="AddBits(float, float)"/>
    public static double AddBits(double a, double b) => Double(Bits(a) + Bits(b));

    /// <summary>The bits shifted left, zeros entering.</summary>
    public static float ShiftBitsLeft(float a, int count) => Float(Bits(a) << count);

    /// <inheritdoc cref="ShiftBitsLeft(float, int)"/>
    public static double ShiftBitsLeft(double a, int count) => Double(Bits(a) << count);

    /// <summary>The bits shifted right, zeros entering.</summary>
    public static float ShiftBitsRight(float a, int count) => Float(Bits(a) >> count);

    /// <inheritdoc cref="ShiftBitsRight(float, int)"/>
    public static double ShiftBitsRight(double a, int count) => Double(Bits(a) >> count);

    /// <summary>The bits shifted right, copies of the sign bit entering.</summary>
    public static float ShiftBitsRightSigned(float a, int count) => Float((uint)((int)Bits(a) >> count));

    /// <inheritdoc cref="ShiftBitsRightSigned(float, int)"/>
    public static double ShiftBitsRightSigned(double a, int count) => Double((ulong)((long)Bits(a) >> count));

    /// <summary>Bitwise and.</summary>
    public static float AndBits(float a, float b) => Float(Bits(a) & Bits(b));

    /// <inheritdoc cref="AndBits(float, float)"/>
    public static double AndBits(double a, double b) => Double(Bits(a) & Bits(b));

    /// <summary>Bitwise or.</summary>
    public static float OrBits(float a, float b) => Float(Bits(a) | Bits(b));

    /// <inheritdoc cref="OrBits(float, float)"/>
    public static double OrBits(double a, double b) => Double(Bits(a) | Bits(b));

    /// <summary>Bitwise exclusive or.</summary>
    public static float XorBits(float a, float b) => Float(Bits(a) ^ Bits(b));

    /// <inheritdoc cref="XorBits(float, float)"/>
    public static double XorBits(double a, double b) => Double(Bits(a) ^ Bits(b));

    /// <summary>Of two 16-bit integers in each: the product of the lower ones and that of the upper ones, added to c.</summary>
    public static int DotPairs(int a, int b, int c) => unchecked(c + ((short)a * (short)b) + ((a >> 16) * (b >> 16)));

    /// <summary>Of two 16-bit integers in each: the lower less the lower, the upper less the upper.</summary>
    public static int SubtractHalves(int a, int b) => unchecked(((a >> 16) - (b >> 16) << 16) | (ushort)(a - b));

    private static uint Bits(float a) => BitConverter.SingleToUInt32Bits(a);
    private static ulong Bits(double a) => BitConverter.DoubleToUInt64Bits(a);
    private static float Float(uint bits) => BitConverter.UInt32BitsToSingle(bits);
    private static double Double(ulong bits) => BitConverter.UInt64BitsToDouble(bits);
}
