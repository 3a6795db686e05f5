using System.Globalization;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Targets;

/// <summary>What the targets with vectors share: the library's Vector128, Vector256 and Vector512, of whose members only intrinsics are used.</summary>
internal abstract class VectorDialect(int bytes) : Dialect
{
    /// <summary>Bytes of a register.</summary>
    public int Bytes => bytes;

    /// <summary><c>Vector512</c></summary>
    public string Class { get; } = "Vector" + (bytes * 8).ToString(CultureInfo.InvariantCulture);

    public override string Register(NumericType type) => $"{Class}<{type.Keyword}>";
    public override int LanesOf(NumericType type) => bytes / type.Bytes;
    public override string Zero(NumericType type) => $"{Register(type)}.Zero";
    public override string Broadcast(NumericType type, string number) => $"{Class}.Create({number})";
    public override string Load(NumericType type, string pointer) => $"*({Register(type)}*){Grouped(pointer)}";
    public override string Store(NumericType type, string pointer, string value) => $"*({Register(type)}*){Grouped(pointer)} = {value}";
    public override string Constant(NumericType type, ulong bits) => $"{Class}.Create({Literal(type, bits)})";

    /// <summary>A count of lanes in the lanes' own integer type.</summary>
    protected static string Counted(string type, string count) =>
        !int.TryParse(count, NumberStyles.Integer, CultureInfo.InvariantCulture, out _) ? $"({type}){Grouped(count)}" : type == "long" ? count + "L" : count;

    /// <summary>A mask of 32-bit lanes as what numbers of a type are selected with.</summary>
    protected static string AsNumbers(NumericType type) => type.IsInteger ? "" : ".AsSingle()";

    /// <summary>In parentheses, unless it is a name.</summary>
    protected static string Grouped(string expression) => expression.All(c => char.IsLetterOrDigit(c) || c == '_') ? expression : $"({expression})";

    /// <summary>In parentheses, unless a member can be named right behind it.</summary>
    private static string Primary(string expression)
    {
        int depth = 0;
        foreach (char c in expression)
        {
            depth += c is '(' ? 1 : c is ')' ? -1 : 0;
            if (depth == 0 && (c is ' ' || expression[0] is '-' or '~'))
                return $"({expression})";
        }

        return expression;
    }

    /// <summary>Asks for the line of memory that a pointer is in; only where the machine has an instruction for it.</summary>
    public static string Prefetch(string pointer) => $"Sse.Prefetch0({pointer})";

    /// <summary>A register of doubles from half as many bytes of floats in memory.</summary>
    public string LoadWidened(string pointer) => WidenToDouble($"*(Vector{(bytes * 4).ToString(CultureInfo.InvariantCulture)}<float>*)({pointer})");

    /// <summary>The dialect of as many floats as a register has doubles; this one where there is no narrower.</summary>
    public VectorDialect FloatsOfDoubles => Half ?? this;

    /// <summary>A register of doubles from half as many bytes of floats.</summary>
    public abstract string WidenToDouble(string floats);

    /// <summary>A register of floats whose lower halves are consecutive 16-bit numbers from memory.</summary>
    public abstract string LoadHalfWords(string pointer);

    /// <summary>The same with each number's sign repeated in the upper half.</summary>
    public virtual string LoadHalfWordsSigned(string pointer) => HalfWordsOfX86.LoadSigned(Bytes, pointer);

    /// <summary>The same for half a register, where it is the narrowest.</summary>
    public virtual string LoadFewHalfWords(string pointer) => throw new NotSupportedException();

    /// <summary>The first lanes of <see cref="LoadHalfWords"/>, as many as the count says, zeros in the others, whose memory is not touched.</summary>
    public abstract string LoadHalfWordsPartial(string pointer, string count);

    /// <summary>A register of pairs of 16-bit numbers, the first so many of them, zeros behind, whose memory is not touched.</summary>
    public abstract string LoadPairsPartial(string pointer, string count);

    /// <summary>What was seen of pairs of halves, and of one more pair: 2¹⁰ carries an exponent of all ones into the sign, which then differs.</summary>
    public virtual string SpecialHalves(string seen, string pair) => $"{seen} | (({pair}.AsInt16() + {Class}.Create((short)0x0400)).AsSingle() ^ {pair})";

    /// <summary>Whether that was ever so.</summary>
    public string AnyHalfIsSpecial(string seen) => $"{Class}.LessThanAny({seen}.AsInt16(), {Class}<short>.Zero)";

    /// <summary>Stores the lower halves of a register of floats, whose upper halves are zero.</summary>
    public abstract string StoreHalfWords(string pointer, string value);

    /// <summary>The same for the first lanes alone.</summary>
    public abstract string StoreHalfWordsPartial(string pointer, string count, string value);

    /// <summary>A register of 8-bit integers of a type as the sums' steps take them: widened to 16 bits, two to a lane of 32.</summary>
    public virtual string LoadBytePairs(NumericType type, string pointer) => BytesOfX86.LoadPairs(Bytes, type, pointer);

    /// <summary>The first of them, as many as the count says, zeros behind, whose memory is not touched.</summary>
    public virtual string LoadBytePairsPartial(NumericType type, string pointer, string count) => BytesOfX86.LoadPairsPartial(Bytes, type, pointer, count);

    /// <summary>A register of doubles from 8-bit integers.</summary>
    public virtual string LoadBytesAsDoubles(NumericType type, string pointer) => BytesOfX86.LoadAsDoubles(Bytes, type, pointer);

    /// <summary>A register of floats from 8-bit integers.</summary>
    public virtual string LoadBytesAsSingles(NumericType type, string pointer) => BytesOfX86.LoadAsSingles(Bytes, type, pointer);

    /// <summary>The first of them, as many as the count says, zeros behind, whose memory is not touched.</summary>
    public virtual string LoadBytesAsSinglesPartial(NumericType type, string pointer, string count) => BytesOfX86.LoadAsSinglesPartial(Bytes, type, pointer, count);

    /// <summary>A register of ints from bytes.</summary>
    public virtual string LoadBytesAsInts(string pointer) => BytesOfX86.LoadAsInts(Bytes, pointer);

    /// <summary>The float of each lane's number, whose upper bits do not matter, in a register of sixteen; only where the machine permutes pairs.</summary>
    public virtual string Lookup(string table, string numbers) => throw new NotSupportedException();

    /// <summary>The products of 16-bit integers, two neighbours' to a lane of <paramref name="sum"/>.</summary>
    protected virtual string DotPairs(string a, string b, string sum) => $"{sum} + {(Bytes == 64 ? "Avx512BW" : Bytes == 32 ? "Avx2" : "Sse2")}.MultiplyAddAdjacent({a}, {b})";

    /// <summary>The products of 8-bit integers, four neighbours' to a lane of <paramref name="sum"/>; only where the machine has them.</summary>
    protected virtual string DotQuads(string a, bool signedA, string b, bool signedB, string sum) => throw new NotSupportedException();

    /// <summary>Floats of whole numbers.</summary>
    public string ToSingle(string integers) => $"{Class}.ConvertToSingle({integers})";

    /// <summary>Stores whole numbers, which are floats, as 8-bit integers of a type that holds them.</summary>
    public virtual string StoreBytes(NumericType type, string pointer, string value) => BytesOfX86.Store(Bytes, type, pointer, value);

    /// <summary>The same for the first lanes alone.</summary>
    public virtual string StoreBytesPartial(NumericType type, string pointer, string count, string value) => BytesOfX86.StorePartial(Bytes, type, pointer, count, value);

    /// <summary>A value's first lanes, as many as the mask says, and others behind them.</summary>
    public virtual string FirstLanes(NumericType type, string mask, string value, string others) => $"{Class}.ConditionalSelect({mask}, {value}, {others})";

    /// <summary>Stores the lanes of a mask, whose number is known where the code is written.</summary>
    public virtual string StoreFirst(NumericType type, string pointer, string mask, string count, string value) => StoreMasked(type, pointer, mask, value);

    /// <summary>Whether one load adds an index and an offset to its pointer.</summary>
    public virtual bool AddsOffsetToIndex => true;

    /// <summary>The dialect of steps whose first factor is one number for all lanes: what it broadcasts is used for nothing else.</summary>
    public virtual VectorDialect ByNumber => this;

    /// <summary>The numbers of lanes, counted from <paramref name="first"/>, for <see cref="Pair"/>; only where the machine permutes pairs.</summary>
    public virtual string Index(NumericType type, string first) => throw new NotSupportedException();

    /// <summary>The lanes of two registers, one behind the other, that an index names; only where the machine permutes pairs.</summary>
    public virtual string Pair(NumericType type, string low, string index, string high) => throw new NotSupportedException();

    /// <summary>Quarters of two registers, two of each, that a number names by two bits each; only where the machine permutes pairs.</summary>
    public virtual string Quarters(string a, string b, string order) => throw new NotSupportedException();

    /// <summary>The four floats of each quarter in the order that a number names; only where the machine permutes pairs.</summary>
    public virtual string WithinQuarters(string a, string order) => throw new NotSupportedException();

    /// <summary>The first float of each quarter; only where the machine permutes pairs.</summary>
    public virtual string FirstOfQuarters(string a) => throw new NotSupportedException();

    /// <summary>Each lane's neighbour in its place: lanes 1, 0, 3, 2, …</summary>
    public string SwapPairs(NumericType type, string value) =>
        $"{Class}.Shuffle({value}, {Class}.Create({string.Join(", ", Enumerable.Range(0, LanesOf(type)).Select(lane => (lane ^ 1).ToString(CultureInfo.InvariantCulture) + (type.Bytes == 8 ? "L" : "")))}))";

    /// <summary>The dialect of a narrower vector in the same registers, with its own masks, where the machine has them.</summary>
    public virtual VectorDialect Narrow(int bytes) => this;

    /// <summary>The dialect of the next narrower register, for the lower and upper half of this one; null at 128 bits.</summary>
    public VectorDialect? Half => bytes == 16 ? null : new HalfRegister(bytes / 2);

    /// <summary>The dialect of the first 128 bits.</summary>
    public VectorDialect Narrowest => Half?.Narrowest ?? this;

    public override string Operation(NumericType type, Instruction instruction, string a, string b, string c)
    {
        string bits = type.Bytes == 4 ? "AsInt32()" : "AsInt64()";
        string back = type.Bytes == 4 ? "AsSingle()" : "AsDouble()";
        string count = instruction.Bits.ToString(CultureInfo.InvariantCulture);
        return instruction.Op switch
        {
            Op.Add => $"{a} + {b}",
            Op.Subtract => $"{a} - {b}",
            Op.Multiply => $"{a} * {b}",
            Op.Divide => $"{a} / {b}",
            Op.FusedMultiplyAdd => $"{Class}.FusedMultiplyAdd({a}, {b}, {c})",
            Op.Negate => $"-{a}",
            Op.Absolute => $"{Class}.Abs({a})",
            Op.SquareRoot => $"{Class}.Sqrt({a})",
            Op.LessThan => $"{Class}.LessThan({a}, {b})",
            Op.EqualTo => $"{Class}.Equals({a}, {b})",
            Op.Select => $"{Class}.ConditionalSelect({a}, {b}, {c})",
            Op.AddBits => $"({Primary(a)}.{bits} + {Primary(b)}.{bits}).{back}",
            Op.ShiftBitsLeft => $"({Primary(a)}.{bits} << {count}).{back}",
            Op.ShiftBitsRight => $"({Primary(a)}.{bits} >>> {count}).{back}",
            Op.ShiftBitsRightSigned => $"({Primary(a)}.{bits} >> {count}).{back}",
            Op.AndBits => $"{a} & {b}",
            Op.OrBits => $"{a} | {b}",
            Op.XorBits => $"{a} ^ {b}",
            Op.DotPairs => DotPairs($"{Primary(a)}.AsInt16()", $"{Primary(b)}.AsInt16()", c),
            Op.DotQuads => DotQuads(a, (instruction.Bits & 1) != 0, b, (instruction.Bits & 2) != 0, c),
            Op.MultiplyAddBytes => $"{(Bytes == 64 ? "Avx512BW" : Bytes == 32 ? "Avx2" : "Ssse3")}.MultiplyAddAdjacent({Primary(a)}.AsByte(), {Primary(b)}.AsSByte()).AsInt32()",
            Op.SubtractHalves => $"({Primary(a)}.AsInt16() - {Primary(b)}.AsInt16()).AsInt32()",
            _ => throw new ArgumentOutOfRangeException(nameof(instruction), instruction.Op, "not an operation on registers"),
        };
    }

    /// <summary>Half of a wider register: a tree of additions needs its operations, nothing of it meets memory.</summary>
    private sealed class HalfRegister(int bytes) : VectorDialect(bytes)
    {
        public override string Mask(NumericType type, string count) => throw new NotSupportedException();
        public override string LoadMasked(NumericType type, string pointer, string mask) => throw new NotSupportedException();
        public override string StoreMasked(NumericType type, string pointer, string mask, string value) => throw new NotSupportedException();
        public override string WidenToDouble(string floats) => throw new NotSupportedException();
        public override string LoadHalfWords(string pointer) => HalfWordsOfX86.Load(Bytes, pointer);
        public override string LoadHalfWordsPartial(string pointer, string count) => HalfWordsOfX86.LoadPartial(Bytes, pointer, count);
        public override string LoadPairsPartial(string pointer, string count) => throw new NotSupportedException();
        public override string StoreHalfWords(string pointer, string value) => throw new NotSupportedException();
        public override string StoreHalfWordsPartial(string pointer, string count, string value) => throw new NotSupportedException();
    }
}
