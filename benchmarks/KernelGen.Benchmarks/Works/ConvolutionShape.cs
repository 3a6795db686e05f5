using System.Globalization;

namespace KernelGen.Benchmarks.Works;

/// <summary>A layer of a convolutional network over some images, which has it so many times.</summary>
internal sealed record ConvolutionShape(string Name, int InChannels, int Size, int OutChannels, int Kernel, int Padding, int Stride, int Groups, int Batch, int Times)
{
    public int OutSize => ((Size + (2 * Padding) - Kernel) / Stride) + 1;
    public int GroupChannels => InChannels / Groups;
    public int Terms => GroupChannels * Kernel * Kernel;
    public int Inputs => Batch * InChannels * Size * Size;
    public int Outputs => Batch * OutChannels * OutSize * OutSize;
    public double Flops => 2.0 * Outputs * Terms;

    /// <summary>Of input, weights, bias and output.</summary>
    public double Elements => Inputs + ((Terms + 1.0) * OutChannels) + Outputs;

    /// <summary>The layers of ResNet-50, each once.</summary>
    public static IEnumerable<ConvolutionShape> ResNet => Of("conv_resnet50.csv");

    /// <summary>The layers of MobileNet that mix channels, for as many images as the file says.</summary>
    public static IEnumerable<ConvolutionShape> MobileNet => Of("conv_mobilenet.csv");

    /// <summary>Its layers that go over each channel by itself.</summary>
    public static IEnumerable<ConvolutionShape> Depthwise => Of("conv_mobilenet_depthwise.csv");

    /// <summary>Layers over an image of one channel that would fit a digit.</summary>
    public static IEnumerable<ConvolutionShape> Small => Of("conv_small.csv");

    private static IEnumerable<ConvolutionShape> Of(string file) => Workload.Rows(file).Select(row => new ConvolutionShape(
        string.Create(CultureInfo.InvariantCulture, $"{row["name"].Split(':')[1]} {row["C"]}x{row["H"]}x{row["W"]} {row["K"]}x{row["R"]}x{row["S"]}/{row["strideH"]}"),
        row.Number("C"), row.Number("H"), row.Number("K"), row.Number("R"), row.Number("padH"), row.Number("strideH"), row.Number("groups"), row["N"] == "any" ? 1 : row.Number("N"),
        Repeats(row["name"])));

    /// <summary>How often a network has a layer is said behind a star.</summary>
    private static int Repeats(string name) => name.Split('*') is [_, var times] ? int.Parse(times, CultureInfo.InvariantCulture) : 1;
}
