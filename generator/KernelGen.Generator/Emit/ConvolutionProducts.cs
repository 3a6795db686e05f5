using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Emit;

/// <summary>
/// A convolution as matrix products, one a group (of planes, a group of an image), of which one operand is never whole in memory: what the filters
/// see is copied part by part. Of planes: outputs × windows, a being the filters as they lie, b the windows. With channels side by side: windows of all
/// images × outputs, a being the windows, b the filters in strips; and so of planes where windows are a tile's rows, whose sums are turned.
/// </summary>
internal static class ConvolutionProducts
{
    /// <summary>
    /// Whether what the filters see is copied as it is, to go the way of a product's operand from there: numbers of 16 and 8 bits, which are widened, paired or
    /// moved by their zero points.
    /// </summary>
    public static bool CopiesTwice(ConvolutionSpec spec) => IsNarrow(spec.Element);

    /// <summary>The same of the sums that are to be computed: those of a phase of a transposed convolution have numbers of another type than it has.</summary>
    public static bool CopiesTwice(ChainPlan sums) => IsNarrow(sums.Element);

    private static bool IsNarrow(NumericType element) => element.Bytes < NumericType.Float32.Bytes;

    /// <summary>The product whose tiles, blocks and epilogue a convolution takes. How many rows and columns it has is left to the call.</summary>
    public static MatrixProductSpec Of(ConvolutionSpec spec) => Of(spec, spec.ChannelsLast);

    /// <summary>The same where a tile's rows are windows, or filters.</summary>
    public static MatrixProductSpec Of(ConvolutionSpec spec, bool windowsAreRows) => new()
    {
        Operation = spec.Operation,
        Method = spec.Method,
        Element = spec.Element,
        Output = spec.Output,
        Operands = spec.Operands,
        Accumulate = spec.Accumulate,
        Targets = spec.Targets,
        M = new("M", Parameter: "m"),
        N = new("N", Parameter: "n"),
        K = spec.Terms,
        Activation = spec.Activation,
        PackedB = windowsAreRows && (spec.PackedWeights || !CopiesTwice(spec)),
        TransposeB = windowsAreRows && !spec.PackedWeights && CopiesTwice(spec),
        IsTurned = !windowsAreRows,
        TurnsResult = windowsAreRows && !spec.ChannelsLast,
    };

    /// <summary>
    /// The sums of a phase of a transposed convolution as a product: its filters have been sorted, and their sums are the result. Windows and filters are copied as
    /// numbers of the sums; 8-bit integers as they are, to go the way of an ordinary convolution's.
    /// </summary>
    public static (MatrixProductSpec Product, ChainPlan Plan) OfPhase(TransposedConvolutionSpec spec, ChainPlan plan)
    {
        var sum = new ProgramBuilder(plan.Accumulator);
        bool isByte = spec.Element.IsByte;
        NumericType element = isByte ? spec.Element : plan.Accumulator;
        MatrixProductSpec product = Of(spec) with
        {
            Element = element,
            Output = plan.Accumulator,
            Operands = isByte ? new([.. spec.Operands.Items.Where(operand => operand.Role is "x" or "weights" || IsZeroPointOfFactor(operand))]) : new([]),
            Activation = Activation.None,
            PackedB = spec.ChannelsLast && !isByte,
            TransposeB = spec.ChannelsLast && isByte,
        };
        return (product, plan with { Element = element, Output = plan.Accumulator, Epilogue = sum.Build(sum.Input("sum")) });
    }

    /// <summary>Whether an operand is what a factor's numbers are less.</summary>
    public static bool IsZeroPointOfFactor(Operand operand) => operand.Role is "xZeroPoint" or "weightZeroPoint" or "weightZeroPoints";

    /// <summary>The same of what Winograd's transforms give, whatever the layout: tiles × outputs, over the channels, filters in strips.</summary>
    public static MatrixProductSpec OfTransformed(ConvolutionSpec spec) => Of(spec) with { K = spec.InChannels, PackedB = true, IsTurned = false };
}
