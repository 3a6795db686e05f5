using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace KernelGen.Benchmarks.Plots;

/// <summary>
/// The roofline model (Williams, Waterman, Patterson 2009): what a work reaches over how many operations it does for each byte of its operands, under
/// the speed of arithmetic and that of reading memory. A point above the slope has its operands in a cache.
/// </summary>
internal static class Roofline
{
    private const int Width = 1100, Height = 700;
    private static readonly MarkerShape[] Shapes = [MarkerShape.FilledCircle, MarkerShape.FilledSquare, MarkerShape.FilledTriangleUp, MarkerShape.FilledDiamond];

    /// <param name="path">The PNG file.</param>
    /// <param name="title">Where it was measured.</param>
    /// <param name="groups">Their works as operations a byte and GFLOP/s.</param>
    /// <param name="gflops">The FMA peak.</param>
    /// <param name="gigabytes">A plain read of memory, a second.</param>
    public static void Save(string path, string title, IReadOnlyList<(string Name, IReadOnlyList<(double Intensity, double Gflops)> Works)> groups, double gflops, double gigabytes)
    {
        using var plot = new Plot();
        double[] intensities = [.. groups.SelectMany(group => group.Works).Select(work => work.Intensity)];
        double[] speeds = [.. groups.SelectMany(group => group.Works).Select(work => work.Gflops)];
        (double left, double right) = (Math.Min(intensities.Min() / 1.5, 0.1), Math.Max(intensities.Max() * 1.5, 100));
        (double bottom, double top) = (Math.Min(speeds.Min(), left * gigabytes) / 1.5, gflops * 2);

        double ridge = gflops / gigabytes;
        Roof(plot, (left, left * gigabytes), (ridge, gflops));
        Roof(plot, (ridge, gflops), (right, gflops));
        ScottPlot.Plottables.Text peak = Label(plot, Math.Sqrt(ridge * right), gflops, FormattableString.Invariant($"FMA peak of one core: {gflops:F0} GFLOP/s"));
        peak.LabelAlignment = Alignment.LowerCenter;
        peak.OffsetY = -6;
        ScottPlot.Plottables.Text slope = Label(plot, Math.Sqrt(left * ridge), Math.Sqrt(left * ridge) * gigabytes, FormattableString.Invariant($"plain read of memory: {gigabytes:F0} GB/s"));
        slope.LabelAlignment = Alignment.UpperLeft;
        slope.OffsetX = 12;

        for (int i = 0; i < groups.Count; i++)
        {
            (string name, IReadOnlyList<(double Intensity, double Gflops)> works) = groups[i];
            double[] x = [.. works.Select(work => Math.Log10(work.Intensity))], y = [.. works.Select(work => Math.Log10(work.Gflops))];
            ScottPlot.Plottables.Markers markers = plot.Add.Markers(x, y, Shapes[i / 7 % Shapes.Length], 9, Palette.At(i).WithAlpha(0.8));
            markers.LegendText = name;
        }

        plot.Axes.SetLimits(Math.Log10(left), Math.Log10(right), Math.Log10(bottom), Math.Log10(top));
        plot.Axes.Bottom.TickGenerator = Powers(left, right);
        plot.Axes.Left.TickGenerator = Powers(bottom, top);
        plot.Title(title, size: 16);
        plot.XLabel("operations for each byte of the operands", size: 14);
        plot.YLabel("GFLOP/s", size: 14);
        plot.Axes.Left.TickLabelStyle.FontSize = plot.Axes.Bottom.TickLabelStyle.FontSize = 13;
        plot.Legend.FontSize = 13;
        plot.ShowLegend(Edge.Right);
        Palette.UseSans(plot);
        plot.SavePng(path, Width, Height);
    }

    private static void Roof(Plot plot, (double X, double Y) from, (double X, double Y) to)
    {
        ScottPlot.Plottables.LinePlot line = plot.Add.Line(Math.Log10(from.X), Math.Log10(from.Y), Math.Log10(to.X), Math.Log10(to.Y));
        line.LineColor = Colors.Black;
        line.LineWidth = 2;
    }

    private static ScottPlot.Plottables.Text Label(Plot plot, double x, double y, string text)
    {
        ScottPlot.Plottables.Text label = plot.Add.Text(text, Math.Log10(x), Math.Log10(y));
        label.LabelFontSize = 13;
        return label;
    }

    /// <summary>Ticks at every power of ten and, between them, small ones at its multiples.</summary>
    private static NumericManual Powers(double from, double to)
    {
        var ticks = new NumericManual();
        for (int power = (int)Math.Floor(Math.Log10(from)); power <= Math.Ceiling(Math.Log10(to)); power++)
        {
            ticks.AddMajor(power, Math.Pow(10, power).ToString("0.####", CultureInfo.InvariantCulture));
            for (int multiple = 2; multiple < 10; multiple++)
                ticks.AddMinor(power + Math.Log10(multiple));
        }

        return ticks;
    }
}
