using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Emit;

/// <summary>Which family prints a kernel.</summary>
internal static class KernelTexts
{
    public static KernelText Of(KernelSpec spec, Scheduler scheduler)
    {
        ArithmeticPlan plan = PlanBuilder.Build(spec);
        return spec switch
        {
            DotSpec dot => new DotText(dot, (LanePlan)plan, scheduler),
            RowwiseSpec rowwise => new NormalizeText(rowwise, (LanePlan)plan, scheduler),
            AttentionSpec attention => new AttentionText(attention, (AttentionPlan)plan, scheduler),
            RowsSpec rows => new RowsText(rows, (RowPlan)plan, scheduler),
            RotarySpec rotary => new RotaryText(rotary, (RotaryPlan)plan, scheduler),
            QuantizeSpec quantize => new QuantizeText(quantize, (QuantizePlan)plan, scheduler),
            OneToManySpec { K: null } many => new SimilaritiesText(many, (LanePlan)plan, scheduler),
            OneToManySpec top => new TopKText(top, (LanePlan)plan, scheduler),
            GemvSpec { Transpose: false } gemv => new GemvText(gemv, (LanePlan)plan, scheduler),
            GemvSpec gemv => new MatrixText(gemv, (ChainPlan)plan, scheduler),
            GroupedDenseSpec { QuantisesX: true } grouped => new GroupedCodesText(grouped, (GroupedCodesPlan)plan, scheduler),
            GroupedDenseSpec grouped => new GroupedDenseText(grouped, (GroupedPlan)plan, scheduler),
            MatrixProductSpec product => new MatrixText(product, (ChainPlan)plan, scheduler),
            TransposedConvolutionSpec transposed => new TransposedConvolutionText(transposed, (ChainPlan)plan, scheduler),
            ConvolutionSpec convolution when plan is WinogradPlan winograd => new WinogradText(convolution, winograd, scheduler),
            ConvolutionSpec convolution => new ConvolutionText(convolution, (ChainPlan)plan, scheduler),
            PoolSpec pool => new PoolText(pool, (PoolPlan)plan, scheduler),
            _ => throw new ArgumentException($"{spec.Operation} cannot be printed.", nameof(spec)),
        };
    }

    /// <summary>The same, or null for a pack, which computes nothing, and for a kernel that cannot be printed: its own file says why.</summary>
    public static KernelText? TryOf(KernelSpec spec, Scheduler scheduler)
    {
        if (spec is PackSpec)
            return null;
        try
        {
            return Of(spec, scheduler);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
