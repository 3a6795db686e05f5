using System.Globalization;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>Prints the loops around the tiles of a matrix product, as its schedule says.</summary>
internal sealed class MatrixBody(
    CodeWriter writer,
    MatrixProductSpec product,
    ChainPlan plan,
    VectorDialect dialect,
    MatrixSchedule schedule,
    string finish,
    IReadOnlyList<(string Type, string Name)> finishArguments)
{
    private readonly string type = plan.Accumulator.Keyword;
    private readonly int lanes = dialect.LanesOf(plan.Accumulator);

    private int Columns => schedule.Tile.Vectors * lanes;

    /// <summary>K can be split only where nothing else is done with c before the last block; then c itself holds the sums.</summary>
    private bool SumsInC => !schedule.Staged || schedule.KBlock > 0;

    // ---- a fixed shape that stays in cache: tiles in place ----

    /// <summary>The width of b's copy where it is transposed: whole vectors.</summary>
    private int PackedWidth => (product.N.Fixed!.Value + lanes - 1) / lanes * lanes;

    public void WriteInlineSetup()
    {
        if (product.TransposeB)
            writer.Line($"{type}* packed = ({type}*)Scratch.Rent((long)k * {Text(PackedWidth)} * sizeof({type}));");
        if (schedule.Staged)
            writer.Line($"{type}* sums = stackalloc {type}[{Text(schedule.Tile.Rows * Columns)}];");
        if (product.N.Fixed % lanes != 0)
            writer.Line($"var mask = {dialect.Mask(plan.Accumulator, Text(product.N.Fixed!.Value % lanes))};");
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
            Loop("j", 0, whole, Columns, () => WriteInlineTile(rows, schedule.Tile.Vectors, Columns, masked: false));
        int rest = n - whole;
        if (rest > 0)
            Loop("j", whole, n, rest, () => WriteInlineTile(rows, (rest + lanes - 1) / lanes, rest, rest % lanes != 0));
    }

    private void WriteInlineTile(int rows, int vectors, int columns, bool masked)
    {
        bool packed = product.TransposeB;
        int lda = product.Lda?.Fixed ?? (product.TransposeA ? product.M.Fixed!.Value : product.K.Fixed!.Value);
        int ldc = product.Ldc?.Fixed ?? product.N.Fixed!.Value;
        writer.Line($"{type}* at = a + i{(product.TransposeA ? "" : " * lda")};");
        writer.Line($"{type}* bt = {(packed ? "packed" : "b")} + j;");
        writer.Line($"{type}* ct = c + i * ldc + j;");
        string step = packed ? Text(PackedWidth) : "ldb";
        TileWriter.Write(writer, plan, dialect, rows, vectors, new TileOperands
        {
            K = "k",
            A = r => product.TransposeA ? At("at", r) : r == 0 ? "at[p]" : $"at[p + {Text(r * lda)}]",
            B = "bt",
            Advance = (product.TransposeA ? "at += lda; " : "") + $"bt += {step}",
            C = r => schedule.Staged ? "sums" + Plus(r * Columns) : "ct" + Plus(r * ldc),
            Mask = masked ? "mask" : null,
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

    // ---- any other shape: strips of b, shared tiles ----

    public void WriteBlockedSetup(string tiles)
    {
        if (schedule.PackB)
        {
            writer.Line("const bool pack = true;");
        }
        else
        {
            writer.Line("// A copy of b pays where b leaves the cache and many rows use it.");
            writer.Line($"bool pack = m > {Text(schedule.FewRows)} && (long)k * n * sizeof({type}) > {Text(schedule.PackLargeB)};");
        }

        if (schedule.KBlock > 0)
        {
            writer.Line($"nint most = {(schedule.PackB ? Text(schedule.KBlock) : $"pack ? {Text(schedule.KBlock)} : m <= {Text(schedule.FewRows)} ? {Text(schedule.KBlockInPlace)} : k")};");
            writer.Line("nint depth = k <= most ? k : (k + (k + most - 1) / most - 1) / ((k + most - 1) / most);");
        }
        else
        {
            writer.Line("nint depth = k;");
        }

        if (schedule.PackA)
            writer.Line($"nint block = (nint)Math.Max({tiles}.Rows, Math.Min((long)m, {Text(schedule.RowBlock)} * 1024L / Math.Max(1L, depth)));");
        string strip = $"depth * {tiles}.Columns{(plan.Gated ? " * 2" : "")}";
        string panel = schedule.PackA ? " + depth * block" : "";
        writer.Line($"{type}* strip = ({type}*)Scratch.Rent(((pack ? {strip} : 0L){panel}) * sizeof({type}));");
        if (schedule.PackA)
            writer.Line($"{type}* panel = strip + (pack ? {strip} : 0);");
        if (schedule.Staged && !SumsInC)
            writer.Line($"{type}* sums = stackalloc {type}[{tiles}.Rows * {tiles}.Columns{(plan.Gated ? " * 2" : "")}];");
    }

    public void WriteBlocked(string tiles)
    {
        writer.Line("nint p = 0;");
        writer.Line("do");
        using (writer.Block())
        {
            writer.Line("nint kc = Math.Min(depth, k - p);");
            if (schedule.PackA)
            {
                using (writer.Block("for (nint i0 = 0; i0 < m; i0 += block)"))
                {
                    writer.Line("nint rows = Math.Min(block, m - i0);");
                    WriteRowSplit(tiles);
                    WritePackA();
                    WriteStrips(tiles);
                }
            }
            else
            {
                writer.Line("const nint i0 = 0;");
                writer.Line("nint rows = m;");
                WriteRowSplit(tiles);
                WriteStrips(tiles);
            }

            writer.Line("p += kc;");
        }

        writer.Line("while (p < k);");
    }

    private void WriteRowSplit(string tiles)
    {
        writer.Line("// Tiles whose heights differ by one at most.");
        writer.Line($"nint count = (rows + {tiles}.Rows - 1) / {tiles}.Rows;");
        writer.Line("nint low = count == 0 ? 0 : rows / count, taller = rows - low * count;");
    }

    private void WritePackA()
    {
        using (writer.Block("for (nint t = 0, i = 0; t < count; t++)"))
        {
            writer.Line("nint height = t < taller ? low + 1 : low;");
            writer.Line(product.TransposeA
                ? "Packing.Columns(a + p * lda + i0 + i, lda, kc, height, height, panel + i * kc);"
                : "Packing.Transposed(a + (i0 + i) * lda + p, lda, kc, height, height, panel + i * kc);");
            writer.Line("i += height;");
        }
    }

    private void WriteStrips(string tiles)
    {
        using (writer.Block($"for (nint j = 0; j < n; j += {tiles}.Columns)"))
        {
            writer.Line($"nint columns = Math.Min({tiles}.Columns, n - j);");
            if (plan.Element == plan.Accumulator)
                writer.Line($"{type}* bs = b + {(product.TransposeB ? "j * ldb + p" : "p * ldb + j")};");
            else
                writer.Line($"{type}* bs = strip;");
            writer.Line("nint bStep = ldb;");
            using (writer.Block("if (pack)"))
            {
                WritePackB("j", "strip");
                if (plan.Gated)
                    WritePackB("n + j", $"strip + depth * {tiles}.Columns");
                writer.Line("bs = strip;");
                writer.Line($"bStep = {tiles}.Columns;");
            }

            using (writer.Block("for (nint t = 0, i = 0; t < count; t++)"))
            {
                writer.Line("nint height = t < taller ? low + 1 : low;");
                string a = schedule.PackA ? "panel + i * kc" : "a + (i0 + i) * lda + p, lda";
                string target = SumsInC ? "c + (i0 + i) * ldc + j, ldc" : $"sums, {tiles}.Columns";
                string first = schedule.KBlock > 0 ? "p == 0" : "true";
                writer.Line($"{tiles}.Run(height, columns, {a}, bs, bStep, kc, {target}, {first});");
                if (plan.Gated)
                    writer.Line($"{tiles}.Run(height, columns, {a}, strip + depth * {tiles}.Columns, bStep, kc, sums + {tiles}.Rows * {tiles}.Columns, {tiles}.Columns, {first});");
                if (schedule.Staged)
                {
                    if (schedule.KBlock > 0)
                    {
                        writer.Line("if (p + kc >= k)");
                        using (writer.Indent())
                            Finish();
                    }
                    else
                    {
                        Finish();
                    }
                }

                writer.Line("i += height;");
            }
        }

        void Finish() => WriteFinish(
            "height", "columns", "sums", plan.Gated ? $"sums + {tiles}.Rows * {tiles}.Columns" : SumsInC ? "c + (i0 + i) * ldc + j" : "sums",
            SumsInC ? "ldc" : $"{tiles}.Columns", "c + (i0 + i) * ldc + j", "(i0 + i)");
    }

    private void WritePackB(string column, string target) => writer.Line(product.TransposeB
        ? $"Packing.Transposed(b + ({column}) * ldb + p, ldb, kc, columns, {Text(Columns)}, {target});"
        : $"Packing.Columns(b + p * ldb + {column}, ldb, kc, columns, {Text(Columns)}, {target});");

    private void WriteFinish(string rows, string columns, string gate, string sum, string lds, string c, string row = "i")
    {
        string arguments = string.Concat(finishArguments.Select(argument => ", " + (argument.Name switch
        {
            "bias" => plan.Gated ? "bias + n + j" : "bias + j",
            "gateBias" => "bias + j",
            "residual" => $"residual + {row} * ldc + j",
            _ => argument.Name,
        })));
        writer.Line($"{finish}({rows}, {columns}, {(plan.Gated ? gate + ", " : "")}{sum}, {lds}, {c}, ldc{arguments});");
    }

    private static string At(string pointer, int offset) => $"{pointer}[{Text(offset)}]";

    private static string Plus(int offset) => offset == 0 ? "" : " + " + Text(offset);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
