using System.Globalization;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>
/// Prints the walk along rows of codes and one row of x, in which codes become weights in registers: by a table of a group's sixteen weights where
/// one operation looks sixteen numbers up, else by the definition, which gives the same bits.
/// </summary>
/// <param name="writer">Where to.</param>
/// <param name="plan">Which order.</param>
/// <param name="dialect">The target's.</param>
/// <param name="machine">Its model.</param>
/// <param name="hasZeroPoints">Whether a group has a zero point of its own.</param>
internal sealed class GroupedWalk(CodeWriter writer, GroupedPlan plan, VectorDialect dialect, Machine machine, bool hasZeroPoints)
{
    /// <summary>How many groups a row has.</summary>
    public const string Groups = "groups";

    /// <summary>Pointers of row r: its codes, scales and zero points.</summary>
    public const string Codes = "codes", Scales = "scales", ZeroPoints = "zeroPoints";

    /// <summary>Elements of a round, which reach every accumulator once.</summary>
    private const int Round = 64;

    private const int Whole = GroupedPlan.Whole;

    private readonly bool halves = plan.Format == Specs.WeightFormat.Int4;
    private readonly int lanes = dialect.LanesOf(plan.Accumulator);

    /// <summary>Elements in a byte.</summary>
    private int PerByte => halves ? 2 : 1;

    private bool UsesTable => machine.PermutesPairs && halves;

    /// <summary>Whether the zero point is in what is added to code·scale.</summary>
    private bool UsesOffset => !halves && !hasZeroPoints;

    /// <summary>What all rows need, before any loop.</summary>
    public void WriteConstants()
    {
        if (UsesTable && hasZeroPoints)
        {
            writer.Line("// Sixteen numbers from table + 15 − z on are what the codes are worth whose zero point is z.");
            writer.Line("float* table = stackalloc float[32];");
            writer.Line("for (int j = 0; j < 32; j++)");
            using (writer.Indent())
                writer.Line("table[j] = j - 15;");
        }
        else if (UsesTable)
        {
            string numbers = string.Join(", ", Enumerable.Range(0, 16).Select(code => Text(code - plan.ZeroPoint) + "f"));
            writer.Line($"var table = {dialect.Class}.Create({numbers});");
        }
        else if (!hasZeroPoints && halves)
        {
            writer.Line($"var zeroPoint = {dialect.Class}.Create({Text(plan.ZeroPoint)});");
        }
    }

    /// <summary>The walk; i counts bytes.</summary>
    public void Write(LanePass pass, int rows, CodeRows places, Func<int, int, int, string> accumulator)
    {
        string bytes = $"{LaneSums.Length} / {Text(PerByte)}";
        int round = Round / PerByte;
        writer.Line("nint i = 0;");
        using (writer.Block($"for (; i <= {bytes} - {Text(round)}; i += {Text(round)})"))
        {
            WritePrefetch(rows, places);
            WriteWhole(pass, rows, places, accumulator, 0);
            WriteWhole(pass, rows, places, accumulator, 1);
        }

        using (writer.Block($"if (i < {bytes})"))
            WriteWhole(pass, rows, places, accumulator, 0);
    }

    /// <summary>
    /// The same place of as many rows on: rows of a few KiB are too short for the processor to follow so many at once (4096 × 4096 from memory: int4
    /// 0.76 ms for 1.25 without, int8 1.1 for 1.7; a place further on in the row itself gains nothing).
    /// </summary>
    private void WritePrefetch(int rows, CodeRows places)
    {
        if (!machine.Prefetches)
            return;
        if (places.ShareAPointer)
        {
            places.WritePrefetch(writer, "i", Round / PerByte, $"{Groups} * {Text(plan.GroupSize / PerByte)}", $"(i >> {Text(Shift)})", Groups);
            return;
        }

        for (int row = 0; row < rows; row++)
        {
            writer.Line($"{VectorDialect.Prefetch($"{Codes}{Text(row)} + i + {Groups} * {Text(rows * plan.GroupSize / PerByte)}")};");
            writer.Line($"{VectorDialect.Prefetch($"{Scales}{Text(row)} + (i >> {Text(Shift)}) + {Groups} * {Text(rows)}")};");
        }
    }

    /// <summary>From a count of bytes to one of groups.</summary>
    private int Shift => (int)Math.Log(plan.GroupSize / PerByte, 2);

    private void WriteWhole(LanePass pass, int rows, CodeRows places, Func<int, int, int, string> accumulator, int whole)
    {
        bool ownGroup = plan.GroupSize == Whole;
        if (whole == 0 || ownGroup)
            WriteGroup(rows, places, whole);
        string group = Text(ownGroup ? whole : 0);
        for (int register = pass.FirstRegister; register < pass.FirstRegister + pass.RegisterCount; register++)
        {
            for (int half = 0; half < 2; half++)
                writer.Line($"var x_{Name(whole, half, register)} = {dialect.Load(plan.Accumulator, $"x + i{(halves ? " * 2" : "")}{Plus((whole * Whole) + (half * 16) + (register * lanes))}")};");
            for (int row = 0; row < rows; row++)
            {
                string label = $"{Text(whole)}_{Text(register)}_r{Text(row)}";
                if (halves)
                    writer.Line($"var both_{label} = {Load(places, row, (whole * Whole / 2) + (register * lanes))};");
                for (int half = 0; half < 2; half++)
                {
                    string codes = !halves ? Load(places, row, (whole * Whole) + (half * 16) + (register * lanes)) : half == 1 ? $"both_{label} >>> 4" : UsesTable ? $"both_{label}" : $"(both_{label} & {dialect.Class}.Create(15))";
                    string weights = UsesTable ? dialect.Lookup($"weights_{group}_r{Text(row)}", codes)
                        : UsesOffset ? $"{dialect.Class}.FusedMultiplyAdd({dialect.ToSingle(codes)}, scale_{group}_r{Text(row)}, offset_{group}_r{Text(row)})"
                        : $"{dialect.ToSingle($"{(half == 1 && halves ? $"({codes})" : codes)} - {(hasZeroPoints ? $"zero_{group}_r{Text(row)}" : "zeroPoint")}")} * scale_{group}_r{Text(row)}";
                    string sum = accumulator(row, (whole * 2) + half, register);
                    new ProgramPrinter(writer, dialect).Assign(plan.Sums[0].Step, [$"x_{Name(whole, half, register)}", weights, sum], [sum]);
                }
            }
        }
    }

    /// <summary>What a group's codes are worth, of every row.</summary>
    private void WriteGroup(int rows, CodeRows places, int whole)
    {
        bool ownGroup = plan.GroupSize == Whole;
        string group = Text(ownGroup ? whole : 0);
        string g = $"g_{group}";
        writer.Line($"nint {g} = (i >> {Text(Shift)}){(ownGroup ? Plus(whole) : "")};");
        for (int row = 0; row < rows; row++)
        {
            string r = Text(row), name = $"{group}_r{r}";
            string zero = places.ZeroPoint(row, g);
            string scale = dialect.Broadcast(plan.Accumulator, places.Scale(row, g));
            if (UsesTable)
            {
                writer.Line($"var weights_{name} = {(hasZeroPoints ? dialect.Load(plan.Accumulator, $"table + 15 - ({zero})") : "table")} * {scale};");
                continue;
            }

            writer.Line($"var scale_{name} = {scale};");
            if (UsesOffset)
                writer.Line($"var offset_{name} = scale_{name} * {dialect.Class}.Create({Text(-plan.ZeroPoint)}f);");
            else if (hasZeroPoints)
                writer.Line($"var zero_{name} = {dialect.Class}.Create((int)({zero}));");
        }
    }

    private string Load(CodeRows places, int row, int offset) => dialect.LoadBytesAsInts(places.CodesAt(row, "i", 1, offset));

    private static string Name(int whole, int half, int register) => $"{Text((whole * 2) + half)}_{Text(register)}";

    private static string Plus(int offset) => offset == 0 ? "" : " + " + Text(offset);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
