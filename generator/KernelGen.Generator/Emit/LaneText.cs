using System.Collections.Immutable;
using System.Globalization;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>What the kernels with sums along the vector share.</summary>
internal abstract class LaneText(KernelSpec spec, LanePlan plan, Scheduler scheduler) : KernelText(spec, plan, scheduler)
{
    protected LanePlan Lanes { get; } = plan;

    /// <summary>The sums' numbers in the plan, all of them.</summary>
    protected ImmutableArray<int> AllSums { get; } = Enumerable.Range(0, plan.Sums.Count).ToImmutableArray();

    protected LaneSchedule ScheduleOn(Machine machine, ImmutableArray<int> sums, bool manyRows) =>
        Scheduler.Lanes(ByteDots.On(machine, Lanes), sums, machine, manyRows);

    /// <summary>The length as a parameter of a target's method, where it is not a constant.</summary>
    protected IEnumerable<TargetArgument> LengthArgument =>
        Lanes.Length.IsFixed ? [] : [new TargetArgument("nint", LaneSums.Length, Lanes.Length.Expression)];

    /// <summary>The length as a constant of a target's method, where it is one.</summary>
    protected void WriteLength(CodeWriter writer)
    {
        if (Lanes.Length.Fixed is { } length)
            writer.Line($"const int {LaneSums.Length} = {Number(length)};");
    }

    /// <summary>The finish of a row on single numbers; <paramref name="input"/> gives an expression for each input by name.</summary>
    protected string Finish(CodeWriter writer, Program program, Func<string, string> input, string prefix)
    {
        // Whole sums go on as doubles where roots and quotients follow.
        string[] inputs = program.Inputs.Select(name => program.Type != Lanes.Accumulator && Lanes.SumNames.Items.Contains(name) ? $"(double){input(name)}" : input(name)).ToArray();
        string result = new ProgramPrinter(writer, Scalar.Target.Dialect).Print(program, inputs, prefix)[0];
        return Convert(program.Type, Lanes.Output, result);
    }

    /// <summary>The same on vectors of numbers of one type.</summary>
    protected static string Finish(CodeWriter writer, VectorDialect dialect, Program program, Func<string, string> input, string prefix) =>
        new ProgramPrinter(writer, dialect).Print(program, program.Inputs.Select(input).ToArray(), prefix)[0];

    /// <summary>
    /// The scalar target's sums: the lanes are an array, stepped in turn. Returns the local that holds a sum.
    /// </summary>
    protected Func<int, string> WriteScalarSums(CodeWriter writer, ImmutableArray<int> sums, Func<string, string> pointer)
    {
        int all = Lanes.Lanes * Lanes.Accumulators;
        var printer = new ProgramPrinter(writer, Scalar.Target.Dialect);
        string type = Lanes.Accumulator.Keyword;
        // See LanePlan.PlaceOf.
        string lane = Lanes.Adjacent
            ? $"i / {Number(Lanes.Block)} % {Number(Lanes.Accumulators)} * {Number(Lanes.Lanes)} + i % {Number(Lanes.Block)} / 2"
            : Lanes.Pairs
            ? $"(i / {Number(Lanes.Block)} % {Number(Lanes.Accumulators / 2)} * 2 + i % 2) * {Number(Lanes.Lanes)} + i % {Number(Lanes.Block)} / 2"
            : $"i % {Number(all)}";
        string[] States(int sum) => Lanes.Sums[sum].State.Select(state => Lanes.SumNames[sum] + (state == "s" ? "" : "_" + state) + "Lanes").ToArray();

        foreach (string state in sums.SelectMany(States))
        {
            writer.Line($"{type}* {state} = stackalloc {type}[{Number(all)}];");
            writer.Line($"new Span<{type}>({state}, {Number(all)}).Clear();");
        }

        using (writer.Block($"for (nint i = 0; i < {LaneSums.Length}; i++)"))
        {
            writer.Line($"nint lane = {lane};");
            foreach (int sum in sums)
            {
                string[] state = States(sum).Select(name => name + "[lane]").ToArray();
                printer.Assign(Lanes.Sums[sum].Step, [.. Lanes.Sums[sum].Operands.Select(operand => WidenElement(Lanes.TypeOf(operand), pointer(operand) + "[i]")), .. state], state);
            }
        }

        writer.Line($"// A last, partial {(Lanes.LaneElements > 1 ? "block of pairs" : "virtual vector")} is filled up with zeros.");
        using (writer.Block($"for (nint i = {LaneSums.Length}; i % {Number(Lanes.Block)} != 0; i++)"))
        {
            writer.Line($"nint lane = {lane};");
            writer.Line($"{type} zero = {Scalar.Target.Dialect.Zero(Lanes.Accumulator)};");
            foreach (int sum in sums)
            {
                string[] state = States(sum).Select(name => name + "[lane]").ToArray();
                printer.Assign(Lanes.Sums[sum].Step, [.. Lanes.Sums[sum].Operands.Select(_ => "zero"), .. state], state);
            }
        }

        writer.Line("// Accumulators, then lanes, half onto half.");
        using (writer.Block($"for (int half = {Number(all / 2)}; half > 0; half /= 2)"))
        {
            using (writer.Block("for (int lane = 0; lane < half; lane++)"))
            {
                foreach (int sum in sums)
                {
                    string[] state = States(sum);
                    printer.Assign(
                        Lanes.Sums[sum].Merge,
                        [.. state.Select(name => name + "[lane]"), .. state.Select(name => name + "[lane + half]")],
                        state.Select(name => name + "[lane]").ToArray());
                }
            }
        }

        foreach (int sum in sums)
        {
            string collapsed = printer.Print(Lanes.Sums[sum].Collapse, States(sum).Select(name => name + "[0]").ToArray())[0];
            writer.Line($"{type} {Lanes.SumNames[sum]} = {collapsed};");
        }

        return sum => Lanes.SumNames[sum];
    }

    protected static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
