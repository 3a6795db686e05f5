using System.Globalization;
using System.Runtime.InteropServices;

namespace KernelGen;

/// <summary>
/// A float cut to its upper 16 bits: 8 bits of exponent as <see cref="float"/> has, and 8 significant bits. Its memory is that of .NET 11's
/// <c>System.Numerics.BFloat16</c>, and conversions are spelled as that type's: explicit, to nearest even downwards.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct BFloat16 : IEquatable<BFloat16>, IComparable<BFloat16>, ISpanFormattable
{
    private readonly ushort bits;

    private BFloat16(ushort bits) => this.bits = bits;

    /// <summary>The smallest number above 0: 2⁻¹³³.</summary>
    public static BFloat16 Epsilon => new(0x0001);

    /// <summary>The largest finite number: 255 · 2¹²⁰, about 3.39 · 10³⁸.</summary>
    public static BFloat16 MaxValue => new(0x7f7f);

    /// <summary>The smallest finite number: −255 · 2¹²⁰.</summary>
    public static BFloat16 MinValue => new(0xff7f);

    /// <summary>Not a number.</summary>
    public static BFloat16 NaN => new(0x7fc0);

    /// <summary>Positive infinity.</summary>
    public static BFloat16 PositiveInfinity => new(0x7f80);

    /// <summary>Negative infinity.</summary>
    public static BFloat16 NegativeInfinity => new(0xff80);

    /// <summary>The number whose 16 bits these are.</summary>
    public static BFloat16 FromBits(ushort bits) => new(bits);

    /// <summary>The number's 16 bits.</summary>
    public ushort ToBits() => bits;

    /// <summary>The same number, exactly.</summary>
    public static explicit operator float(BFloat16 value) => BitConverter.UInt32BitsToSingle((uint)value.bits << 16);

    /// <summary>The same number, exactly.</summary>
    public static explicit operator double(BFloat16 value) => (float)value;

    /// <summary>The nearest number, ties to even; infinity from 3.396 · 10³⁸ on.</summary>
    public static explicit operator BFloat16(float value)
    {
        uint all = BitConverter.SingleToUInt32Bits(value);
        if (float.IsNaN(value))
            return new((ushort)((all >> 16) | 0x0040)); // quiet, and never infinity
        // Half of the last place, less one unless the number below is odd; a carry raises the exponent.
        return new((ushort)((all + 0x7fff + ((all >> 16) & 1)) >> 16));
    }

    /// <summary>The nearest number, ties to even, rounded once.</summary>
    public static explicit operator BFloat16(double value)
    {
        // To float by rounding to odd: what is lost leaves its mark in the last bit, so that the second rounding is the only one that counts.
        float near = (float)value;
        if (near != value && float.IsFinite(near))
        {
            float toward = Math.Abs(near) > Math.Abs(value) ? BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(near) - 1) : near;
            near = BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(toward) | 1);
        }

        return (BFloat16)near;
    }

    /// <summary>Whether both are the same number; −0 equals +0, and NaN equals nothing.</summary>
    public static bool operator ==(BFloat16 left, BFloat16 right) => (float)left == (float)right;

    /// <summary>Whether the numbers differ.</summary>
    public static bool operator !=(BFloat16 left, BFloat16 right) => (float)left != (float)right;

    /// <summary>Whether the left is less.</summary>
    public static bool operator <(BFloat16 left, BFloat16 right) => (float)left < (float)right;

    /// <summary>Whether the left is greater.</summary>
    public static bool operator >(BFloat16 left, BFloat16 right) => (float)left > (float)right;

    /// <summary>Whether the left is no greater.</summary>
    public static bool operator <=(BFloat16 left, BFloat16 right) => (float)left <= (float)right;

    /// <summary>Whether the left is no less.</summary>
    public static bool operator >=(BFloat16 left, BFloat16 right) => (float)left >= (float)right;

    /// <summary>Whether it is not a number.</summary>
    public static bool IsNaN(BFloat16 value) => float.IsNaN((float)value);

    /// <summary>Whether it is neither infinite nor NaN.</summary>
    public static bool IsFinite(BFloat16 value) => float.IsFinite((float)value);

    /// <inheritdoc/>
    public int CompareTo(BFloat16 other) => ((float)this).CompareTo((float)other);

    /// <summary>As ==, but NaN equals NaN.</summary>
    public bool Equals(BFloat16 other) => ((float)this).Equals((float)other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BFloat16 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => ((float)this).GetHashCode();

    /// <summary>The number in the current culture.</summary>
    public override string ToString() => ToString(null, CultureInfo.CurrentCulture);

    /// <inheritdoc/>
    public string ToString(string? format, IFormatProvider? formatProvider) => ((float)this).ToString(format, formatProvider);

    /// <inheritdoc/>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        ((float)this).TryFormat(destination, out charsWritten, format, provider);
}
