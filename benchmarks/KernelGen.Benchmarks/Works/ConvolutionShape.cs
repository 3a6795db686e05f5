using System.Globalization;

namespace KernelGen.Benchmarks.Works;

/// <summary>A layer of a convolutional network over one image.</summary>
internal sealed record ConvolutionShape(string Name, int InChannels, int Size, int OutChannels, int Kernel, int Padding, int Stride)
{
    public int OutSize => ((Size + (2 * Padding) - Kernel) / Stride) + 1;
    public int Terms => InChannels * Kernel * Kernel;
    public int Inputs => InChannels * Size * Size;
    public int Outputs => OutChannels * OutSize * OutSize;
    public double Flops => 2.0 * Outputs * Terms;

    /// <summary>Of input, weights, bias and output.</summary>
    public double Elements => Inputs + ((Terms + 1.0) * OutChannels) + Outputs;

    /// <summary>The layers of ResNet-50, each once. The file says behind a star how often the network has one.</summary>
    public static IEnumerable<ConvolutionShape> Models => Workload.Rows("conv_resnet50.csv").Select(row => new ConvolutionShape(
        string.Create(CultureInfo.InvariantCulture, $"{row["name"].Split(':')[1]} {row["C"]}x{row["H"]}x{row["W"]} {row["K"]}x{row["R"]}x{row["S"]}/{row["strideH"]}"),
        row.Number("C"), row.Number("H"), row.Number("K"), row.Number("R"), row.Number("padH"), row.Number("strideH")));
}
