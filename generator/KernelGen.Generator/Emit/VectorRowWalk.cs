using System.Globalization;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>A virtual vector in one register or in several: whole rounds of all accumulators in a loop, then what is left, accumulator by accumulator.</summary>
internal sealed class VectorRowWalk : RowWalk
{
    /// <summary>How the locals of a program are named, and the register that holds a value.</summary>
    private const string Local = "t", Value = "value";

    private readonly VectorDialect dialect;
    private readonly RowsSchedule schedule;
    private readonly ProgramPrinter printer;
    private readonly Elements elements;
    private readonly int lanes;

    public VectorRowWalk(CodeWriter writer, RowPlan plan, VectorDialect dialect, RowsSchedule schedule, Func<string, NumericType> typeOf)
        : base(writer, plan, typeOf)
    {
        this.dialect = dialect;
        this.schedule = schedule;
        printer = new ProgramPrinter(writer, dialect) { ReusesLocals = true };
        elements = new Elements(writer, dialect);
        lanes = dialect.LanesOf(plan.Accumulator);
    }

    private string Register => dialect.Register(Type);

    public override void WriteBuffers()
    {
        IEnumerable<Program> programs = Plan.Passes.Items.SelectMany(pass => new[] { pass.Value, pass.Reduction.Step, pass.Reduction.Merge }).Append(Plan.Map);
        int locals = programs.Max(program => ProgramPrinter.LocalsOf(program, dialect));
        Writer.Line($"{Register} {string.Join(", ", Enumerable.Range(0, locals).Select(i => Local + Text(i)).Prepend(Value))};");
        foreach (string operand in Operands.Where(IsWidenedByBuffer))
            Writer.Line($"{Type}* {Buffer(operand)} = stackalloc {Type}[{Text(lanes)}];");
        if (schedule.ParksSums)
            Writer.Line($"{Type}* parked = stackalloc {Type}[{Text(Plan.Passes.Items.Max(pass => pass.Reduction.State.Count) * schedule.RegistersPerVector * lanes)}];");
    }

    protected override void NumberFound(string name) => Writer.Line($"var {name}s = {dialect.Broadcast(Type, name)};");

    protected override string[] WritePass(RowPass pass)
    {
        int states = pass.Reduction.State.Count, accumulators = Plan.Accumulators, vector = Plan.Lanes, round = vector * accumulators;
        string at = pass.Name + "_at", left = pass.Name + "_left";
        int? whole = Plan.Length.Fixed is { } length ? length / round * round : null;
        for (int first = 0; first < schedule.RegistersPerVector; first += schedule.RegistersPerWalk)
        {
            WriteStart(pass, first);
            Writer.Line(first == 0 ? $"nint {at} = 0;" : $"{at} = 0;");
            if (whole != 0)
            {
                using (Writer.Block($"for (; {at} <= {Length} - {Text(round)}; {at} += {Text(round)})"))
                {
                    for (int a = 0; a < accumulators; a++)
                        WriteVector(pass, a, first, at, a * vector);
                }
            }

            if (Plan.Length.Fixed is { } fixedLength)
            {
                // What is left of a length that is known.
                for (int a = 0, rest = fixedLength - whole!.Value; rest > 0; a++, rest -= vector)
                    WriteVector(pass, a, first, at, a * vector, rest < vector ? Text(rest) : null);
            }
            else
            {
                if (first == 0)
                    Writer.Line($"nint {left} = {Length} - {at};");
                WriteTail(pass, first, at, left);
            }

            // The accumulators, half onto half, before the next walk needs their registers.
            for (int half = accumulators / 2; half >= 1; half /= 2)
            {
                for (int a = 0; a < half; a++)
                {
                    for (int r = first; r < first + schedule.RegistersPerWalk; r++)
                        Merge(pass, register => register(a, r), register => register(a + half, r));
                }
            }

            if (schedule.ParksSums && first + schedule.RegistersPerWalk < schedule.RegistersPerVector)
                Park(pass, first, (place, sum) => dialect.Store(Type, place, sum));
        }

        for (int first = 0; schedule.ParksSums && first + schedule.RegistersPerWalk < schedule.RegistersPerVector; first += schedule.RegistersPerWalk)
            Park(pass, first, (place, sum) => $"{sum} = {dialect.Load(Type, place)}");

        // Then the registers, half onto half.
        for (int half = schedule.RegistersPerVector / 2; half >= 1; half /= 2)
        {
            for (int r = 0; r < half; r++)
                Merge(pass, register => register(0, r), register => register(0, r + half));
        }

        string[] remaining = [.. Enumerable.Range(0, states).Select(state => Accumulator(pass, state, 0, 0))];
        return LaneTree.Write(Writer, dialect, Type, pass.Reduction.Merge, remaining, [.. Enumerable.Range(0, states).Select(state => State(pass, state))]);
    }

    /// <summary>A line for each sum of a walk and its place in memory.</summary>
    private void Park(RowPass pass, int first, Func<string, string, string> line)
    {
        for (int state = 0; state < pass.Reduction.State.Count; state++)
        {
            for (int r = first; r < first + schedule.RegistersPerWalk; r++)
                Writer.Line(line("parked" + Plus(((state * schedule.RegistersPerVector) + r) * lanes), Accumulator(pass, state, 0, r)) + ";");
        }
    }

    private void WriteStart(RowPass pass, int first)
    {
        for (int state = 0; state < pass.Reduction.State.Count; state++)
        {
            string start = Start(pass, state) == 0 ? dialect.Zero(Type) : dialect.Constant(Type, Start(pass, state));
            for (int a = 0; a < Plan.Accumulators; a++)
                Writer.Line(string.Join(" ", Enumerable.Range(first, schedule.RegistersPerWalk).Select(r => $"var {Accumulator(pass, state, a, r)} = {start};")));
        }
    }

    /// <summary>What is left of a length that is known at run time, less than a round: whole vectors, then a part of one.</summary>
    private void WriteTail(RowPass pass, int first, string at, string left)
    {
        for (int a = 0; a < Plan.Accumulators; a++)
        {
            if (a < Plan.Accumulators - 1)
            {
                using (Writer.Block($"if ({left} >= {Text((a + 1) * Plan.Lanes)})"))
                    WriteVector(pass, a, first, at, a * Plan.Lanes);
            }

            using (Writer.Block($"{(a < Plan.Accumulators - 1 ? "else " : "")}if ({left} > {Text(a * Plan.Lanes)})"))
                WriteVector(pass, a, first, at, a * Plan.Lanes, a == 0 ? left : $"{left} - {Text(a * Plan.Lanes)}");
        }
    }

    private void Merge(RowPass pass, Func<Func<int, int, string>, string> low, Func<Func<int, int, string>, string> high)
    {
        string[] Of(Func<Func<int, int, string>, string> which) =>
            [.. Enumerable.Range(0, pass.Reduction.State.Count).Select(state => which((a, r) => Accumulator(pass, state, a, r)))];
        printer.Assign(pass.Reduction.Merge, [.. Of(low), .. Of(high)], Of(low), Local);
    }

    /// <summary>A walk's registers of one virtual vector into their accumulator; <paramref name="count"/> elements of the vector where it is not whole.</summary>
    private void WriteVector(RowPass pass, int accumulator, int first, string at, int offset, string? count = null)
    {
        bool keeps = schedule.KeepsValues && pass == Last;
        for (int r = first; r < first + schedule.RegistersPerWalk; r++)
        {
            string place = $"{at}{Plus(offset + (r * lanes))}";
            if (Partial(count, r * lanes) is not { } partial)
            {
                printer.Assign(pass.Value, Inputs(pass.Value, place, null), [Value], Local);
                if (keeps)
                    Writer.Line(dialect.Store(Type, "y + " + place, Value) + ";");
                Step(r);
                continue;
            }

            if (partial.Length == 0)
                return;
            using (partial.All(char.IsDigit) ? Writer.Block() : Writer.Block($"if ({partial} > 0)"))
            {
                Writer.Line($"var mask = {dialect.Mask(Type, partial)};");
                printer.Assign(pass.Value, Inputs(pass.Value, place, partial), [Value], Local);
                if (keeps)
                    Writer.Line(dialect.StoreMasked(Type, "y + " + place, "mask", Value) + ";");
                // The plan leaves absent elements out. A sum of −0, which a coarse grid can make of a small one, would become +0 with a +0.
                string others = dialect.Constant(Type, Start(pass, 0) == 0 ? 1UL << ((8 * Type.Bytes) - 1) : Start(pass, 0));
                Writer.Line($"{Value} = {dialect.FirstLanes(Type, "mask", Value, others)};");
                Step(r);
            }
        }

        void Step(int r)
        {
            string[] states = [.. Enumerable.Range(0, pass.Reduction.State.Count).Select(state => Accumulator(pass, state, accumulator, r))];
            printer.Assign(pass.Reduction.Step, [Value, .. states], states, Local);
        }
    }

    /// <summary>What is left of a count for a register that starts there: null for all of it, nothing for none.</summary>
    private string? Partial(string? count, int start)
    {
        if (count is null)
            return null;
        if (!int.TryParse(count, NumberStyles.Integer, CultureInfo.InvariantCulture, out int known))
            return start == 0 ? count : $"{count} - {Text(start)}";
        return known - start >= lanes ? null : known <= start ? "" : Text(known - start);
    }

    protected override void WriteMap()
    {
        if (!Elements.CanStore(Type, Plan.Output))
        {
            Writer.Line("// Each result is rounded to the output's type once more.");
            ScalarRowWalk.WriteElements(Writer, Plan, TypeOf, "0");
            return;
        }

        Writer.Line("nint j = 0;");
        int turn = schedule.RegistersPerTurn * lanes;
        using (Writer.Block($"for (; j <= {Length} - {Text(turn)}; j += {Text(turn)})"))
        {
            for (int r = 0; r < schedule.RegistersPerTurn; r++)
                WriteResults("j" + Plus(r * lanes), null);
        }

        using (Writer.Block($"for (; j <= {Length} - {Text(lanes)}; j += {Text(lanes)})"))
            WriteResults("j", null);
        using (Writer.Block($"if (j < {Length})"))
        {
            Writer.Line($"var mask = {dialect.Mask(Type, $"{Length} - j")};");
            WriteResults("j", $"{Length} - j");
        }
    }

    private void WriteResults(string place, string? count)
    {
        bool hasValue = Plan.Map.Inputs.Items.Contains(Value);
        if (hasValue && schedule.KeepsValues)
            Writer.Line($"{Value} = {Load("y", Type, place, count)};");
        else if (hasValue)
            printer.Assign(Last.Value, Inputs(Last.Value, place, count), [Value], Local);
        printer.Assign(Plan.Map, Inputs(Plan.Map, place, count), [Value], Local);
        Writer.Line((count is null ? elements.Store(Type, Plan.Output, "y + " + place, Value) : elements.StorePartial(Type, Plan.Output, "y + " + place, "mask", count, Value)) + ";");
    }

    private string[] Inputs(Program program, string place, string? count) => [.. program.Inputs.Items.Select(input =>
        input == Value ? Value : IsNumber(input) ? input + "s" : Loaded(input, place, count))];

    /// <summary>An element that a program may read more than once.</summary>
    private string Loaded(string operand, string place, string? count)
    {
        string local = operand + "_" + Text(elements.Names.Next());
        if (count is not null && IsWidenedByBuffer(operand))
        {
            Writer.Line($"new Span<{Type}>({Buffer(operand)}, {Text(lanes)}).Clear();");
            Writer.Line($"for (nint p = 0; p < {count} && p < {Text(lanes)}; p++)");
            using (Writer.Indent())
                Writer.Line($"{Buffer(operand)}[p] = ({Type}){operand}[{place} + p];");
            Writer.Line($"var {local} = {dialect.Load(Type, Buffer(operand))};");
        }
        else
        {
            Writer.Line($"var {local} = {Load(operand, TypeOf(operand), place, count)};");
        }

        return local;
    }

    /// <summary>Operands whose elements are read.</summary>
    private IEnumerable<string> Operands => Plan.Passes.Items.Select(pass => pass.Value).Append(Plan.Map)
        .SelectMany(program => program.Inputs.Items).Where(input => input != Value && !IsNumber(input)).Distinct();

    /// <summary>No mask of doubles selects floats: the last ones are widened in memory.</summary>
    private bool IsWidenedByBuffer(string operand) => TypeOf(operand) != Type && Type == NumericType.Float64;

    private static string Buffer(string operand) => operand + "Part";

    private string Load(string operand, NumericType type, string place, string? count) => count is null
        ? elements.Load(type, Type, $"{operand} + {place}")
        : elements.LoadPartial(type, Type, $"{operand} + {place}", "mask", count);

    private string Accumulator(RowPass pass, int state, int accumulator, int register) =>
        State(pass, state) + Text(accumulator) + (schedule.RegistersPerVector > 1 ? "_" + Text(register) : "");

    private static string Plus(int offset) => offset == 0 ? "" : " + " + Text(offset);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
