using System.Globalization;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>
/// Prints a pool's loops. Planes go row by row of the result: first every column that its windows reach, as long vectors of the image; then the windows
/// side by side, from the columns in scratch. Channels that lie side by side are a vector's lanes.
/// </summary>
internal sealed class PoolBody(CodeWriter writer, PoolSpec spec, PoolPlan plan)
{
    private readonly NumericType type = plan.Accumulator;
    private readonly string element = plan.Element.Keyword, output = plan.Output.Keyword, number = plan.Accumulator.Keyword;

    /// <summary>The locals of a window's sum, and of one of its columns.</summary>
    private readonly string[] window = [.. plan.Sum.State.Select(state => "window" + state.ToUpperInvariant())], column = [.. plan.Sum.State.Select(state => "column" + state.ToUpperInvariant())];

    private bool IsMean => !spec.IsMax;

    /// <summary>Whether windows are counted one by one.</summary>
    private bool Counts => IsMean && !spec.CountsAll;

    public void Write(VectorDialect? dialect)
    {
        if (dialect is null)
            WriteScalar();
        else if (spec.ChannelsLast)
            WriteChannels(dialect);
        else
            WritePlanes(dialect);
    }

    // ---- one number at a time ----

    private void WriteScalar()
    {
        using (writer.Block("for (nint unit = first; unit < end; unit++)"))
        {
            if (spec.ChannelsLast)
            {
                WriteRowOfPixels("unit");
                using (writer.Block("for (nint ox = 0; ox < outWidth; ox++)"))
                {
                    WriteAcross();
                    using (writer.Block("for (nint c = 0; c < channels; c++)"))
                        WriteWindow("image + c", "channels", "result[ox * channels + c]");
                }
            }
            else
            {
                writer.Line($"{element}* image = x + unit * imageHeight * imageWidth;");
                using (writer.Block("for (nint oy = 0; oy < outHeight; oy++)"))
                {
                    WriteDown();
                    writer.Line($"{output}* result = y + (unit * outHeight + oy) * outWidth;");
                    using (writer.Block("for (nint ox = 0; ox < outWidth; ox++)"))
                    {
                        WriteAcross();
                        WriteWindow("image", "1", "result[ox]");
                    }
                }
            }
        }
    }

    /// <summary>A row of the result where channels lie side by side.</summary>
    private void WriteRowOfPixels(string unit)
    {
        writer.Line($"nint picture = {unit} / outHeight, oy = {unit} - picture * outHeight;");
        writer.Line($"{element}* image = x + picture * imageHeight * imageWidth * channels;");
        writer.Line($"{output}* result = y + {unit} * outWidth * channels;");
        WriteDown();
    }

    /// <summary>The rows of a window that lie in the image.</summary>
    private void WriteDown()
    {
        writer.Line("nint down = oy * strideHeight - top, firstRow = Pooling.First(down, kernelHeight, dilationHeight);");
        writer.Line("nint rows = Pooling.End(down, kernelHeight, dilationHeight, imageHeight, firstRow) - firstRow;");
        writer.Line("down += firstRow * dilationHeight;");
    }

    /// <summary>The columns of a window that lie in the image.</summary>
    private void WriteAcross()
    {
        writer.Line("nint across = ox * strideWidth - left, firstColumn = Pooling.First(across, kernelWidth, dilationWidth);");
        writer.Line("nint columns = Pooling.End(across, kernelWidth, dilationWidth, imageWidth, firstColumn) - firstColumn;");
        writer.Line("across += firstColumn * dilationWidth;");
    }

    /// <summary>One window by itself.</summary>
    private void WriteWindow(string image, string pixel, string target)
    {
        Dialect dialect = Scalar.Target.Dialect;
        var printer = new ProgramPrinter(writer, dialect);
        Declare(dialect, window);
        using (writer.Block("for (nint kx = 0; kx < columns; kx++)"))
        {
            Declare(dialect, column);
            using (writer.Block("for (nint ky = 0; ky < rows; ky++)"))
            {
                string place = $"({image})[((down + ky * dilationHeight) * imageWidth + across + kx * dilationWidth) * {pixel}]";
                writer.Line($"{number} value = {(plan.Element == type ? place : $"({number}){place}")};");
                printer.Assign(plan.Sum.Step, ["value", .. column], column, "r");
            }

            printer.Assign(plan.Sum.Merge, [.. window, .. column], window, "m");
        }

        string result = Finish(dialect, name => name == "rows" ? $"({number}){Count("kernelHeight", "rows")}" : $"({number}){Count("kernelWidth", "columns")}");
        writer.Line($"{target} = {KernelText.Convert(type, plan.Output, result)};");
    }

    /// <summary>What a mean is divided by, one way.</summary>
    private string Count(string all, string inside) => $"Math.Max(1, {(Counts ? inside : all)})";

    private void Declare(Dialect dialect, IEnumerable<string> state)
    {
        foreach (string name in state)
            writer.Line($"var {name} = {Start(dialect)};");
    }

    private string Start(Dialect dialect) => plan.Start == 0 ? dialect.Zero(type) : dialect.Constant(type, type.Bytes == 4
        ? BitConverter.ToUInt32(BitConverter.GetBytes((float)plan.Start), 0) : (ulong)BitConverter.DoubleToInt64Bits(plan.Start));

    private string Finish(Dialect dialect, Func<string, string> count)
    {
        var printer = new ProgramPrinter(writer, dialect);
        writer.Line($"var sum = {printer.Print(plan.Sum.Collapse, window, "c")[0]};");
        return printer.Print(plan.Finish, [.. plan.Finish.Inputs.Items.Select(name => name == "sum" ? name : count(name))], "f")[0];
    }

    // ---- channels side by side ----

    /// <summary>Whether part of a vector is loaded, and part of one stored, as vectors; from and to other widths it is done one by one.</summary>
    private bool HasParts => plan.Element.Computed == type && Elements.CanStore(type, plan.Output);

    private void WriteChannels(VectorDialect dialect)
    {
        string lanes = Text(dialect.LanesOf(type));
        var elements = new Elements(writer, dialect);
        bool isVector = Elements.CanStore(type, plan.Output);
        WriteCountsOfAll(dialect);
        if (HasParts)
            writer.Line($"var mask = {dialect.Mask(type, $"channels % {lanes}")};");
        using (writer.Block("for (nint unit = first; unit < end; unit++)"))
        {
            WriteRowOfPixels("unit");
            using (writer.Block("for (nint ox = 0; ox < outWidth; ox++)"))
            {
                WriteAcross();
                if (Counts)
                {
                    writer.Line($"var rowCount = {dialect.Broadcast(type, $"({number}){Count("", "rows")}")};");
                    writer.Line($"var columnCount = {dialect.Broadcast(type, $"({number}){Count("", "columns")}")};");
                }

                writer.Line("nint c = 0;");
                if (isVector)
                {
                    using (writer.Block($"for (; c <= channels - {lanes}; c += {lanes})"))
                    {
                        WriteVectorOfChannels(dialect, () => elements.Load(plan.Element, type, "at"));
                        writer.Line(elements.Store(type, plan.Output, "result + ox * channels + c", VectorFinish(dialect)) + ";");
                    }
                }

                if (HasParts)
                {
                    using (writer.Block("if (c < channels)"))
                    {
                        WriteVectorOfChannels(dialect, () => elements.LoadPartial(plan.Element, type, "at", "mask", "channels - c"));
                        writer.Line(elements.StorePartial(type, plan.Output, "result + ox * channels + c", "mask", "channels - c", VectorFinish(dialect)) + ";");
                    }
                }
                else
                {
                    using (writer.Block("for (; c < channels; c++)"))
                        WriteWindow("image + c", "channels", "result[ox * channels + c]");
                }
            }
        }
    }

    private void WriteVectorOfChannels(VectorDialect dialect, Func<string> load)
    {
        var printer = new ProgramPrinter(writer, dialect);
        Declare(dialect, window);
        using (writer.Block("for (nint kx = 0; kx < columns; kx++)"))
        {
            writer.Line($"{element}* at = image + (down * imageWidth + across + kx * dilationWidth) * channels + c;");
            Declare(dialect, column);
            using (writer.Block("for (nint ky = 0; ky < rows; ky++, at += dilationHeight * imageWidth * channels)"))
            {
                writer.Line($"var value = {load()};");
                printer.Assign(plan.Sum.Step, ["value", .. column], column, "r");
            }

            printer.Assign(plan.Sum.Merge, [.. window, .. column], window, "m");
        }
    }

    private string VectorFinish(VectorDialect dialect) => Finish(dialect, name => name == "rows" ? "rowCount" : "columnCount");

    /// <summary>What every window of a mean counts, where all count alike.</summary>
    private void WriteCountsOfAll(VectorDialect dialect)
    {
        if (!IsMean || Counts)
            return;
        writer.Line($"var rowCount = {dialect.Broadcast(type, $"({number}){Count("kernelHeight", "")}")};");
        writer.Line($"var columnCount = {dialect.Broadcast(type, $"({number}){Count("kernelWidth", "")}")};");
    }

    // ---- planes ----

    private void WritePlanes(VectorDialect dialect)
    {
        int lanes = dialect.LanesOf(type);
        string step = Text(lanes), states = Text(window.Length), start = Start(Scalar.Target.Dialect);
        bool isApart = spec.StrideWidth.Fixed != 1;
        writer.Line("// The columns that windows reach, those of them that lie in the image, and how many have the same remainder by the stride: whole vectors, and one to read beyond.");
        writer.Line("nint reach = (outWidth - 1) * strideWidth + (kernelWidth - 1) * dilationWidth + 1, used = Math.Min(imageWidth, Math.Max(0, reach - left));");
        writer.Line($"nint length = ((reach + strideWidth - 1) / strideWidth + {Text((2 * lanes) - 1)}) & {Text(-lanes)}, all = Math.Min(strideWidth, reach) * length;");
        writer.Line($"nint rowLength = {(isApart ? $"(used + {Text((2 * lanes) - 1)}) & {Text(-lanes)}" : "0")}, countLength = {(Counts ? $"(outWidth + {Text((2 * lanes) - 1)}) & {Text(-lanes)}" : "0")};");
        writer.Line($"{number}* places = ({number}*)Scratch.Rent((((long)all + rowLength) * {states} + countLength) * sizeof({number}) + (long)kernelWidth * sizeof(nint));");
        writer.Line($"{number}* row = places + all * {states}, counts = row + rowLength * {states};");
        writer.Line("nint* taps = (nint*)(counts + countLength);");
        writer.Line("Pooling.Places(taps, kernelWidth, dilationWidth, strideWidth, length);");
        writer.Line($"Pooling.Clear(places, all * {states}, {start});");
        if (Counts)
            writer.Line("Pooling.Count(counts, outWidth, left, kernelWidth, strideWidth, dilationWidth, imageWidth);");
        WriteCountsOfAll(dialect);
        writer.Line($"var columnMask = {dialect.Mask(type, $"used % {step}")};");
        if (Elements.CanStore(type, plan.Output))
            writer.Line($"var windowMask = {dialect.Mask(type, $"outWidth % {step}")};");
        if (isApart)
        {
            writer.Line("bool isApart = strideWidth != 1;");
            writer.Line($"{number}* target = isApart ? row : places + left;");
            writer.Line("nint stateStep = isApart ? rowLength : all;");
        }
        else
        {
            writer.Line($"{number}* target = places + left;");
            writer.Line("nint stateStep = all;");
        }

        using (writer.Block("for (nint plane = first; plane < end; plane++)"))
        {
            writer.Line($"{element}* image = x + plane * imageHeight * imageWidth;");
            using (writer.Block("for (nint oy = 0; oy < outHeight; oy++)"))
            {
                WriteDown();
                if (Counts)
                    writer.Line($"{number} rowNumber = ({number}){Count("", "rows")};");
                writer.Line($"{element}* line = image + down * imageWidth;");
                WriteColumns(dialect, step);
                if (isApart)
                {
                    using (writer.Block("if (isApart)"))
                    {
                        for (int i = 0; i < window.Length; i++)
                            writer.Line($"Pooling.Spread({Plus("row", "rowLength", i)}, used, left, strideWidth, length, {Plus("places", "all", i)});");
                    }
                }

                writer.Line($"{output}* result = y + (plane * outHeight + oy) * outWidth;");
                WriteWindows(dialect, step);
            }
        }
    }

    /// <summary>Each column's own sum, a vector of them at a time.</summary>
    private void WriteColumns(VectorDialect dialect, string step)
    {
        var elements = new Elements(writer, dialect);
        writer.Line("nint j = 0;");
        using (writer.Block($"for (; j <= used - {step}; j += {step})"))
        {
            WriteColumn(dialect, () => elements.Load(plan.Element, type, "at"));
            for (int i = 0; i < column.Length; i++)
                writer.Line(dialect.Store(type, Plus("target", "stateStep", i) + " + j", column[i]) + ";");
        }

        bool hasParts = plan.Element.Computed == type;
        using (writer.Block(hasParts ? "if (j < used)" : "for (; j < used; j++)"))
        {
            if (hasParts)
                WriteColumn(dialect, () => elements.LoadPartial(plan.Element, type, "at", "columnMask", "used - j"));
            else
                WriteColumn(Scalar.Target.Dialect, () => $"({number})*at");
            for (int i = 0; i < column.Length; i++)
            {
                string at = Plus("target", "stateStep", i) + " + j";
                writer.Line((hasParts ? dialect.StoreMasked(type, at, "columnMask", column[i]) : $"*({at}) = {column[i]}") + ";");
            }
        }
    }

    private void WriteColumn(Dialect dialect, Func<string> load)
    {
        var printer = new ProgramPrinter(writer, dialect);
        Declare(dialect, column);
        writer.Line($"{element}* at = line + j;");
        using (writer.Block("for (nint ky = 0; ky < rows; ky++, at += dilationHeight * imageWidth)"))
        {
            writer.Line($"var value = {load()};");
            printer.Assign(plan.Sum.Step, ["value", .. column], column, "r");
        }
    }

    /// <summary>Windows side by side from their columns. What is no column of the image is what a sum begins with, which changes none.</summary>
    private void WriteWindows(VectorDialect dialect, string step)
    {
        var elements = new Elements(writer, dialect);
        writer.Line("nint ox = 0;");
        if (!Elements.CanStore(type, plan.Output))
        {
            writer.Line("// Each result is rounded to the output's type once more.");
            using (writer.Block("for (; ox < outWidth; ox++)"))
            {
                WriteAcrossColumns(Scalar.Target.Dialect);
                string one = Finish(Scalar.Target.Dialect, name => !Counts ? $"({number}){Count(name == "rows" ? "kernelHeight" : "kernelWidth", "")}" : name == "rows" ? "rowNumber" : "counts[ox]");
                writer.Line($"result[ox] = {KernelText.Convert(type, plan.Output, one)};");
            }

            return;
        }

        if (Counts)
            writer.Line($"var rowCount = {dialect.Broadcast(type, "rowNumber")};");
        using (writer.Block($"for (; ox <= outWidth - {step}; ox += {step})"))
        {
            string value = Windows();
            writer.Line(elements.Store(type, plan.Output, "result + ox", value) + ";");
        }

        using (writer.Block("if (ox < outWidth)"))
        {
            string value = Windows();
            writer.Line(elements.StorePartial(type, plan.Output, "result + ox", "windowMask", "outWidth - ox", value) + ";");
        }

        string Windows()
        {
            WriteAcrossColumns(dialect);
            if (Counts)
                writer.Line($"var columnCount = {dialect.Load(type, "counts + ox")};");
            return VectorFinish(dialect);
        }
    }

    private void WriteAcrossColumns(Dialect dialect)
    {
        var printer = new ProgramPrinter(writer, dialect);
        Declare(dialect, window);
        using (writer.Block("for (nint kx = 0; kx < kernelWidth; kx++)"))
        {
            for (int i = 0; i < column.Length; i++)
                writer.Line($"var {column[i]} = {dialect.Load(type, Plus("places", "all", i) + " + taps[kx] + ox")};");
            printer.Assign(plan.Sum.Merge, [.. window, .. column], window, "m");
        }
    }

    private static string Plus(string pointer, string step, int count) => count == 0 ? pointer : $"{pointer} + {(count == 1 ? "" : Text(count) + " * ")}{step}";

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
