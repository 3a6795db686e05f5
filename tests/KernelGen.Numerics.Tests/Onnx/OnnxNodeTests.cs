using Xunit;

namespace KernelGen.Numerics.Tests.Onnx;

/// <summary>
/// ONNX's own node tests of its 8-bit operators, equal to the bit. Debian packs them as libonnx-testdata.
/// </summary>
public sealed class OnnxNodeTests
{
    private const string Package = "/usr/share/libonnx-testdata/data/node";

    private static readonly string[] Quantizing = ["test_quantizelinear", "test_quantizelinear_axis"];
    private static readonly string[] Dequantizing = ["test_dequantizelinear", "test_dequantizelinear_axis"];

    /// <summary>The expanded ones have the same numbers for a graph of simpler operators.</summary>
    private static readonly string[] Finding =
    [
        .. from name in new[] { "test_dynamicquantizelinear", "test_dynamicquantizelinear_max_adjusted", "test_dynamicquantizelinear_min_adjusted" }
           from expanded in new[] { "", "_expanded" }
           select name + expanded,
    ];

    private static readonly string[] Multiplying = ["test_matmulinteger"];
    private static readonly string[] MultiplyingScaled = ["test_qlinearmatmul_2D", "test_qlinearmatmul_3D"];
    private static readonly string[] Convolving = ["test_basic_convinteger", "test_convinteger_with_padding", "test_convinteger_without_padding"];
    private static readonly string[] ConvolvingScaled = ["test_qlinearconv"];

    public static TheoryData<string> QuantizeLinear => [.. Quantizing];
    public static TheoryData<string> DequantizeLinear => [.. Dequantizing];
    public static TheoryData<string> DynamicQuantizeLinear => [.. Finding];
    public static TheoryData<string> MatMulInteger => [.. Multiplying];
    public static TheoryData<string> QLinearMatMul => [.. MultiplyingScaled];
    public static TheoryData<string> ConvInteger => [.. Convolving];
    public static TheoryData<string> QLinearConv => [.. ConvolvingScaled];

    [Theory]
    [MemberData(nameof(QuantizeLinear))]
    public void Quantizes(string name)
    {
        float[] x = Input(name, 0).Of<float>(), scales = Input(name, 1).Of<float>();
        byte[] zeroPoints = Input(name, 2).Of<byte>(), y = new byte[x.Length];
        if (Input(name, 1).Shape.Count == 0)
            OnnxKernels.Quantize(x, y, scales[0], zeroPoints[0]);
        else
            OnnxKernels.QuantizeRows(x, y, scales, zeroPoints, RowLength(Input(name, 0)));
        Assert.Equal(Output(name, 0).Of<byte>(), y);
    }

    [Theory]
    [MemberData(nameof(DequantizeLinear))]
    public void Dequantizes(string name)
    {
        byte[] x = Input(name, 0).Of<byte>(), zeroPoints = Input(name, 2).Of<byte>();
        float[] scales = Input(name, 1).Of<float>(), y = new float[x.Length];
        if (Input(name, 1).Shape.Count == 0)
            OnnxKernels.Dequantize(x, y, scales[0], zeroPoints[0]);
        else
            OnnxKernels.DequantizeRows(x, y, scales, zeroPoints, RowLength(Input(name, 0)));
        Assert.Equal(Output(name, 0).Of<float>(), y);
    }

    [Theory]
    [MemberData(nameof(DynamicQuantizeLinear))]
    public void FindsTheScale(string name)
    {
        float[] x = Input(name, 0).Of<float>(), scale = new float[1];
        byte[] y = new byte[x.Length], zeroPoint = new byte[1];
        OnnxKernels.QuantizeDynamic(x, y, scale, zeroPoint);
        Assert.Equal(Output(name, 1).Of<float>(), scale);
        Assert.Equal(Output(name, 2).Of<byte>(), zeroPoint);
        Assert.Equal(Output(name, 0).Of<byte>(), y);
    }

    [Theory]
    [MemberData(nameof(MatMulInteger))]
    public void Multiplies(string name)
    {
        OnnxTensor a = Input(name, 0), b = Input(name, 1);
        (_, int m, int n, int k) = Product(a, b);
        int[] c = new int[m * n];
        OnnxKernels.MatMulInteger(a.Of<byte>(), b.Of<byte>(), c, m, n, k, Input(name, 2).One<byte>(), Input(name, 3).One<byte>());
        Assert.Equal(Output(name, 0).Of<int>(), c);
    }

    [Theory]
    [MemberData(nameof(QLinearMatMul))]
    public void MultipliesAndQuantizes(string name)
    {
        OnnxTensor a = Input(name, 0), b = Input(name, 3);
        (int batch, int m, int n, int k) = Product(a, b);
        byte[] c = new byte[batch * m * n];
        OnnxKernels.QLinearMatMul(
            a.Of<byte>(), b.Of<byte>(), c, m, n, k, batch, Input(name, 1).One<float>(), Input(name, 2).One<byte>(),
            Input(name, 4).One<float>(), Input(name, 5).One<byte>(), Input(name, 6).One<float>(), Input(name, 7).One<byte>());
        Assert.Equal(Output(name, 0).Of<byte>(), c);
    }

    [Theory]
    [MemberData(nameof(ConvInteger))]
    public void Convolves(string name)
    {
        OnnxTensor x = Input(name, 0), weights = Input(name, 1);
        int[] pads = Pads(name), y = new int[Output(name, 0).Of<int>().Length];
        OnnxKernels.ConvInteger(
            x.Of<byte>(), weights.Of<byte>(), y, x.Shape[1], weights.Shape[0], x.Shape[2], x.Shape[3], weights.Shape[2], weights.Shape[3],
            pads[0], pads[1], pads[2], pads[3], x.Shape[0], Input(name, 2).One<byte>());
        Assert.Equal(Output(name, 0).Of<int>(), y);
    }

    [Theory]
    [MemberData(nameof(QLinearConv))]
    public void ConvolvesAndQuantizes(string name)
    {
        OnnxTensor x = Input(name, 0), weights = Input(name, 3);
        int[] pads = Pads(name);
        byte[] y = new byte[Output(name, 0).Of<byte>().Length];
        OnnxKernels.QLinearConv(
            x.Of<byte>(), weights.Of<byte>(), y, x.Shape[1], weights.Shape[0], x.Shape[2], x.Shape[3], weights.Shape[2], weights.Shape[3],
            pads[0], pads[1], pads[2], pads[3], x.Shape[0], Input(name, 1).One<float>(), Input(name, 2).One<byte>(),
            Input(name, 4).Of<float>(), Input(name, 5).Of<byte>(), Input(name, 6).One<float>(), Input(name, 7).One<byte>());
        Assert.Equal(Output(name, 0).Of<byte>(), y);
    }

    /// <summary>Rows and columns around the image: above, left, below, right. The other attributes of these tests are those of one window beside the next.</summary>
    private static int[] Pads(string name) => OnnxModel.Read(Folder(name)).Nodes.Single().Find("pads") ?? new int[4];

    /// <summary>None is left out unseen.</summary>
    [Fact]
    public void EveryOneIsRun()
    {
        string[] operators = ["quantizelinear", "matmulinteger", "qlinearmatmul", "convinteger", "qlinearconv"];
        IEnumerable<string> there = Directory.GetDirectories(Folder("")).Select(path => Path.GetFileName(path)).Where(name => operators.Any(name.Contains));
        IEnumerable<string> known = [.. Quantizing, .. Dequantizing, .. Finding, .. Multiplying, .. MultiplyingScaled, .. Convolving, .. ConvolvingScaled];
        Assert.Equal(known.Order(StringComparer.Ordinal), there.Order(StringComparer.Ordinal));
    }

    /// <summary>The axis of these tests is 1, and the batch 1: what follows the axis is a row.</summary>
    private static int RowLength(OnnxTensor x)
    {
        Assert.Equal(1, x.Shape[0]);
        return x.Shape.Skip(2).Aggregate(1, (product, dimension) => product * dimension);
    }

    private static (int Batch, int M, int N, int K) Product(OnnxTensor a, OnnxTensor b) =>
        (a.Shape.Count == 2 ? 1 : a.Shape[0], a.Shape[^2], b.Shape[^1], a.Shape[^1]);

    /// <summary>The names of ONNX's tests that begin so.</summary>
    internal static IEnumerable<string> Tests(string start) =>
        Directory.GetDirectories(Folder("")).Select(path => Path.GetFileName(path)).Where(name => name.StartsWith(start, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    internal static OnnxTensor Input(string name, int number) => Tensor(name, $"input_{number}.pb");

    internal static OnnxTensor Output(string name, int number) => Tensor(name, $"output_{number}.pb");

    private static OnnxTensor Tensor(string name, string file) => OnnxTensor.Read(Path.Combine(Folder(name), "test_data_set_0", file));

    private static string Folder(string name)
    {
        Assert.True(Directory.Exists(Package), $"ONNX's node tests are not at {Package}: install Debian's package libonnx-testdata (apt-get install libonnx-testdata).");
        return Path.Combine(Package, name);
    }
}
