using System.Globalization;
using KernelGen.Benchmarks.Measuring;

namespace KernelGen.Benchmarks.Reports;

/// <summary>The rows for programs: a line for each contender of each work, so that a new peer adds lines, not columns.</summary>
internal static class RatioCsv
{
    private const string Header = "group,work,contender,nanoseconds,gflops,speedup_of_ours,peak_share_of_ours,predicted_share_of_ours,read_share_of_ours,read_bytes,rounds,iterations,processor,runtime,date,fma_gflops,read_gigabytes";

    public static void Write(string path, Machine machine, IReadOnlyList<RatioRow> rows)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            Directory.CreateDirectory(folder);
        File.WriteAllLines(path, [Header, .. rows.SelectMany(row => Lines(row, machine))]);
    }

    private static IEnumerable<string> Lines(RatioRow row, Machine machine)
    {
        IEnumerable<Measurement> measured = row.Ours is null ? row.Peers.Values : row.Peers.Values.Prepend(row.Ours);
        foreach (Measurement measurement in measured)
        {
            yield return string.Join(',', ((object?[])
            [
                row.Work.Group, row.Work.Name, measurement.Name, measurement.MedianNanoseconds, row.Work.Flops / measurement.MedianNanoseconds,
                row.Ours?.SpeedUpOver(measurement), row.PeakShare, row.PredictedShare, row.ReadShare, row.ReadShare is null ? null : row.ReadBytes,
                measurement.Nanoseconds.Length, measurement.Iterations,
                machine.Processor, machine.Runtime, machine.Date, machine.FmaGflops, machine.ReadGigabytes,
            ]).Select(Field));
        }
    }

    private static string Field(object? value)
    {
        string text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        return text.AsSpan().ContainsAny(",\"\n") ? "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : text;
    }
}
