using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace KernelGen.Benchmarks.Peers.Optional;

/// <summary>The wire format of protocol buffers, as far as an ONNX model of a few nodes needs it: a tag of number and kind before each field.</summary>
internal sealed class ProtobufWriter
{
    private const int VariableLength = 0, LengthDelimited = 2, Fixed32 = 5;
    private readonly ArrayBufferWriter<byte> written = new();

    public byte[] ToArray() => written.WrittenSpan.ToArray();

    public ProtobufWriter Integer(int field, long value)
    {
        Tag(field, VariableLength);
        return Variable((ulong)value);
    }

    public ProtobufWriter Fixed(int field, float value)
    {
        Tag(field, Fixed32);
        BinaryPrimitives.WriteSingleLittleEndian(written.GetSpan(sizeof(float)), value);
        written.Advance(sizeof(float));
        return this;
    }

    public ProtobufWriter Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public ProtobufWriter Bytes(int field, ReadOnlySpan<byte> value)
    {
        Tag(field, LengthDelimited);
        Variable((ulong)value.Length);
        written.Write(value);
        return this;
    }

    public ProtobufWriter Message(int field, Action<ProtobufWriter> write)
    {
        var inner = new ProtobufWriter();
        write(inner);
        return Bytes(field, inner.written.WrittenSpan);
    }

    private void Tag(int field, int kind) => Variable(((ulong)field << 3) | (uint)kind);

    /// <summary>Seven bits a byte, the lowest first; the eighth says that more follow.</summary>
    private ProtobufWriter Variable(ulong value)
    {
        for (; value > 127; value >>= 7)
            written.Write([(byte)(value | 128)]);
        written.Write([(byte)value]);
        return this;
    }
}
