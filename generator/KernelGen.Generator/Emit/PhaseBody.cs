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
    : ConvolutionBody(writer, spec, inPlace: false, product, plan, dialect, schedule, finish: "", finishArguments: [])
{
    private readonly string type = plan.Accumulator.Keyword, element = spec.Element.Keyword;

    /// <summary>The method of a phase: m × n sums to c. In planes m is filters and n is pixels, with channels side by side it is the other way round.</summary>
    public void WriteMethod(string name, string tiles)
    {
        Writer.Line("// The sums of a phase of the result. Pixels that no tap meets have sums of nothing.");
        Writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (Writer.Block($"private static void {name}({element}* image, in Window window, {type}* filters, nint m, nint n, {type}* c, nint ldc, {type}* room)"))
        {
            Writer.Line("nint k = window.Terms;");
            using (Writer.Block("if (k == 0)"))
            {
                using (Writer.Block("for (nint i = 0; i < m; i++)"))
                    Writer.Line($"new Span<{type}>(c + i * ldc, (int)n).Clear();");
                Writer.Line("return;");
            }

            bool pixels = spec.ChannelsLast;
            Writer.Line("// Blocks of K, of rows and of columns, each as even as can be.");
            Writer.Line(Schedule.KBlock > 0 ? $"nint depth = Blocks.Even(k, {Text(Schedule.KBlock)}, {(pixels ? "window.GroupChannels" : "window.Taps")});" : "nint depth = k;");
            Writer.Line($"nint block = Blocks.Even(m, {Text(Schedule.BlockOfA)} / depth, {tiles}.Rows);");
            string most = $"Blocks.Even(n, {Text(Schedule.BlockOfB)} / depth, {tiles}.Columns)";
            Writer.Line(pixels ? $"nint row = 0, width = {most};" : $"nint lda = k, column = 0, width = m <= block ? {tiles}.Columns : {most};");
            Writer.Line(pixels ? $"{type}* b = filters, panel = room;" : $"{type}* a = filters, strips = room;");
            WriteBlocked(tiles);
        }
    }

    /// <summary>The most that a phase of so many pixels asks of <c>room</c>.</summary>
    public string Room(string pixels, string tiles) => spec.ChannelsLast
        ? $"Blocks.Room(depth, {pixels}, {Text(Schedule.BlockOfA)}, {tiles}.Rows)"
        : $"Blocks.Room(depth, {pixels}, {Text(Schedule.BlockOfB)}, {tiles}.Columns)";

    /// <summary>The longest block of K that a phase has.</summary>
    public string Depth => Schedule.KBlock == 0 ? "window.Terms"
        : $"Math.Min(window.Terms, Math.Max({Text(Schedule.KBlock)}, {(spec.ChannelsLast ? "window.GroupChannels" : "window.MostTaps")}))";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
