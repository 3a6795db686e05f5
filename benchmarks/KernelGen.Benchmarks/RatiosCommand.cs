using KernelGen.Benchmarks.Measuring;
using KernelGen.Benchmarks.Plots;
using KernelGen.Benchmarks.Reports;
using KernelGen.Benchmarks.Works;
using Spectre.Console;

namespace KernelGen.Benchmarks;

/// <summary><c>ratios [filter]</c>: ours and every peer side by side in one run.</summary>
internal static class RatiosCommand
{
    public static int Run(string? filter, bool quick, string? output)
    {
        IReadOnlyList<Work> works = WorkList.Matching(filter);
        if (works.Count == 0)
        {
            Console.Error.WriteLine($"No work has '{filter}' in its name; the command 'list' shows them all.");
            return 2;
        }

        Effort effort = quick ? Effort.Quick : Effort.Full;
        ProgressLine.Show("measuring the machine");
        Machine machine = Machine.Measure(effort);
        ProgressLine.Clear();
        IAnsiConsole console = Table();
        RatioTable.WriteHeader(console, machine, effort);

        var rows = new List<RatioRow>();
        foreach (IGrouping<string, Work> group in works.GroupBy(work => work.Group))
        {
            foreach (Work work in group)
            {
                ProgressLine.Show($"[{rows.Count + 1}/{works.Count}] {work.Path}");
                rows.Add(RatioRunner.Measure(work, effort));

                // The last row's operands, and native copies of them, may be hundreds of megabytes.
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }

            ProgressLine.Clear();
            RatioTable.Write(console, group.Key, [.. rows.Where(row => row.Work.Group == group.Key)]);
        }

        string path = output ?? Path.Combine(Repository.Artifacts, "ratios.csv");
        RatioCsv.Write(path, machine, rows);
        console.WriteLine($"Written: {path}");
        foreach (string picture in RatioPlots.Write(path, machine, rows))
            console.WriteLine($"Written: {picture}");
        return rows.Any(row => row.Wrong.Count > 0) ? 1 : 0;
    }

    /// <summary>A console that is no terminal would be taken for 80 columns.</summary>
    private static IAnsiConsole Table()
    {
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = 240;
        return AnsiConsole.Console;
    }
}
