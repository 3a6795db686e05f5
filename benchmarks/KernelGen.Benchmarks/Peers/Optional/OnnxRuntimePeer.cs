using System.Numerics;
using KernelGen.Benchmarks.Measuring;
using KernelGen.Benchmarks.Works;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace KernelGen.Benchmarks.Peers.Optional;

/// <summary>
/// ONNX Runtime (MLAS) on one thread: models of one or two nodes, inputs and output bound to our own buffers. What would be weights is constant,
/// so that the runtime lays it out in its own order once, before anything is timed.
/// </summary>
internal sealed unsafe class OnnxRuntimePeer : MatrixLibrary
{
    private const string Extensions = "com.microsoft";

    public override Peer Peer { get; } = new(OptionalPeers.OnnxRuntime, OrtEnv.Instance().GetVersionString(), OptionalPeers.Get) { Groups = OptionalPeers.OnnxRuntimeGroups };

    public override PeerCall? Gemm<T>(GemmShape shape, Buffer<T> a, Buffer<T> b, Buffer<T> c)
    {
        (int batch, int m, int n, int k) = (shape.Batch, shape.M, shape.N, shape.K);
        long[] left = shape.TransposeA ? [k, m] : [m, k], right = shape.TransposeB ? [n, k] : [k, n], result = [m, n];
        (string, int)[] transposes = [("transA", shape.TransposeA ? 1 : 0), ("transB", shape.TransposeB ? 1 : 0)];
        var model = new OnnxModel();
        if (batch == 1)
        {
            model.Node("Gemm", ["a", "b"], "c", "", transposes).Constant("b", b, right).Input<T>("a", left).Output<T>("c", result);
            return Bind(model, [("a", a, left)], ("c", c, result));
        }

        // Products of a batch are of two activations, as in attention.
        if (typeof(T) != typeof(float))
            return null;
        (left, right, result) = ([batch, .. left], [batch, .. right], [batch, .. result]);
        model.Node("FusedMatMul", ["a", "b"], "c", Extensions, transposes).Input<T>("a", left).Input<T>("b", right).Output<T>("c", result);
        return Bind(model, [("a", a, left), ("b", b, right)], ("c", c, result));
    }

    /// <summary>The operator has no transposes: weights of [N, K] are turned before the runtime sees them.</summary>
    public override PeerCall? IntegerGemm(GemmShape shape, Buffer<byte> a, Buffer<sbyte> b, Buffer<int> c)
    {
        (int m, int n, int k) = (shape.M, shape.N, shape.K);
        var weights = new Buffer<sbyte>(k * n);
        for (int i = 0; i < weights.Length; i++)
            weights.Span[i] = b.Span[shape.TransposeB ? (i % n * k) + (i / n) : i];
        OnnxModel model = new OnnxModel().Node("MatMulInteger", ["a", "b"], "c").Constant("b", weights, k, n).Input<byte>("a", m, k).Output<int>("c", m, n);
        return Bind(model, [("a", a, [m, k])], ("c", c, [m, n]));
    }

    /// <summary>The matrix would be the weights of a layer.</summary>
    public override PeerCall? Gemv(int rows, int columns, Buffer<float> a, Buffer<float> x, Buffer<float> y) =>
        Gemm(new GemmShape("", 1, rows, columns, TransposeB: true), x, a, y);

    public override PeerCall? Dense(DenseShape shape, Buffer<float> x, Buffer<float> weights, Buffer<float> bias, Buffer<float> y)
    {
        long[] input = [shape.Batch, shape.Inputs], output = [shape.Batch, shape.Outputs];
        OnnxModel model = new OnnxModel()
            .Node("Gemm", ["x", "weights", "bias"], "sums", "", ("transB", 1))
            .Node("Gelu", ["sums"], "y")
            .Constant("weights", weights, shape.Outputs, shape.Inputs)
            .Constant("bias", bias, shape.Outputs)
            .Input<float>("x", input)
            .Output<float>("y", output);
        return Bind(model, [("x", x, input)], ("y", y, output));
    }

    /// <summary>The accuracy levels of MatMulNBits.</summary>
    private const int ActivationsOfFloat = 1, ActivationsOfInt8 = 4;

    public override PeerCall? Grouped(int bits, int groupSize, int outputs, int inputs, bool quantises, Buffer<byte> codes, Buffer<float> scales, Buffer<float> x, Buffer<float> y)
    {
        int groups = inputs / groupSize;
        OnnxModel model = new OnnxModel()
            .Node("MatMulNBits", ["x", "codes", "scales"], "y", Extensions, ("K", inputs), ("N", outputs), ("bits", bits), ("block_size", groupSize), ("accuracy_level", quantises ? ActivationsOfInt8 : ActivationsOfFloat))
            .Constant("codes", codes, outputs, groups, groupSize * bits / 8)
            .Constant("scales", scales, outputs, groups)
            .Input<float>("x", 1, inputs)
            .Output<float>("y", 1, outputs);
        return Bind(model, [("x", x, [1, inputs])], ("y", y, [1, outputs]));
    }

    public override PeerCall? Rows(string operation, int rows, int length, Buffer<float> x, Buffer<float> gamma, Buffer<float> beta, Buffer<float> y)
    {
        OnnxModel model = new OnnxModel().Input<float>("x", rows, length).Output<float>("y", rows, length);
        if (operation == "Softmax")
            model.Node("Softmax", ["x"], "y");
        else if (operation == "LayerNorm")
            model.Node("LayerNormalization", ["x", "gamma", "beta"], "y").Constant("gamma", gamma, length).Constant("beta", beta, length);
        else
            return null;
        return Bind(model, [("x", x, [rows, length])], ("y", y, [rows, length]));
    }

    /// <summary>Its operator has rows of heads, none of which share keys: they are turned and copied before anything is timed.</summary>
    public override PeerCall? Attention(AttentionShape shape, Buffer<float> q, Buffer<float> k, Buffer<float> v, Buffer<float> output)
    {
        long[] queries = [shape.Batch, shape.Queries, shape.Heads * shape.HeadDim], keys = [shape.Batch, shape.Keys, shape.Heads * shape.HeadDim];
        long[] values = [shape.Batch, shape.Keys, shape.Heads * shape.ValueDim], results = [shape.Batch, shape.Queries, shape.Heads * shape.ValueDim];
        OnnxModel model = new OnnxModel()
            .Node("MultiHeadAttention", ["q", "k", "v"], "output", Extensions, ("num_heads", shape.Heads), ("unidirectional", shape.Causal ? 1 : 0))
            .Input<float>("q", queries).Input<float>("k", keys).Input<float>("v", values).Output<float>("output", results);
        var turned = new Buffer<float>(output.Length);
        (string, Buffer<float>, long[])[] inputs =
        [
            ("q", shape.Turned(q, shape.Queries, shape.HeadDim), queries),
            ("k", shape.Turned(shape.Shared(k, shape.HeadDim), shape.Keys, shape.HeadDim), keys),
            ("v", shape.Turned(shape.Shared(v, shape.ValueDim), shape.Keys, shape.ValueDim), values),
        ];
        PeerCall call = Bind(model, inputs, ("output", turned, results));
        return new PeerCall(Run, () => shape.Turned(turned, shape.Queries, shape.ValueDim, back: true).Span.CopyTo(output.Span));

        // The binding has addresses alone.
        void Run()
        {
            call.Run();
            GC.KeepAlive(inputs);
        }
    }

    public override PeerCall? Convolution(ConvolutionShape shape, Buffer<float> x, Buffer<float> weights, Buffer<float> bias, Buffer<float> y)
    {
        long[] input = [shape.Batch, shape.InChannels, shape.Size, shape.Size], output = [shape.Batch, shape.OutChannels, shape.OutSize, shape.OutSize];
        int padding = shape.Padding, stride = shape.Stride;
        OnnxModel model = new OnnxModel()
            .NodeWithLists("Conv", ["x", "weights", "bias"], "sums", ("group", shape.Groups), ("pads", [padding, padding, padding, padding]), ("strides", [stride, stride]))
            .Node("Relu", ["sums"], "y")
            .Constant("weights", weights, shape.OutChannels, shape.GroupChannels, shape.Kernel, shape.Kernel)
            .Constant("bias", bias, shape.OutChannels)
            .Input<float>("x", input)
            .Output<float>("y", output);
        return Bind(model, [("x", x, input)], ("y", y, output));
    }

    public override PeerCall? IntegerConvolution(ConvolutionShape shape, Buffer<byte> x, Buffer<sbyte> weights, Buffer<int> bias, (float X, float Weights, float Y) scales, Buffer<byte> y)
    {
        long[] input = [shape.Batch, shape.InChannels, shape.Size, shape.Size], output = [shape.Batch, shape.OutChannels, shape.OutSize, shape.OutSize];
        int padding = shape.Padding, stride = shape.Stride;
        OnnxModel model = new OnnxModel()
            .NodeWithLists(
                "QLinearConv", ["x", "xScale", "xZero", "weights", "weightScale", "weightZero", "yScale", "yZero", "bias"], "y",
                ("group", shape.Groups), ("pads", [padding, padding, padding, padding]), ("strides", [stride, stride]))
            .Constant("weights", weights, shape.OutChannels, shape.GroupChannels, shape.Kernel, shape.Kernel)
            .Constant("bias", bias, shape.OutChannels)
            .Constant("xScale", Of(scales.X)).Constant("weightScale", Of(scales.Weights)).Constant("yScale", Of(scales.Y))
            .Constant("xZero", Of<byte>(0)).Constant("weightZero", Of<sbyte>(0)).Constant("yZero", Of<byte>(0))
            .Input<byte>("x", input)
            .Output<byte>("y", output);
        return Bind(model, [("x", x, input)], ("y", y, output));
    }

    private static Buffer<T> Of<T>(T number)
        where T : unmanaged, INumber<T>
    {
        var buffer = new Buffer<T>(1);
        buffer.Span[0] = number;
        return buffer;
    }

    private static PeerCall Bind<TIn, TOut>(OnnxModel model, (string Name, Buffer<TIn> Values, long[] Shape)[] inputs, (string Name, Buffer<TOut> Values, long[] Shape) output)
        where TIn : unmanaged, INumber<TIn>
        where TOut : unmanaged, INumber<TOut>
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        var session = new InferenceSession(model.ToArray(), options);
        OrtIoBinding binding = session.CreateIoBinding();
        foreach ((string name, Buffer<TIn> values, long[] shape) in inputs)
            binding.BindInput(name, Tensor(values, shape));
        binding.BindOutput(output.Name, Tensor(output.Values, output.Shape));
        var run = new RunOptions();
        return new PeerCall(() => session.RunWithBinding(run, binding));
    }

    private static OrtValue Tensor<T>(Buffer<T> values, long[] shape)
        where T : unmanaged, INumber<T> => OrtValue.CreateTensorValueWithData(
            OrtMemoryInfo.DefaultInstance,
            (TensorElementType)OnnxModel.ElementType<T>(),
            shape,
            (nint)values.Pointer,
            (long)values.Length * sizeof(T));
}
