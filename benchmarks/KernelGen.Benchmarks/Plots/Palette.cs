using ScottPlot;

namespace KernelGen.Benchmarks.Plots;

/// <summary>A contender has the same colour in every picture. Ours is the strong one; the set can be told apart by colour-blind people (Okabe and Ito 2008).</summary>
internal static class Palette
{
    private static readonly string[] Hex = ["#d55e00", "#0072b2", "#56b4e9", "#009e73", "#cc79a7", "#e69f00", "#999999"];
    private static readonly string[] Sans = ["Open Sans", "DejaVu Sans", "Liberation Sans", "Arial", "Helvetica"];
    private static readonly string[] Names = ["ours", "OpenBLAS", "LIBXSMM", "ONNX Runtime", "libtorch", "TensorPrimitives"];

    public static Color Of(string contender) => At(Array.IndexOf(Names, contender) is >= 0 and var found ? found : Names.Length);

    /// <summary>Else the first font that a system without the plotter's favourite has may be one with serifs.</summary>
    public static void UseSans(Plot plot)
    {
        if (Array.Find(Sans, name => Fonts.GetTypeface(name, bold: false, italic: false)?.FamilyName == name) is { } font)
        {
            plot.Font.Set(font);
            plot.Legend.FontName = font;
        }
    }

    public static Color At(int index) => Color.FromHex(Hex[index % Hex.Length]);
}
