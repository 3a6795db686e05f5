using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace KernelGen.Numerics.Tests.Onnx;

/// <summary>A tensor of ONNX's node tests: a message TensorProto of onnx.proto, of which this reads what those tests have.</summary>
internal sealed class OnnxTensor
{
    private const int Dims = 1, DataType = 2, FloatData = 4, Int32Data = 5, NameField = 8, RawData = 9;

    private readonly List<int> shape = [];
    private readonly MemoryStream bytes = new();
    private int type;

    private OnnxTensor()
    {
    }

    public IReadOnlyList<int> Shape => shape;

    /// <summary>The elements, which must be of this type.</summary>
    public T[] Of<T>()
        where T : unmanaged
    {
        if (!Is<T>())
            throw new InvalidDataException($"The tensor's data_type is {type}, not {NumberOf<T>()} ({typeof(T).Name}).");
        T[] elements = MemoryMarshal.Cast<byte, T>(bytes.ToArray()).ToArray();
        int count = shape.Aggregate(1, (product, dimension) => product * dimension);
        return elements.Length == count ? elements : throw new InvalidDataException($"The tensor has {elements.Length} elements where its shape has {count}.");
    }

    /// <summary>The one element.</summary>
    public T One<T>()
        where T : unmanaged
        => Of<T>() is [var only] ? only : throw new InvalidDataException("The tensor has not one element.");

    /// <summary>What a graph calls it; empty in a file of its own.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Whether the elements are of this type.</summary>
    public bool Is<T>() => type == NumberOf<T>();

    public static OnnxTensor Read(string path) => Parse(File.ReadAllBytes(path));

    /// <summary>From the message itself.</summary>
    public static OnnxTensor Parse(ReadOnlySpan<byte> message)
    {
        var tensor = new OnnxTensor();
        var integers = new List<int>();
        foreach (OnnxField field in OnnxField.Read(message))
        {
            switch (field.Number)
            {
                case Dims:
                    tensor.shape.AddRange(field.Integers().Select(dimension => (int)dimension));
                    break;
                case DataType:
                    tensor.type = (int)field.Integer;
                    break;
                case Int32Data:
                    integers.AddRange(field.Integers().Select(integer => (int)integer));
                    break;
                case FloatData or RawData:
                    tensor.bytes.Write(field.Bytes);
                    break;
                case NameField:
                    tensor.Name = Encoding.UTF8.GetString(field.Bytes);
                    break;
            }
        }

        // Narrow integers may come as numbers of 32 bits; the type may come behind them.
        Span<byte> four = stackalloc byte[sizeof(int)];
        foreach (int integer in integers)
        {
            BinaryPrimitives.WriteInt32LittleEndian(four, integer);
            tensor.bytes.Write(four[..(tensor.type is 2 or 3 ? 1 : 4)]);
        }

        return tensor;
    }

    /// <summary>The number of a type in onnx.proto.</summary>
    private static int NumberOf<T>() => default(T) switch { float => 1, byte => 2, sbyte => 3, int => 6, _ => throw new NotSupportedException(typeof(T).Name) };
}
