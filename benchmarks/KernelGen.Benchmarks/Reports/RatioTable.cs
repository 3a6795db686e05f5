using System.Globalization;
using KernelGen.Benchmarks.Measuring;
using KernelGen.Benchmarks.Peers;
using Spectre.Console;

namespace KernelGen.Benchmarks.Reports;

/// <summary>The rows as tables for people, a group each, with its geometric mean and its worst row.</summary>
internal static class RatioTable
{
    public static void WriteHeader(IAnsiConsole console, Machine machine, Effort effort)
    {
        console.WriteLine($"{machine.Processor}, {machine.Cores} cores, {machine.System}");
        console.WriteLine($"{machine.Runtime}, {machine.Date}");
        console.WriteLine(Invariant($"FMA peak of one core: f32 {machine.FmaGflops:F1} GFLOP/s, f64 {machine.FmaGflops / 2:F1} GFLOP/s ({FmaPeak.Lanes * 32}-bit vectors)"));
        console.WriteLine(Invariant($"Plain read of memory, one core: {machine.ReadGigabytes:F1} GB/s"));
        foreach (Peer peer in Peer.All)
            console.WriteLine($"{peer.Name}: {peer.Version ?? $"not installed ({peer.Get})"}");
        console.WriteLine(Invariant($"One thread; {effort.Rounds} interleaved rounds of {effort.SampleMilliseconds} ms and more; medians, and medians of the rounds' ratios. ×2 is: ours is twice as fast."));
        if (effort == Effort.Quick)
            console.WriteLine("Quick: a smoke test, no measurement.");
    }

    public static void Write(IAnsiConsole console, string group, IReadOnlyList<RatioRow> rows)
    {
        IReadOnlyList<Peer> peers = Peer.Of(group);
        Table table = new Table().Border(TableBorder.Rounded).Title(Markup.Escape(group));
        table.AddColumn("work", column => column.NoWrap());
        foreach (string heading in (string[])["ours", "GFLOP/s", "% of peak", "predicted", "% of read"])
            table.AddColumn(heading, column => column.NoWrap().RightAligned());
        foreach (Peer peer in peers)
            table.AddColumn(peer.Name, column => column.NoWrap().RightAligned());
        if (peers.Count > 1)
            table.AddColumn("the best", column => column.NoWrap().RightAligned());

        foreach (RatioRow row in rows)
        {
            List<string> cells =
            [
                row.Work.Name,
                row.Ours is null ? "wrong" : Time(row.Ours.MedianNanoseconds),
                row.Ours is null ? "–" : Invariant($"{row.Work.Flops / row.Ours.MedianNanoseconds:F1}"),
                Percent(row.PeakShare),
                Percent(row.PredictedShare),
                Percent(row.ReadShare),
                .. peers.Select(peer => PeerCell(row, peer)),
            ];
            if (peers.Count > 1)
                cells.Add(row.SpeedUpOverBest is { } best ? Invariant($"×{best:F2}") : "–");
            table.AddRow([.. cells.Select(Markup.Escape)]);
        }

        console.Write(table);
        foreach (Peer peer in peers)
            WriteSummary(console, peer.Name, [.. rows.Select(row => (row.Work.Name, row.SpeedUpOver(peer.Name)))]);
        if (peers.Count > 1)
            WriteSummary(console, "the best peer of each row", [.. rows.Select(row => (row.Work.Name, row.SpeedUpOverBest))]);
        foreach (RatioRow row in rows)
        {
            foreach ((string name, string reason) in row.Wrong)
                console.WriteLine($"Wrong and not timed: {row.Work.Path} by {name}: {reason}");
        }
    }

    private static string PeerCell(RatioRow row, Peer peer)
    {
        if (!peer.IsInstalled)
            return "not installed";
        if (row.Wrong.ContainsKey(peer.Name))
            return "wrong";
        if (!row.Peers.TryGetValue(peer.Name, out Measurement? theirs))
            return "–";
        string ratio = row.SpeedUpOver(peer.Name) is { } speedUp ? Invariant($" ×{speedUp:F2}") : "";
        return Time(theirs.MedianNanoseconds) + ratio;
    }

    private static void WriteSummary(IAnsiConsole console, string name, IReadOnlyList<(string Work, double? Ratio)> ratios)
    {
        (string Work, double Ratio)[] known = [.. ratios.Where(pair => pair.Ratio is not null).Select(pair => (pair.Work, pair.Ratio!.Value))];
        if (known.Length == 0)
            return;
        (string Work, double Ratio) lowest = known.MinBy(pair => pair.Ratio);
        console.WriteLine(Invariant(
            $"Beside {name}: geometric mean ×{Math.Exp(known.Average(pair => Math.Log(pair.Ratio))):F2} of {known.Length} works, lowest ×{lowest.Ratio:F2} ({lowest.Work})"));
    }

    private static string Percent(double? share) => share is { } value ? Invariant($"{value * 100:F0} %") : "–";

    private static string Time(double nanoseconds) => nanoseconds switch
    {
        < 1e3 => Invariant($"{nanoseconds:F1} ns"),
        < 1e6 => Invariant($"{nanoseconds / 1e3:F2} µs"),
        _ => Invariant($"{nanoseconds / 1e6:F2} ms"),
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
