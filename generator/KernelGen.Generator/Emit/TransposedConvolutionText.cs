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

    /// <summary>Of 8-bit integers windows and filters are both copied once more, to where a tile reads them; other filters have been put there by phases already.</summary>
    protected override MatrixSchedule Matrix(Machine machine)
    {
        MatrixSchedule schedule = Scheduler.Matrix(phase, phasePlan, machine);
        return Adapted(schedule) with { InRange = !spec.PackedWeights && schedule.InRange is { } inRange ? Adapted(inRange) : null };

        MatrixSchedule Adapted(MatrixSchedule way) => way with
        {
            Inline = false,
            RowsInPlace = 0,
            PrefetchB = false,
            PackA = CopiesTwice,
            PackB = CopiesTwice || !spec.ChannelsLast,
            Staged = false,
        };
    }

    /// <summary>Windows, and sorted filters, are of the element types still, and go from there where a product's operands would.</summary>
    private bool CopiesTwice => ConvolutionProducts.CopiesTwice(phasePlan);

    protected override ChainPlan Sums => phasePlan;

    public override string DescribeSchedule(Target target)
    {
        if (target.Machine is not { } machine)
            return "one chain at a time";
        MatrixSchedule schedule = Matrix(machine);
        string depth = schedule.KBlock > 0 ? $", K in blocks of about {Text(schedule.KBlock)}" : "";
        string filters = spec.PackedWeights ? "filters come packed" : spec.ChannelsLast && !CopiesTwice ? "filters by strips" : "filters as rows";
        string then = !CopiesTwice ? "" : schedule.Together == 4 ? ", then four numbers together" : schedule.Together == 2 ? ", then in pairs" : ", then widened";
        string way = $"{(spec.ChannelsLast ? $"windows × filters, windows copied by {(CopiesTwice ? "tiles" : "blocks")}" : "filters × windows, windows copied by strips")}{then}, {filters}";
        if (schedule.InRange is { } inRange)
            depth += $"; within the declared values four neighbours a step, tile {inRange.Tile}";
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
        WriteSizes(writer, target);
        if (target.Machine is { } machine)
            WriteWays(writer, target, Matrix(machine));
        else
            WriteScalar(writer);
    }

    protected override void WriteWay(CodeWriter writer, Target target, MatrixSchedule schedule)
    {
        string type = plan.Accumulator.Keyword, tiles = MatrixText.Alias(SetOf(target, schedule)), channels = spec.ChannelsLast ? "n" : "m";
        PhaseBody body = BodyOf(writer, target, schedule);
        int lanes = target.Dialect.LanesOf(plan.Accumulator);
        string InVectors(string outputs) => CopiesTwice ? outputs : $"({outputs} + {Text(lanes - 1)}) & {Text(-lanes)}";
        writer.Line("// Some rows of the result at a time, as many as their sums stay in cache.");
        writer.Line($"nint band = window.Band({channels}, {(spec.ChannelsLast ? "outHeight" : "n")}, {Text(schedule.BlockOfA)}), most = window.MostPixels(band), depth = {body.Depth};");
        if (spec.ChannelsLast && FiltersOfPart is not null)
            writer.Line($"nint filled = {InVectors("n")};");
        if (spec.ChannelsLast && spec.PackedWeights)
            writer.Line($"nint inPack = {InVectors("outputs")};");
        writer.Line($"long room = {body.Room("most", channels, tiles)}{(FiltersOfPart is { } sorted ? $", {sorted.Name} = {sorted.Length}" : "")};");
        bool hasRows = !spec.ChannelsLast && !GoesToResult;
        string results = hasRows ? ", results = sums + m * most" : "", rows = hasRows ? " + (long)m * band * outWidth" : "", end = hasRows ? "results + m * band * outWidth" : $"sums + {channels} * most";
        string filter = PhaseBody.FilterType(spec, phasePlan).Keyword, filters = FiltersOfPart is { } own ? $" + {own.Name} * sizeof({filter})" : "";
        writer.Line($"{type}* copies = ({type}*)Scratch.Rent((room + (long){channels} * most{rows}) * sizeof({type}){filters}), sums = copies + room{results};");
        if (FiltersOfPart is not null)
            writer.Line($"{filter}* filters = ({filter}*)({end});");
        string phases = PhaseOf(target, schedule);
        if (spec.ChannelsLast)
            WritePixels(writer, target, body, phases, CopiesTwice ? "1, 1" : $"{tiles}.Columns, {Text(lanes)}");
        else
            WritePlanes(writer, target, body, phases);
    }

    /// <summary>The method of a phase, of which there are two where some calls go another way.</summary>
    private static string PhaseOf(Target target, MatrixSchedule schedule) => target.Name + (schedule.Together == 4 && !schedule.DotsQuads ? "Quads" : "") + "Phase";

    /// <summary>
    /// What lies behind the sums of a part, and how many numbers: its filters, phase behind phase, of a group at a time, sorted or, of a pack, widened. Null where
    /// a pack has them as they are multiplied, or copied once more.
    /// </summary>
    private (string Name, string Length)? FiltersOfPart => spec.PackedWeights && PackTexts.TypeOf(spec, plan) == PhaseBody.FilterType(spec, phasePlan)
        ? null
        : (spec.PackedWeights ? "widened" : "sorted", $"(long){(spec.ChannelsLast ? "filled" : "m")} * window.GroupChannels * window.Taps");

    /// <summary>Puts them there.</summary>
    private void WriteFilters(CodeWriter writer, string group, string outputs, string first, string count, string plain) => writer.Line(spec.PackedWeights
        ? $"TransposedFilters.Widen(weights + {group} * window.GroupChannels * {outputs} * window.Taps, window, {outputs}, {first}, {count}, filters);"
        : $"TransposedFilters.{plain};");

    /// <summary>The filters of a phase, of one group, from an output on; those of a pack follow each other by phases too, for all outputs.</summary>
    private string FiltersOfPhase(string group, string outputs, string output) => FiltersOfPart is not null ? "filter"
        : $"weights + ({group} * window.Taps + phase.TapsBefore(window.KernelWidth)) * window.GroupChannels * {outputs} + {output} * phase.Window.Terms";

    /// <summary>Sums of planes are the result.</summary>
    private bool GoesToResult => plan.Epilogue.OperationCount == 0 && plan.Output == plan.Accumulator;

    private void WritePlanes(CodeWriter writer, Target target, PhaseBody body, string phases)
    {
        writer.Line("// The pixels of a single phase are whole rows already.");
        writer.Line("bool single = window.Phases == 1;");
        using (writer.Block("for (nint product = first; product < until; product++)"))
        {
            writer.Line("nint picture = product / groups, group = product - picture * groups;");
            if (FiltersOfPart is not null)
            {
                writer.Line("if (product == first || groups > 1)");
                using (writer.Indent())
                    WriteFilters(writer, "group", "outputs", "row", "m", "Rows(weights + group * window.GroupChannels * outputs * window.Taps, window, outputs, row, m, filters)");
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
                    writer.Line($"{phases}(image, phase.Window, {FiltersOfPhase("group", "outputs", "row")}, m, phase.Window.Pixels, single ? results : sums, single ? {step} : phase.Window.Pixels, copies{body.ZeroPointsFrom("group * outputs + row")});");
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

    private void WritePixels(CodeWriter writer, Target target, PhaseBody body, string phases, string strips)
    {
        using (writer.Block("for (nint product = first; product < until; product++)"))
        {
            if (FiltersOfPart is not null)
                WriteFilters(writer, "product", "inPack", "column", "filled", $"Strips(weights + product * window.GroupChannels * outputs * window.Taps, window, outputs, column, n, {strips}, filters)");
            using (writer.Block("for (nint line = row, lines; line < row + m; line += lines)"))
            {
                writer.Line("nint picture = line / outHeight, begin = line - picture * outHeight;");
                writer.Line("lines = Math.Min(Math.Min(band, outHeight - begin), row + m - line);");
                writer.Line($"{Pointers(plan.Element)} image = x + picture * window.Plane * inChannels + product * window.GroupChannels;");
                WriteFirstFilter(writer);
                using (writer.Block("for (nint number = 0; number < window.Phases; number++)"))
                {
                    writer.Line("TransposedPhase phase = window.Phase(number, begin, lines);");
                    writer.Line($"{phases}(image, phase.Window, {FiltersOfPhase("product", "inPack", "column")}, phase.Window.Pixels, n, sums, n, copies{body.ZeroPointsFrom("product * outputs + column")});");
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
        if (FiltersOfPart is not null)
            writer.Line($"{Pointers(PhaseBody.FilterType(spec, phasePlan))} filter = filters;");
    }

    private void WriteNextFilter(CodeWriter writer, string outputs)
    {
        if (FiltersOfPart is not null)
            writer.Line($"filter += {outputs} * phase.Window.Terms;");
    }

    private string Addends(string output) => string.Concat(FinishArguments.Select(argument => argument.Name switch
    {
        _ when spec[argument.Name].Kind == OperandKind.Scalar => ", " + argument.Name,
        "residual" => ", residuals + at",
        _ => $", {Plural(argument.Name)} + {output}",
    }));

    private PhaseBody BodyOf(CodeWriter writer, Target target, MatrixSchedule schedule) =>
        new(writer, spec, phase, phasePlan, (VectorDialect)target.Dialect, schedule);

    public override void WriteHelpers(CodeWriter writer, Target target)
    {
        if (target.Machine is not { } machine)
            return;
        MatrixSchedule all = Matrix(machine);
        foreach (MatrixSchedule schedule in new[] { all, all.InRange }.OfType<MatrixSchedule>())
        {
            writer.Line();
            BodyOf(writer, target, schedule).WriteMethod(PhaseOf(target, schedule), MatrixText.Alias(SetOf(target, schedule)));
        }

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

            writer.Line("TransposedPhase phase = window.PhaseOf(oy, ox);");
            writer.Line("Window seen = phase.Window;");
            if (spec.PackedWeights)
                writer.Line("nint filter = (group * window.Taps + phase.TapsBefore(window.KernelWidth)) * seen.GroupChannels * outputs + (output - group * outputs) * seen.Terms;");
            WriteChain(writer);
            WriteElement(writer);
        }
    }

    // Taps whose input position is no whole number are no terms of a pixel: its own phase has those that are.
    protected override string SumWindow => "seen";

    protected override string PlaceOfTap => "iy = ky * seen.DilationHeight - seen.Top, ix = kx * seen.DilationWidth - seen.Left";

    protected override string PlaceOfWeight => spec.PackedWeights
        ? $"filter + {(spec.ChannelsLast ? "(ky * seen.KernelWidth + kx) * seen.GroupChannels + c" : "(c * seen.KernelHeight + ky) * seen.KernelWidth + kx")}"
        : "((group * seen.GroupChannels + c) * outputs + output - group * outputs) * window.Taps + phase.TapAt(ky, kx, window.KernelWidth)";

    /// <summary>The length of the longest sum: of all channels of a group, the most taps that meet a pixel.</summary>
    public override void WriteSumFits(CodeWriter writer, long most)
    {
        string Taps(Dimension kernel, Dimension stride, Dimension dilation) => $"{Window}.TapsOfPixel({kernel.Expression}, {stride.Expression}, {dilation.Expression})";
        string length = WindowChecks.ImageLength(
            "1", $"{spec.InChannels.Expression} / {spec.Groups.Expression}",
            Taps(spec.KernelHeight, spec.StrideHeight, spec.DilationHeight), Taps(spec.KernelWidth, spec.StrideWidth, spec.DilationWidth));
        Dimension[] factors = [spec.InChannels, spec.KernelHeight, spec.KernelWidth, spec.Groups, .. spec.Steps];
        Dimension named = factors.First(dimension => !dimension.IsFixed);
        Checks.SumFits(writer, length, most, named.Parameter!, $"InChannels{(spec.Groups.Fixed == 1 ? "" : " / Groups")} × the taps that meet a pixel");
    }

    private const string Window = "global::KernelGen.Runtime.TransposedWindow";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
