using System.Globalization;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>Prints what follows a product's sums: alpha, beta, bias, residual, activation, the rounding to the output's type.</summary>
internal sealed class EpilogueWriter(CodeWriter writer, ChainPlan plan, MatrixProductSpec product)
{
    /// <summary>One element. With a beta there are two ways, and the one for 0 never reads c.</summary>
    public void WriteScalar(Func<string, string> input, string target) =>
        EitherWay((program, prefix) =>
        {
            string value = new ProgramPrinter(writer, Scalar.Target.Dialect).Print(program, program.Inputs.Select(input).ToArray(), prefix)[0];
            writer.Line($"{target} = {(plan.Output == plan.Accumulator ? value : $"({plan.Output})({value})")};");
        });

    /// <summary>The body of a method over a tile: rows, columns, sum, lds, c, ldc, and the operands by their names.</summary>
    public void WriteTile(VectorDialect dialect) => EitherWay((program, prefix) =>
    {
        if (plan.Element.Computed == plan.Accumulator && Elements.CanStore(plan.Accumulator, plan.Output))
            WriteRows(program, prefix, dialect);
        else
            WriteConvertedRows(program, prefix);
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
    }

    private void WriteRows(Program program, string prefix, VectorDialect dialect)
    {
        NumericType type = plan.Accumulator;
        var elements = new Elements(writer, dialect);
        string lanes = dialect.LanesOf(type).ToString(CultureInfo.InvariantCulture);
        foreach (string scalar in new[] { "alpha", "beta" })
        {
            if (program.Inputs.Items.Contains(scalar))
                writer.Line($"var {scalar}s = {dialect.Broadcast(type, scalar)};");
        }

        using (writer.Block("for (nint r = 0; r < rows; r++)"))
        {
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
            foreach (string name in program.Inputs.Items.Where(name => name is not ("alpha" or "beta")))
                writer.Line($"var {name}V = {load(TypeOf(name), (name == "y" ? "c" : name) + " + j")};");
            string[] inputs = program.Inputs.Select(name => name is "alpha" or "beta" ? name + "s" : name + "V").ToArray();
            writer.Line(store(new ProgramPrinter(writer, dialect).Print(program, inputs, prefix)[0]) + ";");
        }
    }

    private void WriteConvertedRows(Program program, string prefix)
    {
        string Widen(string name, string expression) => TypeOf(name) == plan.Accumulator ? expression : $"({plan.Accumulator}){expression}";
        using (writer.Block("for (nint r = 0; r < rows; r++)"))
        {
            using (writer.Block("for (nint j = 0; j < columns; j++)"))
            {
                string[] inputs = program.Inputs.Select(name => name switch
                {
                    "sum" or "gate" => name + "[j]",
                    "alpha" or "beta" => Widen(name, name),
                    "c" or "y" => Widen(name, "c[j]"),
                    _ => Widen(name, name + "[j]"),
                }).ToArray();
                string value = new ProgramPrinter(writer, Scalar.Target.Dialect).Print(program, inputs, prefix)[0];
                writer.Line($"c[j] = {(plan.Output == plan.Accumulator ? value : $"({plan.Output})({value})")};");
            }

            WriteNextRow();
        }
    }
}
