using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Scheduling;

/// <summary>
/// Where a processor's own dot products of 8-bit integers serve a kernel. Whole sums have no order to be seen, so that neighbours may go together as
/// the instructions like.
/// </summary>
internal static class ByteDots
{
    /// <summary>Whether a target that is there for them alone has anything to do in a kernel. A pack's strips hold pairs, for every target.</summary>
    public static bool Serve(Machine machine, KernelSpec spec, ArithmeticPlan plan) =>
        !spec.Operands.Items.Any(operand => operand.Kind == OperandKind.Packed) && plan switch
        {
            LanePlan { Adjacent: true } lanes => machine.DotsPairs || TakeQuads(machine, lanes),
            ChainPlan { Adjacent: true } chain => machine.DotsPairs || TakeQuads(machine, spec, chain),
            _ => false,
        };

    /// <summary>Whether a kernel's sums go four neighbours at a time.</summary>
    public static bool TakeQuads(Machine machine, KernelSpec spec, ArithmeticPlan plan) => plan switch
    {
        LanePlan lanes => TakeQuads(machine, lanes),
        ChainPlan chain => TakeQuads(machine, spec, chain),
        _ => false,
    };

    /// <summary>Whether all sums along the vector go four neighbours at a time.</summary>
    public static bool TakeQuads(Machine machine, LanePlan plan) => machine.DotsSameSigns && plan.Adjacent && plan.Sums.Items.All(sum =>
        IntegerSums.TakesQuads(sum) && sum.Operands.Items.All(operand => plan.TypeOf(operand) == plan.TypeOf(sum.Operands[0])));

    /// <summary>The same of a product whose factors are multiplied as they are: less a zero point they have nine bits.</summary>
    public static bool TakeQuads(Machine machine, KernelSpec spec, ChainPlan plan) =>
        plan.Adjacent && machine.Dots(plan.Element, plan.SecondElement ?? plan.Element) && !IntegerSums.HasZeroPoints(spec);

    /// <summary>A plan as a machine computes it: by fours where it can.</summary>
    public static LanePlan On(Machine? machine, LanePlan plan) => machine is null || !TakeQuads(machine, plan) ? plan : plan with
    {
        InQuads = true,
        Sums = new([.. plan.Sums.Items.Select(sum => IntegerSums.DotOfQuads(sum, plan.TypeOf))]),
    };
}
