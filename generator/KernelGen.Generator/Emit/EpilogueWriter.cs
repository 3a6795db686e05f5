using System.Globalization;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>
/// Prints what follows a product's sums: alpha, beta, bias, residual, activation, the rounding to the output's type. A bias is a number a column, or
/// with <paramref name="biasByRow"/> a row, and so are scales of the weights. Most tiles have <paramref name="vectors"/> of sums in a row; with
/// <paramref name="oneVector"/> none has more columns than one.
/// </summary>
internal sealed class EpilogueWriter(CodeWriter writer, ChainPlan plan, MatrixProductSpec product, bool biasByRow = false, int vectors = 1, bool oneVector = false)
{
    // Of a long program loads are the small part, and three times its text passes what the JIT takes well.
    private const int MostOperationsSideBySide = 12;

    /// <summary>One element. With a beta there are two ways, and the one for 0 never reads c.</summary>
    public void WriteScalar(Func<string, string> input, string target) =>
        EitherWay((program, prefix) =>
        {
            string value = new ProgramPrinter(writer, Scalar.Target.Dialect).Print(program, program.Inputs.Select(input).ToArray(), prefix)[0];
            writer.Line($"{target} = {Convert(program.Type, value)};");
        });

    /// <summary>The body of a method over a tile: rows, columns, sum, lds, c, ldc, and the operands by their names.</summary>
    public void WriteTile(VectorDialect dialect) => EitherWay((program, prefix) =>
    {
        if (plan.Element.Computed != plan.Accumulator || !Elements.CanStore(program.Type, plan.Output))
            WriteConvertedRows(program, prefix);
        else
            WriteVectors(program, prefix, dialect);
    });

    private void EitherWay(Action<Program, string> write)
    {
        if (plan.EpilogueWithoutRead is not { } withoutRead)
        {
            write(plan.Epilogue, "e");
            return;
        }

        using (writer.Block("if (beta == 0)"))
            write(withoutRead, "e");
        using (writer.Block("else"))
            write(plan.Epilogue, "f");
    }

    /// <summary>The type that an input of the epilogue has in memory.</summary>
    private NumericType TypeOf(string name) => name switch
    {
        "sum" or "gate" => plan.Accumulator,
        "c" or "y" => plan.Output,
        "gateBias" => product["bias"].Type,
        _ => product[name].Type,
    };

    /// <summary>One number of the epilogue's type, rounded to the result's; a whole sum that does not fit it is refused.</summary>
    private string Convert(NumericType type, string value) => KernelText.Convert(type, plan.Output, value);

    private bool IsScalar(string name) => product.Find(name) is { Kind: OperandKind.Scalar };

    /// <summary>Whether an input is one number for all of a row.</summary>
    private bool IsOfRow(string name) => biasByRow && PerFilter.Contains(name);

    /// <summary>Whether an input is the same in every row.</summary>
    private bool IsOfColumn(string name) => !biasByRow && (PerFilter.Contains(name) || name is "gateBias" or "bScales");

    private static readonly string[] PerFilter = ["bias", "weightScales"];

    private bool Has(string role) => product.Find(role) is not null;

    /// <summary>Pointers that go from row to row.</summary>
    private void WriteNextRow()
    {
        writer.Line("sum += lds;");
        if (plan.Gated)
            writer.Line("gate += lds;");
        writer.Line("c += ldc;");
        if (Has("residual"))
            writer.Line("residual += ldc;");
        foreach (string name in PerFilter.Where(name => biasByRow && Has(name)))
            writer.Line(name + "++;");
    }

    private void WriteVectors(Program program, string prefix, VectorDialect dialect)
    {
        NumericType type = program.Type;
        var elements = new Elements(writer, dialect);
        int lanes = dialect.LanesOf(type);
        foreach (string scalar in program.Inputs.Items.Where(IsScalar))
            writer.Line($"var {scalar}s = {dialect.Broadcast(type, Widened(program, scalar, scalar))};");
        if (lanes != dialect.LanesOf(plan.Accumulator) || (!oneVector && program.OperationCount > MostOperationsSideBySide))
        {
            WriteAlong();
            return;
        }

        using (writer.Block($"if (columns == {Text(vectors * lanes)})"))
            WriteDown(vectors, (of, pointer) => elements.Load(of, type, pointer), (pointer, value) => elements.Store(type, plan.Output, pointer, value));
        using (writer.Block("else"))
        {
            if (oneVector)
            {
                writer.Line($"var mask = {dialect.Mask(type, "columns")};");
                WriteDown(1, (of, pointer) => elements.LoadPartial(of, type, pointer, "mask", "columns"), (pointer, value) => elements.StorePartial(type, plan.Output, pointer, "mask", "columns", value));
            }
            else
            {
                WriteAlong();
            }
        }

        // Rows of any length, one after the other.
        void WriteAlong()
        {
            using (writer.Block("for (nint r = 0; r < rows; r++)"))
            {
                WriteOfRow();
                writer.Line("nint j = 0;");
                using (writer.Block($"for (; j <= columns - {Text(lanes)}; j += {Text(lanes)})"))
                    WriteVector((of, pointer) => elements.Load(of, type, pointer), value => elements.Store(type, plan.Output, "c + j", value));
                using (writer.Block("if (j < columns)"))
                {
                    const string Count = "columns - j";
                    writer.Line($"var mask = {dialect.Mask(type, Count)};");
                    WriteVector(
                        (of, pointer) => elements.LoadPartial(of, type, pointer, "mask", Count),
                        value => elements.StorePartial(type, plan.Output, "c + j", "mask", Count, value));
                }

                WriteNextRow();
            }
        }

        void WriteVector(Func<NumericType, string, string> load, Func<string, string> store)
        {
            foreach (string name in program.Inputs.Items.Where(name => !IsScalar(name) && !IsOfRow(name)))
                writer.Line($"var {name}V = {load(TypeOf(name), PointerOf(name) + " + j")};");
            string[] inputs = [.. program.Inputs.Select(name => name + (IsScalar(name) || IsOfRow(name) ? "s" : "V"))];
            writer.Line(store(new ProgramPrinter(writer, dialect).Print(program, inputs, prefix)[0]) + ";");
        }

        // So many vectors of columns, down the rows: what all of them take is loaded once.
        void WriteDown(int count, Func<NumericType, string, string> load, Func<string, string, string> store)
        {
            for (int v = 0; v < count; v++)
            {
                foreach (string name in program.Inputs.Items.Where(IsOfColumn))
                    writer.Line($"var {name}V{Text(v)} = {load(TypeOf(name), At(name, v))};");
            }

            var printer = new ProgramPrinter(writer, dialect);
            using (writer.Block("for (nint r = 0; r < rows; r++)"))
            {
                WriteOfRow();
                for (int v = 0; v < count; v++)
                {
                    foreach (string name in program.Inputs.Items.Where(name => !IsScalar(name) && !IsOfColumn(name) && !IsOfRow(name)))
                        writer.Line($"var {name}V{Text(v)} = {load(TypeOf(name), At(PointerOf(name), v))};");
                    string[] inputs = [.. program.Inputs.Select(name => name + (IsScalar(name) || IsOfRow(name) ? "s" : "V" + Text(v)))];
                    writer.Line(store(At("c", v), printer.Print(program, inputs, prefix)[0]) + ";");
                }

                WriteNextRow();
            }
        }

        void WriteOfRow()
        {
            foreach (string name in program.Inputs.Items.Where(IsOfRow))
                writer.Line($"var {name}s = {dialect.Broadcast(type, Widened(program, name, "*" + name))};");
        }

        string At(string pointer, int v) => v == 0 ? pointer : $"{pointer} + {Text(v * lanes)}";
    }

    private static string PointerOf(string name) => name == "y" ? "c" : name;

    /// <summary>An operand as a number of the epilogue's type.</summary>
    private string Widened(Program program, string name, string expression) => TypeOf(name) == program.Type ? expression : $"({program.Type}){expression}";

    private void WriteConvertedRows(Program program, string prefix)
    {
        using (writer.Block("for (nint r = 0; r < rows; r++)"))
        {
            using (writer.Block("for (nint j = 0; j < columns; j++)"))
            {
                string[] inputs = program.Inputs.Select(name => name switch
                {
                    _ when IsScalar(name) => Widened(program, name, name),
                    _ when IsOfRow(name) => Widened(program, name, "*" + name),
                    "c" or "y" => Widened(program, name, "c[j]"),
                    _ => Widened(program, name, name + "[j]"),
                }).ToArray();
                string value = new ProgramPrinter(writer, Scalar.Target.Dialect).Print(program, inputs, prefix)[0];
                writer.Line($"c[j] = {Convert(program.Type, value)};");
            }

            WriteNextRow();
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
