using KernelGen.Benchmarks.Measuring;
using KernelGen.Benchmarks.Peers;
using KernelGen.Benchmarks.Reports;

namespace KernelGen.Benchmarks.Plots;

/// <summary>
/// The rows as pictures beside the CSV: bars a group, and all groups under the roofs of the machine. Figures are the shares of the peak that was measured in
/// the same rounds, so that a moment in which the whole machine was slow bends no bar.
/// </summary>
internal static class RatioPlots
{
    private const string Ours = "ours";

    /// <summary>Writes the pictures and returns their files.</summary>
    public static IReadOnlyList<string> Write(string csvPath, Machine machine, IReadOnlyList<RatioRow> rows)
    {
        var written = new List<string>();
        foreach (IGrouping<string, RatioRow> group in rows.Where(row => row.PeakShare is not null).GroupBy(row => row.Work.Group))
        {
            string[] contenders = [Ours, .. Peer.Of(group.Key).Select(peer => peer.Name)];
            BarChart.Save(
                File(group.Key),
                $"{group.Key}: {machine.Processor}, one thread",
                contenders,
                [.. group.Select(row => (row.Work.Name, contenders.Select(contender => Percent(row, contender)).ToArray()))]);
        }

        // Doubles have half the peak, integers another one, and kernels for any shape lie under those of their shape.
        (string, IReadOnlyList<(double, double)>)[] points =
        [
            .. rows.Where(row => row.PeakShare is not null && row.Work.ElementBytes == sizeof(float) && !row.Work.Group.Contains("-any-", StringComparison.Ordinal)
                    && !row.Work.Group.StartsWith("i8-", StringComparison.Ordinal))
                .GroupBy(row => row.Work.Group)
                .Select(group => (group.Key, (IReadOnlyList<(double, double)>)[.. group.Select(row => (row.Work.Flops / row.Work.Bytes, row.PeakShare!.Value * machine.FmaGflops))])),
        ];
        if (points.Length > 0)
            Roofline.Save(File("roofline"), $"KernelGen's kernels: {machine.Processor}, one thread, float", points, machine.FmaGflops, machine.ReadGigabytes);
        return written;

        string File(string name)
        {
            string path = $"{Path.ChangeExtension(csvPath, null)}-{name}.png";
            written.Add(path);
            return path;
        }
    }

    private static double Percent(RatioRow row, string contender) =>
        100 * (contender == Ours ? row.PeakShare : row.PeakShare / row.SpeedUpOver(contender)) ?? double.NaN;
}
