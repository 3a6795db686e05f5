using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Emit;

/// <summary>Which family prints a kernel.</summary>
internal static class KernelTexts
{
    public static KernelText Of(KernelSpec spec)
    {
        ArithmeticPlan plan = PlanBuilder.Build(spec);
        return spec switch
        {
            DotSpec dot => new DotText(dot, (LanePlan)plan),
            RowwiseSpec rowwise => new NormalizeText(rowwise, (LanePlan)plan),
            OneToManySpec { K: null } many => new SimilaritiesText(many, (LanePlan)plan),
            OneToManySpec top => new TopKText(top, (LanePlan)plan),
            GemvSpec { Transpose: false } gemv => new GemvText(gemv, (LanePlan)plan),
            GemvSpec gemv => new MatrixText(gemv, (ChainPlan)plan),
            MatrixProductSpec product => new MatrixText(product, (ChainPlan)plan),
            _ => throw new ArgumentException($"{spec.Operation} cannot be printed.", nameof(spec)),
        };
    }

    /// <summary>The same, or null for a kernel that cannot be printed: its own file says why.</summary>
    public static KernelText? TryOf(KernelSpec spec)
    {
        try
        {
            return Of(spec);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
