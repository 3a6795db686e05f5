using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>Dot, Cosine, SquaredDistance, SumOfSquares: one number of one or two vectors.</summary>
internal sealed class DotText(DotSpec spec, LanePlan plan, Scheduler scheduler) : LaneText(spec, plan, scheduler)
{
    public override string ReturnType => Lanes.Output.Keyword;

    public override IReadOnlyList<TargetArgument> Arguments =>
        [.. Spans.Select(operand => new TargetArgument(Pointers(operand.Type), operand.Role, Pointer(operand))), .. LengthArgument];

    public override void WriteChecks(CodeWriter writer)
    {
        Checks.NotNegative(writer, Lanes.Length);
        foreach (Operand operand in Spans)
            Checks.Exactly(writer, operand, Lanes.Length);
    }

    public override string TouchedLength(Operand operand) => operand.Parameter + ".Length";

    public override void WriteTarget(CodeWriter writer, Target target)
    {
        WriteLength(writer);
        Func<int, string> sum;
        if (target.Machine is { } machine)
        {
            LaneSchedule schedule = ScheduleOn(machine, AllSums, manyRows: false);
            Func<int, int, string> sums = new LaneSums(writer, ByteDots.On(machine, Lanes), (VectorDialect)target.Dialect).Write(schedule, 1, (operand, _) => operand);
            sum = number => sums(number, 0);
        }
        else
        {
            sum = WriteScalarSums(writer, AllSums, operand => operand);
        }

        string result = Finish(writer, Lanes.Finish, name => sum(Lanes.SumNames.Items.IndexOf(name)), "f");
        writer.Line($"return {result};");
    }

    public override string DescribeSchedule(Target target) => target.Machine is { } machine
        ? ScheduleOn(machine, AllSums, manyRows: false).Describe(machine.Registers)
        : "one lane at a time";

    public override double PredictedShare(Target target) => target.Machine is { } machine
        ? ScheduleOn(machine, AllSums, manyRows: false).PredictedShare
        : double.NaN;

    public override (double Flops, double Bytes)? Work => Lanes.Length.Fixed is { } n
        ? (n * (double)Lanes.Sums.Sum(sum => Lanes.Accumulator.IsInteger ? 2 : sum.Step.OperationCount + 1), n * (double)Spans.Count() * Lanes.Element.Bytes)
        : null;
}
