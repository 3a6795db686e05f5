using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace KernelGen.Runtime;

/// <summary>
/// Copies short rows: a call of the framework's copy costs more than seven numbers do. The last vector begins before the others end, so nothing past the row is touched.
/// </summary>
internal static unsafe class RowCopy
{
    /// <summary>Numbers side by side, to where no source is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Plain<T>(T* source, nint count, T* target)
        where T : unmanaged => Bytes((byte*)source, count * sizeof(T), (byte*)target);

    /// <summary>
    /// Rows of one length, so many numbers from one to the next. Two moves that overlap copy every length from one power of two to the next, and up to four of the widest those of
    /// a tile's columns: which ones is decided once.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Many<T>(T* source, nint sourceStep, nint count, T* target, nint targetStep, nint rows)
        where T : unmanaged
    {
        nint bytes = count * sizeof(T);
        if (bytes is >= 64 and <= 256 && Processor.HasAvx512)
            UpToFour<T, Vector512<byte>>(source, sourceStep, bytes, target, targetStep, rows);
        else if (bytes is >= 32 and <= 128 && Vector256.IsHardwareAccelerated)
            UpToFour<T, Vector256<byte>>(source, sourceStep, bytes, target, targetStep, rows);
        else if (bytes is >= 16 and < 32)
            Overlapped<T, Vector128<byte>>(source, sourceStep, bytes, target, targetStep, rows);
        else if (bytes is >= 8 and < 16)
            Overlapped<T, ulong>(source, sourceStep, bytes, target, targetStep, rows);
        else if (bytes is >= 4 and < 8)
            Overlapped<T, uint>(source, sourceStep, bytes, target, targetStep, rows);
        else
            for (nint r = 0; r < rows; r++)
                Plain(source + (r * sourceStep), count, target + (r * targetStep));
    }

    /// <summary>Rows of as many bytes as a move has, or up to twice as many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Overlapped<T, TMove>(T* source, nint sourceStep, nint bytes, T* target, nint targetStep, nint rows)
        where T : unmanaged
        where TMove : unmanaged
    {
        nint last = bytes - sizeof(TMove);
        for (nint r = 0; r < rows; r++, source += sourceStep, target += targetStep)
        {
            *(TMove*)target = *(TMove*)source;
            *(TMove*)((byte*)target + last) = *(TMove*)((byte*)source + last);
        }
    }

    /// <summary>Rows of as many bytes as a move has, or up to four times as many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void UpToFour<T, TMove>(T* source, nint sourceStep, nint bytes, T* target, nint targetStep, nint rows)
        where T : unmanaged
        where TMove : unmanaged
    {
        if (bytes <= 2 * sizeof(TMove))
        {
            Overlapped<T, TMove>(source, sourceStep, bytes, target, targetStep, rows);
            return;
        }

        nint third = Math.Min(2 * sizeof(TMove), bytes - sizeof(TMove)), last = bytes - sizeof(TMove);
        for (nint r = 0; r < rows; r++, source += sourceStep, target += targetStep)
        {
            *(TMove*)target = *(TMove*)source;
            *((TMove*)target + 1) = *((TMove*)source + 1);
            *(TMove*)((byte*)target + third) = *(TMove*)((byte*)source + third);
            if (last > third)
                *(TMove*)((byte*)target + last) = *(TMove*)((byte*)source + last);
        }
    }

    /// <summary>Zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Clear<T>(T* target, nint count)
        where T : unmanaged
    {
        nint i = 0;
        for (; i <= count - Vector128<T>.Count; i += Vector128<T>.Count)
            *(Vector128<T>*)(target + i) = default;
        for (; i < count; i++)
            target[i] = default;
    }

    /// <summary>Of rows that begin <paramref name="sourceStep"/> apart, so many numbers each, <paramref name="stride"/> apart: one behind the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ManyStrided<T>(T* source, nint stride, nint sourceStep, nint count, T* target, nint targetStep, nint rows)
        where T : unmanaged
    {
        for (nint r = 0; r < rows; r++, source += sourceStep, target += targetStep)
        {
            nint x = 0;
            if (sizeof(T) < sizeof(float))
            {
                if (stride == 2)
                    x = EverySecondNarrow(source, count, target);
            }
            else if (stride == 2 && Processor.HasAvx512 && count >= Vector512<T>.Count)
            {
                for (; x < count; x += Vector512<T>.Count)
                {
                    x = Math.Min(x, count - Vector512<T>.Count);
                    *(Vector512<T>*)(target + x) = EverySecond512(source + (2 * x));
                }
            }
            else if (stride == 2 && Avx2.IsSupported && count >= Vector256<T>.Count)
            {
                for (; x < count; x += Vector256<T>.Count)
                {
                    x = Math.Min(x, count - Vector256<T>.Count);
                    *(Vector256<T>*)(target + x) = EverySecond256(source + (2 * x));
                }
            }
            else if (stride == 2 && Sse2.IsSupported && count >= Vector128<T>.Count)
            {
                for (; x < count; x += Vector128<T>.Count)
                {
                    x = Math.Min(x, count - Vector128<T>.Count);
                    *(Vector128<T>*)(target + x) = EverySecond128(source + (2 * x));
                }
            }

            for (; x < count; x++)
                target[x] = source[x * stride];
        }
    }

    /// <summary>
    /// The lower halves of what twice as wide numbers would be, so that the one behind each is read too: the last wanted one is left to the caller. Gives how many were copied.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static nint EverySecondNarrow<T>(T* source, nint count, T* target)
        where T : unmanaged
    {
        nint x = 0, lanes = 16 / sizeof(T); // of any 16-bit type, of which there are no vectors
        for (; x < count - lanes; x += lanes)
        {
            T* from = source + (2 * x);
            if (sizeof(T) == 1)
                *(Vector128<byte>*)(target + x) = Vector128.Narrow(*(Vector128<ushort>*)from & Vector128.Create((ushort)0xff), *(Vector128<ushort>*)(from + 16) & Vector128.Create((ushort)0xff));
            else
                *(Vector128<ushort>*)(target + x) = Vector128.Narrow(*(Vector128<uint>*)from & Vector128.Create(0xffffu), *(Vector128<uint>*)(from + 8) & Vector128.Create(0xffffu));
        }

        return x;
    }

    /// <summary>The even numbers of a vector and the odd ones of that which begins with its last: no number behind the last wanted one is read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<T> EverySecond512<T>(T* source)
        where T : unmanaged
    {
        Vector512<T> first = *(Vector512<T>*)source, second = *(Vector512<T>*)(source + Vector512<T>.Count - 1);
        return sizeof(T) == 4
            ? Avx512F.PermuteVar16x32x2(first.AsInt32(), Vector512.Create(0, 2, 4, 6, 8, 10, 12, 14, 17, 19, 21, 23, 25, 27, 29, 31), second.AsInt32()).As<int, T>()
            : Avx512F.PermuteVar8x64x2(first.AsInt64(), Vector512.Create(0L, 2, 4, 6, 9, 11, 13, 15), second.AsInt64()).As<long, T>();
    }

    /// <inheritdoc cref="EverySecond512{T}(T*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> EverySecond256<T>(T* source)
        where T : unmanaged
    {
        Vector256<T> first = *(Vector256<T>*)source, second = *(Vector256<T>*)(source + Vector256<T>.Count - 1);
        Vector256<double> halves = sizeof(T) == 4
            ? Avx.Shuffle(first.AsSingle(), second.AsSingle(), 0b11_01_10_00).AsDouble()
            : Avx.Shuffle(first.AsDouble(), second.AsDouble(), 0b1010);
        return Avx2.Permute4x64(halves, 0b11_01_10_00).As<double, T>();
    }

    /// <inheritdoc cref="EverySecond512{T}(T*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<T> EverySecond128<T>(T* source)
        where T : unmanaged
    {
        Vector128<T> first = *(Vector128<T>*)source, second = *(Vector128<T>*)(source + Vector128<T>.Count - 1);
        return sizeof(T) == 4
            ? Sse.Shuffle(first.AsSingle(), second.AsSingle(), 0b11_01_10_00).As<float, T>()
            : Sse2.Shuffle(first.AsDouble(), second.AsDouble(), 0b10).As<double, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Bytes(byte* source, nint count, byte* target)
    {
        if (Processor.HasAvx512 && count >= 64)
        {
            for (nint i = 0; i < count; i += 64)
            {
                i = Math.Min(i, count - 64);
                *(Vector512<byte>*)(target + i) = *(Vector512<byte>*)(source + i);
            }
        }
        else if (Vector256.IsHardwareAccelerated && count >= 32)
        {
            for (nint i = 0; i < count; i += 32)
            {
                i = Math.Min(i, count - 32);
                *(Vector256<byte>*)(target + i) = *(Vector256<byte>*)(source + i);
            }
        }
        else if (count >= 16)
        {
            for (nint i = 0; i < count; i += 16)
            {
                i = Math.Min(i, count - 16);
                *(Vector128<byte>*)(target + i) = *(Vector128<byte>*)(source + i);
            }
        }
        else if (count >= 4)
        {
            for (nint i = 0; i < count; i += 4)
            {
                i = Math.Min(i, count - 4);
                *(int*)(target + i) = *(int*)(source + i);
            }
        }
        else
        {
            for (nint i = 0; i < count; i++)
                target[i] = source[i];
        }
    }
}
