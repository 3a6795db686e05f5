using KernelGen.Generator.Arithmetic;

namespace KernelGen.Generator.Emit;

/// <summary>The loops of a convolution whose filters go over one channel each: the library sums piece by piece, the epilogue is the kernel's.</summary>
/// <param name="writer">The code that is being written.</param>
/// <param name="plan">Its plan.</param>
/// <param name="finish">The method of its epilogue; null where sums are the result.</param>
/// <param name="addends">What that takes beside the sums.</param>
internal sealed class DepthwiseBody(CodeWriter writer, ChainPlan plan, string? finish, IReadOnlyList<string> addends)
{
    private readonly string type = plan.Accumulator.Keyword;

    /// <summary>The pieces of a call, as an expression.</summary>
    public static string Split(bool channelsLast) => $"{(channelsLast ? "DepthwisePixels" : "DepthwisePlanes")}.Split(window, groups, batch)";

    /// <summary>Of planes: a piece of one at a time, for each of the filters that go over it.</summary>
    /// <param name="pieces">The first piece and the one behind the last; null for all.</param>
    public void WritePlanes((string First, string Until)? pieces)
    {
        writer.Line($"DepthwiseSplit split = {Split(channelsLast: false)};");
        writer.Line("Window largest = split.Largest;");
        writer.Line("nint shape = -1;");
        writer.Line($"{type}* room = ({type}*)Scratch.Rent((DepthwisePlanes.Room(largest){(finish is null ? "" : " + largest.Pixels")}) * sizeof({type}));");
        if (finish is not null)
            writer.Line($"{type}* pieceSums = room + DepthwisePlanes.Room(largest);");
        using (Pieces(pieces))
        {
            using (writer.Block("if (piece.Shape != shape)"))
            {
                writer.Line("DepthwisePlanes.Begin(part, room);");
                writer.Line("shape = piece.Shape;");
            }

            writer.Line("DepthwisePlanes.Fill(x + (piece.Picture * inChannels + piece.Channel) * window.Plane, part, room);");
            using (writer.Block("for (nint filter = piece.Channel * outputs; filter < (piece.Channel + 1) * outputs; filter++)"))
            {
                writer.Line("nint at = (piece.Picture * outChannels + filter) * window.Pixels + piece.Place;");
                if (finish is null)
                {
                    writer.Line("DepthwisePlanes.Sums(room, part, weights + filter * k, y + at, window.OutWidth);");
                    return;
                }

                writer.Line("// Rows that lie side by side are one.");
                writer.Line("DepthwisePlanes.Sums(room, part, weights + filter * k, pieceSums, part.OutWidth);");
                writer.Line("nint length = part.OutWidth == window.OutWidth ? part.Pixels : part.OutWidth;");
                using (writer.Block("for (nint done = 0; done < part.Pixels; done += length, at += window.OutWidth)"))
                    writer.Line($"{finish}(1, length, pieceSums + done, length, y + at, length{Addends("filter", "at")});");
            }
        }
    }

    /// <summary>With channels side by side: a piece of some channels at a time, row by row.</summary>
    /// <inheritdoc cref="WritePlanes"/>
    public void WritePixels((string First, string Until)? pieces)
    {
        writer.Line($"DepthwiseSplit split = {Split(channelsLast: true)};");
        writer.Line("Window largest = split.Largest;");
        writer.Line("nint together = DepthwisePixels.Block(groups), channel = -1;");
        writer.Line($"{type}* filters = ({type}*)Scratch.Rent((DepthwisePixels.Room(largest, together) + largest.OutWidth * together) * sizeof({type}));");
        writer.Line($"{type}* pieceSums = filters + window.Taps * together, room = pieceSums + largest.OutWidth * together;");
        using (Pieces(pieces))
        {
            using (writer.Block("if (piece.Channel != channel)"))
            {
                writer.Line("channel = piece.Channel;");
                writer.Line("DepthwisePixels.Filters(weights + channel * k, window, piece.Channels, together, filters);");
            }

            writer.Line("DepthwisePixels.Fill(x + piece.Picture * window.Plane * inChannels + channel, part, piece.Channels, together, room);");
            writer.Line("nint at = (piece.Picture * window.Pixels + piece.Place) * outChannels + channel;");
            using (writer.Block("for (nint line = 0; line < part.Pixels / part.OutWidth; line++, at += window.OutWidth * outChannels)"))
            {
                writer.Line("DepthwisePixels.Sums(room, part, filters, piece.Channels, together, line, pieceSums);");
                writer.Line(finish is null
                    ? "DepthwisePixels.Copy(pieceSums, together, part.OutWidth, piece.Channels, y + at, outChannels);"
                    : $"{finish}(part.OutWidth, piece.Channels, pieceSums, together, y + at, outChannels{Addends("channel", "at")});");
            }
        }
    }

    private CodeWriter.Closing Pieces((string First, string Until)? pieces)
    {
        CodeWriter.Closing block = writer.Block($"for (nint number = {pieces?.First ?? "0"}; number < {pieces?.Until ?? "split.Count"}; number++)");
        writer.Line("DepthwisePiece piece = split.Piece(number);");
        writer.Line("Window part = piece.Window;");
        return block;
    }

    private string Addends(string channel, string at) =>
        string.Concat(addends.Select(addend => addend == "bias" ? $", biases + {channel}" : $", residuals + {at}"));
}
