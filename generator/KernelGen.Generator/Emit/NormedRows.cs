using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>
/// The rows of x that a dense layer normalises before it multiplies: the caller's thread does so once, by RmsNorm's own code, whatever the batch, the strips and the threads are, and the
/// product reads what comes out in the place of x. (A row's norm is to its product as 1 to the number of outputs.)
/// </summary>
internal sealed class NormedRows
{
    private readonly KernelSpec layer;
    private readonly RowsText text;

    private NormedRows(KernelSpec layer, RowsSpec norm, RowPlan plan, Scheduler scheduler)
    {
        this.layer = layer;
        text = new(norm, plan, scheduler);
    }

    /// <summary>Null for a kernel that takes its x as it is.</summary>
    public static NormedRows? Of(KernelSpec spec, ArithmeticPlan plan, Scheduler scheduler) =>
        plan.Norm is { } norm ? new(spec, FusedNorm.Of(spec)!, norm, scheduler) : null;

    /// <summary>The rows, in the user's method.</summary>
    public string Pointer => Names.Local(layer.Method, "normedPointer");

    private string Rows => FusedNorm.Rows(layer).Expression;

    private string Length => text.Spec.Dimensions[0].Expression;

    private string Type => layer.Element.Keyword;

    /// <summary>A target's method for it.</summary>
    public static string Method(Target target) => target.Method + "Norm";

    /// <summary>Room for the rows, which the parts of a call may share.</summary>
    public void WriteRoom(CodeWriter writer) =>
        writer.Line($"{Type}* {Pointer} = ({Type}*)global::KernelGen.Runtime.Scratch.RentForParts((long){Rows} * {Length} * sizeof({Type}));");

    /// <summary>What the user's method passes.</summary>
    public string Values => string.Join(", ", text.Arguments.Select(argument => argument.Name switch
    {
        "x" => argument.Value,
        FusedNorm.Gamma => argument.Value,
        "y" => Pointer,
        RowWalk.Length => Length,
        _ => Rows,
    }));

    public void WriteTarget(CodeWriter writer, Target target)
    {
        writer.Line();
        writer.Line($"// The rows of x, normalised: {text.DescribeSchedule(target)}.");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block($"internal static void {Method(target)}({string.Join(", ", text.Arguments.Select(argument => $"{argument.Type} {argument.Name}"))})"))
            text.WriteTarget(writer, target);
    }
}
