using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>
/// What threads leave of one query's keys: for each block of them and each row (a head of a sequence) the block's maximum, sum and weighted values. They are merged in the order of the keys,
/// as one thread merges them on its way, so the bits are those of one thread.
/// </summary>
/// <param name="writer">Where the method goes.</param>
/// <param name="spec">What is asked.</param>
/// <param name="plan">Its bits.</param>
/// <param name="target">Where it runs.</param>
internal sealed class AttentionJoin(CodeWriter writer, AttentionSpec spec, AttentionPlan plan, Target target)
{
    private readonly string type = plan.Accumulator.Keyword, lowest = Scalar.Target.Dialect.Constant(plan.Accumulator, AttentionSteps.Lowest(plan));
    private readonly bool areResultsNarrow = spec.Output != plan.Accumulator;

    /// <summary>From one row's piece to the next one's: maximum, sum, values.</summary>
    public const string Step = "(valueDim + 2)";

    /// <summary>The rows of the whole call, of which each block of keys has a piece; row by row as the results lie.</summary>
    public const string Rows = "batch * heads";

    /// <summary>A sum that no block has: the row has none of these keys.</summary>
    public const string None = "-1";

    public static string Name(Target target) => target.Name + "Join";

    /// <summary>Room for the pieces, and what the parts write to only where they see it: before they run.</summary>
    public void WritePreparation()
    {
        writer.Line($"call.split.Pieces = Scratch.RentForParts((long)call.split.Blocks * {Rows} * {Step} * sizeof({type}));");
        if (spec.Probabilities is null)
            return;
        using (writer.Block($"for (nint row = 0; row < {Rows}; row++)"))
            writer.Line($"new Span<{type}>(probabilities + row * keyLength, (int)keyLength).Fill({lowest});");
    }

    public void Write(string parameters, Action writeSizes)
    {
        writer.Line("// The pieces of each row, in the order of the keys.");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block($"private static void {Name(target)}({parameters}nint keyBlocks, {type}* pieces)"))
        {
            writeSizes();
            if (areResultsNarrow)
                writer.Line($"{type}* result = ({type}*)Scratch.Rent((long)valueDim * sizeof({type})); // before it is rounded");
            writer.Line($"{type}* state = stackalloc {type}[4], factors = state + 2;");
            using (writer.Block($"for (nint row = 0; row < {Rows}; row++)"))
                WriteRow();
        }
    }

    private void WriteRow()
    {
        writer.Line($"{type}* piece = pieces + row * {Step}{(areResultsNarrow ? "" : ", result = output + row * valueDim")};");
        writer.Line($"state[0] = {lowest};");
        writer.Line("state[1] = 0;");
        writer.Line($"new Span<{type}>(result, (int)valueDim).Clear();");
        using (writer.Block($"for (nint block = 0; block < keyBlocks; block++, piece += {Rows} * {Step})"))
        {
            writer.Line($"if (piece[1] == {None})");
            using (writer.Indent())
                writer.Line("continue;");
            AttentionSteps.AssignMerge(writer, plan, "piece[0]", "piece[1]");
            writer.Line($"{AttentionSteps.Merge(target)}(result, piece + 2, valueDim, factors);");
        }

        writer.Line($"{AttentionSteps.Share(target)}(result, {(areResultsNarrow ? "output + row * valueDim, " : "")}valueDim, state[1]);");
        if (spec.Probabilities is not null)
            writer.Line($"{AttentionSteps.Probabilities(target)}(probabilities + row * keyLength, keyLength, state[0], state[1]);");
    }
}
