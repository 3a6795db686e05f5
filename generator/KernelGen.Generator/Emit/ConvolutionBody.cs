using System.Globalization;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>The loops of a matrix product around tiles whose one operand is copied from an image, part by part.</summary>
internal class ConvolutionBody(
    CodeWriter writer,
    ConvolutionSpec spec,
    bool inPlace,
    bool windowsAreRows,
    MatrixProductSpec product,
    ChainPlan plan,
    VectorDialect dialect,
    MatrixSchedule schedule,
    string finish,
    IReadOnlyList<(string Type, string Name)> finishArguments)
    : MatrixBody(writer, product, plan, dialect, schedule, "n", finish, finishArguments)
{
    private readonly bool isAdjacent = plan.Adjacent;
    private readonly string type = plan.Accumulator.Keyword, strip = PackTexts.StripType(plan).Keyword, element = plan.Element.Keyword, weight = (plan.SecondElement ?? plan.Element).Keyword;

    /// <summary>What the filters see is copied as it is, and goes from there where a product's operand would.</summary>
    protected bool CopiesTwice { get; } = ConvolutionProducts.CopiesTwice(plan);

    /// <summary>What stands for a tap beside the image: a zero, or what becomes one.</summary>
    private readonly string padding = product.Find("xZeroPoint") is null ? "default" : $"({plan.Element.Keyword})xZeroPoint";

    /// <summary>Blocks of K hold whole channels, or taps, so that the copying counts in those.</summary>
    private string Unit => spec.ChannelsLast ? "window.GroupChannels" : "window.Taps";

    /// <summary>Whether packed filters lie as plain ones do, which is known in the call.</summary>
    private string LiePlain => spec.ChannelsLast ? "window.IsDepthwise" : "window.GroupChannels == 1";

    private bool MayLiePlain => spec.ChannelsLast ? spec.MayBeDepthwise : !(spec.InChannels.Fixed is { } channels && spec.Groups.Fixed is { } groups && channels != groups);

    /// <summary>Filters in the order and the strips of a pack.</summary>
    private string Strips(string tiles, int lanes) =>
        spec.PackedWeights ? $"({LiePlain} ? {Length(tiles, lanes)} : 0)" : Length(tiles, lanes);

    private static string Length(string tiles, int lanes) => $"FilterStrips.Length(n, k, window.Taps, {tiles}.Columns, {Text(lanes)})";

    /// <summary>Whether there are filters to be put in strips: plain ones, and packed ones that lie as plain ones do.</summary>
    private bool FillsStrips => windowsAreRows && !CopiesTwice && (!spec.PackedWeights || MayLiePlain);

    /// <summary>Where the filters of a product are, in strips.</summary>
    public void WriteStrips(string tiles, int lanes, string group)
    {
        if (CopiesTwice && !spec.PackedWeights)
        {
            Writer.Line($"{weight}* b = FilterStrips.ByTaps(weights + ({group} * outputs + column) * k, n, window.GroupChannels, window.Taps, sorted);");
            return;
        }

        string fill = $"FilterStrips.Fill(weights + ({group} * outputs + column) * k, n, k, window.Taps, {tiles}.Columns, {Text(lanes)}, strips);";
        if (CopiesTwice)
        {
            Writer.Line($"{strip}* b = weights + ({group} * ((outputs + {Text(lanes - 1)}) & {Text(-lanes)}) + column) * {(isAdjacent ? "allSteps" : "k")};");
            return;
        }

        if (!spec.PackedWeights)
        {
            Writer.Line(fill);
            Writer.Line($"{type}* b = strips;");
            return;
        }

        string packed = $"weights + ({group} * ((outputs + {Text(lanes - 1)}) & {Text(-lanes)}) + column) * k";
        Writer.Line($"{type}* b = {(FillsStrips ? LiePlain + " ? strips : " : "")}{packed};");
        if (FillsStrips)
        {
            Writer.Line($"if ({LiePlain})");
            using (Writer.Indent())
                Writer.Line(fill);
        }
    }

    /// <summary>What is constant through the call: blocks, and memory for a block of copies.</summary>
    public void WriteSetup(string tiles, int lanes)
    {
        if (inPlace && !Schedule.TurnsResult)
        {
            WriteBlockedSetup(tiles);
            if (FillsStrips)
                Writer.Line($"{type}* strips = ({type}*)Scratch.Rent({Strips(tiles, lanes)} * sizeof({type}));");
            return;
        }

        if (CopiesTwice)
        {
            WriteSetupOfCopies(tiles);
            return;
        }

        Writer.Line("// Blocks of K, of rows and of columns, each as even as can be.");
        Writer.Line(Schedule.KBlock > 0 ? $"nint depth = Blocks.Even(k, {Text(Schedule.KBlock)}, Math.Max(1, {Unit}));" : "nint depth = k;");
        Writer.Line($"nint block = Blocks.Even(m, {Text(Schedule.BlockOfA)} / Math.Max(1, depth), {tiles}.Rows);");
        string most = $"Blocks.Even(n, {Text(Schedule.BlockOfB)} / Math.Max(1, depth), {tiles}.Columns)";
        if (windowsAreRows)
        {
            Writer.Line($"nint width = {most};");
            if (Schedule.TurnsResult)
            {
                WriteSetupOfTurned(tiles, lanes);
                return;
            }

            string strips = FillsStrips ? " + " + Strips(tiles, lanes) : "";
            Writer.Line($"{type}* panel = ({type}*)Scratch.Rent(((long)depth * block{strips}) * sizeof({type}));");
            if (FillsStrips)
                Writer.Line($"{type}* strips = panel + depth * block;");
        }
        else
        {
            Writer.Line($"nint width = m <= block ? {tiles}.Columns : {most};");
            string panel = Schedule.PackA ? " + (long)depth * block" : "";
            Writer.Line($"{type}* strips = ({type}*)Scratch.Rent(((long)depth * width{panel}) * sizeof({type}));");
            if (Schedule.PackA)
                Writer.Line($"{type}* panel = strips + depth * width;");
        }

        if (Schedule.Staged && !SumsInC)
            Writer.Line($"{type}* sums = stackalloc {type}[{tiles}.Rows * {tiles}.Columns];");
    }

    /// <summary>Memory for windows that do not lie as a tile reads them, for filters that do not, and for sums that wait for the next block of K.</summary>
    private void WriteSetupOfTurned(string tiles, int lanes)
    {
        Writer.Line("// Whole vectors are copied and turned, whatever is beside a tile's rows.");
        Writer.Line($"{type}* sums = stackalloc {type}[2 * {tiles}.Tall * {tiles}.Columns], turned = sums + {tiles}.Tall * {tiles}.Columns;");
        Writer.Line("bool isSplit = depth < k;");
        Writer.Line($"nint lds = isSplit ? width : {tiles}.Columns;");
        Writer.Line($"long inPanel = {(inPlace ? "0" : $"(long)(depth + 1) * (block / {tiles}.Rows) * {tiles}.Tall")}, inStrips = {(FillsStrips ? Strips(tiles, lanes) : "0")}, inPartial = isSplit ? (long)(block + {tiles}.Tall) * width : 0;");
        Writer.Line($"{type}* panel = ({type}*)Scratch.Rent((inPanel + inStrips + inPartial) * sizeof({type})), strips = panel + inPanel, partial = strips + inStrips;");
    }

    /// <summary>
    /// The same where windows are copied as they are first, a tile's at a time: those stay in the first-level cache. <paramref name="room"/> is memory for all
    /// copies, where they have a place already.
    /// </summary>
    protected void WriteSetupOfCopies(string tiles, string? room = null)
    {
        Writer.Line("// Blocks of K, of rows and of columns, each as even as can be.");
        Writer.Line(Schedule.KBlock > 0 ? $"nint depth = Blocks.Even(k, {Text(Schedule.KBlock)}, Math.Max(1, {Unit}) * {Text(Schedule.Together)});" : "nint depth = k;");
        string deepest = Schedule.Together > 1 ? "deepest" : "depth", step = Schedule.CopiesRows ? "rowStep" : deepest;
        if (Schedule.Together > 1)
            Writer.Line($"nint {(Schedule.TakesPacked ? $"allSteps = {StepsOf("k")}, " : "")}deepest = {StepsOf("depth")};");
        if (Schedule.CopiesRows)
            Writer.Line($"nint rowStep = {RowStep(deepest)}; // an odd number of cache lines: rows do not meet in one set");
        Writer.Line($"nint block = Blocks.Even(m, {Text(Schedule.BlockOfA)} / Math.Max(1, {step}), {tiles}.Rows);");
        string most = $"Blocks.Even(n, {Text(Schedule.BlockOfB)} / Math.Max(1, {deepest}), {tiles}.Columns)";
        Writer.Line(spec.ChannelsLast ? $"nint width = {most};" : $"nint width = m <= block ? {tiles}.Columns : {most};");
        string strips = Schedule.PackB ? $"(long){deepest} * width" : "0L", panel = Schedule.PackA ? $"{step} * block" : "0", sorted = room is null && spec.ChannelsLast && !spec.PackedWeights ? " + (long)n * k" : "";
        Writer.Line($"long inStrips = {strips}, inPanel = {panel}, inPatches = (long)depth * {tiles}.{(spec.ChannelsLast ? "Rows" : "Columns")};");
        Writer.Line($"{type}* {(Schedule.PackB ? "strips" : "panel")} = {room ?? $"({type}*)Scratch.Rent((inStrips + inPanel) * sizeof({type}) + (inPatches{sorted}) * sizeof({element}))"};");
        if (Schedule.PackB && Schedule.PackA)
            Writer.Line($"{type}* panel = strips + inStrips;");
        Writer.Line($"{element}* patches = ({element}*)({(Schedule.PackA ? "panel + inPanel" : "strips + inStrips")});");
        if (sorted.Length > 0)
            Writer.Line($"{weight}* sorted = ({weight}*)(patches + inPatches);");
        if (Schedule.Staged && !SumsInC)
            Writer.Line($"{type}* sums = stackalloc {type}[{tiles}.Rows * {tiles}.Columns];");
    }

    /// <summary>From one row of a panel to the next.</summary>
    protected static string RowStep(string steps) => $"({steps} + 15 & -16) | 16";

    /// <summary>The windows of columns j0 to end; those of channels side by side are rows, and columns are the filters.</summary>
    protected override void WritePackB(string tiles)
    {
        if (inPlace || spec.ChannelsLast)
        {
            base.WritePackB(tiles);
            return;
        }

        if (CopiesTwice)
        {
            using (Writer.Block($"for (nint j = j0; j < end; j += {tiles}.Columns)"))
            {
                Writer.Line($"nint columns = Math.Min({tiles}.Columns, end - j);");
                Writer.Line($"Patches.Columns(image + p / window.Taps * window.Plane, window, kc / window.Taps, column + j, columns, columns, patches, {padding});");
                WriteStripOfB("patches");
            }

            return;
        }

        using (Writer.Block($"for (nint j = j0; j < end; j += {tiles}.Columns)"))
            Writer.Line($"Patches.Columns(image + p / window.Taps * window.Plane, window, kc / window.Taps, column + j, Math.Min({tiles}.Columns, end - j), {tiles}.Columns, strips + (j - j0) * kc);");
    }

    /// <summary>The windows of a block of rows.</summary>
    protected override void WriteRowsOfA(string tiles)
    {
        if (spec.ChannelsLast && CopiesTwice)
        {
            using (Writer.Block("for (nint t = 0, i = 0; t < count; t++)"))
            {
                Writer.Line("nint height = t < taller ? low + 1 : low;");
                Writer.Line($"Patches.Rows(image, window, p / Math.Max(1, window.GroupChannels), kc / Math.Max(1, window.GroupChannels), row + i0 + i, height, patches, {padding});");
                WriteTileOfA("patches");
                Writer.Line("i += height;");
            }
        }
        else if (Schedule.TurnsResult)
        {
            // Where windows are pixels a tile reads them as they lie: on Zen 5 256 → 64 of 56 × 56 takes 472 µs so, and 535 by panels.
            if (inPlace)
                return;
            Writer.Line($"Patches.Panels(image + p / window.Taps * window.Plane, window, kc / window.Taps, row + i0, count, low, taller, panel, {tiles}.Tall);");
        }
        else if (spec.ChannelsLast && !inPlace)
        {
            Writer.Line("Patches.Rows(image, window, p / Math.Max(1, window.GroupChannels), kc / Math.Max(1, window.GroupChannels), row + i0, rows, panel);");
        }
        else if (CopiesTwice && Schedule.PackA)
        {
            Writer.Line("// All filters in one block stay copied for all windows.");
            using (Writer.Block("if (j0 == 0 || m > block)"))
                base.WriteRowsOfA(tiles);
        }
        else
        {
            base.WriteRowsOfA(tiles);
        }
    }

    protected override string TileOfA(string tiles) =>
        Schedule.TurnsResult ? inPlace ? "a + p * lda + i, lda" : $"panel + t * {tiles}.Tall * (kc + 1), {tiles}.Tall" : spec.ChannelsLast && !inPlace && !CopiesTwice ? "panel + (i - i0) * kc, kc" : base.TileOfA(tiles);

    protected override string TileOfBias => "bias + " + PlaceOfScale;

    protected override string PlaceOfScale => windowsAreRows ? "j" : "i";

    protected override string PlaceInC => Schedule.TurnsResult ? "j * ldc + i" : base.PlaceInC;

    protected override void WriteFinishOfTile(string tiles)
    {
        if (!Schedule.TurnsResult)
        {
            base.WriteFinishOfTile(tiles);
            return;
        }

        Writer.Line($"Packing.Transposed(sum, lds, columns, {tiles}.Tall, {tiles}.Tall, turned);");
        WriteFinish("columns", "height", "", "turned", tiles + ".Tall");
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
