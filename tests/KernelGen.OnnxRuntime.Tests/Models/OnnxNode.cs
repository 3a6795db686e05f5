using System.Runtime.InteropServices;
using KernelGen.Benchmarks.Peers.Optional;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace KernelGen.OnnxRuntime.Tests.Models;

/// <summary>A model of one node, and its run on one thread. The numbers are those of the fields in onnx.proto.</summary>
internal sealed class OnnxNode(string operation, string domain)
{
    /// <summary>The operators' version 24 came with version 11 of the format.</summary>
    private const int FormatVersion = 11, OperatorsVersion = 24, FloatAttribute = 1, IntegerAttribute = 2;

    private readonly List<(string Name, Action<ProtobufWriter> Write)> attributes = [];
    private readonly List<string> inputs = [], outputs = [];
    private readonly List<(int Field, string Name, TensorElementType Type, long[] Shape)> values = [];
    private readonly Dictionary<string, OrtValue> given = [];

    public OnnxNode Attribute(string name, int value)
    {
        attributes.Add((name, attribute => attribute.Integer(3, value).Integer(20, IntegerAttribute)));
        return this;
    }

    public OnnxNode Attribute(string name, float? value)
    {
        if (value is { } number)
            attributes.Add((name, attribute => attribute.Fixed(2, number).Integer(20, FloatAttribute)));
        return this;
    }

    /// <summary>An input of floating-point numbers, rounded to the type; null leaves it out.</summary>
    public OnnxNode Input(string name, TensorElementType type, double[]? numbers, params long[] shape)
    {
        inputs.Add(numbers is null ? "" : name);
        if (numbers is null)
            return this;
        values.Add((11, name, type, shape));
        given.Add(name, type switch
        {
            TensorElementType.Float => OrtValue.CreateTensorValueFromMemory((float[])[.. numbers.Select(number => (float)number)], shape),
            TensorElementType.Double => OrtValue.CreateTensorValueFromMemory(numbers, shape),
            TensorElementType.Float16 => OrtValue.CreateTensorValueFromMemory((Float16[])[.. numbers.Select(number => new Float16(BitConverter.HalfToUInt16Bits((Half)number)))], shape),
            TensorElementType.Bool => OrtValue.CreateTensorValueFromMemory((bool[])[.. numbers.Select(number => number != 0)], shape),
            _ => OrtValue.CreateTensorValueFromMemory((int[])[.. numbers.Select(number => (int)number)], shape),
        });
        return this;
    }

    public OnnxNode Output(string name, TensorElementType type, params long[] shape)
    {
        outputs.Add(name);
        if (name.Length > 0)
            values.Add((12, name, type, shape));
        return this;
    }

    /// <summary>Output → its numbers.</summary>
    public Dictionary<string, double[]> Run()
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        using var session = new InferenceSession(Model(), options);
        using var run = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> results = session.Run(run, given, session.OutputNames);
        return session.OutputNames.Zip(results).ToDictionary(pair => pair.First, pair => pair.Second.GetTensorTypeAndShape().ElementDataType switch
        {
            TensorElementType.Float => [.. pair.Second.GetTensorDataAsSpan<float>().ToArray().Select(number => (double)number)],
            TensorElementType.Double => pair.Second.GetTensorDataAsSpan<double>().ToArray(),
            _ => (double[])[.. MemoryMarshal.Cast<Float16, Half>(pair.Second.GetTensorDataAsSpan<Float16>()).ToArray().Select(number => (double)number)],
        });
    }

    private byte[] Model()
    {
        ProtobufWriter graph = new ProtobufWriter().Text(2, "attention").Message(1, node =>
        {
            foreach (string input in inputs)
                node.Text(1, input);
            foreach (string output in outputs)
                node.Text(2, output);
            node.Text(4, operation);
            foreach ((string name, Action<ProtobufWriter> write) in attributes)
                node.Message(5, attribute => write(attribute.Text(1, name)));
            node.Text(7, domain);
        });
        foreach ((int field, string name, TensorElementType type, long[] shape) in values)
        {
            graph.Message(field, value => value.Text(1, name).Message(2, of => of.Message(1, tensor => tensor.Integer(1, (int)type).Message(2, dimensions =>
            {
                foreach (long size in shape)
                    dimensions.Message(1, dimension => dimension.Integer(1, size));
            }))));
        }

        return new ProtobufWriter()
            .Integer(1, FormatVersion)
            .Bytes(7, graph.ToArray())
            .Message(8, operators => operators.Text(1, "").Integer(2, OperatorsVersion))
            .Message(8, operators => operators.Text(1, "com.microsoft").Integer(2, 1))
            .ToArray();
    }
}
