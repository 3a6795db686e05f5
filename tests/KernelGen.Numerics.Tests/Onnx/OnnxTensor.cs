using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace KernelGen.Numerics.Tests.Onnx;

/// <summary>A tensor of ONNX's node tests: a message TensorProto of onnx.proto, of which this reads what those of 8-bit operators have.</summary>
internal sealed class OnnxTensor
{
    private const int Dims = 1, DataType = 2, FloatData = 4, Int32Data = 5, RawData = 9;

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
        int wanted = default(T) switch { float => 1, byte => 2, sbyte => 3, int => 6, _ => throw new NotSupportedException(typeof(T).Name) };
        if (type != wanted)
            throw new InvalidDataException($"The tensor's data_type is {type}, not {wanted} ({typeof(T).Name}).");
        T[] elements = MemoryMarshal.Cast<byte, T>(bytes.ToArray()).ToArray();
        int count = shape.Aggregate(1, (product, dimension) => product * dimension);
        return elements.Length == count ? elements : throw new InvalidDataException($"The tensor has {elements.Length} elements where its shape has {count}.");
    }

    /// <summary>The one element.</summary>
    public T One<T>()
        where T : unmanaged
        => Of<T>() is [var only] ? only : throw new InvalidDataException("The tensor has not one element.");

    public static OnnxTensor Read(string path)
    {
        var tensor = new OnnxTensor();
        var integers = new List<int>();
        for (ReadOnlySpan<byte> rest = File.ReadAllBytes(path); !rest.IsEmpty;)
        {
            ulong key = Varint(ref rest);
            ReadOnlySpan<byte> value = Value(ref rest, (int)(key & 7), out ulong number);
            switch ((int)(key >> 3))
            {
                case Dims:
                    foreach (ulong dimension in Numbers(value, number))
                        tensor.shape.Add((int)dimension);
                    break;
                case DataType:
                    tensor.type = (int)number;
                    break;
                case Int32Data:
                    foreach (ulong integer in Numbers(value, number))
                        integers.Add((int)integer);
                    break;
                case FloatData or RawData:
                    tensor.bytes.Write(value);
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

    /// <summary>One number, or as many as are packed into bytes.</summary>
    private static List<ulong> Numbers(ReadOnlySpan<byte> packed, ulong single)
    {
        if (packed.IsEmpty)
            return [single];
        var numbers = new List<ulong>();
        while (!packed.IsEmpty)
            numbers.Add(Varint(ref packed));
        return numbers;
    }

    /// <summary>A field's value by its wire type: a number, or bytes.</summary>
    private static ReadOnlySpan<byte> Value(ref ReadOnlySpan<byte> rest, int wire, out ulong number)
    {
        number = wire is 0 or 2 ? Varint(ref rest) : 0;
        int length = wire switch
        {
            0 => 0,
            1 => 8,
            2 => (int)number,
            5 => 4,
            _ => throw new InvalidDataException($"A field of wire type {wire} is in no TensorProto."),
        };
        ReadOnlySpan<byte> value = rest[..length];
        rest = rest[length..];
        return value;
    }

    private static ulong Varint(ref ReadOnlySpan<byte> rest)
    {
        ulong number = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = rest[0];
            rest = rest[1..];
            number |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return number;
        }
    }
}
