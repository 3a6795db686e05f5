using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace KernelGen.Runtime;

/// <summary>
/// The first lanes of a vector, for processors without masked loads or with slow masked stores. Inlined: around a call the JIT keeps vectors in the frame, and in
/// the loop before it too. For emitted code; its shape may change with any version.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class PartialVector
{
    /// <summary>The first <paramref name="count"/> of four numbers, zeros behind them; memory past them is not touched.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Load(float* source, int count)
    {
        if (count >= 4)
            return *(Vector128<float>*)source;
        if (count <= 0)
            return Vector128<float>.Zero;
        if (count == 1)
            return Vector128.CreateScalar(*source);
        Vector128<float> pair = Vector128.CreateScalar(*(double*)source).AsSingle();
        return count == 2 ? pair : pair.WithElement(2, source[2]);
    }

    /// <summary>The first <paramref name="count"/> of two numbers, zeros behind them; memory past them is not touched.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Load(double* source, int count) =>
        count >= 2 ? *(Vector128<double>*)source : count == 1 ? Vector128.CreateScalar(source[0]) : Vector128<double>.Zero;

    /// <summary>The first <paramref name="count"/> of eight 16-bit numbers, zeros behind them; memory past them is not touched.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ushort> Load(ushort* source, int count)
    {
        if (count >= 8)
            return *(Vector128<ushort>*)source;
        return count >= 4
            ? Vector128.Create(*(ulong*)source, FewerThanFour(source + 4, count - 4)).AsUInt16()
            : Vector128.CreateScalar(FewerThanFour(source, count)).AsUInt16();
    }

    /// <summary>The first <paramref name="count"/> of sixteen bytes, zeros behind them; memory past them is not touched.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Load(byte* source, int count)
    {
        if (count >= 16)
            return *(Vector128<byte>*)source;
        return count >= 8
            ? Vector128.Create(*(ulong*)source, FewerThanEight(source + 8, count - 8)).AsByte()
            : Vector128.CreateScalar(FewerThanEight(source, count)).AsByte();
    }

    private static ulong FewerThanEight(byte* source, int count)
    {
        ulong bytes = 0;
        for (int i = count - 1; i >= 0; i--)
            bytes = (bytes << 8) | source[i];
        return bytes;
    }

    /// <summary>Writes the first <paramref name="count"/> of sixteen bytes and nothing else.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(byte* target, int count, Vector128<byte> value)
    {
        for (int i = 0; i < Math.Min(count, 16); i++)
            target[i] = value.GetElement(i);
    }

    /// <summary>The first <paramref name="count"/> of four integers, zeros behind them; memory past them is not touched.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Load(int* source, int count) => Load((float*)source, count).AsInt32();

    /// <summary>Writes the first <paramref name="count"/> of four integers and nothing else.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(int* target, int count, Vector128<int> value) => Store((float*)target, count, value.AsSingle());

    /// <summary>Eight integers as 16-bit ones, which they fit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> PackWords(Vector256<int> integers) => Sse2.PackSignedSaturate(integers.GetLower(), integers.GetUpper());

    /// <summary>The first <paramref name="count"/> of sixteen 16-bit numbers, zeros behind them; memory past them is not touched.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ushort> LoadTwo(ushort* source, int count) => Vector256.Create(Load(source, count), Load(source + 8, count - 8));

    private static ulong FewerThanFour(ushort* source, int count) => count switch
    {
        <= 0 => 0,
        1 => *source,
        2 => *(uint*)source,
        _ => *(uint*)source | ((ulong)source[2] << 32),
    };

    /// <summary>Writes the first <paramref name="count"/> of eight 16-bit numbers and nothing else.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ushort* target, int count, Vector128<ushort> value)
    {
        if (count >= 8)
        {
            *(Vector128<ushort>*)target = value;
            return;
        }

        ulong rest = value.AsUInt64().ToScalar();
        if (count >= 4)
        {
            *(ulong*)target = rest;
            target += 4;
            count -= 4;
            rest = value.AsUInt64().GetElement(1);
        }

        for (int i = 0; i < count; i++, rest >>= 16)
            target[i] = (ushort)rest;
    }

    /// <summary>Writes the first <paramref name="count"/> of four numbers and nothing else.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* target, int count, Vector128<float> value)
    {
        if (count >= 4)
        {
            *(Vector128<float>*)target = value;
        }
        else if (count == 1)
        {
            *target = value.ToScalar();
        }
        else if (count > 1)
        {
            *(double*)target = value.AsDouble().ToScalar();
            if (count == 3)
                target[2] = value.GetElement(2);
        }
    }

    /// <summary>Writes the first <paramref name="count"/> of eight numbers and nothing else.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* target, int count, Vector256<float> value)
    {
        Store(target, count, value.GetLower());
        Store(target + 4, count - 4, value.GetUpper());
    }

    /// <summary>Writes the first <paramref name="count"/> of four numbers and nothing else.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(double* target, int count, Vector256<double> value)
    {
        Store(target, count, value.GetLower());
        Store(target + 2, count - 2, value.GetUpper());
    }

    /// <summary>Writes the first <paramref name="count"/> of two numbers and nothing else.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(double* target, int count, Vector128<double> value)
    {
        if (count >= 2)
            *(Vector128<double>*)target = value;
        else if (count == 1)
            target[0] = value.ToScalar();
    }
}
