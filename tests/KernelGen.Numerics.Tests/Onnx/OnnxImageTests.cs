using Xunit;

namespace KernelGen.Numerics.Tests.Onnx;

/// <summary>
/// ONNX's own tests of layers of images, its node tests and those made from PyTorch's. Debian packs them as libonnx-testdata. Largest numbers are equal to
/// the bit; sums, which another order made, as near as the bounds of both orders say.
/// </summary>
public sealed class OnnxImageTests
{
    private const string Package = "/usr/share/libonnx-testdata/data";

    private static readonly string[] Operators = ["Conv", "ConvTranspose", "MaxPool", "AveragePool", "GlobalAveragePool"];

    /// <summary>Every test with such a layer.</summary>
    private static readonly Lazy<Dictionary<string, OnnxModel>> Models = new(() =>
    {
        Assert.True(Directory.Exists(Package), $"ONNX's tests are not at {Package}: install Debian's package libonnx-testdata (apt-get install libonnx-testdata).");
        return new[] { "node", "pytorch-converted", "pytorch-operator" }
            .SelectMany(kind => Directory.GetDirectories(Path.Combine(Package, kind)))
            .Where(folder => File.Exists(Path.Combine(folder, "model.onnx")))
            .Select(OnnxModel.Read)
            .Where(model => model.Nodes.Any(node => Operators.Contains(node.Operator)))
            .ToDictionary(model => Path.GetRelativePath(Package, model.Folder), StringComparer.Ordinal);
    });

    /// <summary>Why there is no kernel for a test; null where there is one.</summary>
    private static string? WhyNot(OnnxModel model) => model switch
    {
        _ when model.Output.Shape.Count > 4 => "a volume: kernels are of images and of lines",
        _ when !model.Output.Is<float>() => "pools take floats",
        _ => null,
    };

    public static TheoryData<string> Names => [.. Models.Value.Where(model => WhyNot(model.Value) is null).Select(model => model.Key).Order(StringComparer.Ordinal)];

    /// <summary>None is left out unseen.</summary>
    [Fact]
    public void EveryOneIsRunOrSaysWhyNot()
    {
        Dictionary<string, int> counts = Models.Value.Values.CountBy(model => WhyNot(model) ?? "run").ToDictionary(StringComparer.Ordinal);
        Assert.Equal(new() { ["run"] = 75, ["a volume: kernels are of images and of lines"] = 16, ["pools take floats"] = 1 }, counts);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void GivesItsOutput(string name)
    {
        OnnxModel model = Models.Value[name];
        OnnxNode layer = Layer(model);
        OnnxTensor[] operands = model.Operands(layer);
        float[] x = operands[0].Of<float>(), expected = model.Output.Of<float>(), y = new float[expected.Length];
        Window window = Window.Of(layer, operands, model.Output);
        switch (layer.Operator)
        {
            case "MaxPool":
                OnnxKernels.MaxPool(x, y, window.Channels, window.Height, window.Width, window.KernelHeight, window.KernelWidth, window.StrideHeight, window.StrideWidth, window.DilationHeight, window.DilationWidth, window.Top, window.Left, window.Bottom, window.Right, window.Batch);
                Assert.Equal(expected, y);
                return;
            case "Conv":
                float[] weights = operands[1].Of<float>(), bias = operands.Length > 2 ? operands[2].Of<float>() : new float[operands[1].Shape[0]];
                int terms = weights.Length / bias.Length;
                AssertNear(expected, Convolve(window, x, weights, bias, y.Length), Convolve(window, Magnitudes(x), Magnitudes(weights), Magnitudes(bias), y.Length), terms + 1);
                return;
            case "ConvTranspose":
                var transposed = OnnxTransposed.Of(layer, operands, model.Output);
                AssertNear(expected, transposed.Convolve(), (transposed with { X = Magnitudes(transposed.X), Weights = Magnitudes(transposed.Weights), Bias = Magnitudes(transposed.Bias) }).Convolve(), transposed.Terms + 1);
                return;
            default:
                AssertNear(expected, Average(window, layer, x, y.Length), Average(window, layer, Magnitudes(x), y.Length), (window.KernelHeight * window.KernelWidth) + 1);
                return;
        }
    }

    private static float[] Convolve(Window window, float[] x, float[] weights, float[] bias, int length)
    {
        float[] y = new float[length];
        if (window.IsLine)
            OnnxKernels.ConvolveLines(x, weights, y, bias, window.Channels, bias.Length, window.Width, window.KernelWidth, window.StrideWidth, window.DilationWidth, window.Left, window.Right, window.Groups, window.Batch);
        else
            OnnxKernels.Convolve(x, weights, y, bias, window.Channels, bias.Length, window.Height, window.Width, window.KernelHeight, window.KernelWidth, window.StrideHeight, window.StrideWidth, window.DilationHeight, window.DilationWidth, window.Top, window.Left, window.Bottom, window.Right, window.Groups, window.Batch);
        return y;
    }

    private static float[] Average(Window window, OnnxNode layer, float[] x, int length)
    {
        float[] y = new float[length];
        if (layer.Operator == "GlobalAveragePool")
            OnnxKernels.GlobalAverage(x, y, window.Channels, window.Height, window.Width, window.Batch);
        else if (layer.One("count_include_pad", 0) == 0)
            OnnxKernels.Average(x, y, window.Channels, window.Height, window.Width, window.KernelHeight, window.KernelWidth, window.StrideHeight, window.StrideWidth, window.Top, window.Left, window.Bottom, window.Right, window.Batch);
        else
            OnnxKernels.AveragePadded(x, y, window.Channels, window.Height, window.Width, window.KernelHeight, window.KernelWidth, window.StrideHeight, window.StrideWidth, window.Top, window.Left, window.Bottom, window.Right, window.Batch);
        return y;
    }

    /// <summary>Each of two sums in any order is off by γ(k) of the sum of the magnitudes at most (Higham 2002, section 4.2), and that sum itself is one.</summary>
    private static void AssertNear(float[] expected, float[] computed, float[] magnitudes, int roundings)
    {
        double gamma = roundings * Math.ScaleB(1, -24) / (1 - (roundings * Math.ScaleB(1, -24)));
        for (int i = 0; i < expected.Length; i++)
        {
            if (!(Math.Abs((double)expected[i] - computed[i]) <= 2 * gamma * magnitudes[i] * (1 + (2 * gamma))))
                Assert.Fail(FormattableString.Invariant($"[{i}] is {computed[i]:R}, not {expected[i]:R}"));
        }
    }

    private static float[] Magnitudes(float[] numbers) => [.. numbers.Select(Math.Abs)];

    /// <summary>The layer itself; what stands around it gives its operand a dimension of 1 and takes it away again.</summary>
    private static OnnxNode Layer(OnnxModel model) => model.Nodes.Single(node => Operators.Contains(node.Operator));

    /// <summary>The numbers of a layer; a line is an image of one row, or where its window has two sides of one column.</summary>
    private sealed record Window(
        int Batch, int Channels, int Height, int Width, int KernelHeight, int KernelWidth, int StrideHeight, int StrideWidth, int DilationHeight, int DilationWidth,
        int Top, int Left, int Bottom, int Right, int Groups)
    {
        public bool IsLine { get; private init; }

        public static Window Of(OnnxNode layer, OnnxTensor[] operands, OnnxTensor output)
        {
            int[] image = [.. operands[0].Shape.Skip(2)], kernel = layer.Find("kernel_shape") ?? (layer.Operator == "GlobalAveragePool" ? image : [.. operands[1].Shape.Skip(2)]);
            int[] result = [.. output.Shape.Skip(2)];
            if (image.Length < kernel.Length)
                (image, result) = ([.. image, 1], [.. result, 1]);
            int[] strides = layer.Find("strides") ?? [1, 1], dilations = layer.Find("dilations") ?? [1, 1], pads = layer.Find("pads") ?? new int[2 * kernel.Length];
            Side down = kernel.Length == 1 ? new(1, 1, 1, 1, 0, 0) : Side.Of(layer, image[0], kernel[0], strides[0], dilations[0], pads[0], pads[2], result[0]);
            Side across = Side.Of(layer, image[^1], kernel[^1], strides[kernel.Length - 1], dilations[kernel.Length - 1], pads[kernel.Length - 1], pads[^1], result[^1]);
            return new(
                operands[0].Shape[0], operands[0].Shape[1], down.Size, across.Size, down.Kernel, across.Kernel, down.Stride, across.Stride, down.Dilation, across.Dilation,
                down.Before, across.Before, down.After, across.After, layer.One("group", 1))
            {
                IsLine = kernel.Length == 1,
            };
        }
    }

    private sealed record Side(int Size, int Kernel, int Stride, int Dilation, int Before, int After)
    {
        /// <summary>Padding that is to give a result as large as it is: "same" puts the odd one at an end, and a ceiling is more of it behind.</summary>
        public static Side Of(OnnxNode layer, int size, int kernel, int stride, int dilation, int before, int after, int result)
        {
            int all = Math.Max(0, ((result - 1) * stride) + ((kernel - 1) * dilation) + 1 - size);
            switch (layer.Texts.GetValueOrDefault("auto_pad"))
            {
                case "SAME_UPPER":
                    (before, after) = (all / 2, all - (all / 2));
                    break;
                case "SAME_LOWER":
                    (before, after) = (all - (all / 2), all / 2);
                    break;
                default:
                    after = Math.Max(after, layer.One("ceil_mode", 0) == 0 ? 0 : all - before);
                    break;
            }

            return new(size, kernel, stride, dilation, before, after);
        }
    }
}
