namespace KernelGen.Numerics.Tests.Onnx;

/// <summary>A field of a message of onnx.proto: its number, and what it holds, an integer or bytes.</summary>
internal readonly record struct OnnxField(int Number, ulong Integer, byte[] Bytes)
{
    /// <summary>The fields of a message, in order.</summary>
    public static List<OnnxField> Read(ReadOnlySpan<byte> message)
    {
        var fields = new List<OnnxField>();
        while (!message.IsEmpty)
        {
            ulong key = Varint(ref message);
            ReadOnlySpan<byte> value = Value(ref message, (int)(key & 7), out ulong number);
            fields.Add(new((int)(key >> 3), number, value.ToArray()));
        }

        return fields;
    }

    /// <summary>One integer, or as many as are packed into bytes.</summary>
    public List<ulong> Integers()
    {
        if (Bytes.Length == 0)
            return [Integer];
        var numbers = new List<ulong>();
        for (ReadOnlySpan<byte> packed = Bytes; !packed.IsEmpty;)
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
            _ => throw new InvalidDataException($"A field of wire type {wire} is in no message of onnx.proto."),
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
