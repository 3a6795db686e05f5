using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>Prints how elements of one type become a register of another, exactly, and how results are rounded to the type that they are stored in.</summary>
internal sealed class Elements(CodeWriter writer, VectorDialect dialect)
{
    private readonly ProgramPrinter printer = new(writer, dialect);

    /// <summary>Whether vectors are rounded from one type to another; from double it is done number by number.</summary>
    public static bool CanStore(NumericType from, NumericType to) => from == to || (from == NumericType.Float32 && (to.IsHalfWord || to.IsByte));

    /// <summary>A whole register of numbers of type <paramref name="to"/> from memory.</summary>
    public string Load(NumericType from, NumericType to, string pointer)
    {
        if (from == to)
            return dialect.Load(from, pointer);
        if (from.IsByte)
            return to == NumericType.Int32 ? dialect.LoadBytePairs(from, pointer) : to == NumericType.Float32 ? dialect.LoadBytesAsSingles(from, pointer) : dialect.LoadBytesAsDoubles(from, pointer);
        if (from.IsInteger)
            return dialect.ToSingle(dialect.Load(from, pointer));
        if (!from.IsHalfWord)
            return dialect.LoadWidened(pointer);
        if (to == from.Computed)
            return AreFinite ? Convert(HalfWords.WidenSignedFinite, dialect.LoadHalfWordsSigned(pointer)) : Convert(HalfWords.WidenLower(from), dialect.LoadHalfWords(pointer));
        VectorDialect floats = dialect.FloatsOfDoubles;
        return dialect.WidenToDouble(floats.Bytes == dialect.Bytes
            ? $"({Convert(HalfWords.WidenLower(from), dialect.LoadFewHalfWords(pointer))}).GetLower()"
            : new Elements(writer, floats) { Names = Names }.Load(from, from.Computed, pointer));
    }

    /// <summary>The first lanes from memory, zeros in the others, whose memory is not touched.</summary>
    public string LoadPartial(NumericType from, NumericType to, string pointer, string mask, string count)
    {
        if (from == to)
            return dialect.LoadMasked(from, pointer, mask);
        if (from.IsByte)
            return dialect.LoadBytesAsSinglesPartial(from, pointer, count);
        if (from == NumericType.Int32)
            return dialect.ToSingle($"({dialect.LoadMasked(to, $"({to.Keyword}*)({pointer})", mask)}).AsInt32()");
        if (to == from.Computed)
            return Convert(AreFinite ? HalfWords.WidenLowerFinite : HalfWords.WidenLower(from), dialect.LoadHalfWordsPartial(pointer, count));
        VectorDialect floats = dialect.FloatsOfDoubles;
        string widened = new Elements(writer, floats) { Names = Names }.LoadPartial(from, from.Computed, pointer, mask, count);
        return dialect.WidenToDouble(floats.Bytes == dialect.Bytes ? $"({widened}).GetLower()" : widened);
    }

    /// <summary>A statement without its semicolon: a register rounded and stored.</summary>
    public string Store(NumericType from, NumericType to, string pointer, string value) => from == to
        ? dialect.Store(to, pointer, value)
        : to.IsByte ? dialect.StoreBytes(to, pointer, value)
        : dialect.StoreHalfWords(pointer, Narrow(to, value));

    /// <summary>The same for the first lanes alone.</summary>
    public string StorePartial(NumericType from, NumericType to, string pointer, string mask, string count, string value) => from == to
        ? dialect.StoreMasked(to, pointer, mask, value)
        : to.IsByte ? dialect.StoreBytesPartial(to, pointer, count, value)
        : dialect.StoreHalfWordsPartial(pointer, count, Narrow(to, value));

    /// <summary>The elements are halves none of which is infinite or NaN.</summary>
    public bool AreFinite { get; init; }

    /// <summary>Counts the locals of all printers that write into one method.</summary>
    public Counter Names { get; init; } = new();

    private string Narrow(NumericType to, string value) => Convert(HalfWords.Narrow(to), value);

    /// <summary>A conversion of a value, which it may read more than once, with locals of its own.</summary>
    private string Convert(Program conversion, string value)
    {
        string name = "w" + Names.Next();
        writer.Line($"var {name} = {value};");
        return printer.Print(conversion, [name], name + "_")[0];
    }

    /// <summary>A number that goes up.</summary>
    public sealed class Counter
    {
        private int last;

        public int Next() => last++;
    }
}
