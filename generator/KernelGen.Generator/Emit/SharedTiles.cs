using System.Globalization;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>Which tiles kernels share: one file of each in an assembly.</summary>
/// <param name="Target">The target's name.</param>
/// <param name="Accumulator">The accumulators' type, in which a comes.</param>
/// <param name="B">The type in which b comes; each number is widened when it is loaded.</param>
/// <param name="Sum">What tells the sum's steps from those of a plain one: Compensated, Quads, or the type to which accumulators are rounded; or nothing.</param>
/// <param name="Panel">a comes as a packed panel [k][rows]; otherwise as rows.</param>
/// <param name="Prefetch">Whether whole tiles may ask for what the next strip will be made or read of.</param>
/// <param name="Tile">The largest of them.</param>
internal readonly record struct TileSet(string Target, NumericType Accumulator, NumericType B, string Sum, bool Panel, bool Prefetch, Tile Tile)
{
    /// <summary>b's numbers are halves none of which is infinite or NaN.</summary>
    public bool FiniteB { get; init; }

    /// <summary>A panel's rows of k are lda apart: whole vectors, by which windows are copied, or where they lie in an image.</summary>
    public bool RowsApart { get; init; }

    public string Class => $"Tiles_{Target}_{Accumulator.ShortName}{(B == Accumulator ? "" : "_" + B.ShortName)}{(FiniteB ? "Finite" : "")}{(Sum.Length == 0 ? "" : "_" + Sum)}_{(Panel ? RowsApart ? "Columns" : "Panel" : "Rows")}{(Prefetch ? "_Prefetch" : "")}_{Tile.Rows}x{Tile.Vectors}";
}

/// <summary>Prints the tiles of every height and width that a run-time shape may meet, and the method that picks one.</summary>
internal static class SharedTiles
{
    public static string Write(TileSet set, ChainPlan plan, Target target, Scheduler scheduler)
    {
        Tile tile = set.Tile;
        var writer = new CodeWriter();
        Header.WritePreamble(writer);
        var dialect = (VectorDialect)target.Dialect;
        int lanes = dialect.LanesOf(set.Accumulator), stepsAtOnce = scheduler.StepsAtOnce(plan, target.Machine!, tile);
        string type = set.Accumulator.Keyword;
        string strideA = set.Panel && !set.RowsApart ? "" : "nint lda, ";
        writer.Line($"// Register tiles of up to {tile} vectors for {target.Name}, shared by this assembly's kernels: sums of products in {type}{(set.Sum.Length == 0 ? "" : ", " + set.Sum)}{(set.B == set.Accumulator ? "" : ", b of " + set.B.Name)}{(set.FiniteB ? ", finite" : "")}.");
        writer.Line();
        using (writer.Block("namespace KernelGen.Generated"))
        {
            KernelFile.WriteUsings(writer);
            using (writer.Block($"internal static unsafe class {set.Class}"))
            {
                int tall = (tile.Rows + lanes - 1) / lanes * lanes;
                writer.Line($"internal const int Rows = {Text(tile.Rows)}, Columns = {Text(tile.Vectors * lanes)}{(set.RowsApart ? ", Tall = " + Text(tall) : "")};");
                writer.Line();
                writer.Line("// c[rows, columns] = a·b, or c + a·b where the sums go on; b is a strip, packed or in place.");
                if (set.Prefetch)
                    writer.Line($"// With each turn of their loop, whole tiles ask for lines of the rows at next, if they are given any; each has so many numbers along, ldn apart.");
                using (writer.Block($"internal static void Run(nint rows, nint columns, {type}* a, {strideA}{set.B}* b, nint ldb, nint k, {type}* c, nint ldc, bool first{(set.Prefetch ? Next(set) : "")})"))
                {
                    if (set.Prefetch)
                    {
                        using (writer.Block("if (columns == Columns && next != null)"))
                            WriteSwitch(writer, tile.Rows, "rows", r => Call(set, r, tile.Vectors, Kind.Asking) + " return;");
                    }

                    using (writer.Block("if (columns == Columns)"))
                        WriteSwitch(writer, tile.Rows, "rows", r => Call(set, r, tile.Vectors, Kind.Whole) + " return;");
                    writer.Line($"nint last = (columns - 1) % {Text(lanes)} + 1;");
                    using (writer.Block($"switch ((columns - 1) / {Text(lanes)})"))
                    {
                        for (int v = 1; v <= tile.Vectors; v++)
                        {
                            int vectors = v;
                            writer.Line(v == tile.Vectors ? "default:" : $"case {Text(v - 1)}:");
                            using (writer.Indent())
                                WriteSwitch(writer, tile.Rows, "rows", r => CallMasked(r, vectors));
                        }
                    }
                }

                for (int r = 1; r <= tile.Rows; r++)
                {
                    WriteTile(writer, set, plan, target, stepsAtOnce, r, tile.Vectors, Kind.Whole);
                    if (set.Prefetch)
                        WriteTile(writer, set, plan, target, stepsAtOnce, r, tile.Vectors, Kind.Asking);
                    for (int v = 1; v <= tile.Vectors; v++)
                    {
                        if (!PartsAtMask(r, v))
                            WriteTile(writer, set, plan, target, stepsAtOnce, r, v, Kind.Masked);
                    }
                }
            }
        }

        return writer.ToString();

        bool PartsAtMask(int rows, int vectors) => MatrixScheduler.PartsAtMask(plan, target.Machine!, new Tile(rows, vectors));

        string CallMasked(int rows, int vectors) => PartsAtMask(rows, vectors)
            ? $"{Call(set, rows, vectors - 1, Kind.Masked, last: Text(lanes))} {Call(set, rows, 1, Kind.Masked, from: (vectors - 1) * lanes)} return;"
            : Call(set, rows, vectors, Kind.Masked) + " return;";
    }

    /// <summary>Tiles of whole vectors, those that ask for lines meanwhile, and those whose last vector is a part.</summary>
    private enum Kind
    {
        Whole,
        Asking,
        Masked,
    }

    private static string Next(TileSet set) => $", {set.Accumulator.Keyword}* next, nint along, nint ldn";

    private static string Call(TileSet set, int rows, int vectors, Kind kind, string last = "last", int from = 0)
    {
        string at = from == 0 ? "" : " + " + Text(from), more = kind switch { Kind.Masked => ", " + last, Kind.Asking => ", next, along, ldn", _ => "" };
        return $"{Name(rows, vectors, kind)}(a, {(set.Panel && !set.RowsApart ? "" : "lda, ")}b{at}, ldb, k, c{at}, ldc, first{more});";
    }

    private static void WriteSwitch(CodeWriter writer, int count, string value, Func<int, string> call)
    {
        using (writer.Block($"switch ({value})"))
        {
            for (int i = 1; i <= count; i++)
                writer.Line($"{(i == count ? "default" : "case " + Text(i))}: {call(i)}");
        }
    }

    private static string Name(int rows, int vectors, Kind kind) => $"Tile{Text(rows)}x{Text(vectors)}{(kind == Kind.Whole ? "" : kind.ToString())}";

    private static void WriteTile(CodeWriter writer, TileSet set, ChainPlan plan, Target target, int stepsAtOnce, int rows, int vectors, Kind kind)
    {
        bool masked = kind == Kind.Masked;
        var dialect = (VectorDialect)target.Dialect;
        string type = set.Accumulator.Keyword;
        writer.Line();
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        string strideA = set.Panel && !set.RowsApart ? "" : "nint lda, ";
        using (writer.Block($"private static void {Name(rows, vectors, kind)}({type}* a, {strideA}{set.B}* b, nint ldb, nint k, {type}* c, nint ldc, bool first{(masked ? ", nint last" : kind == Kind.Asking ? Next(set) : "")})"))
        {
            if (masked)
                writer.Line($"var mask = {dialect.Mask(set.Accumulator, "last")};");
            if (!set.Panel)
            {
                for (int r = 1; r < rows; r++)
                    writer.Line($"{type}* row{Text(r)} = a + {Text(r)} * lda;");
            }

            TileWriter.Write(writer, plan, dialect, rows, vectors, new TileOperands
            {
                K = "k",
                A = (r, step) => set.Panel ? $"a[{Text(r)}]" : $"{(r == 0 ? "a" : "row" + Text(r))}[p{(step == 0 ? "" : " + " + Text(step))}]",
                StepsAtOnce = stepsAtOnce,
                B = "b",
                Advance = set.Panel ? $"a += {(set.RowsApart ? "lda" : Text(rows))}; b += ldb" : "b += ldb",
                C = (r, column) => "c" + (r == 0 ? "" : $" + {Text(r)} * ldc") + (column == 0 ? "" : " + " + Text(column)),
                Mask = masked ? "mask" : null,
                MaskB = true,
                LinesAsked = kind == Kind.Asking ? MatrixScheduler.LinesAsked(stepsAtOnce) : 0,
                StepsAhead = target.Machine is { Prefetches: true } && rows <= Math.Min(MatrixScheduler.RowsThatWait, set.Tile.Rows - 1) ? MatrixScheduler.StepsAhead : 0,
                PrefetchC = !set.RowsApart && target.Machine is { } machine && MatrixScheduler.PrefetchesC(machine, set.Tile, new Tile(rows, vectors)),
                TypeOfB = set.B,
                FiniteB = set.FiniteB,
                Count = "last",
                First = plan.Sum.State.Count > 1 ? null : "first",
            });
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
