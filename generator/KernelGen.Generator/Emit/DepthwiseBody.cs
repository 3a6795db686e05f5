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
    public static string Split(bool channelsLast) => $"{(channelsLast ? "DepthwisePixels" : "DepthwisePlanes")}.Split(window, groups, batch)";

    /// <summary>Of planes: a piece of one at a time, for each of the filters that go over it.</summary>
    /// <param name="pieces">The first piece and the one behind the last; null for all.</param>
    public void WritePlanes((string First, string Until)? pieces)
    {
        writer.Line($"DepthwiseSplit split = {Split(channelsLast: false)};");
        writer.Line("Window largest = split.Largest;");
        writer.Line($"nint shape = -1{(widens ? ", channel = -1" : "")};");
        writer.Line($"{type}* room = ({type}*)Scratch.Rent((DepthwisePlanes.Room(largest){(GoesToResult ? "" : " + largest.Pixels")}{(widens ? " + outputs * k" : "")}) * sizeof({type}));");
        if (!GoesToResult)
            writer.Line($"{type}* pieceSums = room + DepthwisePlanes.Room(largest){(widens ? ", filters = pieceSums + largest.Pixels" : "")};");
        using (Pieces(pieces))
        {
            using (writer.Block("if (piece.Shape != shape)"))
            {
                writer.Line("DepthwisePlanes.Begin(part, room);");
                writer.Line("shape = piece.Shape;");
            }

            if (widens)
            {
                using (writer.Block("if (piece.Channel != channel)"))
                {
                    writer.Line("channel = piece.Channel;");
                    WriteWidened("channel * outputs", "outputs", "filters");
                }
            }

            writer.Line($"DepthwisePlanes.Fill(x + (piece.Picture * inChannels + piece.Channel) * window.Plane, part, room{Moved});");
            using (writer.Block("for (nint filter = piece.Channel * outputs; filter < (piece.Channel + 1) * outputs; filter++)"))
            {
                writer.Line("nint at = (piece.Picture * outChannels + filter) * window.Pixels + piece.Place;");
                string numbers = widens ? "filters + (filter - channel * outputs) * k" : "weights + filter * k";
                if (GoesToResult)
                {
                    writer.Line($"DepthwisePlanes.Sums(room, part, {numbers}, y + at, window.OutWidth);");
                    return;
                }

                writer.Line("// Rows that lie side by side are one.");
                writer.Line($"DepthwisePlanes.Sums(room, part, {numbers}, pieceSums, part.OutWidth);");
                writer.Line("nint length = part.OutWidth == window.OutWidth ? part.Pixels : part.OutWidth;");
                string sums = Sums("part.Pixels");
                using (writer.Block("for (nint done = 0; done < part.Pixels; done += length, at += window.OutWidth)"))
                {
                    writer.Line(finish is null
                        ? $"DepthwisePixels.Copy({sums} + done, length, 1, length, y + at, length);"
                        : $"{finish}(1, length, {sums} + done, length, y + at, length{Addends("filter", "at")});");
                }
            }
        }
    }

    /// <summary>Sums of planes are the result as they are.</summary>
    private bool GoesToResult => finish is null && !widens;

    /// <summary>With channels side by side: a piece of some channels at a time, row by row.</summary>
    /// <inheritdoc cref="WritePlanes"/>
    public void WritePixels((string First, string Until)? pieces)
    {
        writer.Line($"DepthwiseSplit split = {Split(channelsLast: true)};");
        writer.Line("Window largest = split.Largest;");
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

    /// <summary>Filters as floats, one behind the other.</summary>
    private void WriteWidened(string first, string count, string target)
    {
        string step = spec is { PackedWeights: true, ChannelsLast: true } ? lanes.ToString(CultureInfo.InvariantCulture) : "1";
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
