using System.Globalization;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>
/// Conv2D by Winograd's algorithm: for a block of tiles, what they see is transformed; then come Side² matrix products, tiles × channels by channels × filters, by
/// the register tiles of all products; then their sums are transformed back, and go through the epilogue. Both layouts are computed with the channels side by
/// side: planes are turned on their way in and out.
/// </summary>
internal sealed class WinogradText(ConvolutionSpec spec, WinogradPlan winograd, Scheduler scheduler)
    : ConvolutionText(spec, winograd, winograd.Products, ConvolutionProducts.OfTransformed(spec), scheduler)
{
    private readonly ConvolutionSpec spec = spec;
    private readonly WinogradPlan winograd = winograd;
    private readonly ChainPlan plan = winograd.Products;
    private readonly WinogradTransforms transforms = winograd.Transforms;

    /// <summary>Numbers along a cache line and more, so that rows of every width of vectors stay aligned.</summary>
    private const int Line = 16;

    /// <summary>Tiles side by side whose pixels are turned to planes together: 64 of them along a row, whole lines of the cache.</summary>
    private int TilesTurned => 64 / transforms.Outputs;

    /// <summary>
    /// All filters pass by each block of tiles. Those of more than so many halves of L2 come from farther away, and blocks are made so large that they come seldom. Zen 3, µs, blocks of L2's
    /// size and of a share of L3: 512 channels of 7², whose filters take 17 MB and came four times, 4,280 and 1,890 with channels side by side, 4,435 and 1,770 in planes; 128 of 28², of 1 MB,
    /// 1,640 and 1,360, 1,700 and 1,500; 64 of 56², of 0.6 MB, 1,020 and 950, 1,210 and 1,150. Half of L3 for that: 128 of 28² in planes 1,810.
    /// </summary>
    private const int FewFilters = 4;

    /// <summary>The part of what a block of b may take of L3.</summary>
    private const int ShareOfL3 = 4;

    protected override string Products => "1";
    protected override string Rows => "tiles";
    protected override string Columns => "outChannels";

    /// <summary>Threads share the tiles; filters only where there are few, since each thread transforms for itself what its tiles see.</summary>
    protected override string StripOfThreads(string columns) => $"tiles >= 16 * threads ? outChannels : {columns}";

    protected override MatrixSchedule Matrix(Machine machine) => Scheduler.Matrix(ConvolutionProducts.OfTransformed(spec), plan, machine) with
    {
        Inline = false,
        RowsInPlace = 0,
        PackA = false,
        PackB = false,
        KBlock = 0,
    };

    private string Side => Text(transforms.Side);
    private string Count => Text(transforms.Products);
    private string Outputs => Text(transforms.Outputs);
    private string Type => plan.Accumulator.Keyword;

    private WinogradTransformsText Shared(Target target) => new(transforms, plan.Accumulator, target);

    public override IEnumerable<(string Class, Func<string> Write)> SharedClasses(Target target)
    {
        WinogradTransformsText text = Shared(target);
        return [(text.Class, text.Write)];
    }

    public override string DescribeSchedule(Target target)
    {
        string how = $"Winograd {transforms.Name}, {Reason}, {Text(transforms.Products)} products of tiles × filters, {(spec.ChannelsLast ? "" : "planes turned on their way, ")}filters {(spec.PackedWeights ? "come transformed" : "transformed by each call")}";
        if (target.Machine is not { } machine)
            return how + ", one chain at a time";
        MatrixSchedule schedule = Matrix(machine);
        return $"{how}, tile {schedule.Tile} vectors (bound by {schedule.BoundBy}), {Text(schedule.RegistersUsed)} of {Text(machine.Registers)} vector registers";
    }

    /// <summary>Why this algorithm, and this tile.</summary>
    private string Reason => spec.Algorithm == ConvolutionAlgorithm.Winograd ? "as declared" : $"whose bound is within the Tolerance of {spec.Tolerance.ToString("0.0##e+0", CultureInfo.InvariantCulture)}";

    public override double PredictedShare(Target target) => double.NaN;

    protected override void WriteWindow(CodeWriter writer)
    {
        base.WriteWindow(writer);
        writer.Line($"nint down = (outHeight + {Text(transforms.Outputs - 1)}) / {Outputs}, across = (outWidth + {Text(transforms.Outputs - 1)}) / {Outputs}, tiles = batch * down * across;");
    }

    public override void WriteTarget(CodeWriter writer, Target target)
    {
        WriteSizes(writer, target);
        string transform = "global::KernelGen.Generated." + Shared(target).Class;
        MatrixSchedule? schedule = target.Machine is { } machine ? Matrix(machine) : null;
        string? tiles = schedule is null ? null : MatrixText.Alias(SetOf(target, schedule));
        int lanes = target.Dialect.LanesOf(plan.Accumulator);
        string columns = tiles is null ? "1" : tiles + ".Columns";
        WriteSetup(writer, schedule, tiles, lanes, columns);
        using (writer.Block("for (nint i0 = row; i0 < row + m; i0 += block)"))
        {
            writer.Line("nint rows = Math.Min(block, row + m - i0);");
            using (writer.Block("for (nint t = 0; t < rows; t++)"))
            {
                if (spec.ChannelsLast)
                {
                    writer.Line($"WinogradTiles.Pixels(x, window, {Outputs}, i0 + t, absent, pixels);");
                }
                else
                {
                    writer.Line($"turned = WinogradTiles.Turn(x, window, {Outputs}, i0 + t, turned, wide, band);");
                    writer.Line($"WinogradTiles.PixelsOfBand(band, window, {Outputs}, i0 + t, wide, absent, pixels);");
                }

                writer.Line($"{transform}.Input(pixels, inChannels, seen + t * wide, block * wide);");
            }

            using (writer.Block($"for (nint e = 0; e < {Count}; e++)"))
                WriteProduct(writer, schedule, tiles, lanes);
            WriteOutput(writer, target, transform, schedule);
        }
    }

    /// <summary>Blocks, and memory: what one of them sees, its sums, a tile's or a row of tiles' pixels, and zeros for what is beside the image.</summary>
    private void WriteSetup(CodeWriter writer, MatrixSchedule? schedule, string? tiles, int lanes, string columns)
    {
        string Up(string count) => $"({count} + {Text(Line - 1)} & {Text(-Line)})";
        writer.Line($"nint wide = {Up("inChannels")}, broad = {Up("n")}; // channels and filters in whole lines of the cache");
        string most = Text(1 << 16);
        if (schedule is not null)
        {
            writer.Line("// All filters pass by each block: where they do not stay in L2, fewer and larger blocks.");
            most = $"((long){Count} * inChannels * n * sizeof({Type}) <= {Text(FewFilters * schedule.PackLargeB)} ? {Text(schedule.BlockOfA)} : {Text(schedule.BlockOfB / ShareOfL3)})";
        }

        writer.Line($"nint block = Blocks.Even(m, {most} / ({Count} * Math.Max(1, wide + broad)), {(tiles is null ? "1" : tiles + ".Rows")});");
        string pixels = spec.ChannelsLast ? $"{Text(transforms.Outputs * transforms.Outputs)} * broad" : $"{Text(transforms.Outputs * 64)} * broad + 64 * n + {Side} * imageWidth * wide";
        string filters = spec.PackedWeights ? "" : $" + WinogradFilters.Length(n, inChannels, {Outputs}, {columns}, {Text(lanes)})";
        writer.Line($"{Type}* absent = ({Type}*)Scratch.Rent(((long){Count} * block * (wide + broad) + wide + {pixels}{filters}) * sizeof({Type}));");
        writer.Line($"{Type}* seen = absent + wide, sums = seen + {Count} * block * wide, tilePixels = sums + {Count} * block * broad;");
        string after = $"tilePixels + {Text(transforms.Outputs * transforms.Outputs)} * broad";
        if (!spec.ChannelsLast)
        {
            writer.Line($"{Type}* plane = tilePixels + {Text(transforms.Outputs * 64)} * broad, band = plane + 64 * n;");
            writer.Line("nint turned = -1; // rows of images that were turned");
            after = $"band + {Side} * imageWidth * wide";
        }

        string vector = Text(lanes);
        if (spec.PackedWeights)
        {
            writer.Line($"{Type}* filters = weights + column * inChannels;");
            writer.Line($"nint filtersStep = inChannels * ({(lanes == 1 ? "outChannels" : $"(outChannels + {Text(lanes - 1)} & {Text(-lanes)})")});");
        }
        else
        {
            writer.Line($"{Type}* filters = {after};");
            writer.Line($"nint filtersStep = inChannels * ({(lanes == 1 ? "n" : $"(n + {Text(lanes - 1)} & {Text(-lanes)})")});");
            writer.Line($"WinogradFilters.Fill(weights + column * inChannels * 9, n, inChannels, {Outputs}, {columns}, {vector}, filters);");
        }

        writer.Line($"new Span<{Type}>(absent, (int)wide).Clear();");
        writer.Line($"{Type}** pixels = stackalloc {Type}*[{Count}];");
    }

    /// <summary>The chains of one of the products: tiles × filters.</summary>
    private void WriteProduct(CodeWriter writer, MatrixSchedule? schedule, string? tiles, int lanes)
    {
        writer.Line($"{Type}* a = seen + e * block * wide, b = filters + e * filtersStep, c = sums + e * block * broad;");
        if (schedule is null)
        {
            using (writer.Block("for (nint i = 0; i < rows; i++)"))
            using (writer.Block("for (nint j = 0; j < n; j++)"))
            {
                var printer = new ProgramPrinter(writer, Scalar.Target.Dialect);
                writer.Line($"{Type} state = 0;");
                using (writer.Block("for (nint p = 0; p < inChannels; p++)"))
                    printer.Assign(plan.Sum.Step, ["a[i * wide + p]", "b[j * inChannels + p]", "state"], ["state"], "t");
                writer.Line("c[i * broad + j] = state;");
            }

            return;
        }

        bool asks = schedule.PrefetchB;
        writer.Line("// Tiles whose heights differ by one at most.");
        writer.Line($"nint count = (rows + {tiles}.Rows - 1) / {tiles}.Rows, low = rows / count, taller = rows - low * count;");
        if (asks)
            writer.Line($"nint along = inChannels & -{Text(schedule.NumbersAsked)}, apart = {Text(schedule.ColumnsAsked)} * inChannels;");
        using (writer.Block($"for (nint j = 0; j < n; j += {tiles}.Columns)"))
        {
            writer.Line($"nint columns = Math.Min({tiles}.Columns, n - j), step = Math.Min({tiles}.Columns, (n - j + {Text(lanes - 1)}) & {Text(-lanes)});");
            if (asks)
            {
                writer.Line("// While these tiles multiply, the next whole strip comes nearer, of this product or the next.");
                writer.Line($"{Type}* next = j + 2 * {tiles}.Columns <= n ? b + (j + {tiles}.Columns) * inChannels : b + filtersStep;");
                writer.Line($"nint ahead = j + 2 * {tiles}.Columns <= n || e + 1 < {Count} ? {tiles}.Columns / {Text(schedule.ColumnsAsked)} : 0;");
            }

            using (writer.Block("for (nint t = 0, i = 0; t < count; t++)"))
            {
                writer.Line("nint height = t < taller ? low + 1 : low;");
                string more = asks ? ", t < ahead ? next + t * apart : null, along, along" : "";
                writer.Line($"{tiles}.Run(height, columns, a + i * wide, wide, b + j * inChannels, step, inChannels, c + i * broad + j, broad, true{more});");
                writer.Line("i += height;");
            }
        }
    }

    /// <summary>From the sums of a block of tiles to the result.</summary>
    private void WriteOutput(CodeWriter writer, Target target, string transform, MatrixSchedule? schedule)
    {
        bool scalar = schedule is null, planes = !spec.ChannelsLast && !scalar;
        string most = planes ? $"Math.Min({Text(TilesTurned)}, rows - t)" : "1";
        using (writer.Block("for (nint t = 0, count; t < rows; t += count)"))
        {
            writer.Line("nint place = (i0 + t) / across, left0 = (i0 + t - place * across), picture = place / down;");
            writer.Line($"nint oy = (place - picture * down) * {Outputs}, ox = left0 * {Outputs};");
            writer.Line(planes ? $"count = Math.Min(across - left0, {most});" : "count = 1;");
            writer.Line($"nint high = Math.Min({Outputs}, outHeight - oy), run = Math.Min(count * {Outputs}, outWidth - ox);");
            string rowStep = planes ? "64 * broad" : $"{Outputs} * broad";
            if (planes)
            {
                using (writer.Block("for (nint s = 0; s < count; s++)"))
                    writer.Line($"{transform}.Output(sums + (t + s) * broad, block * broad, n, tilePixels + s * {Outputs} * broad, {rowStep}, broad);");
            }
            else
            {
                writer.Line($"{transform}.Output(sums + t * broad, block * broad, n, tilePixels, {rowStep}, broad);");
            }

            using (writer.Block("for (nint dy = 0; dy < high; dy++)"))
            {
                writer.Line($"{Type}* sum = tilePixels + dy * {rowStep};");
                if (scalar)
                    WriteScalar(writer);
                else if (planes)
                    WritePlanes(writer, target, schedule!.Staged);
                else
                    WritePixels(writer, target, schedule!.Staged);
            }
        }
    }

    private void WritePixels(CodeWriter writer, Target target, bool staged)
    {
        writer.Line("nint at = (picture * window.Pixels + (oy + dy) * outWidth + ox) * outChannels + column;");
        writer.Line(staged
            ? $"{target.Name}Finish(run, n, sum, broad, y + at, outChannels{Addends("column", "at")});"
            : "DepthwisePixels.Copy(sum, broad, run, n, y + at, outChannels);");
    }

    private void WritePlanes(CodeWriter writer, Target target, bool staged)
    {
        writer.Line("nint at = (picture * outChannels + column) * window.Pixels + (oy + dy) * outWidth + ox;");
        writer.Line("Packing.Transposed(sum, broad, n, run, 64, plane);");
        writer.Line(staged
            ? $"{target.Name}Finish(n, run, plane, 64, y + at, window.Pixels{Addends("column", "at")});"
            : "DepthwisePixels.Copy(plane, 64, n, run, y + at, window.Pixels);");
    }

    private string Addends(string channel, string at) =>
        string.Concat(FinishArguments.Select(addend => addend.Name == "bias" ? $", biases + {channel}" : $", residuals + {at}"));

    private void WriteScalar(CodeWriter writer)
    {
        using (writer.Block("for (nint dx = 0; dx < run; dx++)"))
        using (writer.Block("for (nint j = 0; j < n; j++)"))
        {
            writer.Line("nint pixel = (oy + dy) * outWidth + ox + dx, output = column + j;");
            writer.Line(spec.ChannelsLast ? "nint at = (picture * window.Pixels + pixel) * outChannels + output;" : "nint at = (picture * outChannels + output) * window.Pixels + pixel;");
            new EpilogueWriter(writer, plan, ConvolutionProducts.OfTransformed(spec)).WriteScalar(
                name => name switch
                {
                    "sum" => "sum[dx * broad + j]",
                    "bias" => "biases[output]",
                    _ => "residuals[at]",
                },
                "y[at]");
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
