using System.Globalization;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>
/// Prints the walk along rows of codes of weights and one row of codes of x: pairs of neighbours are multiplied and added as 16-bit integers, a group's
/// sums become floats, and are scaled and added.
/// </summary>
/// <param name="writer">Where to.</param>
/// <param name="plan">Which order.</param>
/// <param name="dialect">The target's.</param>
/// <param name="machine">Its model.</param>
/// <param name="hasZeroPoints">Whether a group has a zero point of its own.</param>
internal sealed class CodesWalk(CodeWriter writer, GroupedCodesPlan plan, VectorDialect dialect, Machine machine, bool hasZeroPoints)
{
    /// <summary>Pointer to the scales of the row of x.</summary>
    public const string XScales = "scalesOfX";

    private const string Groups = GroupedWalk.Groups;

    private const int Whole = GroupedCodesPlan.Whole;

    private readonly bool halves = plan.Format == WeightFormat.Int4;
    private readonly int lanes = dialect.LanesOf(plan.Accumulator);

    /// <summary>Groups of a round: two of the smallest, which are a line of x's codes each.</summary>
    private int RoundGroups => Math.Max(1, 64 / plan.GroupSize);

    private int GroupBytes => plan.GroupSize / (halves ? 2 : 1);

    /// <summary>What all rows need, before any loop.</summary>
    public void WriteConstants()
    {
        if (halves)
            writer.Line($"var lowest = {dialect.Class}.Create(0x000F_000F);");
        if (!hasZeroPoints)
            writer.Line($"var zero = {dialect.Class}.Create((short){Text(plan.Format.ZeroPoint())}).AsInt32();");
    }

    /// <summary>The walk; g counts groups.</summary>
    public void Write(LanePass pass, int rows, CodeRows places, Func<int, int, int, string> accumulator)
    {
        if (RoundGroups == 1)
        {
            using (writer.Block($"for (nint g = 0; g < {Groups}; g++)"))
                WriteRound(pass, rows, places, accumulator);
            return;
        }

        writer.Line("nint g = 0;");
        using (writer.Block($"for (; g <= {Groups} - {Text(RoundGroups)}; g += {Text(RoundGroups)})"))
            WriteRound(pass, rows, places, accumulator);
        using (writer.Block($"if (g < {Groups})"))
            WriteGroup(pass, rows, places, accumulator, 0);
    }

    private void WriteRound(LanePass pass, int rows, CodeRows places, Func<int, int, int, string> accumulator)
    {
        WritePrefetch(rows, places);
        for (int group = 0; group < RoundGroups; group++)
            WriteGroup(pass, rows, places, accumulator, group);
    }

    /// <summary>The same place of as many rows on, for the reason that <see cref="GroupedWalk"/> tells.</summary>
    private void WritePrefetch(int rows, CodeRows places)
    {
        if (!machine.Prefetches)
            return;
        if (places.ShareAPointer)
        {
            places.WritePrefetch(writer, $"g * {Text(GroupBytes)}", RoundGroups * GroupBytes, $"{Groups} * {Text(GroupBytes)}", "g", Groups);
            return;
        }

        for (int row = 0; row < rows; row++)
        {
            for (int line = 0; line < RoundGroups * GroupBytes; line += 64)
                writer.Line($"{VectorDialect.Prefetch($"{GroupedWalk.Codes}{Text(row)} + (g + {Groups} * {Text(rows)}) * {Text(GroupBytes)}{Plus(line)}")};");
            writer.Line($"{VectorDialect.Prefetch($"{GroupedWalk.Scales}{Text(row)} + g + {Groups} * {Text(rows)}")};");
        }
    }

    private void WriteGroup(LanePass pass, int rows, CodeRows places, Func<int, int, int, string> accumulator, int group)
    {
        string g = group == 0 ? "g" : $"g + {Text(group)}", tail = "_" + Text(group);
        writer.Line($"var xScale{tail} = {dialect.Broadcast(plan.Accumulator, $"{XScales}[{g}]")};");
        for (int row = 0; row < rows; row++)
        {
            writer.Line($"var scale{tail}_r{Text(row)} = {dialect.Broadcast(plan.Accumulator, places.Scale(row, g))};");
            if (hasZeroPoints)
                writer.Line($"var zero{tail}_r{Text(row)} = {dialect.Class}.Create((short)({places.ZeroPoint(row, g)})).AsInt32();");
        }

        int wholes = plan.GroupSize / Whole;
        for (int register = pass.FirstRegister; register < pass.FirstRegister + pass.RegisterCount; register++)
        {
            string label = $"{tail}_{Text(register)}";
            for (int whole = 0; whole < wholes; whole++)
                writer.Line($"var x{label}_{Text(whole)} = {dialect.Load(NumericType.Int32, $"x + g * {Text(plan.GroupSize)}{Plus((((group * wholes) + whole) * Whole) + (register * lanes * 2))}")};");
            for (int row = 0; row < rows; row++)
            {
                string products = $"products{label}_r{Text(row)}", sum = accumulator(row, 0, register);
                for (int whole = 0; whole < wholes; whole++)
                {
                    string codes = Codes(places, row, (((group * wholes) + whole) * Whole) + (register * lanes * 2), $"both{label}_{Text(whole)}_r{Text(row)}");
                    string weights = Operation(Op.SubtractHalves, codes, hasZeroPoints ? $"zero{tail}_r{Text(row)}" : "zero", "");
                    string before = whole == 0 ? dialect.Zero(NumericType.Int32) : products;
                    writer.Line($"{(whole == 0 ? "var " : "")}{products} = {Operation(Op.DotPairs, $"x{label}_{Text(whole)}", weights, before)};");
                }

                new ProgramPrinter(writer, dialect).Assign(plan.Sums[0].Step, [dialect.ToSingle(products), "xScale" + tail, $"scale{tail}_r{Text(row)}", sum], [sum]);
            }
        }
    }

    /// <summary>A register of codes in pairs of 16-bit integers; halves of a byte are a pair.</summary>
    private string Codes(CodeRows places, int row, int element, string local)
    {
        string pointer = places.CodesAt(row, "g", GroupBytes, element / (halves ? 2 : 1));
        if (!halves)
            return dialect.LoadBytePairs(NumericType.Byte, pointer);
        writer.Line($"var {local} = {dialect.LoadBytesAsInts(pointer)};");
        return $"(({local} | ({local} << 12)) & lowest)";
    }

    private string Operation(Op op, string a, string b, string c) => dialect.Operation(NumericType.Int32, new Instruction(op), a, b, c);

    private static string Plus(int offset) => offset == 0 ? "" : " + " + Text(offset);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
