using System.Globalization;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>Where a tile finds its operands, as C# expressions.</summary>
internal sealed class TileOperands
{
    /// <summary>Number of steps.</summary>
    public required string K { get; init; }

    /// <summary>Element a(row, p + step) inside the loop over <c>p</c>, where so many steps moved on since the turn began.</summary>
    public required Func<int, int, string> A { get; init; }

    /// <summary>Steps in a turn of the loop.</summary>
    public required int StepsAtOnce { get; init; }

    /// <summary>Pointer to the row of b of the current step, a variable that the loop moves on.</summary>
    public required string B { get; init; }

    /// <summary>The type of b's numbers; null: the accumulators'.</summary>
    public NumericType? TypeOfB { get; init; }

    /// <summary>b's numbers are halves none of which is infinite or NaN.</summary>
    public bool FiniteB { get; init; }

    /// <summary>The count of columns that <see cref="Mask"/> selects.</summary>
    public string Count { get; init; } = "";

    /// <summary>Whether that is a number which the code is written for: a literal, and no name.</summary>
    public bool CountIsFixed => Count.Length > 0 && char.IsDigit(Count[0]);

    /// <summary>What moves on with each step: <c>b += ldb</c>.</summary>
    public required string Advance { get; init; }

    /// <summary>Pointer to c(row, column).</summary>
    public required Func<int, int, string> C { get; init; }

    /// <summary>The dialect of the last vector of columns, where it is narrower than the others.</summary>
    public VectorDialect? Edge { get; init; }

    /// <summary>The mask of the last vector of columns, a variable; null where all are whole.</summary>
    public string? Mask { get; init; }

    /// <summary>Whether b's last vector must be read through the mask; packed strips are filled up with zeros.</summary>
    public bool MaskB { get; init; }

    /// <summary>Lines of the cache that each turn of the loop asks memory for: row after row at <c>next</c>, <c>along</c> numbers of each, <c>ldn</c> apart.</summary>
    public int LinesAsked { get; init; }

    /// <summary>Steps ahead of which b is asked for, where few rows wait for it to come from memory; 0: nothing is.</summary>
    public int StepsAhead { get; init; }

    /// <summary>Whether the result's lines are asked for before the loop.</summary>
    public bool PrefetchC { get; init; }

    /// <summary>Whether the sums start at zero, as an expression; null: always. Otherwise they go on from c.</summary>
    public string? First { get; init; }
}

/// <summary>Prints a register tile: accumulators, the loop over K, the stores.</summary>
internal static class TileWriter
{
    public static void Write(CodeWriter writer, ChainPlan plan, VectorDialect dialect, int rows, int vectors, TileOperands operands)
    {
        var type = plan.Accumulator;
        int lanes = dialect.LanesOf(type);
        VectorDialect edge = operands.Edge ?? dialect;
        VectorDialect DialectOf(int v) => v == vectors - 1 ? edge : dialect;
        string mask = operands.Mask ?? "";
        bool Masked(int v) => mask.Length > 0 && v == vectors - 1;
        string[] State(int r, int v) => plan.Sum.State.Select(state => (state == "s" ? "c" : state) + Text(r) + "_" + Text(v)).ToArray();

        for (int r = 0; r < rows; r++)
            writer.Line(string.Join(" ", Enumerable.Range(0, vectors).SelectMany(v => State(r, v).Select(name => $"var {name} = {DialectOf(v).Zero(type)};"))));
        if (operands.First is { } first)
        {
            using (writer.Block($"if (!{first})"))
            {
                for (int r = 0; r < rows; r++)
                {
                    for (int v = 0; v < vectors; v++)
                    {
                        string pointer = operands.C(r, v * lanes);
                        writer.Line($"{State(r, v)[0]} = {(Masked(v) ? edge.LoadMasked(type, pointer, mask) : DialectOf(v).Load(type, pointer))};");
                    }
                }
            }
        }

        if (operands.PrefetchC)
        {
            for (int r = 0; r < rows; r++)
            {
                for (int column = 0; column < vectors * lanes; column += Machine.LineColumns(type))
                    writer.Line(VectorDialect.Prefetch(operands.C(r, column)) + ";");
            }
        }

        if (operands.LinesAsked > 0)
        {
            string pointer = type.Keyword + "*";
            writer.Line("nint toRow = ldn - along;");
            writer.Line($"{pointer} rowEnd = next + along;");
        }

        if (operands.StepsAtOnce == 1)
        {
            using (writer.Block($"for (nint p = 0; p < {operands.K}; p++)"))
                WriteTurn(1);
        }
        else
        {
            writer.Line("nint p = 0;");
            using (writer.Block($"for (; p <= {operands.K} - {Text(operands.StepsAtOnce)}; p += {Text(operands.StepsAtOnce)})"))
                WriteTurn(operands.StepsAtOnce);
            using (writer.Block($"for (; p < {operands.K}; p++)"))
                WriteTurn(1);
        }

        for (int r = 0; r < rows; r++)
        {
            for (int v = 0; v < vectors; v++)
            {
                string pointer = operands.C(r, v * lanes);
                string sum = new ProgramPrinter(writer, DialectOf(v)).Print(plan.Sum.Collapse, State(r, v), $"s{Text(r)}_{Text(v)}_")[0];
                string store = !Masked(v) ? DialectOf(v).Store(type, pointer, sum)
                    : operands.CountIsFixed ? edge.StoreFirst(type, pointer, mask, operands.Count, sum) : edge.StoreMasked(type, pointer, mask, sum);
                writer.Line(store + ";");
            }
        }

        void WriteTurn(int steps)
        {
            if (operands.LinesAsked > 0)
            {
                int line = Machine.LineColumns(type);
                for (int asked = 0; asked < operands.LinesAsked; asked++)
                    writer.Line(VectorDialect.Prefetch("next" + Plus(asked * line)) + ";");
                writer.Line($"next += {Text(operands.LinesAsked * line)};");
                using (writer.Block("if (next == rowEnd)"))
                {
                    writer.Line("next += toRow;");
                    writer.Line("rowEnd += ldn;");
                }
            }

            if (steps == 1)
            {
                WriteStep(0);
                return;
            }

            for (int step = 0; step < steps; step++)
            {
                using (writer.Block())
                    WriteStep(step);
            }
        }

        void WriteStep(int step)
        {
            if (operands.StepsAhead > 0)
            {
                int bytes = vectors * lanes * (operands.TypeOfB ?? type).Bytes;
                for (int line = 0; line < bytes; line += Machine.LineBytes)
                    writer.Line($"{VectorDialect.Prefetch($"{operands.B} + {Text(operands.StepsAhead)} * ldb{Plus(line / (operands.TypeOfB ?? type).Bytes)}")};");
            }

            var names = new Elements.Counter();
            for (int v = 0; v < vectors; v++)
            {
                string pointer = operands.B + Plus(v * lanes);
                var elements = new Elements(writer, DialectOf(v)) { Names = names, AreFinite = operands.FiniteB };
                NumericType typeOfB = operands.TypeOfB ?? type;
                writer.Line($"var b{Text(v)} = {(Masked(v) && operands.MaskB ? elements.LoadPartial(typeOfB, type, pointer, mask, operands.Count) : elements.Load(typeOfB, type, pointer))};");
            }

            // A compensated step multiplies by the number more than once, and not only to add.
            VectorDialect Step(VectorDialect of) => plan.Sum.State.Count == 1 && !plan.Adjacent ? of.ByNumber : of;
            var printer = new ProgramPrinter(writer, Step(dialect));
            var edgePrinter = edge == dialect ? printer : new ProgramPrinter(writer, Step(edge));
            for (int r = 0; r < rows; r++)
            {
                writer.Line($"var a{Text(r)} = {Step(DialectOf(0)).Broadcast(type, operands.A(r, step))};");
                for (int v = 0; v < vectors; v++)
                {
                    string[] state = State(r, v);
                    string a = "a" + Text(r) + (v > 0 ? Lower(dialect, DialectOf(v)) : "");
                    (v == vectors - 1 ? edgePrinter : printer).Assign(plan.Sum.Step, [a, "b" + Text(v), .. state], state, edge != dialect && v == vectors - 1 ? "e" : "t");
                }
            }

            writer.Line(operands.Advance + ";");
        }
    }

    /// <summary>What takes the lower part of a register that is as wide as the other dialect's.</summary>
    private static string Lower(VectorDialect whole, VectorDialect part)
    {
        string text = "";
        for (int bytes = whole.Bytes; bytes > part.Bytes; bytes /= 2)
            text += ".GetLower()";
        return text;
    }

    private static string Plus(int offset) => offset == 0 ? "" : " + " + Text(offset);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
