using KernelGen.Generator.Arithmetic;

namespace KernelGen.Generator.Emit;

/// <summary>The loops of a convolution whose filters go over one channel each: the library sums, the epilogue is the kernel's.</summary>
/// <param name="writer">The code that is being written.</param>
/// <param name="plan">Its plan.</param>
/// <param name="finish">The method of its epilogue; null where sums are the result.</param>
/// <param name="addends">What that takes beside the sums.</param>
internal sealed class DepthwiseBody(CodeWriter writer, ChainPlan plan, string? finish, IReadOnlyList<string> addends)
{
    private readonly string type = plan.Accumulator.Keyword;

    /// <summary>Of planes: a band of one at a time, for each of the filters that go over it.</summary>
    public void WritePlanes()
    {
        writer.Line("nint ldc = window.Pixels, band = DepthwisePlanes.Band(window);");
        writer.Line($"{type}* room = ({type}*)Scratch.Rent((DepthwisePlanes.Room(window, band){(finish is null ? "" : " + band * window.OutWidth")}) * sizeof({type}));");
        if (finish is not null)
            writer.Line($"{type}* sums = room + DepthwisePlanes.Room(window, band);");
        using (writer.Block("for (nint product = first; product < until; product++)"))
        {
            writer.Line("nint picture = product / groups, group = product - picture * groups;");
            writer.Line($"{type}* image = x + (picture * inChannels + group) * window.Plane;");
            using (writer.Block("for (nint at = column, count; at < column + n; at += count)"))
            {
                writer.Line("nint begin = at / window.OutWidth, rows = Math.Min(band, window.Pixels / window.OutWidth - begin);");
                writer.Line("count = Math.Min(column + n, (begin + rows) * window.OutWidth) - at;");
                writer.Line("DepthwisePlanes.Split(image, window, begin, rows, room);");
                using (writer.Block("for (nint i = row; i < row + m; i++)"))
                {
                    writer.Line($"{type}* c = y + (product * outputs + i) * ldc + at;");
                    writer.Line($"DepthwisePlanes.Sums(room, window, rows, weights + (group * outputs + i) * k, at - begin * window.OutWidth, count, {(finish is null ? "c" : "sums")});");
                    if (finish is not null)
                        writer.Line($"{finish}(1, count, sums, count, c, ldc{Addends("group * outputs + i", "(product * outputs + i) * ldc + at")});");
                }
            }
        }
    }

    /// <summary>With channels side by side: a band of some channels at a time, for each row of windows.</summary>
    public void WritePixels()
    {
        writer.Line("nint ldc = outChannels, channels = until - first, block = DepthwisePixels.Block(channels), band = DepthwisePixels.Band(window, block);");
        writer.Line($"{type}* room = ({type}*)Scratch.Rent((DepthwisePixels.Room(window, band, block, channels) + window.OutWidth * block) * sizeof({type}));");
        writer.Line($"{type}* filters = DepthwisePixels.Filters(weights + first * k, window, band, block, channels, room), sums = room + DepthwisePixels.Room(window, band, block, channels);");
        using (writer.Block("for (nint channel = first; channel < until; channel += block)"))
        {
            writer.Line("nint some = Math.Min(block, until - channel), end = -1, begin = 0;");
            using (writer.Block("for (nint i = row, count; i < row + m; i += count)"))
            {
                writer.Line("nint picture = i / window.Pixels, pixel = i - picture * window.Pixels, oy = pixel / window.OutWidth, ox = pixel - oy * window.OutWidth;");
                writer.Line("count = Math.Min(window.OutWidth - ox, row + m - i);");
                using (writer.Block("if (oy == 0 || oy >= end || i == row)"))
                {
                    writer.Line("(begin, end) = (oy, Math.Min(oy + band, window.Pixels / window.OutWidth));");
                    writer.Line("DepthwisePixels.Fill(x + picture * window.Plane * inChannels + channel, window, begin, end - begin, some, block, room);");
                }

                writer.Line("DepthwisePixels.Sums(room, window, filters + (channel - first), channels, some, block, oy - begin, sums);");
                writer.Line(finish is null
                    ? "DepthwisePixels.Copy(sums + ox * block, block, count, some, y + i * ldc + channel, ldc);"
                    : $"{finish}(count, some, sums + ox * block, block, y + i * ldc + channel, ldc{Addends("channel", "i * ldc + channel")});");
            }
        }
    }

    private string Addends(string channel, string at) =>
        string.Concat(addends.Select(addend => addend == "bias" ? $", biases + {channel}" : $", residuals + {at}"));
}
