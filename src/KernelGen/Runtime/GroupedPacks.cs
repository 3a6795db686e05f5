namespace KernelGen.Runtime;

/// <summary>
/// Where a pack of weights in groups has what: all codes, from the next cache line on all scales, then all zero points, which are bytes. The rows of a strip
/// take turns: a whole of 32 codes of each, a scale and a zero point of each. Rows that fill no strip follow one by one.
/// </summary>
internal static unsafe class GroupedPacks
{
    /// <summary>Codes of a row that lie side by side.</summary>
    private const int Whole = 32;

    private const int Line = 64;

    public static long ScalesAt(in PackShape shape) => (shape.Elements + Line - 1) / Line * Line;

    public static long ZeroPointsAt(in PackShape shape) => ScalesAt(shape) + (Scales(shape) * sizeof(float));

    public static long Bytes(in PackShape shape) => ZeroPointsAt(shape) + (shape.HasZeroPoints ? Scales(shape) : 0);

    /// <summary>How many groups there are.</summary>
    public static long Scales(in PackShape shape) => shape.N * shape.GroupsOfRow;

    /// <summary>Bytes of the plain zero points: those of 4 bits lie two to a byte, those of a row by themselves.</summary>
    public static long PlainZeroPoints(in PackShape shape) => shape.N * ZeroBytesOfRow(shape);

    private static long ZeroBytesOfRow(in PackShape shape) => shape.Bits == 4 ? (shape.GroupsOfRow + 1) / 2 : shape.GroupsOfRow;

    /// <summary>Where a byte of a row's codes is.</summary>
    public static long IndexOf(in PackShape shape, in PackStrips strips, long row, long at)
    {
        int together = TogetherWith(row, shape, strips), whole = Whole * shape.Bits / 8;
        return (row / together * together * shape.Row) + (((at / whole * together) + (row % together)) * whole) + (at % whole);
    }

    /// <summary>Where what belongs to a group of a row is among its like.</summary>
    private static long IndexOfGroup(in PackShape shape, in PackStrips strips, long row, long group)
    {
        int together = TogetherWith(row, shape, strips);
        return (row / together * together * shape.GroupsOfRow) + (group * together) + (row % together);
    }

    private static int TogetherWith(long row, in PackShape shape, in PackStrips strips) => row < shape.N / strips.Width * strips.Width ? strips.Width : 1;

    /// <typeparam name="T"><c>float</c> or <c>Half</c>.</typeparam>
    public static void Fill<T>(byte* codes, T* scales, byte* zeroPoints, in PackShape shape, in PackStrips strips, byte* target)
        where T : unmanaged
    {
        int whole = Whole * shape.Bits / 8;
        for (long row = 0; row < shape.N; row++, codes += shape.Row)
        {
            for (long at = 0; at < shape.Row; at += whole)
                Buffer.MemoryCopy(codes + at, target + IndexOf(shape, strips, row, at), whole, whole);
            for (long group = 0; group < shape.GroupsOfRow; group++)
            {
                T* scale = scales + (row * shape.GroupsOfRow) + group;
                long index = IndexOfGroup(shape, strips, row, group);
                ((float*)(target + ScalesAt(shape)))[index] = typeof(T) == typeof(float) ? *(float*)scale : (float)*(Half*)scale;
                if (shape.HasZeroPoints)
                    (target + ZeroPointsAt(shape))[index] = ZeroPoint(zeroPoints + (row * ZeroBytesOfRow(shape)), shape.Bits, group);
            }
        }
    }

    private static byte ZeroPoint(byte* row, int bits, long group) => bits == 4 ? (byte)((row[group / 2] >> (int)(group % 2 * 4)) & 15) : row[group];

    /// <summary>The scales in their plain order.</summary>
    public static float[] PlainScales(PackedWeights<byte> packed)
    {
        PackShape shape = packed.Shape;
        var plain = new float[Scales(shape)];
        float* scales = Packs.ScalesOf(packed);
        for (int i = 0; i < plain.Length; i++)
            plain[i] = scales[IndexOfGroup(shape, packed.Strips, i / shape.GroupsOfRow, i % shape.GroupsOfRow)];
        return plain;
    }

    /// <summary>The zero points in their plain order, none where the pack has none.</summary>
    public static byte[] PlainZeroPoints(PackedWeights<byte> packed)
    {
        PackShape shape = packed.Shape;
        var plain = new byte[shape.HasZeroPoints ? PlainZeroPoints(shape) : 0];
        byte* zeroPoints = Packs.ZeroPointsOf(packed);
        for (long row = 0; row < shape.N && plain.Length > 0; row++)
        {
            for (long group = 0; group < shape.GroupsOfRow; group++)
            {
                byte zeroPoint = zeroPoints[IndexOfGroup(shape, packed.Strips, row, group)];
                plain[(row * ZeroBytesOfRow(shape)) + (shape.Bits == 4 ? group / 2 : group)] |= (byte)(shape.Bits == 4 ? zeroPoint << (int)(group % 2 * 4) : zeroPoint);
            }
        }

        return plain;
    }
}
