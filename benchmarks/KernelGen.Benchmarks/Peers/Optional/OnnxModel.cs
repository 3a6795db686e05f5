using System.Numerics;
using System.Runtime.InteropServices;
using KernelGen.Benchmarks.Measuring;

namespace KernelGen.Benchmarks.Peers.Optional;

/// <summary>An ONNX model in the making: nodes, constants, inputs and one output. The numbers are those of the fields in onnx.proto.</summary>
internal sealed class OnnxModel
{
    /// <summary>Gelu is an operator since version 20 of the operators, which came with version 9 of the format.</summary>
    private const int FormatVersion = 9, OperatorsVersion = 20;
    private const int Float = 1, UInt8 = 2, Int8 = 3, Int32 = 6, Double = 11, IntegerAttribute = 2, IntegersAttribute = 7;
    private readonly ProtobufWriter graph = new ProtobufWriter().Text(2, "work");

    public OnnxModel Node(string operation, IReadOnlyList<string> inputs, string output, string domain = "", params (string Name, int Value)[] attributes)
    {
        graph.Message(1, node =>
        {
            foreach (string input in inputs)
                node.Text(1, input);
            node.Text(2, output).Text(4, operation);
            foreach ((string name, int value) in attributes)
                node.Message(5, attribute => attribute.Text(1, name).Integer(3, value).Integer(20, IntegerAttribute));
            node.Text(7, domain);
        });
        return this;
    }

    /// <summary>A node whose attributes are lists, but for one.</summary>
    public OnnxModel NodeWithLists(string operation, IReadOnlyList<string> inputs, string output, (string Name, int Value) number, params (string Name, int[] Values)[] attributes)
    {
        graph.Message(1, node =>
        {
            foreach (string input in inputs)
                node.Text(1, input);
            node.Text(2, output).Text(4, operation);
            node.Message(5, attribute => attribute.Text(1, number.Name).Integer(3, number.Value).Integer(20, IntegerAttribute));
            foreach ((string name, int[] values) in attributes)
            {
                node.Message(5, attribute =>
                {
                    attribute.Text(1, name);
                    foreach (int value in values)
                        attribute.Integer(8, value);
                    attribute.Integer(20, IntegersAttribute);
                });
            }
        });
        return this;
    }

    /// <summary>A tensor of the values that its shape needs, of as many or more; one without a shape is a number.</summary>
    public OnnxModel Constant<T>(string name, Buffer<T> values, params long[] shape)
        where T : unmanaged, INumber<T>
    {
        int count = (int)shape.Aggregate(1L, (product, size) => product * size);
        graph.Message(5, tensor =>
        {
            foreach (long size in shape)
                tensor.Integer(1, size);
            tensor.Integer(2, ElementType<T>()).Text(8, name).Bytes(9, MemoryMarshal.AsBytes(values.Span[..count]));
        });
        return this;
    }

    public OnnxModel Input<T>(string name, params long[] shape) => Value<T>(11, name, shape);

    public OnnxModel Output<T>(string name, params long[] shape) => Value<T>(12, name, shape);

    public byte[] ToArray() => new ProtobufWriter()
        .Integer(1, FormatVersion)
        .Bytes(7, graph.ToArray())
        .Message(8, operators => operators.Text(1, "").Integer(2, OperatorsVersion))
        .Message(8, operators => operators.Text(1, "com.microsoft").Integer(2, 1))
        .ToArray();

    private OnnxModel Value<T>(int field, string name, long[] shape)
    {
        graph.Message(field, value => value.Text(1, name).Message(2, type => type.Message(1, tensor => tensor
            .Integer(1, ElementType<T>())
            .Message(2, dimensions =>
            {
                foreach (long size in shape)
                    dimensions.Message(1, dimension => dimension.Integer(1, size));
            }))));
        return this;
    }

    /// <summary>The runtime's own enumeration has the same numbers.</summary>
    public static int ElementType<T>() => Type.GetTypeCode(typeof(T)) switch
    {
        TypeCode.Single => Float,
        TypeCode.Byte => UInt8,
        TypeCode.SByte => Int8,
        TypeCode.Int32 => Int32,
        _ => Double,
    };
}
