using System.Globalization;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Emit;

/// <summary>The loops of a convolution whose filters go over one channel each: the library sums piece by piece, the epilogue is the kernel's.</summary>
/// <param name="writer">The code that is being written.</param>
/// <param name="spec">What is asked.</param>
/// <param name="plan">Its plan.</param>
/// <param name="finish">The method of its epilogue; null where sums are the result.</param>
/// <param name="addends">What that takes beside the sums.</param>
/// <param name="lanes">Numbers of a vector: of a pack in strips each filter fills one.</param>
internal sealed class DepthwiseBody(CodeWriter writer, ConvolutionSpec spec, ChainPlan plan, string? finish, IReadOnlyList<string> addends, int lanes)
{
    /// <summary>The type that is summed in.</summary>
    private readonly string type = plan.Adjacent ? NumericType.Float32.Keyword : plan.Accumulator.Keyword;

    private readonly bool widens = DepthwiseWay.Widens(plan);

    /// <summary>The pieces of a call, as an expression.</summary>
    public static string Split(ConvolutionSpec spec, ChainPlan plan) => DepthwiseWay.GoesAlongFilters(spec, plan) ? "OneChannel.Split(window, batch)"
        : $"{(spec.ChannelsLast ? "DepthwisePixels" : "DepthwisePlanes")}.Split(window, groups, batch)";

    /// <summary>Of planes: some rows of one, or a few of them, at a time, and all filters that go over those.</summary>
    /// <param name="pieces">The first piece and the one behind the last; null for all.</param>
    public void WritePlanes((string First, string Until)? pieces)
    {
        WriteSplit();
        writer.Line("nint most = DepthwisePlanes.Filters(largest, split.MostChannels, outputs);");
        string filters = widens ? " + split.MostChannels * outputs * k" : "";
        writer.Line($"{type}* room = ({type}*)Scratch.Rent((DepthwisePlanes.Room(largest, split.MostChannels) + DepthwisePlanes.RoomOfSums(largest, most){filters}) * sizeof({type}));");
        writer.Line($"{type}* pieceSums = room + DepthwisePlanes.Room(largest, split.MostChannels){(widens ? ", filters = pieceSums + DepthwisePlanes.RoomOfSums(largest, most)" : "")};");
        if (widens)
            writer.Line("nint channel = -1;");
        using (Pieces(pieces))
        {
            writer.Line("nint filter = piece.Channel * outputs, end = filter + piece.Channels * outputs;");
            if (widens)
            {
                using (writer.Block("if (piece.Channel != channel)"))
                {
                    writer.Line("channel = piece.Channel;");
                    WriteWidened("filter", "(end - filter)", "filters");
                }
            }

            writer.Line("var image = x + (piece.Picture * inChannels + piece.Channel) * window.Plane;");
            writer.Line($"DepthwisePlanes.Fill(image, part, piece.Channels, room{Moved});");
            writer.Line("// Rows that lie side by side are one.");
            writer.Line("nint length = part.OutWidth == window.OutWidth ? part.Pixels : part.OutWidth;");
            using (writer.Block("for (; filter < end; filter += most)"))
            {
                writer.Line("nint count = Math.Min(most, end - filter), at = (piece.Picture * outChannels + filter) * window.Pixels + piece.Place;");
                writer.Line($"DepthwisePlanes.Sums({(widens ? "" : "image, ")}room, part, piece.Channels, count / piece.Channels, {(widens ? "filters + (filter - channel * outputs) * k" : "weights + filter * k")}, pieceSums);");
                string sums = Sums("count * part.Pixels");
                using (writer.Block("for (nint done = 0; done < part.Pixels; done += length, at += window.OutWidth)"))
                {
                    writer.Line(finish is null
                        ? $"DepthwisePixels.Copy({sums} + done, part.Pixels, count, length, y + at, window.Pixels);"
                        : $"{finish}(count, length, {sums} + done, part.Pixels, y + at, window.Pixels{Addends("filter", "at")});");
                }
            }
        }
    }

    /// <summary>With channels side by side: a piece of some channels at a time, row by row.</summary>
    /// <inheritdoc cref="WritePlanes"/>
    public void WritePixels((string First, string Until)? pieces)
    {
        WriteSplit();
        writer.Line("nint together = DepthwisePixels.Block(groups), channel = -1;");
        writer.Line($"{type}* filters = ({type}*)Scratch.Rent((DepthwisePixels.Room(largest, together) + largest.OutWidth * together{(widens ? " + k * together" : "")}) * sizeof({type}));");
        writer.Line($"{type}* pieceSums = filters + window.Taps * together, room = pieceSums + largest.OutWidth * together;");
        using (Pieces(pieces))
        {
            using (writer.Block("if (piece.Channel != channel)"))
            {
                writer.Line("channel = piece.Channel;");
                if (widens)
                {
                    writer.Line($"{type}* plain = filters + DepthwisePixels.Room(largest, together) + largest.OutWidth * together;");
                    WriteWidened("channel", "piece.Channels", "plain");
                }

                writer.Line($"DepthwisePixels.Filters({(widens ? "plain" : "weights + channel * k")}, window, piece.Channels, together, filters);");
            }

            writer.Line($"DepthwisePixels.Fill(x + piece.Picture * window.Plane * inChannels + channel, part, piece.Channels, together, room{Moved});");
            writer.Line("nint at = (piece.Picture * window.Pixels + piece.Place) * outChannels + channel;");
            using (writer.Block("for (nint line = 0; line < part.Pixels / part.OutWidth; line++, at += window.OutWidth * outChannels)"))
            {
                writer.Line("DepthwisePixels.Sums(room, part, filters, piece.Channels, together, line, pieceSums);");
                string sums = Sums("part.OutWidth * together");
                writer.Line(finish is null
                    ? $"DepthwisePixels.Copy({sums}, together, part.OutWidth, piece.Channels, y + at, outChannels);"
                    : $"{finish}(part.OutWidth, piece.Channels, {sums}, together, y + at, outChannels{Addends("channel", "at")});");
            }
        }
    }

    /// <summary>Of one channel, whose filters' results lie side by side: some windows and a vector of filters at a time.</summary>
    /// <param name="pieces">The first piece and the one behind the last; null for all.</param>
    /// <param name="vectors">Of a strip.</param>
    public void WriteFilters((string First, string Until)? pieces, int vectors)
    {
        string vector = Text(lanes), strip = Text(vectors * lanes);
        WriteSplit();
        writer.Line($"nint most = OneChannel.Rows(largest, Math.Max({vector}, outChannels));");
        string length = spec.PackedWeights ? "" : $" + FilterStrips.Length(outChannels, k, 1, {strip}, {vector})";
        writer.Line($"{type}* room = ({type}*)Scratch.Rent((OneChannel.Room(largest) + most * largest.OutWidth * {vector}{length}) * sizeof({type}));");
        writer.Line($"{type}* pieceSums = room + OneChannel.Room(largest), strips = {(spec.PackedWeights ? "weights" : $"pieceSums + most * largest.OutWidth * {vector}")};");
        if (!spec.PackedWeights)
            writer.Line($"FilterStrips.Fill(weights, outChannels, k, 1, {strip}, {vector}, strips);");
        using (Pieces(pieces))
        {
            writer.Line("nint lines = part.Pixels / part.OutWidth;");
            writer.Line("OneChannel.Fill(x + piece.Picture * window.Plane, part, room);");
            using (writer.Block("for (nint line = 0; line < lines; line += most)"))
            {
                writer.Line("// Rows that lie side by side are one.");
                writer.Line("nint rows = Math.Min(most, lines - line), windows = rows * part.OutWidth, length = part.OutWidth == window.OutWidth ? windows : part.OutWidth;");
                using (writer.Block($"for (nint filter = 0; filter < outChannels; filter += {vector})"))
                {
                    writer.Line($"nint start = filter - filter % {strip}, width = Math.Min({strip}, (outChannels - start + {Text(lanes - 1)}) & {Text(-lanes)});");
                    writer.Line($"OneChannel.Sums(room, part, line, rows, strips + start * k + (filter - start), width, {vector}, pieceSums);");
                    writer.Line($"nint count = Math.Min({vector}, outChannels - filter), at = (piece.Picture * window.Pixels + piece.Place + line * window.OutWidth) * outChannels + filter;");
                    using (writer.Block("for (nint done = 0; done < windows; done += length, at += window.OutWidth * outChannels)"))
                    {
                        writer.Line(finish is null
                            ? $"DepthwisePixels.Copy(pieceSums + done * {vector}, {vector}, length, count, y + at, outChannels);"
                            : $"{finish}(length, count, pieceSums + done * {vector}, {vector}, y + at, outChannels{Addends("filter", "at")});");
                    }
                }
            }
        }
    }

    private void WriteSplit()
    {
        writer.Line($"DepthwiseSplit split = {Split(spec, plan)};");
        writer.Line("Window largest = split.Largest;");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Filters as floats, one behind the other.</summary>
    private void WriteWidened(string first, string count, string target)
    {
        string step = spec is { PackedWeights: true, ChannelsLast: true } ? Text(lanes) : "1";
        if (plan.Element.IsHalfWord)
            writer.Line($"DepthwiseFilters.Widen(weights + {first} * k * {step}, {count}, k, {step}, {target});");
        else if (spec.PackedWeights)
            writer.Line($"DepthwiseFilters.WidenPairs(weights + {first} * ((k + 1) / 2) * {step}, {count}, k, {step}, {target});");
        else
            writer.Line($"DepthwiseFilters.Widen(weights + {first} * k, {count}, k, {(spec.Find("weightZeroPoints") is null ? "null" : $"allZeroPoints + {first}")}, {(spec.Find("weightZeroPoint") is null ? "0" : "weightZeroPoint")}, {target});");
    }

    /// <summary>What a number of x is less by, once it is a float.</summary>
    private string Moved => !widens ? "" : spec.Find("xZeroPoint") is null ? ", 0" : ", xZeroPoint";

    /// <summary>The sums of a piece in the plan's type.</summary>
    private string Sums(string count)
    {
        if (!plan.Adjacent)
            return "pieceSums";
        writer.Line($"int* wholeSums = DepthwiseFilters.Whole(pieceSums, {count});");
        return "wholeSums";
    }

    private CodeWriter.Closing Pieces((string First, string Until)? pieces)
    {
        CodeWriter.Closing block = writer.Block($"for (nint number = {pieces?.First ?? "0"}; number < {pieces?.Until ?? "split.Count"}; number++)");
        writer.Line("DepthwisePiece piece = split.Piece(number);");
        writer.Line("Window part = piece.Window;");
        return block;
    }

    private string Addends(string channel, string at) =>
        string.Concat(addends.Select(addend => $", {ConvolutionText.Plural(addend)}{(ConvolutionText.IsPerFilter(addend) ? $" + {channel}" : addend == "residual" ? $" + {at}" : "")}"));
}
