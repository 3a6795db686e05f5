using System.Globalization;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Targets;

/// <summary>How a target spells an operation in C#. It knows no kernel.</summary>
internal abstract class Dialect
{
    /// <summary>The type of one register's worth of numbers: <c>Vector512&lt;float&gt;</c>; the number itself in the scalar dialect.</summary>
    public abstract string Register(NumericType type);

    /// <summary>How many numbers a register holds.</summary>
    public abstract int LanesOf(NumericType type);

    public abstract string Zero(NumericType type);

    /// <summary>One number in every lane.</summary>
    public abstract string Broadcast(NumericType type, string number);

    /// <summary>A whole register from memory, any alignment.</summary>
    public abstract string Load(NumericType type, string pointer);

    public abstract string Store(NumericType type, string pointer, string value);

    /// <summary>An expression for the mask of the first <paramref name="count"/> lanes (none for 0 and less, all for many).</summary>
    public abstract string Mask(NumericType type, string count);

    /// <summary>The lanes of the mask from memory, zeros in the others, whose memory is not touched.</summary>
    public abstract string LoadMasked(NumericType type, string pointer, string mask);

    public abstract string StoreMasked(NumericType type, string pointer, string mask, string value);

    /// <summary>An operation of a program on registers.</summary>
    public abstract string Operation(NumericType type, Instruction instruction, string a, string b, string c);

    /// <summary>A number that a program names by its bits.</summary>
    public abstract string Constant(NumericType type, ulong bits);

    /// <summary>A literal that reads back as the same bits, in any culture; numbers without one by their bits.</summary>
    public static string Literal(NumericType type, ulong bits)
    {
        if (type.IsInteger)
            return ((long)bits).ToString(CultureInfo.InvariantCulture);
        if (type.Bytes == 4)
        {
            float value = BitConverter.ToSingle(BitConverter.GetBytes((uint)bits), 0);
            bool special = float.IsNaN(value) || float.IsInfinity(value) || (bits != 0 && (bits & 0x7f80_0000) == 0);
            return special
                ? "BitConverter.UInt32BitsToSingle(0x" + ((uint)bits).ToString("x8", CultureInfo.InvariantCulture) + "u)"
                : Shortest(digits => value.ToString("G" + digits, CultureInfo.InvariantCulture), text => float.Parse(text, CultureInfo.InvariantCulture) == value, 9) + "f";
        }

        double wide = BitConverter.Int64BitsToDouble((long)bits);
        bool unusual = double.IsNaN(wide) || double.IsInfinity(wide) || (bits != 0 && (bits & 0x7ff0_0000_0000_0000) == 0);
        return unusual
            ? "BitConverter.UInt64BitsToDouble(0x" + bits.ToString("x16", CultureInfo.InvariantCulture) + "ul)"
            : Shortest(digits => wide.ToString("G" + digits, CultureInfo.InvariantCulture), text => double.Parse(text, CultureInfo.InvariantCulture) == wide, 17) + "d";
    }

    private static string Shortest(Func<int, string> write, Func<string, bool> same, int most)
    {
        for (int digits = 1; digits < most; digits++)
        {
            string text = write(digits);
            if (same(text))
                return text;
        }

        return write(most);
    }
}
