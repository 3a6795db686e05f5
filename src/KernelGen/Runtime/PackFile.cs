using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace KernelGen.Runtime;

/// <summary>
/// The file of a pack: a header, then the plain weights, little-endian. The header is the signature, the version, the type of a number, the operand,
/// the flags, the count of targets, k and n; of filters the count of groups, and a filter's rows and columns, of a transposed convolution's also how far apart the taps are that come together; of weights in groups a code's bits, a group's
/// size and whether there are zero points; then each target's name and strips. Scales, which are floats, and zero points follow the codes.
/// </summary>
internal static unsafe class PackFile
{
    private const int Version = 1, FixedHeader = 24, MostTargets = 16, LongestName = 32, WidestStrip = 4096;
    private const byte Transposed = 1, Gated = 2, ChannelsLast = 4, WinogradByTwo = 8, WinogradByFour = 16, Grouped = 32, Quads = 64;

    /// <summary>Numbers that are read or written at a time; memory for more is only taken once so many have come.</summary>
    private const int Chunk = 1 << 14;

    private static ReadOnlySpan<byte> Signature => "KGPACKED"u8;

    public static void Write<T>(PackedWeights<T> packed, Stream stream)
        where T : unmanaged
    {
        WriteHeader(packed, stream);
        long elements = packed.Shape.Elements;
        var chunk = new T[(int)Math.Min(Chunk, elements)];
        for (long done = 0; done < elements; done += chunk.Length)
        {
            Span<T> numbers = chunk.AsSpan(0, (int)Math.Min(chunk.Length, elements - done));
            Plain(packed, done, numbers);
            ToLittleEndian(numbers);
            stream.Write(MemoryMarshal.AsBytes(numbers));
        }

        if (packed is not PackedWeights<byte> { Shape.IsGrouped: true } grouped)
            return;
        float[] scales = GroupedPacks.PlainScales(grouped);
        ToLittleEndian<float>(scales);
        stream.Write(MemoryMarshal.AsBytes<float>(scales));
        stream.Write(GroupedPacks.PlainZeroPoints(grouped));
    }

    /// <summary>All weights in their plain order.</summary>
    public static T[] Plain<T>(PackedWeights<T> packed)
        where T : unmanaged
    {
        var plain = new T[packed.Shape.Elements];
        Plain<T>(packed, 0, plain);
        return plain;
    }

    /// <summary>Weights in their plain order, from one on.</summary>
    private static void Plain<T>(PackedWeights<T> packed, long first, Span<T> numbers)
        where T : unmanaged
    {
        PackShape shape = packed.Shape;
        long row = shape.Row;
        fixed (T* strips = packed)
        {
            for (int i = 0; i < numbers.Length; i++)
            {
                (long r, long c) = Math.DivRem(first + i, row);
                long place = StripLayout.PlaceOf(shape, shape.IsTransposed ? c : r);
                long index = shape.HasPhases ? TransposedFilters.IndexOf(shape, packed.Strips, first + i) : StripLayout.IndexOf(shape, packed.Strips, place, shape.IsTransposed ? r : c);
                numbers[i] = sizeof(T) == packed.Strips.Bytes ? strips[index]
                    : sizeof(T) > 1 ? (T)(object)(float)((double*)strips)[index]
                    : Whole<T>(packed.Strips.Together == 1 ? (int)((double*)strips)[index] : ((short*)((int*)strips + index))[place % 2]);
            }
        }
    }

    /// <summary>An 8-bit integer.</summary>
    private static T Whole<T>(int number)
        where T : unmanaged => Unsafe.BitCast<byte, T>((byte)number);

    public static PackedWeights<T> Read<T>(Stream stream)
        where T : unmanaged
    {
        (PackShape shape, PackStrips[] targets) = ReadHeader<T>(stream);
        T[] plain = ReadAll<T>(stream, shape.Elements, "weights");
        if (!shape.IsGrouped)
            return Packs.Make<T>(plain, shape, targets);
        float[] scales = ReadAll<float>(stream, GroupedPacks.Scales(shape), "scales");
        byte[] zeroPoints = shape.HasZeroPoints ? ReadAll<byte>(stream, GroupedPacks.PlainZeroPoints(shape), "zero points") : [];
        return (PackedWeights<T>)(object)Packs.MakeGrouped<float>((byte[])(object)plain, scales, zeroPoints, shape, targets);
    }

    /// <summary>So many numbers, and no more memory than comes of them.</summary>
    private static T[] ReadAll<T>(Stream stream, long count, string what)
        where T : unmanaged
    {
        var plain = new T[(int)Math.Min(Chunk, count)];
        for (int done = 0; done < count; done = plain.Length)
        {
            if (done > 0)
                Array.Resize(ref plain, (int)Math.Min(2L * done, count));
            int got = stream.ReadAtLeast(MemoryMarshal.AsBytes(plain.AsSpan(done)), (plain.Length - done) * sizeof(T), throwOnEndOfStream: false);
            if (got < (plain.Length - done) * sizeof(T))
                throw new InvalidDataException($"The stream ends after {done + (got / sizeof(T))} of {count} {what}.");
        }

        ToLittleEndian<T>(plain);
        return plain;
    }

    private static void WriteHeader<T>(PackedWeights<T> packed, Stream stream)
        where T : unmanaged
    {
        PackShape shape = packed.Shape;
        Span<byte> header = stackalloc byte[FixedHeader];
        Signature.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], Version);
        header[12] = PackFormat.CodeOf<T>();
        header[13] = (byte)shape.Operand;
        header[14] = (byte)((shape.IsTransposed ? Transposed : 0) | (shape.IsGated ? Gated : 0) | (shape.ChannelsLast ? ChannelsLast : 0) | (shape.Winograd == 2 ? WinogradByTwo : shape.Winograd == 4 ? WinogradByFour : 0) | (shape.IsGrouped ? Grouped : 0) | (shape.HasQuads ? Quads : 0));
        header[15] = (byte)packed.Targets.Length;
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], shape.K);
        BinaryPrimitives.WriteInt32LittleEndian(header[20..], shape.N);
        stream.Write(header);
        if (shape.IsFilters)
        {
            BinaryPrimitives.WriteInt32LittleEndian(header, shape.Groups);
            BinaryPrimitives.WriteInt32LittleEndian(header[4..], shape.KernelHeight);
            BinaryPrimitives.WriteInt32LittleEndian(header[8..], shape.KernelWidth);
            stream.Write(header[..12]);
        }

        if (shape.HasPhases)
        {
            BinaryPrimitives.WriteInt32LittleEndian(header, shape.PeriodHeight);
            BinaryPrimitives.WriteInt32LittleEndian(header[4..], shape.PeriodWidth);
            stream.Write(header[..8]);
        }

        if (shape.IsGrouped)
        {
            BinaryPrimitives.WriteInt32LittleEndian(header, shape.Bits);
            BinaryPrimitives.WriteInt32LittleEndian(header[4..], shape.GroupSize);
            BinaryPrimitives.WriteInt32LittleEndian(header[8..], shape.HasZeroPoints ? 1 : 0);
            stream.Write(header[..12]);
        }

        foreach (PackStrips strips in packed.Targets)
        {
            byte[] name = Encoding.ASCII.GetBytes(strips.Target);
            stream.WriteByte((byte)name.Length);
            stream.Write(name);
            BinaryPrimitives.WriteInt32LittleEndian(header, strips.Width);
            BinaryPrimitives.WriteInt32LittleEndian(header[4..], strips.Vector);
            BinaryPrimitives.WriteInt32LittleEndian(header[8..], strips.Bytes);
            stream.Write(header[..12]);
        }
    }

    private static (PackShape Shape, PackStrips[] Targets) ReadHeader<T>(Stream stream)
        where T : unmanaged
    {
        Span<byte> header = stackalloc byte[FixedHeader];
        Fill(stream, header[..8]);
        Demand(header[..8].SequenceEqual(Signature), "The stream does not begin with packed weights.");
        Fill(stream, header[8..]);
        int version = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
        Demand(version == Version, $"The packed weights have format {version}; this version of KernelGen reads format {Version}.");
        Demand(
            PackFormat.IsElement<T>() && header[12] == PackFormat.CodeOf<T>(),
            $"The packed weights have {PackFormat.Describe(header[12])}; elements of '{PackFormat.NameOf<T>()}' were asked for.");
        var operand = (PackedOperand)header[13];
        byte flags = header[14];
        int k = BinaryPrimitives.ReadInt32LittleEndian(header[16..]), n = BinaryPrimitives.ReadInt32LittleEndian(header[20..]);
        PackShape shape = new(operand, (flags & Transposed) != 0, (flags & Gated) != 0, k, n) { HasQuads = (flags & Quads) != 0 };
        int quads = sizeof(T) == 1 ? Quads : 0;
        int known = operand switch
        {
            PackedOperand.GemmB => Transposed | quads,
            PackedOperand.DenseWeights => (flags & Grouped) != 0 ? Transposed | Grouped : Transposed | Gated | quads,
            PackedOperand.Conv2DWeights => Transposed | ChannelsLast | WinogradByTwo | WinogradByFour | quads,
            PackedOperand.Conv1DWeights => Transposed | ChannelsLast | quads,
            _ => Transposed | ChannelsLast,
        };
        byte count = header[15];
        Demand(
            Enum.IsDefined(operand) && (flags & ~known) == 0 && (flags & (WinogradByTwo | WinogradByFour)) != (WinogradByTwo | WinogradByFour) && count is > 0 and <= MostTargets && (shape.IsTransposed || (!shape.IsFilters && (flags & Grouped) == 0)),
            "The header of the packed weights is damaged.");
        if ((flags & Grouped) != 0)
            shape = ReadGroups<T>(stream, shape);
        if (shape.IsFilters)
            shape = ReadFilters<T>(stream, shape, (flags & ChannelsLast) != 0, (flags & WinogradByTwo) != 0 ? 2 : (flags & WinogradByFour) != 0 ? 4 : 0);
        Demand(k >= 0 && n >= 0 && shape.Elements <= int.MaxValue, $"The packed weights have an impossible shape: {shape}.");
        PackStrips[] targets = ReadTargets(stream, count, sizeof(T), shape.IsGrouped || (sizeof(T) == 1 && shape.HasPhases));
        Demand(!shape.HasPhases || shape.ChannelsLast || Array.TrueForAll(targets, strips => strips.Width == 1), "The header of the packed weights is damaged: filters that go over planes are in no strips.");
        return (shape, targets);
    }

    /// <summary>The rest of what is said of weights in groups.</summary>
    private static PackShape ReadGroups<T>(Stream stream, in PackShape matrix)
        where T : unmanaged
    {
        Span<byte> numbers = stackalloc byte[3 * sizeof(int)];
        Fill(stream, numbers);
        int bits = BinaryPrimitives.ReadInt32LittleEndian(numbers), size = BinaryPrimitives.ReadInt32LittleEndian(numbers[4..]), zeroPoints = BinaryPrimitives.ReadInt32LittleEndian(numbers[8..]);
        Demand(
            typeof(T) == typeof(byte) && bits is 4 or 8 && size is 32 or 64 or 128 && zeroPoints is 0 or 1,
            $"The packed weights have impossible groups: {size} codes of {bits} bits.");
        return PackShape.OfGroups(bits, size, matrix.K, matrix.N) with { HasZeroPoints = zeroPoints == 1 };
    }

    /// <summary>The rest of what is said of filters.</summary>
    private static PackShape ReadFilters<T>(Stream stream, in PackShape matrix, bool channelsLast, int winograd)
        where T : unmanaged
    {
        Span<byte> numbers = stackalloc byte[3 * sizeof(int)];
        Fill(stream, numbers);
        int groups = BinaryPrimitives.ReadInt32LittleEndian(numbers);
        int height = BinaryPrimitives.ReadInt32LittleEndian(numbers[4..]), width = BinaryPrimitives.ReadInt32LittleEndian(numbers[8..]);
        (int k, int n) = (matrix.K, matrix.N);
        Demand(
            groups > 0 && height > 0 && width > 0 && k >= 0 && n >= 0 && (Int128)groups * k * n <= int.MaxValue
                && (long)groups * n <= int.MaxValue && k % ((long)height * width) == 0 && k / ((long)height * width) * groups <= int.MaxValue,
            $"The packed weights have an impossible shape: {groups} groups of {n} filters of {height} × {width}, with {k} numbers each.");
        Demand(winograd == 0 || (sizeof(T) >= sizeof(float) && height == 3 && width == 3 && groups == 1), $"The packed weights are said to be transformed for Winograd's tiles, which takes filters of 3 × 3 in one group; they have {height} × {width} in {groups}.");
        var shape = PackShape.OfFilters(matrix.Operand, channelsLast, (int)(k / ((long)height * width)) * groups, n * groups, height, width, groups, winograd, isNarrow: sizeof(T) < sizeof(float)) with { HasQuads = matrix.HasQuads };
        if (!shape.HasPhases)
            return shape;
        Fill(stream, numbers[..8]);
        (int down, int across) = (BinaryPrimitives.ReadInt32LittleEndian(numbers), BinaryPrimitives.ReadInt32LittleEndian(numbers[4..]));
        Demand(down > 0 && down <= height && across > 0 && across <= width, $"The packed weights have impossible phases: every {down} × {across} of {height} × {width}.");
        return shape.WithPeriods(down, across);
    }

    private static PackStrips[] ReadTargets(Stream stream, int count, int elementBytes, bool areBytes)
    {
        var targets = new PackStrips[count];
        Span<byte> name = stackalloc byte[LongestName], numbers = stackalloc byte[3 * sizeof(int)];
        for (int i = 0; i < count; i++)
        {
            Fill(stream, name[..1]);
            int length = name[0];
            Demand(length is > 0 and <= LongestName, "The header of the packed weights is damaged: a target's name has an impossible length.");
            Fill(stream, name[..length]);
            Fill(stream, numbers);
            int width = BinaryPrimitives.ReadInt32LittleEndian(numbers), vector = BinaryPrimitives.ReadInt32LittleEndian(numbers[4..]);
            int bytes = BinaryPrimitives.ReadInt32LittleEndian(numbers[8..]);
            int together = elementBytes == 1 && bytes == sizeof(int) ? 2 : 1;
            targets[i] = new PackStrips(Encoding.ASCII.GetString(name[..length]), width, vector, bytes, together);
            Demand(
                width is > 0 and <= WidestStrip && vector > 0 && width % vector == 0 && (areBytes ? bytes == 1 : elementBytes == 1 ? bytes is sizeof(int) or sizeof(double) : bytes == elementBytes || (elementBytes == sizeof(float) && bytes == sizeof(double))),
                $"The header of the packed weights is damaged: it has {targets[i]}.");
        }

        Demand(Array.Exists(targets, strips => Processor.Runs(strips.Target)), "The packed weights were saved for no target that runs on this processor.");
        return targets;
    }

    private static void Fill(Stream stream, Span<byte> bytes) => Demand(
        stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length, "The stream ends inside the header of the packed weights.");

    private static void Demand(bool holds, string sentence)
    {
        if (!holds)
            throw new InvalidDataException(sentence);
    }

    private static void ToLittleEndian<T>(Span<T> numbers)
        where T : unmanaged
    {
        if (BitConverter.IsLittleEndian || sizeof(T) == 1)
            return;
        if (sizeof(T) == sizeof(ushort))
            BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<T, ushort>(numbers), MemoryMarshal.Cast<T, ushort>(numbers));
        else if (sizeof(T) == sizeof(float))
            BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<T, uint>(numbers), MemoryMarshal.Cast<T, uint>(numbers));
        else
            BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<T, ulong>(numbers), MemoryMarshal.Cast<T, ulong>(numbers));
    }
}
