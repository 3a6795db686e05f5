using ScottPlot;
using ScottPlot.TickGenerators;

namespace KernelGen.Benchmarks.Plots;

/// <summary>Horizontal bars, a cluster a work and a colour a contender: names of works are too long to stand under bars.</summary>
internal static class BarChart
{
    private const int Width = 1000, BarHeight = 15, Margins = 150;

    /// <summary>Empty room between clusters, in bars.</summary>
    private const double Gap = 0.9;

    /// <param name="path">The PNG file.</param>
    /// <param name="title">What is compared, and where.</param>
    /// <param name="contenders">Ours first.</param>
    /// <param name="works">Each with a percentage of the FMA peak for each contender; NaN where there is none.</param>
    public static void Save(string path, string title, IReadOnlyList<string> contenders, IReadOnlyList<(string Name, double[] Percent)> works)
    {
        using var plot = new Plot();
        List<Bar>[] bars = [.. contenders.Select(_ => new List<Bar>())];
        var ticks = new NumericManual();
        double next = 0;
        foreach ((string name, double[] percent) in works)
        {
            double first = next;
            for (int i = 0; i < contenders.Count; i++)
            {
                if (!double.IsNaN(percent[i]))
                    bars[i].Add(new Bar { Position = -next++, Value = percent[i], Size = 0.86, FillColor = Palette.Of(contenders[i]), LineWidth = 0 });
            }

            ticks.AddMajor(-(first + next - 1) / 2, name);
            next += Gap;
        }

        for (int i = 0; i < contenders.Count; i++)
        {
            if (bars[i].Count == 0)
                continue;
            plot.Add.Bars(bars[i]).Horizontal = true;
            plot.Legend.ManualItems.Add(new LegendItem { LabelText = contenders[i], FillColor = Palette.Of(contenders[i]), LineWidth = 0 });
        }

        plot.Add.VerticalLine(100, 1.5f, Colors.Black, LinePattern.Dashed);
        double longest = works.SelectMany(work => work.Percent).Where(double.IsFinite).DefaultIfEmpty(100).Max();
        plot.Axes.SetLimits(0, Math.Max(104, longest * 1.02), Gap - next + 0.1, 0.9);
        plot.Axes.Left.TickGenerator = ticks;
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Axes.Bottom.TickGenerator = new NumericFixedInterval(10);
        plot.Grid.YAxisStyle.IsVisible = false;
        plot.Title(title, size: 16);
        plot.XLabel("% of the FMA peak measured in the same rounds (longer is faster)", size: 14);
        plot.Axes.Left.TickLabelStyle.FontSize = plot.Axes.Bottom.TickLabelStyle.FontSize = 13;
        plot.Legend.FontSize = 13;
        plot.Legend.Orientation = Orientation.Horizontal;
        plot.ShowLegend(Edge.Top);
        Palette.UseSans(plot);
        plot.SavePng(path, Width, Margins + (int)(next * BarHeight));
    }
}
