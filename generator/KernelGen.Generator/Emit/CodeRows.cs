using System.Globalization;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>
/// Where the codes, scales and zero points of rows of weights in groups lie: plain, each row by itself, with zero points of 4 bits two to a byte; or
/// packed, where the rows of a strip take turns, a whole of codes each, and so do their scales and zero points, which are bytes.
/// </summary>
/// <param name="Together">Rows of a strip; 1 where a row is one by itself.</param>
/// <param name="Halves">Codes are of 4 bits.</param>
/// <param name="Packed">They come out of a pack.</param>
/// <param name="WholeStrips">All rows of a strip are computed at once.</param>
internal readonly record struct CodeRows(int Together, bool Halves, bool Packed, bool WholeStrips = false)
{
    private const string Codes = GroupedWalk.Codes, Scales = GroupedWalk.Scales, ZeroPoints = GroupedWalk.ZeroPoints;

    /// <summary>Elements of a whole are as many bytes.</summary>
    public int WholeBytes => GroupedPlan.Whole / (Halves ? 2 : 1);

    /// <summary>Rows of a strip go by the pointers of the first.</summary>
    public bool ShareAPointer => Together > 1;

    /// <summary>What the pointers of so many rows are numbered by.</summary>
    public IEnumerable<int> Pointers(int rows) => Enumerable.Range(0, ShareAPointer ? 1 : rows);

    /// <summary>A pointer to a row's codes: <paramref name="index"/> times some bytes of the row, which are wholes, and some more.</summary>
    public string CodesAt(int row, string index, int bytes, int offset) => ShareAPointer
        ? $"{Codes}0 + {index}{Times(bytes * Together)}{Plus((offset / WholeBytes * WholeBytes * Together) + (row * WholeBytes) + (offset % WholeBytes))}"
        : $"{Codes}{Text(row)} + {index}{Times(bytes)}{Plus(offset)}";

    /// <summary>The place of the first whole, or group, of a row of <c>row</c> and those after it; of each row there are so many.</summary>
    /// <param name="row">Which one behind <c>row</c>.</param>
    /// <param name="of">How many numbers of it there are, an expression.</param>
    /// <param name="turn">How many take turns with the other rows.</param>
    public string Start(int row, string of, int turn)
    {
        if (!ShareAPointer)
            return $"(row{Plus(row)}) * {of}";
        string times = Times(turn);
        return WholeStrips ? $"row * {of}{Plus(row * turn)}" : $"row / {Text(Together)} * {Text(Together)} * {of} + {(row == 0 ? "row" : $"(row{Plus(row)})")} % {Text(Together)}{times}";
    }

    public string Scale(int row, string group) => ShareAPointer ? $"{Scales}0[{Turn(row, group)}]" : $"{Scales}{Text(row)}[{group}]";

    public string ZeroPoint(int row, string group) => ShareAPointer ? $"{ZeroPoints}0[{Turn(row, group)}]" : ZeroPoint(ZeroPoints + Text(row), group, Halves && !Packed);

    /// <summary>A zero point of one row.</summary>
    public static string ZeroPoint(string zeroPoints, string group, bool halves) => halves
        ? $"({zeroPoints}[{Whole(group)} >> 1] >> (int)(({Whole(group)} & 1) << 2)) & 15"
        : $"{zeroPoints}[{group}]";

    /// <summary>
    /// Asks for the same place of the next strip: the processor does not follow a stream well that is left for a multiply-add after every line (4096 × 4096 from
    /// memory, Emerald Rapids: int4 1.39 ms without, int8 2.23).
    /// </summary>
    /// <param name="writer">Where to.</param>
    /// <param name="at">Bytes of a row that were read.</param>
    /// <param name="bytes">How many are read at a time.</param>
    /// <param name="rowBytes">Those of a row.</param>
    /// <param name="group">Groups that were read.</param>
    /// <param name="groups">Those of a row.</param>
    public void WritePrefetch(CodeWriter writer, string at, int bytes, string rowBytes, string group, string groups)
    {
        for (int line = 0; line < bytes * Together; line += 64)
            writer.Line($"{VectorDialect.Prefetch($"{Codes}0 + ({at} + {rowBytes}) * {Text(Together)}{Plus(line)}")};");
        writer.Line($"{VectorDialect.Prefetch($"{Scales}0 + ({group} + {groups}) * {Text(Together)}")};");
    }

    private string Turn(int row, string group) => $"{Whole(group)} * {Text(Together)}{Plus(row)}";

    private static string Whole(string expression) => expression.Contains(' ') ? $"({expression})" : expression;

    private static string Times(int number) => number == 1 ? "" : " * " + Text(number);

    private static string Plus(int offset) => offset == 0 ? "" : " + " + Text(offset);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
