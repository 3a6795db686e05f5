using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Arithmetic;

/// <summary>
/// Conversions between floats and the 16-bit floats, made of operations that every target has: exact upwards, to nearest even downwards. A 16-bit number
/// travels as the bits of half a float: the upper half, as the odd one of two that lie side by side in memory does, or the lower.
/// </summary>
internal static class HalfWords
{
    /// <summary>The number in the lower 16 bits; what the upper hold does not matter.</summary>
    public static Program WidenLower(NumericType type) => Write(type, (p, x) => Upper(p, type, p.ShiftBitsLeft(x, 16), lowerIsZero: true));

    /// <summary>The number in the upper 16 bits; what the lower hold does not matter.</summary>
    public static Program WidenUpper(NumericType type) => Write(type, (p, x) => Upper(p, type, x, lowerIsZero: false));

    /// <summary>The same for a Half in the lower 16 bits that is neither infinite nor NaN, with half as many operations.</summary>
    public static readonly Program WidenLowerFinite = Write(NumericType.Half, (p, x) => Finite(p, p.ShiftBitsRightSigned(p.ShiftBitsLeft(x, 16), 3)));

    /// <summary>The same for one in the upper 16 bits.</summary>
    public static readonly Program WidenUpperFinite = Write(NumericType.Half, (p, x) => Finite(p, p.ShiftBitsRightSigned(x, 3)));

    /// <summary>The same for one in the lower 16 bits whose sign the upper repeat.</summary>
    public static readonly Program WidenSignedFinite = Write(NumericType.Half, (p, x) => Finite(p, p.ShiftBitsLeft(x, 13)));

    /// <summary>
    /// Finite halves times 2⁻¹¹² and 2¹⁵, for sums of products of one by the other, which are 2⁻⁹⁷ of what they should be: every product, and so every
    /// sum, is a multiple of 2⁻¹⁴⁵, and whatever is below the normal numbers is exact, as it is in the sum that is asked for.
    /// </summary>
    public static readonly (Program Lower, Program Upper) Placed = Halves((_, placed) => placed), Raised = Halves((p, placed) => placed * p.Constant(1.7014118346046923e38)); // 2¹²⁷

    /// <summary>The bits of what such a sum lacks, 2⁹⁷.</summary>
    public const ulong RaisedSums = 0x7000_0000;

    /// <summary>The number's bits in the lower 16; the upper are zero.</summary>
    public static Program Narrow(NumericType type) => Write(type, (p, x) => Narrow(p, type, x));

    /// <summary>A float rounded to the nearest number of the type, ties to even.</summary>
    public static Value Round(ProgramBuilder p, NumericType type, Value x) =>
        Upper(p, type, p.ShiftBitsLeft(Narrow(p, type, x), 16), lowerIsZero: true);

    private static Program Write(NumericType type, Func<ProgramBuilder, Value, Value> write)
    {
        var p = new ProgramBuilder(type.Computed);
        return p.Build(write(p, p.Input("x")));
    }

    private static Value Upper(ProgramBuilder p, NumericType type, Value x, bool lowerIsZero)
    {
        if (type != NumericType.Half)
            return lowerIsZero ? x : p.AndBits(x, p.ConstantBits(0xffff_0000));

        Value number = Finite(p, p.ShiftBitsRightSigned(x, 3));
        // Infinity and NaN have come out as 65,536 and more: their exponent is made all ones.
        Value special = p.Constant(65504) < p.Abs(number);
        return p.Select(special, p.OrBits(number, p.ConstantBits(0x7f80_0000)), number);
    }

    private static (Program Lower, Program Upper) Halves(Func<ProgramBuilder, Value, Value> of) => (
        Write(NumericType.Half, (p, x) => of(p, Place(p, p.ShiftBitsRightSigned(p.ShiftBitsLeft(x, 16), 3)))),
        Write(NumericType.Half, (p, x) => of(p, Place(p, p.ShiftBitsRightSigned(x, 3)))));

    /// <summary>Exponent and fraction are in their places: as a float that is the number times 2⁻¹¹², subnormal ones too.</summary>
    private static Value Place(ProgramBuilder p, Value shifted) => p.AndBits(shifted, p.ConstantBits(0x8fff_e000));

    private static Value Finite(ProgramBuilder p, Value shifted) => Place(p, shifted) * p.Constant(5.192296858534828e33); // 2¹¹²

    private static Value Narrow(ProgramBuilder p, NumericType type, Value x)
    {
        if (type != NumericType.Half)
        {
            // Half of the last place, less one unless the number below is odd, then cut: to nearest even; a carry raises the exponent, up to infinity.
            Value odd = p.AndBits(p.ShiftBitsRight(x, 16), p.ConstantBits(1));
            Value cut = p.ShiftBitsRight(p.AddBits(x, p.AddBits(odd, p.ConstantBits(0x7fff))), 16);
            return p.Select(p.Equal(x, x), cut, p.ConstantBits(0x7fc0));
        }

        // From 65,520 on the nearest is infinity, as which 65,536 comes out.
        Value size = p.Min(p.Abs(x), p.Constant(65536));
        Value last = p.AndBits(p.ShiftBitsRight(size, 13), p.ConstantBits(1));
        Value normal = p.ShiftBitsRight(p.AddBits(p.AddBits(size, last), p.ConstantBits(unchecked(0xfffu - (112u << 23)))), 13);
        // Below 2⁻¹⁴ the steps are 2⁻²⁴, which are the last places of the floats above a half: an addition rounds to them.
        Value half = p.Constant(0.5);
        Value small = p.AddBits(size + half, p.ConstantBits(unchecked(0u - 0x3f00_0000u)));
        Value rounded = p.Select(size < p.Constant(6.103515625e-05), small, normal);
        Value sign = p.AndBits(p.ShiftBitsRight(x, 16), p.ConstantBits(0x8000));
        return p.OrBits(p.Select(p.Equal(x, x), rounded, p.ConstantBits(0x7e00)), sign);
    }
}
