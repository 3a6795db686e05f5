using System.Globalization;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>
/// Prints what follows a product's sums: alpha, beta, bias, residual, activation, the rounding to the output's type. A bias is a number a column, or
/// with <paramref name="biasByRow"/> a row, and so are scales of the weights. With <paramref name="oneVector"/> a row has no more columns than a vector of sums.
/// </summary>
internal sealed class EpilogueWriter(CodeWriter writer, ChainPlan plan, MatrixProductSpec product, bool biasByRow = false, bool oneVector = false)
{
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
        else if (oneVector && program.Type == plan.Accumulator)
            WriteVectors(program, prefix, dialect);
        else
            WriteRows(program, prefix, dialect);
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

    private void WriteRows(Program program, string prefix, VectorDialect dialect)
    {
        NumericType type = program.Type;
        var elements = new Elements(writer, dialect);
        string lanes = dialect.LanesOf(type).ToString(CultureInfo.InvariantCulture);
        WriteScalars(program, dialect);
        using (writer.Block("for (nint r = 0; r < rows; r++)"))
        {
            foreach (string name in program.Inputs.Items.Where(IsOfRow))
                writer.Line($"var {name}s = {dialect.Broadcast(type, Widened(program, name, "*" + name))};");
            writer.Line("nint j = 0;");
            using (writer.Block($"for (; j <= columns - {lanes}; j += {lanes})"))
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

        void WriteVector(Func<NumericType, string, string> load, Func<string, string> store)
        {
            foreach (string name in program.Inputs.Items.Where(name => !IsScalar(name) && !IsOfRow(name)))
                writer.Line($"var {name}V = {load(TypeOf(name), (name == "y" ? "c" : name) + " + j")};");
            string[] inputs = program.Inputs.Select(name => IsScalar(name) || IsOfRow(name) ? name + "s" : name + "V").ToArray();
            writer.Line(store(new ProgramPrinter(writer, dialect).Print(program, inputs, prefix)[0]) + ";");
        }
    }

    /// <summary>A vector of columns, down the rows: what all of them take is loaded once.</summary>
    private void WriteVectors(Program program, string prefix, VectorDialect dialect)
    {
        NumericType type = program.Type;
        var elements = new Elements(writer, dialect);
        WriteScalars(program, dialect);
        using (writer.Block($"if (columns == {dialect.LanesOf(type).ToString(CultureInfo.InvariantCulture)})"))
            WriteDown((of, pointer) => elements.Load(of, type, pointer), value => elements.Store(type, plan.Output, "c", value));
        using (writer.Block("else"))
        {
            writer.Line($"var mask = {dialect.Mask(type, "columns")};");
            WriteDown((of, pointer) => elements.LoadPartial(of, type, pointer, "mask", "columns"), value => elements.StorePartial(type, plan.Output, "c", "mask", "columns", value));
        }

        void WriteDown(Func<NumericType, string, string> load, Func<string, string> store)
        {
            foreach (string name in program.Inputs.Items.Where(name => PerFilter.Contains(name)))
                writer.Line($"var {name}V = {load(TypeOf(name), name)};");
            using (writer.Block("for (nint r = 0; r < rows; r++)"))
            {
                foreach (string name in program.Inputs.Items.Where(name => !IsScalar(name) && !PerFilter.Contains(name)))
                    writer.Line($"var {name}V = {load(TypeOf(name), name == "y" ? "c" : name)};");
                string[] inputs = program.Inputs.Select(name => name + (IsScalar(name) ? "s" : "V")).ToArray();
                writer.Line(store(new ProgramPrinter(writer, dialect).Print(program, inputs, prefix)[0]) + ";");
                WriteNextRow();
            }
        }
    }

    /// <summary>Numbers that are the same everywhere.</summary>
    private void WriteScalars(Program program, VectorDialect dialect)
    {
        foreach (string scalar in program.Inputs.Items.Where(IsScalar))
            writer.Line($"var {scalar}s = {dialect.Broadcast(program.Type, Widened(program, scalar, scalar))};");
    }

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
}
