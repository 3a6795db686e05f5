using System.Globalization;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>One element at a time; the lanes are an array.</summary>
internal sealed class ScalarRowWalk(CodeWriter writer, RowPlan plan, Func<string, NumericType> typeOf) : RowWalk(writer, plan, typeOf)
{
    private int All => Plan.Lanes * Plan.Accumulators;

    public override void WriteBuffers()
    {
        foreach (RowPass pass in Plan.Passes)
        {
            for (int state = 0; state < pass.Reduction.State.Count; state++)
                Writer.Line($"{Type}* {State(pass, state)} = stackalloc {Type}[{Text(All)}];");
        }
    }

    protected override string[] WritePass(RowPass pass)
    {
        var printer = new ProgramPrinter(Writer, Scalar.Target.Dialect);
        string[] states = [.. Enumerable.Range(0, pass.Reduction.State.Count).Select(state => State(pass, state))];
        for (int state = 0; state < states.Length; state++)
            Writer.Line($"new Span<{Type}>({states[state]}, {Text(All)}).Fill({Scalar.Target.Dialect.Constant(Type, Start(pass, state))});");
        using (Writer.Block($"for (nint i = 0; i < {Length}; i++)"))
        {
            Writer.Line($"{Type} value = {Value(printer, pass)};");
            Writer.Line($"nint lane = i % {Text(All)};");
            string[] at = [.. states.Select(state => state + "[lane]")];
            printer.Assign(pass.Reduction.Step, ["value", .. at], at);
        }

        Writer.Line("// Accumulators, then lanes, half onto half.");
        using (Writer.Block($"for (int half = {Text(All / 2)}; half > 0; half /= 2)"))
        {
            using (Writer.Block("for (int lane = 0; lane < half; lane++)"))
            {
                string[] at = [.. states.Select(state => state + "[lane]")];
                printer.Assign(pass.Reduction.Merge, [.. at, .. states.Select(state => state + "[lane + half]")], at);
            }
        }

        return [.. states.Select(state => state + "[0]")];
    }

    protected override void WriteMap() => WriteElements(Writer, Plan, TypeOf, "0");

    /// <summary>The results from one element on.</summary>
    public static void WriteElements(CodeWriter writer, RowPlan plan, Func<string, NumericType> typeOf, string from)
    {
        var walk = new ScalarRowWalk(writer, plan, typeOf);
        var printer = new ProgramPrinter(writer, Scalar.Target.Dialect);
        using (writer.Block($"for (nint i = {from}; i < {Length}; i++)"))
        {
            if (plan.Map.Inputs.Items.Contains("value"))
                writer.Line($"{plan.Accumulator} found = {walk.Value(printer, walk.Last)};");
            string result = printer.Print(plan.Map, walk.Inputs(plan.Map))[0];
            writer.Line($"y[i] = {(plan.Output == plan.Accumulator ? result : $"({plan.Output})({result})")};");
        }
    }

    private string Value(ProgramPrinter printer, RowPass pass) => printer.Print(pass.Value, Inputs(pass.Value), pass.Name + "_v")[0];

    private string[] Inputs(Program program) =>
        [.. program.Inputs.Items.Select(input => input == "value" ? "found" : IsNumber(input) ? input : TypeOf(input) == Type ? input + "[i]" : $"(({Type}){input}[i])")];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
