using System.Globalization;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>Prints the loops around the tiles of a matrix product, as its schedule says.</summary>
internal class MatrixBody(
    CodeWriter writer,
    MatrixProductSpec product,
    ChainPlan plan,
    VectorDialect dialect,
    MatrixSchedule schedule,
    string outputs,
    string finish,
    IReadOnlyList<(string Type, string Name)> finishArguments)
{
    /// <summary>The code that is being written.</summary>
    protected CodeWriter Writer => writer;

    protected MatrixSchedule Schedule => schedule;

    private readonly string type = plan.Accumulator.Keyword;
    private readonly int lanes = dialect.LanesOf(plan.Accumulator);

    /// <summary>Who copies a and b: 16-bit numbers are widened on the way, 8-bit ones lie in pairs then.</summary>
    protected string Packing { get; } = schedule.Together == 4 ? "QuadPacking" : plan.Element.IsByte ? "IntegerPacking" : plan.Element.IsHalfWord ? "WidenedPacking" : "Packing";

    /// <summary>Steps of a tile along a block of K, and numbers of a row of a panel or a strip: with two 8-bit integers to a number, half as many.</summary>
    protected string Steps { get; } = schedule.Together > 1 ? "steps" : "kc";

    /// <summary>All of them.</summary>
    private readonly string allSteps = schedule.Together > 1 ? "allSteps" : "k";

    protected string StepsOf(string elements) => $"({elements} + {Text(schedule.Together - 1)}) / {Text(schedule.Together)}";

    /// <summary>Those before a block of K, which begins at an even element.</summary>
    private string StepsBefore => schedule.Together > 1 ? "p / " + Text(schedule.Together) : "p";

    /// <summary>What is subtracted from 8-bit integers on their way.</summary>
    private string ZeroPointOf(string role)
    {
        string zeroPoint = Requantization.RoleOf(role, "ZeroPoint");
        return !plan.Element.IsByte || schedule.Together == 4 ? "" : product.Find(zeroPoint) is null ? ", 0" : ", " + zeroPoint;
    }

    /// <summary>The same for b, of which a column may have its own.</summary>
    private string ZeroPointOfB(string column) => ZeroPointsOf(product.RoleB, column);

    /// <summary>What is subtracted from the rows or columns of a factor, each of which may have its own.</summary>
    private string ZeroPointsOf(string role, string at)
    {
        string zeroPoints = Requantization.RoleOf(role, "ZeroPoints");
        return product.Find(zeroPoints) is null ? ZeroPointOf(role) : $", {zeroPoints} + {at}";
    }

    private int Columns => schedule.Tile.Vectors * lanes;

    protected bool SumsInC => schedule.SumsInC;

    // ---- a fixed shape that stays in cache: tiles in place ----

    /// <summary>The width of b's copy where it is transposed: whole vectors.</summary>
    private int PackedWidth => (product.N.Fixed!.Value + lanes - 1) / lanes * lanes;

    public void WriteInlineSetup()
    {
        if (product.TransposeB)
            writer.Line($"{type}* packed = ({type}*)Scratch.Rent((long)k * {Text(PackedWidth)} * sizeof({type}));");
        if (schedule.Staged)
            writer.Line($"{type}* sums = stackalloc {type}[{Text(schedule.Tile.Rows * Columns)}];");
    }

    public void WriteInline()
    {
        if (product.TransposeB)
            writer.Line($"Packing.Transposed(b, ldb, k, n, {Text(PackedWidth)}, packed);");
        int start = 0;
        foreach ((int rows, int count) in MatrixScheduler.RowSplit(product.M.Fixed!.Value, schedule.Tile.Rows))
        {
            int first = start, end = start + (rows * count);
            Loop("i", first, end, rows, () => WriteInlineRow(rows));
            start = end;
        }
    }

    private void WriteInlineRow(int rows)
    {
        int n = product.N.Fixed!.Value;
        int whole = n / Columns * Columns;
        if (whole > 0)
            Loop("j", 0, whole, Columns, () => WriteInlineTile(rows, schedule.Tile.Vectors, Columns));
        int rest = n - whole;
        if (rest > 0)
            Loop("j", whole, n, rest, () => WriteInlineTile(rows, (rest + lanes - 1) / lanes, rest));
    }

    private void WriteInlineTile(int rows, int vectors, int columns)
    {
        bool packed = product.TransposeB;
        int lda = product.Lda?.Fixed ?? (product.TransposeA ? product.M.Fixed!.Value : product.K.Fixed!.Value);
        int ldc = product.Ldc?.Fixed ?? product.N.Fixed!.Value;
        writer.Line($"{type}* at = a + i{(product.TransposeA ? "" : " * lda")};");
        writer.Line($"{type}* bt = {(packed ? "packed" : "b")} + j;");
        writer.Line($"{type}* ct = c + i * ldc + j;");
        string step = packed ? Text(PackedWidth) : "ldb";
        int last = columns % lanes;
        VectorDialect edge = last == 0 ? dialect : dialect.Narrow(schedule.EdgeBytes);
        bool masked = last != 0 && last != edge.LanesOf(plan.Accumulator);
        // Here and not before the loops: the call of an epilogue would put it in memory, and every step would read it from there.
        if (masked)
            writer.Line($"var mask = {edge.Mask(plan.Accumulator, Text(last))};");
        TileWriter.Write(writer, plan, dialect, rows, vectors, new TileOperands
        {
            K = "k",
            A = (r, step) => product.TransposeA ? At("at", r) : $"at[p{Plus((r * lda) + step)}]",
            StepsAtOnce = schedule.StepsAtOnce,
            B = "bt",
            Advance = (product.TransposeA ? "at += lda; " : "") + $"bt += {step}",
            C = (r, column) => schedule.Staged ? "sums" + Plus((r * Columns) + column) : "ct" + Plus((r * ldc) + column),
            Edge = edge,
            Mask = masked ? "mask" : null,
            Count = Text(last),
            MaskB = !packed,
        });
        if (schedule.Staged)
            WriteFinish(Text(rows), Text(columns), "sums", "sums", Text(Columns), "ct");
    }

    /// <summary>A loop, or only its body where it runs once.</summary>
    private void Loop(string variable, int start, int end, int step, Action body)
    {
        if (end - start == step)
        {
            using (writer.Block())
            {
                writer.Line($"const int {variable} = {Text(start)};");
                body();
            }
        }
        else
        {
            using (writer.Block($"for (nint {variable} = {Text(start)}; {variable} < {Text(end)}; {variable} += {Text(step)})"))
                body();
        }
    }

    // ---- few rows: b as it lies ----

    /// <summary>
    /// Columns whose sums go through the epilogue together, or up to twice as many at the end: they stay in L1, and its call costs nothing. Along the rows of
    /// b more of them: as long a stretch of memory as the prefetcher can get.
    /// </summary>
    private int ColumnsTogether => product.TransposeB ? 256 : 2048;

    /// <summary>What is known only at run time of the condition for few rows; empty where it always holds.</summary>
    public string FewRows()
    {
        var terms = new List<string>();
        if (!product.M.IsFixed)
            terms.Add(product.TransposeB ? $"m <= {Text(schedule.RowsInPlace)}" : "m == 1");
        if (product.TransposeB)
        {
            if (!product.N.IsFixed)
                terms.Add($"n >= {Text(MatrixScheduler.LeastInPlace(plan))}");
            if (!product.K.IsFixed)
                terms.Add($"k >= {Text(MatrixScheduler.LeastDepthInPlace(plan))}");
        }
        else if (!product.N.IsFixed)
        {
            terms.Add($"n >= {Text(lanes)}");
        }

        return string.Join(" && ", terms);
    }

    public void WriteFewRowsSetup()
    {
        string sums = $"m * {Text(2 * ColumnsTogether * (plan.Gated ? 2 : 1))}";
        if (!product.TransposeB)
        {
            writer.Line("// One row: along the rows of b, some at a time.");
            if (!SumsInC)
                writer.Line($"{type}* rowSums = ({type}*)Scratch.Rent({sums} * sizeof({type}));");
            return;
        }

        writer.Line("// Few rows: blocks of b are turned on their way to the multiply-adds.");
        writer.Line($"{type}* room = ({type}*)Scratch.Rent(((long)k * TransposedRows.Height(m){(SumsInC ? "" : " + " + sums)}) * sizeof({type}));");
        if (!SumsInC)
            writer.Line($"{type}* rowSums = room + k * TransposedRows.Height(m);");
    }

    public void WriteFewRows()
    {
        if (product.TransposeB)
            writer.Line($"{type}* rowPanel = TransposedRows.Panel(a, lda, k, m, room);");
        using (writer.Block("for (nint i = 0, j = 0, columns; j < n; j += columns)"))
        {
            writer.Line($"columns = n - j < {Text(2 * ColumnsTogether)} ? n - j : {Text(ColumnsTogether)};");
            string target = SumsInC ? "c + j" : "rowSums", lds = SumsInC ? "ldc" : "columns", gate = "rowSums + m * columns";
            WriteChains(plan.Gated ? $"({outputs} + j)" : "j", target, lds);
            if (plan.Gated)
                WriteChains("j", gate, lds);
            if (schedule.Staged)
                WriteFinish("m", "columns", gate, target, lds, "c + j");
        }
    }

    /// <summary>The sums of some columns of b.</summary>
    private void WriteChains(string column, string target, string lds) => writer.Line(product.TransposeB
        ? $"TransposedRows.Chains(rowPanel, m, b + {column} * ldb, ldb, k, columns, {target}, {lds});"
        : $"SingleRow.Chains(a, b + {column}, ldb, k, columns, {target});");

    // ---- any other shape: strips of b, shared tiles ----

    public void WriteBlockedSetup(string tiles)
    {
        bool copies = !schedule.PackB && !schedule.TakesPacked;
        if (copies)
        {
            writer.Line("// A copy of b pays where b leaves the cache and many rows use it.");
            writer.Line($"bool pack = m > {Text(schedule.FewRows)} && (long)k * n * sizeof({type}) > {Text(schedule.PackLargeB)};");
        }

        writer.Line("// Blocks of K, of rows and of columns, each as even as can be.");
        if (schedule.KBlock > 0)
        {
            string most = schedule.TakesPacked ? $"m <= {Text(schedule.FewRows)} ? k : {Text(schedule.KBlock)}" : schedule.PackB ? Text(schedule.KBlock) : $"pack ? {Text(schedule.KBlock)} : m <= {Text(schedule.FewRows)} ? {Text(schedule.KBlockInPlace)} : k";
            writer.Line($"nint depth = Blocks.Even(k, {most}, {Text(schedule.Together)});");
        }
        else
        {
            writer.Line("nint depth = k;");
        }

        if (schedule.Together > 1)
            writer.Line($"nint allSteps = {StepsOf("k")}, deepest = {StepsOf("depth")};");
        string deepest = schedule.Together > 1 ? "deepest" : "depth";
        writer.Line($"nint block = Blocks.Even(m, {Text(schedule.BlockOfA)} / Math.Max(1, {deepest}), {tiles}.Rows);");
        writer.Line($"nint width = m <= block ? {tiles}.Columns : Blocks.Even(n, {Text(schedule.BlockOfB)} / Math.Max(1, {deepest}), {tiles}.Columns);");
        if (schedule.CopiesRows)
            writer.Line("nint rowStep = (deepest + 15 & -16) | 16; // an odd number of cache lines: rows do not meet in one set");
        string step = schedule.CopiesRows ? "rowStep" : deepest;
        string panel = schedule.PackA ? $" + {step} * block" : "";
        if (schedule.TakesPacked)
        {
            if (schedule.PackA)
                writer.Line($"{type}* panel = ({type}*)Scratch.Rent((long){step} * block * sizeof({type}));");
            if (plan.Gated)
                writer.Line($"{PackTexts.StripType(plan)}* gate = b, values = b + (nint)k * (({outputs} + {Text(lanes - 1)}) & {Text(-lanes)});");
        }
        else
        {
            string strips = $"{deepest} * width" + (plan.Gated ? " * 2" : "");
            writer.Line($"{type}* strips = ({type}*)Scratch.Rent({(schedule.PackB ? $"((long){strips}{panel})" : $"((pack ? {strips} : 0L){panel})")} * sizeof({type}));");
            if (plan.Gated)
                writer.Line($"{type}* gateStrips = strips + depth * width;");
            if (schedule.PackA)
                writer.Line($"{type}* panel = strips + {(schedule.PackB ? strips : $"(pack ? {strips} : 0)")};");
        }

        if (schedule.Staged && !SumsInC)
            writer.Line($"{type}* sums = stackalloc {type}[{tiles}.Rows * {tiles}.Columns{(plan.Gated ? " * 2" : "")}];");
    }

    public void WriteBlocked(string tiles)
    {
        // Sums that cannot wait in c for those of the next block of K wait in a buffer, of a block of rows and columns.
        if (schedule.TurnsResult)
            WriteBlocksOfColumns(tiles, () => WriteBlocksOfRows(tiles, () => WriteBlocksOfK(() => WriteTiles(tiles))));
        else
            WriteBlocksOfK(() => WriteBlocksOfColumns(tiles, () => WriteBlocksOfRows(tiles, () => WriteTiles(tiles))));
    }

    private void WriteBlocksOfK(Action body)
    {
        writer.Line("nint p = 0;");
        writer.Line("do");
        using (writer.Block())
        {
            writer.Line("nint kc = Math.Min(depth, k - p);");
            if (schedule.Together > 1)
                writer.Line($"nint steps = {StepsOf("kc")};");
            body();
            writer.Line("p += kc;");
        }

        writer.Line("while (p < k);");
    }

    private void WriteBlocksOfColumns(string tiles, Action body)
    {
        using (writer.Block("for (nint j0 = 0; j0 < n; j0 += width)"))
        {
            writer.Line("nint end = Math.Min(n, j0 + width);");
            if (!schedule.TakesPacked)
                WritePackB(tiles);
            body();
        }
    }

    private void WriteBlocksOfRows(string tiles, Action body)
    {
        using (writer.Block("for (nint i0 = 0; i0 < m; i0 += block)"))
        {
            writer.Line("// Tiles whose heights differ by one at most.");
            writer.Line("nint rows = Math.Min(block, m - i0);");
            writer.Line($"nint count = (rows + {tiles}.Rows - 1) / {tiles}.Rows, low = rows / count, taller = rows - low * count;");
            body();
        }
    }

    private void WriteTiles(string tiles)
    {
        WriteRowsOfA(tiles);
        using (writer.Block($"for (nint j = j0; j < end; j += {tiles}.Columns)"))
            WriteStrip(tiles);
    }

    /// <summary>Copies the columns from j0 to end of a block of b into strips.</summary>
    protected virtual void WritePackB(string tiles)
    {
        if (!schedule.PackB)
            writer.Line("if (pack)");
        using (writer.Block())
        {
            using (writer.Block($"for (nint j = j0; j < end; j += {tiles}.Columns)"))
            {
                writer.Line($"nint columns = Math.Min({tiles}.Columns, end - j);");
                if (plan.Gated)
                {
                    WritePackB("j", $"gateStrips + (j - j0) * {Steps}");
                    WritePackB($"({outputs} + j)", $"strips + (j - j0) * {Steps}");
                }
                else
                {
                    WritePackB("j", $"strips + (j - j0) * {Steps}");
                }
            }
        }
    }

    /// <summary>Copies a block of rows of a, where they do not stay as they lie.</summary>
    protected virtual void WriteRowsOfA(string tiles)
    {
        if (!schedule.PackA)
            return;
        if (schedule.CopiesRows)
        {
            writer.Line($"{Packing}.Rows(a + i0 * lda + p, lda, kc, rows, rowStep, panel{ZeroPointsOf(product.RoleA, "i0")});");
            return;
        }

        using (writer.Block("for (nint t = 0, i = 0; t < count; t++)"))
        {
            writer.Line("nint height = t < taller ? low + 1 : low;");
            writer.Line(product.TransposeA
                ? $"{Packing}.Columns(a + p * lda + i0 + i, lda, kc, height, height, panel + i * {Steps}{ZeroPointsOf(product.RoleA, "i0 + i")});"
                : $"{Packing}.Transposed(a + (i0 + i) * lda + p, lda, kc, height, height, panel + i * {Steps}{ZeroPointsOf(product.RoleA, "i0 + i")});");
            writer.Line("i += height;");
        }
    }

    /// <summary>Copies the rows of one tile, which lie one behind the other at a place of their own.</summary>
    protected void WriteTileOfA(string rows) => writer.Line(schedule.CopiesRows
        ? $"{Packing}.Rows({rows}, kc, kc, height, rowStep, panel + i * rowStep{ZeroPointsOf(product.RoleA, "i0 + i")});"
        : $"{Packing}.Transposed({rows}, kc, kc, height, height, panel + i * {Steps}{ZeroPointsOf(product.RoleA, "i0 + i")});");

    /// <summary>Copies columns to their strip whose rows lie one behind the other at a place of their own.</summary>
    protected void WriteStripOfB(string columns) => writer.Line(
        $"{Packing}.Columns({columns}, columns, kc, columns, {Text(Columns)}, strips + (j - j0) * {Steps}{ZeroPointOfB("j")});");

    /// <summary>Where a tile finds its rows of a, and how far they are apart unless they are a panel.</summary>
    protected virtual string TileOfA(string tiles) => schedule.CopiesRows ? "panel + (i - i0) * rowStep, rowStep" : schedule.PackA ? $"panel + (i - i0) * {Steps}" : $"a + i * lda + {StepsBefore}, lda";

    /// <summary>Where a tile finds its bias.</summary>
    protected virtual string TileOfBias => plan.Gated ? $"bias + {outputs} + j" : "bias + j";

    /// <summary>The row or column that has a scale of its own.</summary>
    protected virtual string PlaceOfScale => "j";

    private void WriteStrip(string tiles)
    {
        writer.Line($"nint columns = Math.Min({tiles}.Columns, end - j);");
        string gate = $"gateStrips + (j - j0) * {Steps}";
        if (schedule.TakesPacked)
        {
            writer.Line("// The last strip is as wide as its columns, in whole vectors.");
            writer.Line($"nint step = Math.Min({tiles}.Columns, (n - j + {Text(lanes - 1)}) & {Text(-lanes)});");
            writer.Line($"{PackTexts.StripType(plan)}* strip = {(plan.Gated ? "values" : "b")} + j * {allSteps} + {StepsBefore} * step;");
            gate = "gate + j * k + p * step";
        }
        else if (schedule.PackB)
        {
            writer.Line($"{type}* strip = strips + (j - j0) * {Steps};");
            writer.Line($"const int step = {tiles}.Columns;");
        }
        else
        {
            writer.Line($"{type}* strip = pack ? strips + (j - j0) * kc : b + p * ldb + j;");
            writer.Line($"nint step = pack ? {tiles}.Columns : ldb;");
        }

        if (schedule.PrefetchB)
            WriteAhead(tiles, gate);

        if (schedule.TakesNarrowStrips)
        {
            writer.Line("// A column or a few: rows of a are turned on their way, all of them at once.");
            writer.Line($"bool narrow = NarrowStrip.Takes(rows, columns, {Steps});");
        }

        using (writer.Block($"for (nint t = 0, i = i0; t < {(schedule.TakesNarrowStrips ? "(narrow ? 1 : count)" : "count")}; t++)"))
        {
            writer.Line($"nint height = {(schedule.TakesNarrowStrips ? "narrow ? rows : " : "")}t < taller ? low + 1 : low;");
            string next = schedule.PrefetchB ? AskFor("next") : "", nextGate = schedule.PrefetchB ? AskFor("nextGate") : "";

            if (schedule.TurnsResult)
                writer.Line($"{type}* sum = isSplit ? partial + (i - i0) * width + j - j0 : sums;");
            string target = SumsInC ? $"c + {PlaceInC}, ldc" : schedule.TurnsResult ? "sum, lds" : $"sums, {tiles}.Columns";
            string first = schedule.KBlock > 0 ? "p == 0" : "true";
            string operands = $"(height, columns, {TileOfA(tiles)}, strip, step, {Steps}, {target}, {first}";
            if (schedule.TakesNarrowStrips)
            {
                writer.Line("if (narrow)");
                using (writer.Indent())
                    writer.Line($"NarrowStrip.Run{operands});");
                writer.Line("else");
                using (writer.Indent())
                    writer.Line($"{tiles}.Run{operands}{next});");
            }
            else
            {
                writer.Line($"{tiles}.Run{operands}{next});");
            }

            if (plan.Gated)
                writer.Line($"{tiles}.Run(height, columns, {TileOfA(tiles)}, {gate}, step, kc, sums + {tiles}.Rows * {tiles}.Columns, {tiles}.Columns, {first}{nextGate});");
            if (schedule.Staged && schedule.KBlock > 0)
            {
                using (writer.Block("if (p + kc >= k)"))
                    WriteFinishOfTile(tiles);
            }
            else if (schedule.Staged)
            {
                WriteFinishOfTile(tiles);
            }

            writer.Line("i += height;");
        }
    }

    /// <summary>
    /// What the first tiles of a strip ask for, a line with each step, each tile as many columns as a line has: the next strip where it lies ready, otherwise
    /// what it will be made of.
    /// </summary>
    private void WriteAhead(string tiles, string gate)
    {
        string asked = Text(schedule.ColumnsAsked), numbers = Text(schedule.NumbersAsked);
        writer.Line("// While these tiles multiply, the next strip comes nearer.");
        if (schedule.TakesPacked)
        {
            writer.Line($"nint ahead = j + 2 * {tiles}.Columns <= n ? {tiles}.Columns / {asked} : 0, along = kc & -{numbers}, ldn = along, apart = {asked} * kc;");
            writer.Line($"{type}* next = strip + (nint){tiles}.Columns * {allSteps};");
            if (plan.Gated)
                writer.Line($"{type}* nextGate = {gate} + (nint){tiles}.Columns * {allSteps};");
            return;
        }

        writer.Line($"bool ready = {(schedule.PackB ? "" : "pack && ")}width > {tiles}.Columns;");
        writer.Line($"nint ahead = ready || j + 2 * {tiles}.Columns <= n ? {tiles}.Columns / {asked} : 0;");
        writer.Line(product.TransposeB
            ? $"nint along = kc & -{numbers}, ldn = ready ? along : ldb, apart = {asked} * (ready ? kc : ldb);"
            : $"nint along = ready ? kc & -{numbers} : {numbers}, ldn = ready ? along : ldb, apart = {asked} * (ready ? kc : 1);");
        WriteNext("next", plan.Gated ? $"{outputs} + j" : "j", "strip", "strips");
        if (plan.Gated)
            WriteNext("nextGate", "j", gate, "gateStrips");

        void WriteNext(string name, string column, string strip, string first)
        {
            string source = product.TransposeB ? $"({column} + {tiles}.Columns) * ldb + p" : $"p * ldb + {column} + {tiles}.Columns";
            writer.Line($"{type}* {name} = !ready ? b + {source} : j + {tiles}.Columns < end ? {strip} + {tiles}.Columns * kc : {first};");
        }
    }

    /// <summary>A tile's part of that, or nothing.</summary>
    private static string AskFor(string next) => $", t < ahead ? {next} + t * apart : null, along, ldn";

    private void WritePackB(string column, string target) => writer.Line(product.TransposeB
        ? $"{Packing}.Transposed(b + ({column}) * ldb + p, ldb, kc, columns, {Text(Columns)}, {target}{ZeroPointOfB(column)});"
        : $"{Packing}.Columns(b + p * ldb + {column}, ldb, kc, columns, {Text(Columns)}, {target}{ZeroPointOfB(column)});");

    /// <summary>Where a tile's result is in c.</summary>
    protected virtual string PlaceInC => "i * ldc + j";

    protected virtual void WriteFinishOfTile(string tiles) => WriteFinish(
        "height", "columns", $"sums + {tiles}.Rows * {tiles}.Columns", SumsInC ? "c + " + PlaceInC : "sums", SumsInC ? "ldc" : $"{tiles}.Columns");

    protected void WriteFinish(string rows, string columns, string gate, string sum, string lds, string? c = null)
    {
        string arguments = string.Concat(finishArguments.Select(argument => ", " + (argument.Name switch
        {
            "bias" => TileOfBias,
            "gateBias" => "bias + j",
            "residual" => "residual + " + PlaceInC,
            "weightScales" or "bScales" => argument.Name + " + " + PlaceOfScale,
            _ => argument.Name,
        })));
        writer.Line($"{finish}({rows}, {columns}, {(plan.Gated ? gate + ", " : "")}{sum}, {lds}, {c ?? "c + " + PlaceInC}, ldc{arguments});");
    }

    private static string At(string pointer, int offset) => $"{pointer}[{Text(offset)}]";

    private static string Plus(int offset) => offset == 0 ? "" : " + " + Text(offset);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
