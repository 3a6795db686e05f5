using System.Globalization;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>
/// The loops of one phase of a transposed convolution: those of an ordinary one of stride 1, whose filters have been sorted by phases, whose copies have a place
/// already, and whose sums are left as they are.
/// </summary>
internal sealed class PhaseBody(
    CodeWriter writer, TransposedConvolutionSpec spec, MatrixProductSpec product, ChainPlan plan, VectorDialect dialect, MatrixSchedule schedule)
    : ConvolutionBody(writer, spec, inPlace: false, windowsAreRows: spec.ChannelsLast, product, plan, dialect, schedule, finish: "", finishArguments: [])
{
    private readonly string type = plan.Accumulator.Keyword, element = spec.Element.Keyword, filter = FilterType(spec, plan).Keyword;

    /// <summary>The type of sorted filters: those that are copied once more stay as they are.</summary>
    public static NumericType FilterType(TransposedConvolutionSpec spec, ChainPlan sums) => ConvolutionProducts.CopiesTwice(sums) ? spec["weights"].Type : sums.Accumulator;

    /// <summary>What numbers are less: of windows, and of the filters from the first on.</summary>
    private IEnumerable<(string Type, string Name)> ZeroPoints => spec.Operands.Items.Where(ConvolutionProducts.IsZeroPointOfFactor)
        .Select(operand => (operand.Kind == OperandKind.Scalar ? operand.Type.Keyword : operand.Type.Keyword + "*", operand.Role));

    /// <summary>The same where a phase's method is called, whose filters begin with <paramref name="output"/>.</summary>
    public string ZeroPointsFrom(string output) =>
        string.Concat(ZeroPoints.Select(operand => ", " + (ConvolutionText.IsPerFilter(operand.Name) ? $"{ConvolutionText.Plural(operand.Name)} + {output}" : operand.Name)));

    /// <summary>The method of a phase: m × n sums to c. In planes m is filters and n is pixels, with channels side by side it is the other way round.</summary>
    public void WriteMethod(string name, string tiles)
    {
        string zeroPoints = string.Concat(ZeroPoints.Select(operand => $", {operand.Type} {operand.Name}"));
        Writer.Line("// The sums of a phase of the result. Pixels that no tap meets have sums of nothing.");
        Writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (Writer.Block($"private static void {name}({element}* image, in Window window, {filter}* filters, nint m, nint n, {type}* c, nint ldc, {type}* room{zeroPoints})"))
        {
            Writer.Line("nint k = window.Terms;");
            using (Writer.Block("if (k == 0)"))
            {
                using (Writer.Block("for (nint i = 0; i < m; i++)"))
                    Writer.Line($"new Span<{type}>(c + i * ldc, (int)n).Clear();");
                Writer.Line("return;");
            }

            if (CopiesTwice)
            {
                Writer.Line(spec.ChannelsLast ? "nint row = 0, ldb = k;" : "nint column = 0, lda = k;");
                Writer.Line($"{filter}* {(spec.ChannelsLast ? "b" : "a")} = filters;");
                WriteSetupOfCopies(tiles, "room");
            }
            else
            {
                WriteSetupOfSums(tiles);
            }

            WriteBlocked(tiles);
        }
    }

    private void WriteSetupOfSums(string tiles)
    {
        bool pixels = spec.ChannelsLast;
        Writer.Line("// Blocks of K, of rows and of columns, each as even as can be.");
        Writer.Line(Schedule.KBlock > 0 ? $"nint depth = Blocks.Even(k, {Text(Schedule.KBlock)}, {(pixels ? "window.GroupChannels" : "window.Taps")});" : "nint depth = k;");
        Writer.Line($"nint block = Blocks.Even(m, {Text(Schedule.BlockOfA)} / depth, {tiles}.Rows);");
        string most = $"Blocks.Even(n, {Text(Schedule.BlockOfB)} / depth, {tiles}.Columns)";
        Writer.Line(pixels ? $"nint row = 0, width = {most};" : $"nint lda = k, column = 0, width = m <= block ? {tiles}.Columns : {most};");
        Writer.Line(pixels ? $"{type}* b = filters, panel = room;" : $"{type}* a = filters, strips = room;");
    }

    /// <summary>The most that a phase of so many pixels, and so many filters, asks of <c>room</c>.</summary>
    public string Room(string pixels, string filters, string tiles)
    {
        (string rows, string columns) = spec.ChannelsLast ? (pixels, filters) : (filters, pixels);
        string InPanel(string step) => $"Blocks.Room({step}, {rows}, {Text(Schedule.BlockOfA)}, {tiles}.Rows)";
        string InStrips(string steps) => $"Blocks.Room({steps}, {columns}, {Text(Schedule.BlockOfB)}, {tiles}.Columns)";
        if (!CopiesTwice)
            return spec.ChannelsLast ? InPanel("depth") : InStrips("depth");
        // As they are, windows of a tile take no more than so many numbers of the sums.
        string steps = Schedule.Together > 1 ? StepsOf("depth") : "depth";
        return $"{InStrips(steps)} + {InPanel(Schedule.CopiesRows ? RowStep(steps) : steps)} + depth * {tiles}.{(spec.ChannelsLast ? "Rows" : "Columns")}";
    }

    /// <summary>The longest block of K that a phase has, which is whole channels or taps, as many as neighbours that go together.</summary>
    public string Depth
    {
        get
        {
            string unit = spec.ChannelsLast ? "window.GroupChannels" : "window.MostTaps";
            return Schedule.KBlock == 0 ? "window.Terms"
                : Schedule.Together == 1 ? $"Math.Min(window.Terms, Math.Max({Text(Schedule.KBlock)}, {unit}))"
                : $"Math.Min(window.Terms + {unit} * {Text(Schedule.Together - 1)}, Math.Max({Text(Schedule.KBlock)}, {unit} * {Text(Schedule.Together)}))";
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
