using System.Globalization;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>
/// ConvTranspose2D: the phases of its strides one after the other, each an ordinary convolution by the register tiles of <see cref="ConvolutionText"/>. Some
/// rows of the result are computed at a time: of planes in memory of their own, where the phases' pixels are put side by side, then to the epilogue as
/// whole rows; with channels side by side each phase goes there by itself, pixel by pixel.
/// </summary>
internal sealed class TransposedConvolutionText : ConvolutionText
{
    private readonly TransposedConvolutionSpec spec;
    private readonly ChainPlan plan, phasePlan;
    private readonly MatrixProductSpec phase;

    public TransposedConvolutionText(TransposedConvolutionSpec spec, ChainPlan plan, Scheduler scheduler)
        : base(spec, plan, scheduler)
    {
        (this.spec, this.plan) = (spec, plan);
        (phase, phasePlan) = ConvolutionProducts.OfPhase(spec, plan);
    }

    protected override Dimension[] AllDimensions => [.. base.AllDimensions, spec.OutputPaddingHeight, spec.OutputPaddingWidth];

    protected override string WindowType => "TransposedWindow";

    /// <summary>Every number of x meets every tap of its filters; what is cut off counts too.</summary>
    public override (double Flops, double Bytes)? Work
    {
        get
        {
            if (spec.Result is not { } result || spec.Batch.Fixed is not { } batch || spec.OutChannels.Fixed is not { } outputs || spec.InChannels.Fixed is not { } inputs || spec.Groups.Fixed is not { } groups)
                return null;
            double pixels = (double)batch * inputs * spec.Height.Fixed!.Value * spec.Width.Fixed!.Value, taps = (double)spec.KernelHeight.Fixed!.Value * spec.KernelWidth.Fixed!.Value;
            double elements = pixels + ((double)inputs * (outputs / groups) * taps) + ((double)batch * outputs * result.Height * result.Width);
            return (2 * pixels * (outputs / groups) * taps, elements * plan.Element.Bytes);
        }
    }

    protected override MatrixSchedule Matrix(Machine machine) => Scheduler.Matrix(phase, phasePlan, machine) with
    {
        Inline = false,
        RowsInPlace = 0,
        PrefetchB = false,
        PackA = false,
        PackB = !spec.ChannelsLast,
        Staged = false,
    };

    protected override ChainPlan Sums => phasePlan;

    public override string DescribeSchedule(Target target)
    {
        if (target.Machine is not { } machine)
            return "one chain at a time";
        MatrixSchedule schedule = Matrix(machine);
        string depth = schedule.KBlock > 0 ? $", K in blocks of about {Text(schedule.KBlock)}" : "";
        string filters = spec.PackedWeights ? "filters come packed" : spec.ChannelsLast ? "filters by strips" : "filters as rows";
        string way = $"{(spec.ChannelsLast ? "windows × filters, windows copied by blocks" : "filters × windows, windows copied by strips")}, {filters}";
        return $"phase by phase, tile {schedule.Tile} vectors (bound by {schedule.BoundBy}), {Text(schedule.RegistersUsed)} of {Text(machine.Registers)} vector registers, {way}{depth}";
    }

    public override string? DescribeThreads(Target target) =>
        base.DescribeThreads(target) is { } ? $"threads: rows of the result, outputs in {(spec.ChannelsLast ? "strips" : "tiles")} of {Text(spec.ChannelsLast ? TileOf(target).Columns : TileOf(target).Rows)} or whole products" : null;

    // ---- how threads cut it: by rows of the result, or by outputs ----

    protected override string Rows => spec.ChannelsLast ? "batch * outHeight" : "outputs";
    protected override string Columns => spec.ChannelsLast ? "outputs" : "outHeight";

    /// <summary>Of the result a row is the least, and of the outputs a tile's.</summary>
    protected override (int Rows, int Columns) TileOf(Target target)
    {
        (int rows, int columns) = base.TileOf(target);
        return spec.ChannelsLast ? (1, columns) : (rows, 1);
    }

    // ---- the targets' methods ----

    public override void WriteTarget(CodeWriter writer, Target target)
    {
        WriteSizes(writer);
        if (target.Machine is not { } machine)
        {
            WriteScalar(writer);
            return;
        }

        string type = plan.Accumulator.Keyword, tiles = MatrixText.Alias(SetOf(target, Matrix(machine))), channels = spec.ChannelsLast ? "n" : "m";
        PhaseBody body = BodyOf(writer, target, machine);
        int lanes = target.Dialect.LanesOf(plan.Accumulator);
        writer.Line("// Some rows of the result at a time, as many as their sums stay in cache.");
        writer.Line($"nint band = window.Band({channels}, {(spec.ChannelsLast ? "outHeight" : "n")}, {Text(Matrix(machine).BlockOfA)}), most = window.MostPixels(band), depth = {body.Depth};");
        if (spec.ChannelsLast)
        {
            string vectors = $" + {Text(lanes - 1)}) & {Text(-lanes)}";
            writer.Line($"nint filled = ({(spec.PackedWeights ? "outputs" : "n")}{vectors}{(WidensPacked ? $", wide = (n{vectors}" : "")};");
            writer.Line($"long room = {body.Room("most", tiles)}{Sorted(WidensPacked ? "wide" : "filled")};");
            writer.Line($"{type}* copies = ({type}*)Scratch.Rent((room{AndSorted} + (long)n * most) * sizeof({type})), {Filters}sums = {Behind};");
            WritePixels(writer, target, tiles, lanes);
        }
        else
        {
            writer.Line("// The pixels of a single phase are whole rows already.");
            writer.Line("bool single = window.Phases == 1;");
            string rows = GoesToResult ? "" : " + (long)m * band * outWidth";
            writer.Line($"long room = {body.Room("most", tiles)}{Sorted("m")};");
            writer.Line($"{type}* copies = ({type}*)Scratch.Rent((room{AndSorted} + (long)m * most{rows}) * sizeof({type})), {Filters}sums = {Behind}{(GoesToResult ? "" : ", results = sums + m * most")};");
            WritePlanes(writer, target);
        }
    }

    // Plain filters are sorted by phases first, behind the copies of windows; of a pack those of a phase are widened there.

    /// <summary>Whether what a pack has is narrower than its sums.</summary>
    private bool WidensPacked => spec.PackedWeights && PackTexts.StripType(plan) != plan.Accumulator;

    private bool HasFilters => !spec.PackedWeights || WidensPacked;

    private string Sorted(string outputs) => WidensPacked ? $", widened = (long){outputs} * window.Terms" : spec.PackedWeights ? "" : $", sorted = (long){outputs} * window.GroupChannels * window.Taps";

    private string RoomOfFilters => WidensPacked ? "widened" : "sorted";

    private string AndSorted => HasFilters ? " + " + RoomOfFilters : "";

    private string Filters => HasFilters ? "filters = copies + room, " : "";

    private string Behind => HasFilters ? "filters + " + RoomOfFilters : "copies + room";

    /// <summary>The filters of a phase, of one group, from an output on, <paramref name="count"/> of them: those of a pack follow each other by phases too, for all outputs.</summary>
    private string FiltersOfPhase(string group, string outputs, string output, string count)
    {
        if (!spec.PackedWeights)
            return "filter";
        string packed = $"weights + ({group} * window.Taps + phase.TapsBefore(window.KernelWidth)) * window.GroupChannels * {outputs} + {output} * phase.Window.Terms";
        return WidensPacked ? $"TransposedFilters.Widen({packed}, {count} * phase.Window.Terms, filters)" : packed;
    }

    /// <summary>Sums of planes are the result.</summary>
    private bool GoesToResult => plan.Epilogue.OperationCount == 0 && plan.Output == plan.Accumulator;

    private void WritePlanes(CodeWriter writer, Target target)
    {
        using (writer.Block("for (nint product = first; product < until; product++)"))
        {
            writer.Line("nint picture = product / groups, group = product - picture * groups;");
            if (!spec.PackedWeights)
            {
                writer.Line("if (product == first || groups > 1)");
                using (writer.Indent())
                    writer.Line("TransposedFilters.Rows(weights + group * window.GroupChannels * outputs * window.Taps, window, outputs, row, m, filters);");
            }

            writer.Line($"{Pointers(plan.Element)} image = x + (picture * inChannels + group * window.GroupChannels) * window.Plane;");
            using (writer.Block("for (nint line = column, lines; line < column + n; line += lines)"))
            {
                writer.Line("lines = Math.Min(band, column + n - line);");
                writer.Line("nint at = ((product * outputs + row) * outHeight + line) * outWidth, step = lines * outWidth;");
                if (GoesToResult)
                    writer.Line($"{Pointers(plan.Output)} results = y + at;");
                string step = GoesToResult ? "window.Pixels" : "step";
                WriteFirstFilter(writer);
                using (writer.Block("for (nint number = 0; number < window.Phases; number++)"))
                {
                    writer.Line("TransposedPhase phase = window.Phase(number, line, lines);");
                    writer.Line($"{target.Name}Phase(image, phase.Window, {FiltersOfPhase("group", "outputs", "row", "m")}, m, phase.Window.Pixels, single ? results : sums, single ? {step} : phase.Window.Pixels, copies);");
                    writer.Line("if (!single)");
                    using (writer.Indent())
                        writer.Line($"phase.Spread(sums, m, results, {step});");
                    WriteNextFilter(writer, "m");
                }

                if (!GoesToResult)
                    writer.Line($"{target.Name}Finish(m, step, results, step, y + at, window.Pixels{Addends("group * outputs + row")});");
            }
        }
    }

    private void WritePixels(CodeWriter writer, Target target, string tiles, int lanes)
    {
        using (writer.Block("for (nint product = first; product < until; product++)"))
        {
            if (!spec.PackedWeights)
                writer.Line($"TransposedFilters.Strips(weights + product * window.GroupChannels * outputs * window.Taps, window, outputs, column, n, {tiles}.Columns, {Text(lanes)}, filters);");
            using (writer.Block("for (nint line = row, lines; line < row + m; line += lines)"))
            {
                writer.Line("nint picture = line / outHeight, begin = line - picture * outHeight;");
                writer.Line("lines = Math.Min(Math.Min(band, outHeight - begin), row + m - line);");
                writer.Line($"{Pointers(plan.Element)} image = x + picture * window.Plane * inChannels + product * window.GroupChannels;");
                WriteFirstFilter(writer);
                using (writer.Block("for (nint number = 0; number < window.Phases; number++)"))
                {
                    writer.Line("TransposedPhase phase = window.Phase(number, begin, lines);");
                    writer.Line($"{target.Name}Phase(image, phase.Window, {FiltersOfPhase("product", "filled", "column", "wide")}, phase.Window.Pixels, n, sums, n, copies);");
                    using (writer.Block("for (nint r = 0; r < phase.Rows; r++)"))
                    {
                        writer.Line("nint at = ((picture * outHeight + phase.Row + r * strideHeight) * outWidth + phase.Column) * outChannels + product * outputs + column;");
                        writer.Line($"{target.Name}Finish(phase.Columns, n, sums + r * phase.Columns * n, n, y + at, strideWidth * outChannels{Addends("product * outputs + column")});");
                    }

                    WriteNextFilter(writer, "filled");
                }
            }
        }
    }

    private void WriteFirstFilter(CodeWriter writer)
    {
        if (!spec.PackedWeights)
            writer.Line($"{Pointers(plan.Accumulator)} filter = filters;");
    }

    private void WriteNextFilter(CodeWriter writer, string outputs)
    {
        if (!spec.PackedWeights)
            writer.Line($"filter += {outputs} * phase.Window.Terms;");
    }

    private string Addends(string output) => string.Concat(FinishArguments.Select(argument => argument.Name == "bias" ? $", biases + {output}" : ", residuals + at"));

    private PhaseBody BodyOf(CodeWriter writer, Target target, Machine machine) =>
        new(writer, spec, phase, phasePlan, (VectorDialect)target.Dialect, Matrix(machine));

    public override void WriteHelpers(CodeWriter writer, Target target)
    {
        if (target.Machine is not { } machine)
            return;
        writer.Line();
        BodyOf(writer, target, machine).WriteMethod(target.Name + "Phase", MatrixText.Alias(SetOf(target, Matrix(machine))));
        if (spec.ChannelsLast || !GoesToResult)
            WriteFinish(writer, target);
    }

    private void WriteScalar(CodeWriter writer)
    {
        using (writer.Block("for (nint product = first; product < until; product++)"))
        using (writer.Block("for (nint i = row; i < row + m; i++)"))
        using (writer.Block("for (nint j = column; j < column + n; j++)"))
        using (writer.Block("for (nint ox = 0; ox < outWidth; ox++)"))
        {
            if (spec.ChannelsLast)
            {
                writer.Line("nint picture = i / outHeight, oy = i - picture * outHeight, group = product, output = group * outputs + j;");
                writer.Line("nint at = ((picture * outHeight + oy) * outWidth + ox) * outChannels + output;");
            }
            else
            {
                writer.Line("nint picture = product / groups, oy = j, group = product - picture * groups, output = group * outputs + i;");
                writer.Line("nint at = ((picture * outChannels + output) * outHeight + oy) * outWidth + ox;");
            }

            WriteChain(writer);
            WriteElement(writer);
        }
    }

    protected override void WritePlace(CodeWriter writer)
    {
        writer.Line("// Taps whose input position is no whole number are no terms of this pixel.");
        writer.Line("nint iy = oy + top - ky * dilationHeight, ix = ox + left - kx * dilationWidth;");
        writer.Line("if (iy % strideHeight != 0 || ix % strideWidth != 0)");
        using (writer.Indent())
            writer.Line("continue;");
        writer.Line("(iy, ix) = (iy / strideHeight, ix / strideWidth);");
    }

    protected override string PlaceOfWeight => spec.PackedWeights
        ? $"window.PlaceInPack(group, outputs, output - group * outputs, c, ky, kx, channelsLast: {(spec.ChannelsLast ? "true" : "false")})"
        : "((group * window.GroupChannels + c) * outputs + output - group * outputs) * window.Taps + ky * window.KernelWidth + kx";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
