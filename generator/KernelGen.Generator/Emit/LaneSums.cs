using System.Globalization;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>
/// Prints the sums of a lane plan over one row, or over several at once: the walks of the schedule, the tree, and for each row and sum
/// a scalar local with its collapsed value.
/// </summary>
internal sealed class LaneSums
{
    private readonly CodeWriter writer;
    private readonly LanePlan plan;
    private readonly VectorDialect dialect;
    private readonly ProgramPrinter printer, steps;
    private readonly Elements elements;
    private readonly int lanes;
    private readonly int registersPerVector;

    /// <summary>Elements that one register is loaded from: pairs of them fill a lane each.</summary>
    private readonly int registerElements;
    private bool hasBuffers;

    /// <summary>The type that each pointer points to.</summary>
    private readonly Dictionary<string, NumericType> types = [];

    public LaneSums(CodeWriter writer, LanePlan plan, VectorDialect dialect)
    {
        this.writer = writer;
        this.plan = plan;
        this.dialect = dialect;
        printer = new ProgramPrinter(writer, dialect);
        steps = new ProgramPrinter(writer, dialect) { ReusesLocals = true };
        elements = new Elements(writer, dialect);
        lanes = dialect.LanesOf(plan.Accumulator);
        registersPerVector = plan.Lanes / lanes;
        registerElements = lanes * plan.LaneElements;
    }

    /// <summary>How the length is written in the emitted method, a local or a constant.</summary>
    public const string Length = "n";

    /// <summary>How the locals of a step are named: <c>step0</c>, <c>step1</c>, …</summary>
    private const string StepLocal = "step";

    /// <summary>Writes the sums of rows.</summary>
    /// <param name="schedule">The walks.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="pointer">The pointer of an operand in a row.</param>
    /// <param name="walk">Writes a walk of the first sum another way: its steps, by the name of the accumulator of a row, a number and a register.</param>
    /// <returns>The name of the local that holds a sum of a row.</returns>
    public Func<int, int, string> Write(
        LaneSchedule schedule, int rows, Func<string, int, string> pointer, Action<LanePass, Func<int, int, int, string>>? walk = null)
    {
        if (schedule.FiniteFirst && walk is null)
            return WriteFiniteFirst(schedule, rows, pointer);
        bool onePass = schedule.Passes.Count == 1;
        List<int> sums = schedule.Passes.SelectMany(pass => pass.Sums).Distinct().OrderBy(sum => sum).ToList();
        if (!onePass)
        {
            // What each walk leaves behind: one register of every state.
            string[] kept = sums.SelectMany(sum => Enumerable.Range(0, rows).SelectMany(row => States(sum).SelectMany(state =>
                Enumerable.Range(0, registersPerVector).Select(register => Merged(sum, state, row, register, rows))))).ToArray();
            foreach (string name in kept)
                writer.Line($"{dialect.Register(plan.Accumulator)} {name};");
        }

        WriteConvertedParts(Streams(schedule.Passes.SelectMany(pass => pass.Sums), rows, pointer));

        foreach (LanePass pass in schedule.Passes)
        {
            if (onePass)
            {
                WritePass(pass, rows, pointer, declare: "var ", schedule.RealignFrom, walk);
            }
            else
            {
                using (writer.Block())
                    WritePass(pass, rows, pointer, declare: "", realignFrom: 0, walk);
            }
        }

        if (schedule.RowsTogether)
        {
            foreach (int sum in sums)
                WriteFourTrees(sum, rows);
            return (sum, _) => Four(sum);
        }

        foreach (int sum in sums)
        {
            for (int row = 0; row < rows; row++)
                WriteLaneTree(sum, row, rows);
        }

        return (sum, row) => Result(sum, row, rows);
    }

    /// <summary>What was seen of the exponents of halves: the sign of each 16-bit lane is set once one was all ones. Null where they are converted whatever they are.</summary>
    private string? seen;

    /// <summary>
    /// Pointers to the factor that is multiplied by more, where the sum's other one is not multiplied at all and the sums are made good for both; null where each
    /// becomes what it is.
    /// </summary>
    private HashSet<string>? raised;

    private (Program Lower, Program Upper) Widen(string stream) =>
        seen is null ? (HalfWords.WidenLower(plan.Element), HalfWords.WidenUpper(plan.Element))
        : raised is null ? (HalfWords.WidenLowerFinite, HalfWords.WidenUpperFinite)
        : raised.Contains(stream) ? HalfWords.Raised : HalfWords.Placed;

    /// <summary>The sums with cheap conversions, and where they met a number that those get wrong, once more.</summary>
    private Func<int, int, string> WriteFiniteFirst(LaneSchedule schedule, int rows, Func<string, int, string> pointer)
    {
        LaneSchedule plain = schedule with { FiniteFirst = false };
        var kept = schedule.Passes.SelectMany(pass => pass.Sums).Distinct().OrderBy(sum => sum)
            .SelectMany(sum => Enumerable.Range(0, schedule.RowsTogether ? 1 : rows).Select(row => (Sum: sum, Row: row))).ToList();
        string type = schedule.RowsTogether ? dialect.Narrowest.Register(plan.Accumulator) : plan.Accumulator.Keyword;
        string Kept(int sum, int row) => (schedule.RowsTogether ? Four(sum) : Result(sum, row, rows)) + "Kept";
        writer.Line($"{type} {string.Join(", ", kept.Select(of => Kept(of.Sum, of.Row)))};");
        string special = Result(kept[0].Sum, 0, rows) + "Special";
        writer.Line($"bool {special};");
        using (writer.Block())
        {
            seen = "seen";
            raised = Raised(schedule, rows, pointer);
            writer.Line($"var seen = {dialect.Register(plan.Accumulator)}.Zero;");
            WriteAndKeep(raised is null ? "" : $" * {Dialect.Literal(NumericType.Float32, HalfWords.RaisedSums)}");
            writer.Line($"{special} = {dialect.AnyHalfIsSpecial(seen)};");
            (seen, raised) = (null, null);
        }

        using (writer.Block($"if ({special})"))
        {
            writer.Line("// One is infinite or NaN, which takes more operations to convert.");
            WriteAndKeep("");
        }

        return (sum, row) => Kept(sum, schedule.RowsTogether ? 0 : row);

        void WriteAndKeep(string times)
        {
            Func<int, int, string> sums = Write(plain, rows, pointer);
            foreach ((int sum, int row) in kept)
                writer.Line($"{Kept(sum, row)} = {sums(sum, row)}{times};");
        }
    }

    /// <summary>Of one sum of products the factor that fewer pointers lead to: each conversion of the other's is a multiplication less.</summary>
    private HashSet<string>? Raised(LaneSchedule schedule, int rows, Func<string, int, string> pointer)
    {
        int[] sums = [.. schedule.Passes.SelectMany(pass => pass.Sums).Distinct()];
        if (sums.Length != 1 || plan.Sums[sums[0]] is not { Operands.Count: 2, State.Count: 1, Step.OperationCount: 1 } products)
            return null;
        HashSet<string>[] factors = [.. products.Operands.Select(operand => new HashSet<string>(Enumerable.Range(0, rows).Select(row => pointer(operand, row))))];
        return factors[0].Overlaps(factors[1]) ? null : factors[0].Count <= factors[1].Count ? factors[0] : factors[1];
    }

    private bool HasConvertedPart => plan.Element != plan.Accumulator && plan.LaneElements == 1 && (plan.Length.Fixed is not { } n || n % plan.Lanes != 0);

    private EquatableArray<string> States(int sum) => plan.Sums[sum].State;

    private string Label(int sum, string state, int row, int rows) =>
        plan.SumNames[sum] + (state == "s" ? "" : "_" + state) + (rows > 1 ? "_r" + Text(row) : "");

    private string Accumulator(int sum, string state, int row, int rows, int accumulator, int register) =>
        Label(sum, state, row, rows) + "_v" + Text(accumulator) + (registersPerVector > 1 ? "_" + Text(register) : "");

    private string Merged(int sum, string state, int row, int register, int rows) => Label(sum, state, row, rows) + "_m" + Text(register);

    private string Result(int sum, int row, int rows) => Label(sum, "s", row, rows);

    /// <summary>
    /// Buffers for the last, partial virtual vector of each pointer, where it is to be converted. Called before a loop over rows: each
    /// turn of a loop that allocates them would take more of the stack.
    /// </summary>
    public void WriteBuffers(IEnumerable<string> streams)
    {
        hasBuffers = true;
        if (!HasConvertedPart)
            return;
        foreach (string name in streams)
            writer.Line($"{plan.Accumulator}* {name}Part = stackalloc {plan.Accumulator}[{Text(plan.Lanes)}];");
    }

    private void WriteConvertedParts(List<string> streams)
    {
        if (!HasConvertedPart)
            return;
        writer.Line("// The last, partial virtual vector of each operand, converted and filled up with zeros.");
        writer.Line($"nint whole = {Length} - {Length} % {Text(plan.Lanes)};");
        if (!hasBuffers)
            WriteBuffers(streams);
        foreach (string name in streams)
        {
            writer.Line($"new Span<{plan.Accumulator}>({name}Part, {Text(plan.Lanes)}).Clear();");
            writer.Line($"for (nint j = whole; j < {Length}; j++)");
            using (writer.Indent())
                writer.Line($"{name}Part[j - whole] = ({plan.Accumulator}){name}[j];");
        }
    }

    /// <summary>The distinct pointers that sums read.</summary>
    private List<string> Streams(IEnumerable<int> sums, int rows, Func<string, int, string> pointer)
    {
        var streams = new List<string>();
        foreach (string operand in sums.Distinct().SelectMany(sum => plan.Sums[sum].Operands.Items).Distinct())
        {
            foreach (string stream in Enumerable.Range(0, rows).Select(row => pointer(operand, row)).Distinct())
            {
                types[stream] = plan.TypeOf(operand);
                if (!streams.Contains(stream))
                    streams.Add(stream);
            }
        }

        return streams;
    }

    private void WritePass(
        LanePass pass, int rows, Func<string, int, string> pointer, string declare, int realignFrom, Action<LanePass, Func<int, int, int, string>>? walk)
    {
        string register = dialect.Register(plan.Accumulator);
        foreach (int sum in pass.Sums)
        {
            for (int row = 0; row < rows; row++)
            {
                foreach (string state in States(sum))
                {
                    foreach (var vector in Each(pass).GroupBy(at => at.Accumulator))
                        writer.Line(string.Join(" ", vector.Select(at => $"var {Accumulator(sum, state, row, rows, at.Accumulator, at.Register)} = {register}.Zero;")));
                }
            }
        }

        int locals = pass.Sums.SelectMany(sum => new[] { plan.Sums[sum].Step, plan.Sums[sum].Merge })
            .Concat(plan.Pairs ? Streams(pass.Sums, rows, pointer).SelectMany(stream => new[] { Widen(stream).Lower, Widen(stream).Upper }) : [])
            .Max(program => ProgramPrinter.LocalsOf(program, dialect));
        if (locals > 0)
            writer.Line($"{register} {string.Join(", ", Enumerable.Range(0, locals).Select(i => StepLocal + Text(i)))};");
        if (walk is null)
            WriteWalk(pass, rows, pointer, realignFrom);
        else
            walk(pass, (row, accumulator, number) => Accumulator(0, "s", row, rows, accumulator, number));

        // Accumulators, half onto half.
        for (int half = plan.Accumulators / 2; half >= 1; half /= 2)
        {
            for (int v = 0; v < half; v++)
            {
                for (int r = pass.FirstRegister; r < pass.FirstRegister + pass.RegisterCount; r++)
                {
                    foreach (int sum in pass.Sums)
                    {
                        for (int row = 0; row < rows; row++)
                        {
                            string[] low = States(sum).Select(state => Accumulator(sum, state, row, rows, v, r)).ToArray();
                            string[] high = States(sum).Select(state => Accumulator(sum, state, row, rows, v + half, r)).ToArray();
                            steps.Assign(plan.Sums[sum].Merge, [.. low, .. high], low, StepLocal);
                        }
                    }
                }
            }
        }

        foreach (int sum in pass.Sums)
        {
            for (int row = 0; row < rows; row++)
            {
                foreach (string state in States(sum))
                {
                    for (int r = pass.FirstRegister; r < pass.FirstRegister + pass.RegisterCount; r++)
                        writer.Line($"{declare}{Merged(sum, state, row, r, rows)} = {Accumulator(sum, state, row, rows, 0, r)};");
                }
            }
        }
    }

    private IEnumerable<(int Accumulator, int Register)> Each(LanePass pass) =>
        Enumerable.Range(0, plan.Accumulators).SelectMany(v => Enumerable.Range(pass.FirstRegister, pass.RegisterCount).Select(r => (v, r)));

    private void WriteWalk(LanePass pass, int rows, Func<string, int, string> pointer, int realignFrom)
    {
        int round = plan.Round;
        if (plan.Length.Fixed is { } length)
        {
            int rounds = length / round;
            if (rounds > 0)
            {
                if (realignFrom > 0)
                {
                    writer.Line("nint i = 0;");
                    WriteWholeLines(pass, pointer, realignFrom);
                }

                using (writer.Block($"for ({(realignFrom > 0 ? "" : "nint i = 0")}; i < {Text(rounds * round)}; i += {Text(round)})"))
                {
                    WriteRound(pass, rows, pointer, "i");
                }
            }

            int rest = length - (rounds * round);
            if (rest == 0)
                return;
            writer.Line($"// The last {Text(rest)}.");
            using (writer.Block())
            {
                int block = 0;
                for (; (block + 1) * plan.Block <= rest; block++)
                    WriteStep(pass, rows, pointer, block, "", (rounds * round) + (block * plan.Block));
                int part = rest % plan.Block;
                if (part > 0)
                    WriteStep(pass, rows, pointer, block, PartLoad(pass, "", length - part, Text(part)));
            }

            return;
        }

        const string iterator = "i";
        writer.Line($"nint {iterator} = 0;");
        if (realignFrom > 0)
            WriteWholeLines(pass, pointer, realignFrom);
        using (writer.Block($"for (; {iterator} <= {Length} - {Text(round)}; {iterator} += {Text(round)})"))
        {
            WriteRound(pass, rows, pointer, iterator);
        }

        int blocks = round / plan.Block;
        writer.Line(plan.LaneElements > 1 ? "// Whole blocks of pairs that are left, and the last, partial one." : "// Whole virtual vectors that are left, and the last, partial one.");
        for (int block = 0; block < blocks - 1; block++)
        {
            using (writer.Block($"if ({iterator} <= {Length} - {Text((block + 1) * plan.Block)})"))
                WriteStep(pass, rows, pointer, block, iterator, block * plan.Block);
        }

        using (writer.Block($"if ({Length} % {Text(plan.Block)} is var part && part != 0)"))
        {
            Func<string, int, string> load = PartLoad(pass, $"{Length} - part", 0, "part");
            for (int r = pass.FirstRegister; r < pass.FirstRegister + pass.RegisterCount; r++)
                WriteLoads(pass, rows, pointer, r, "part", load);
            using (writer.Block($"switch (({Length} - {iterator}) / {Text(plan.Block)})"))
            {
                for (int block = 0; block < blocks; block++)
                {
                    writer.Line(block == blocks - 1 ? "default:" : $"case {Text(block)}:");
                    using (writer.Indent())
                    {
                        using (writer.Block())
                        {
                            for (int r = pass.FirstRegister; r < pass.FirstRegister + pass.RegisterCount; r++)
                                WriteBlockSums(pass, rows, pointer, block, r, "part");
                            writer.Line("break;");
                        }
                    }
                }
            }
        }
    }

    /// <summary>
    /// The rounds of operands that begin off a cache line's start. Lines of the first operand are stepped as they lie, so that what belongs to
    /// lane l waits in lane l + shift: every lane still meets its elements in their order, and at the end the lanes are put in their places.
    /// The second operand's lines are shifted to meet the first's.
    /// </summary>
    private void WriteWholeLines(LanePass pass, Func<string, int, string> pointer, int realignFrom)
    {
        NumericType type = plan.Accumulator;
        List<string> streams = Streams(pass.Sums, 1, pointer);
        string first = streams[0];
        string? second = streams.Count > 1 ? streams[1] : null;
        int round = plan.Lanes * plan.Accumulators;
        string lane = Text(plan.Lanes - 1), size = $"sizeof({type.Keyword})";
        string off = string.Join(" | ", streams.Select(stream => $"(nint){stream}"));
        string where = (plan.Length.IsFixed ? "" : $"{Length} >= {Text(realignFrom)} && ") + $"(({off}) & 63) != 0";
        using (writer.Block($"if ({where})"))
        {
            writer.Line("// Whole cache lines of the first operand; its elements wait shifted in the lanes until the end.");
            writer.Line($"nint shift = (nint){first} / {size} & {lane};");
            writer.Line($"var {first}Index = {dialect.Index(type, "shift")};");
            writer.Line($"var present = ~{dialect.Mask(type, "shift")};");
            writer.Line($"{type}* {first}Line = {first} - shift;");
            if (second is not null)
            {
                writer.Line($"{type}* {second}Near = {second} - shift;");
                writer.Line($"nint {second}Shift = (nint){second}Near / {size} & {lane};");
                writer.Line($"var {second}Index = {dialect.Index(type, second + "Shift")};");
                writer.Line($"{type}* {second}Line = {second}Near - {second}Shift + {Text(plan.Lanes)};");
            }

            // The first line: what lies before the operands is neither read nor counted.
            writer.Line($"var {first}_h = {dialect.LoadMasked(type, first + "Line", "present")};");
            if (second is not null)
                writer.Line($"var {second}_h = {dialect.LoadMasked(type, second + "Near", "present")};");
            WriteSums(pass, 1, pointer, 0, 0, "_h");
            if (second is not null)
                writer.Line($"var {second}Last = {dialect.LoadMasked(type, second + "Line", "~" + dialect.Mask(type, $"shift + {second}Shift - {Text(plan.Lanes)}"))};");
            string end = plan.Length.Fixed is { } length
                ? Text((length - plan.Lanes) / round * round)
                : "end";
            if (!plan.Length.IsFixed)
                writer.Line($"nint end = ({Length} - {Text(plan.Lanes)}) / {Text(round)} * {Text(round)};");
            using (writer.Block($"for (i = {Text(plan.Lanes)}; i < {end} - {Text(round - plan.Lanes)}; i += {Text(round)})"))
            {
                for (int v = 1; v <= plan.Accumulators; v++)
                    WriteLine(v % plan.Accumulators, (v - 1) * plan.Lanes, "_" + Text(v % plan.Accumulators));
            }

            for (int v = 1; v < plan.Accumulators; v++)
                WriteLine(v, (v - 1) * plan.Lanes, "_l" + Text(v));
            writer.Line("// The last line ends the round: the elements behind its end belong to the next.");
            writer.Line($"var {first}_e = {dialect.Load(type, $"{first}Line + {end}")};");
            if (second is not null)
                writer.Line($"var {second}_e = {dialect.Load(type, $"{second}Near + {end}")};");
            foreach (int sum in pass.Sums)
            {
                string accumulator = Accumulator(sum, States(sum)[0], 0, 1, 0, 0);
                writer.Line($"var {accumulator}Before = {accumulator};");
            }

            WriteSums(pass, 1, pointer, 0, 0, "_e");
            foreach (int sum in pass.Sums)
            {
                string[] accumulators = Enumerable.Range(0, plan.Accumulators).Select(v => Accumulator(sum, States(sum)[0], 0, 1, v, 0)).ToArray();
                string whole = accumulators[0] + "Before";
                writer.Line($"{whole} = {dialect.Class}.ConditionalSelect(present, {whole}, {accumulators[0]});");
                for (int v = 0; v < accumulators.Length; v++)
                {
                    string low = v == 0 ? whole : accumulators[v], high = v + 1 == accumulators.Length ? whole : accumulators[v + 1];
                    writer.Line($"{accumulators[v]} = {dialect.Pair(type, low, first + "Index", high)};");
                }
            }

            writer.Line($"i = {end};");
        }

        void WriteLine(int accumulator, int offset, string tail)
        {
            writer.Line($"var {first}{tail} = {dialect.Load(type, At(first + "Line", "i", offset))};");
            if (second is not null)
            {
                writer.Line($"var {second}Next{tail} = {dialect.Load(type, At(second + "Line", "i", offset))};");
                writer.Line($"var {second}{tail} = {dialect.Pair(type, second + "Last", second + "Index", second + "Next" + tail)};");
                writer.Line($"{second}Last = {second}Next{tail};");
            }

            WriteSums(pass, 1, pointer, accumulator, 0, tail);
        }
    }

    /// <summary>A pointer whose memory goes on behind the row, and how many bytes ahead of the walk it is asked for; 0: nothing is.</summary>
    public (string Pointer, int Bytes) Ahead { get; set; } = ("", 0);

    private void WritePrefetch(LanePass pass, string index)
    {
        if (Ahead.Bytes == 0 || pass.FirstRegister > 0 || !types.TryGetValue(Ahead.Pointer, out NumericType? type))
            return;
        for (int line = 0; line < plan.Round * type.Bytes; line += Machine.LineBytes)
            writer.Line($"{VectorDialect.Prefetch(At(Ahead.Pointer, index, (Ahead.Bytes + line) / type.Bytes))};");
    }

    /// <summary>A step of every accumulator, at an index.</summary>
    private void WriteRound(LanePass pass, int rows, Func<string, int, string> pointer, string index)
    {
        WritePrefetch(pass, index);
        bool here = !dialect.AddsOffsetToIndex;
        if (here)
        {
            foreach (string stream in Streams(pass.Sums, rows, pointer))
                writer.Line($"{types[stream].Keyword}* {stream}Here = {stream} + {index};");
        }

        for (int block = 0; block < plan.Accumulators / plan.BlockAccumulators; block++)
        {
            int offset = block * plan.Block;
            WriteStep(pass, rows, pointer, block, (name, register) => Load(types[name], here ? At(name + "Here", "", offset + (register * registerElements)) : At(name, index, offset + (register * registerElements))));
        }
    }

    private void WriteStep(LanePass pass, int rows, Func<string, int, string> pointer, int block, string start, int offset) =>
        WriteStep(pass, rows, pointer, block, (name, register) => Load(types[name], At(name, start, offset + (register * registerElements))));

    /// <summary>How the last, partial virtual vector is loaded: absent elements are zeros and are stepped like the others.</summary>
    private Func<string, int, string> PartLoad(LanePass pass, string start, int offset, string count)
    {
        if (plan.Pairs)
            return (name, register) => dialect.LoadPairsPartial(At(name, start, offset + (register * registerElements)), Rest(count, register * registerElements));
        if (plan.Adjacent)
            return (name, register) => dialect.LoadBytePairsPartial(types[name], At(name, start, offset + (register * registerElements)), Rest(count, register * registerElements));
        if (plan.Element != plan.Accumulator)
            return (name, register) => dialect.Load(plan.Accumulator, $"{name}Part{Plus(register * lanes)}");
        for (int r = pass.FirstRegister; r < pass.FirstRegister + pass.RegisterCount; r++)
            writer.Line($"var mask{Text(r)} = {dialect.Mask(plan.Element, Rest(count, r * lanes))};");
        return (name, register) => dialect.LoadMasked(plan.Element, At(name, start, offset + (register * lanes)), "mask" + Text(register));
    }

    private void WriteStep(LanePass pass, int rows, Func<string, int, string> pointer, int block, Func<string, int, string> load)
    {
        for (int r = pass.FirstRegister; r < pass.FirstRegister + pass.RegisterCount; r++)
        {
            string label = Text(block * plan.BlockAccumulators);
            WriteLoads(pass, rows, pointer, r, label, load);
            WriteBlockSums(pass, rows, pointer, block, r, label);
        }
    }

    /// <summary>The sums of every accumulator that a block's elements go to.</summary>
    private void WriteBlockSums(LanePass pass, int rows, Func<string, int, string> pointer, int block, int register, string label)
    {
        WriteSums(pass, rows, pointer, block * plan.BlockAccumulators, register, Tail(label, register));
        if (plan.Pairs)
            WriteSums(pass, rows, pointer, (block * plan.BlockAccumulators) + 1, register, Tail(label + Odd, register));
    }

    /// <summary>What is added to a label for the odd elements of pairs.</summary>
    private const string Odd = "o";

    /// <summary>What tells a loaded register from the others of its operand.</summary>
    private string Tail(string label, int register) => "_" + label + (registersPerVector > 1 ? "_" + Text(register) : "");

    private void WriteLoads(LanePass pass, int rows, Func<string, int, string> pointer, int register, string label, Func<string, int, string> load)
    {
        foreach (string stream in Streams(pass.Sums, rows, pointer))
        {
            string local = stream + Tail(label, register);
            if (!plan.Pairs)
            {
                writer.Line($"var {local} = {load(stream, register)};");
                continue;
            }

            writer.Line($"var {local}Pair = {load(stream, register)};");
            if (seen is not null)
                writer.Line($"{seen} = {dialect.SpecialHalves(seen, local + "Pair")};");
            (Program lower, Program upper) = Widen(stream);
            steps.Assign(lower, [local + "Pair"], ["var " + local], StepLocal);
            steps.Assign(upper, [local + "Pair"], [$"var {stream}{Tail(label + Odd, register)}"], StepLocal);
        }
    }

    private void WriteSums(LanePass pass, int rows, Func<string, int, string> pointer, int accumulator, int register, string tail)
    {
        for (int row = 0; row < rows; row++)
        {
            foreach (int sum in pass.Sums)
            {
                string[] state = States(sum).Select(name => Accumulator(sum, name, row, rows, accumulator, register)).ToArray();
                IEnumerable<string> operands = plan.Sums[sum].Operands.Select(operand => pointer(operand, row) + tail);
                steps.Assign(plan.Sums[sum].Step, [.. operands, .. state], state, StepLocal);
            }
        }
    }

    private string Load(NumericType type, string pointer) => plan.Pairs
        ? dialect.Load(plan.Accumulator, pointer)
        : elements.Load(type, plan.Accumulator, pointer);

    /// <summary>The local with the sums of up to four rows, in the order of rows.</summary>
    private string Four(int sum) => plan.SumNames[sum] + "Four";

    /// <summary>
    /// The trees of four rows: halves of two rows share a register, then quarters of all four, then the four lanes of each quarter are one row's.
    /// Each addition is one that the row's own tree has. The last of three rows goes twice.
    /// </summary>
    private void WriteFourTrees(int sum, int rows)
    {
        Program merge = plan.Sums[sum].Merge;
        string name = plan.SumNames[sum];
        string[] row = Enumerable.Range(0, 4).Select(r => Merged(sum, "s", Math.Min(r, rows - 1), 0, rows)).ToArray();
        Halves("low", row[0], row[1]);
        Halves("high", row[2], row[3]);
        Merge("quarters", dialect.Quarters(name + "_low", name + "_high", "0b10_00_10_00"), dialect.Quarters(name + "_low", name + "_high", "0b11_01_11_01"));
        Merge("pairs", name + "_quarters", dialect.WithinQuarters(name + "_quarters", "0b01_00_11_10"));
        Merge("ones", name + "_pairs", dialect.WithinQuarters(name + "_pairs", "0b10_11_00_01"));
        string four = dialect.FirstOfQuarters(name + "_ones");
        writer.Line($"var {Four(sum)} = {new ProgramPrinter(writer, dialect.Half!.Half!).Print(plan.Sums[sum].Collapse, [four], name + "c")[0]};");

        void Halves(string result, string a, string b) => Merge(result, dialect.Quarters(a, b, "0b01_00_01_00"), dialect.Quarters(a, b, "0b11_10_11_10"));

        void Merge(string result, string low, string high) =>
            writer.Line($"var {name}_{result} = {printer.Print(merge, [low, high], name + "m")[0]};");
    }

    /// <summary>Registers, then lanes, half onto half, down to the scalar.</summary>
    private void WriteLaneTree(int sum, int row, int rows)
    {
        Reduction reduction = plan.Sums[sum];
        for (int half = registersPerVector / 2; half >= 1; half /= 2)
        {
            for (int r = 0; r < half; r++)
            {
                string[] low = States(sum).Select(state => Merged(sum, state, row, r, rows)).ToArray();
                string[] high = States(sum).Select(state => Merged(sum, state, row, r + half, rows)).ToArray();
                printer.Assign(reduction.Merge, [.. low, .. high], low);
            }
        }

        string[] current = LaneTree.Write(
            writer, dialect, plan.Accumulator, reduction.Merge, States(sum).Select(state => Merged(sum, state, row, 0, rows)).ToArray(), States(sum).Select(state => Label(sum, state, row, rows)).ToArray());
        string collapsed = new ProgramPrinter(writer, Scalar.Target.Dialect).Print(reduction.Collapse, current, Result(sum, row, rows) + "c")[0];
        writer.Line($"{plan.Accumulator} {Result(sum, row, rows)} = {collapsed};");
    }

    /// <summary>A pointer moved on by a local and a number, of which either may be nothing.</summary>
    private static string At(string pointer, string start, int offset) => pointer + (start.Length == 0 ? "" : " + " + start) + Plus(offset);

    /// <summary>What is left of a count of elements behind some.</summary>
    private static string Rest(string count, int before) =>
        int.TryParse(count, NumberStyles.Integer, CultureInfo.InvariantCulture, out int number) ? Text(number - before)
        : before == 0 ? count : $"{count} - {Text(before)}";

    private static string Plus(int offset) => offset == 0 ? "" : " + " + Text(offset);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
