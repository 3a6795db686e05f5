using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace KernelGen.Runtime;

/// <summary>
/// The copies of <see cref="Packing"/> from 8-bit integers, less their zero points. Of two neighbours along k each is a 16-bit half of one number: strips
/// are [(k + 1) / 2][width], and a k that is odd ends with a zero. For emitted code; its shape may change with any version.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class IntegerPacking
{
    /// <summary>Pairs of a row that are widened at a time; eight such rows fill half of a first-level cache.</summary>
    private const int Run = 256;

    /// <summary>Rows that are turned together.</summary>
    private const int Turned = 16;

    /// <summary>A line more than a run, so that the rows do not meet in one set of the cache.</summary>
    private const int Leading = Run + 16;

    /// <summary>strip[p / 2, j] holds source[p, j] and source[p + 1, j]; columns past the matrix are zeros.</summary>
    public static void Columns<T>(T* source, nint leading, nint k, nint columns, nint width, int* strip, int zeroPoint)
        where T : unmanaged
    {
        for (nint p = 0; p < k; p += 2, source += 2 * leading, strip += width)
        {
            Interleave(source, p + 1 < k ? source + leading : null, columns, strip, zeroPoint);
            new Span<int>(strip + columns, (int)(width - columns)).Clear();
        }
    }

    /// <summary>The same with a zero point a column.</summary>
    public static void Columns<T>(T* source, nint leading, nint k, nint columns, nint width, int* strip, T* zeroPoints)
        where T : unmanaged
    {
        for (nint p = 0; p < k; p += 2, source += 2 * leading, strip += width)
        {
            for (nint j = 0; j < columns; j++)
                strip[j] = Pair(Number(source[j]) - Number(zeroPoints[j]), p + 1 < k ? Number(source[leading + j]) - Number(zeroPoints[j]) : 0);
            new Span<int>(strip + columns, (int)(width - columns)).Clear();
        }
    }

    /// <summary>strip[p / 2, j] holds source[j, p] and source[j, p + 1]; columns past the matrix are zeros.</summary>
    public static void Transposed<T>(T* source, nint leading, nint k, nint columns, nint width, int* strip, int zeroPoint)
        where T : unmanaged => Transposed(source, leading, k, columns, width, strip, zeroPoint, null);

    /// <summary>The same with a zero point a column.</summary>
    public static void Transposed<T>(T* source, nint leading, nint k, nint columns, nint width, int* strip, T* zeroPoints)
        where T : unmanaged => Transposed(source, leading, k, columns, width, strip, 0, zeroPoints);

    /// <summary>target[i, p / 2] holds source[i, p] and source[i, p + 1]: rows as they are, <paramref name="step"/> numbers apart.</summary>
    public static void Rows<T>(T* source, nint leading, nint k, nint rows, nint step, int* target, int zeroPoint)
        where T : unmanaged
    {
        for (nint i = 0; i < rows; i++)
            Widen(source + (i * leading), (short*)(target + (i * step)), k, (short)zeroPoint);
    }

    /// <summary>The same with a zero point a row.</summary>
    public static void Rows<T>(T* source, nint leading, nint k, nint rows, nint step, int* target, T* zeroPoints)
        where T : unmanaged
    {
        for (nint i = 0; i < rows; i++)
            Widen(source + (i * leading), (short*)(target + (i * step)), k, (short)Number(zeroPoints[i]));
    }

    private static void Transposed<T>(T* source, nint leading, nint k, nint columns, nint width, int* strip, int zeroPoint, T* zeroPoints)
        where T : unmanaged
    {
        int* rows = stackalloc int[Turned * Leading];
        for (nint j = 0; j < columns; j += Turned)
        {
            nint count = Math.Min(Turned, columns - j), end = j + count == columns ? width : j + count;
            for (nint p = 0; p < k; p += 2 * Run)
            {
                nint run = Math.Min(2 * Run, k - p), steps = (run + 1) / 2;
                for (nint row = 0; row < count; row++)
                    Widen(source + ((j + row) * leading) + p, (short*)(rows + (row * Leading)), run, (short)(zeroPoints is null ? zeroPoint : Number(zeroPoints[j + row])));
                Packing.Turned((float*)rows, Leading, steps, count, end - j, width, (float*)strip + (p / 2 * width) + j);
            }
        }
    }

    /// <summary>Each number as a double: for sums that may pass an int.</summary>
    public static void Columns<T>(T* source, nint leading, nint k, nint columns, nint width, double* strip, int zeroPoint)
        where T : unmanaged => Copy(source, leading, 1, k, columns, width, strip, zeroPoint, null);

    /// <summary>The same with a zero point a column.</summary>
    public static void Columns<T>(T* source, nint leading, nint k, nint columns, nint width, double* strip, T* zeroPoints)
        where T : unmanaged => Copy(source, leading, 1, k, columns, width, strip, 0, zeroPoints);

    /// <inheritdoc cref="Columns{T}(T*, nint, nint, nint, nint, double*, int)"/>
    public static void Transposed<T>(T* source, nint leading, nint k, nint columns, nint width, double* strip, int zeroPoint)
        where T : unmanaged => Copy(source, 1, leading, k, columns, width, strip, zeroPoint, null);

    /// <summary>The same with a zero point a column.</summary>
    public static void Transposed<T>(T* source, nint leading, nint k, nint columns, nint width, double* strip, T* zeroPoints)
        where T : unmanaged => Copy(source, 1, leading, k, columns, width, strip, 0, zeroPoints);

    private static void Copy<T>(T* source, nint down, nint across, nint k, nint columns, nint width, double* strip, int zeroPoint, T* zeroPoints)
        where T : unmanaged
    {
        for (nint p = 0; p < k; p++, source += down, strip += width)
        {
            for (nint j = 0; j < width; j++)
                strip[j] = j < columns ? Number(source[j * across]) - (zeroPoints is null ? zeroPoint : Number(zeroPoints[j])) : 0;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Number<T>(T value)
        where T : unmanaged => typeof(T) == typeof(sbyte) ? (sbyte)(object)value : (byte)(object)value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Pair(int low, int high) => unchecked((ushort)low | (high << 16));

    /// <summary>Two rows side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Interleave<T>(T* low, T* high, nint count, int* target, int zeroPoint)
        where T : unmanaged
    {
        nint j = 0;
        if (Avx512F.IsSupported && high != null)
        {
            Vector512<int> zero = Vector512.Create(zeroPoint), half = Vector512.Create(0xffff);
            for (; j <= count - 16; j += 16)
                *(Vector512<int>*)(target + j) = ((Wide512(low + j) - zero) & half) | ((Wide512(high + j) - zero) << 16);
        }

        if (Avx2.IsSupported && high != null)
        {
            Vector256<int> zero = Vector256.Create(zeroPoint), half = Vector256.Create(0xffff);
            for (; j <= count - 8; j += 8)
                *(Vector256<int>*)(target + j) = ((Wide256(low + j) - zero) & half) | ((Wide256(high + j) - zero) << 16);
        }

        Vector128<short> moved = Vector128.Create((short)zeroPoint);
        for (; high != null && j <= count - 8; j += 8)
        {
            Vector128<short> a = Eight(low + j) - moved, b = Eight(high + j) - moved;
            (Vector128<int> a0, Vector128<int> a1) = Vector128.Widen(a);
            (Vector128<int> b0, Vector128<int> b1) = Vector128.Widen(b);
            Vector128<int> lower = Vector128.Create(0xffff);
            *(Vector128<int>*)(target + j) = (a0 & lower) | (b0 << 16);
            *(Vector128<int>*)(target + j + 4) = (a1 & lower) | (b1 << 16);
        }

        for (; j < count; j++)
            target[j] = Pair(Number(low[j]) - zeroPoint, high == null ? 0 : Number(high[j]) - zeroPoint);
    }

    /// <summary>A row as 16-bit numbers, with a zero behind an odd count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Widen<T>(T* source, short* target, nint count, short zeroPoint)
        where T : unmanaged
    {
        nint i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            Vector256<short> moved = Vector256.Create(zeroPoint);
            for (; i <= count - 16; i += 16)
                *(Vector256<short>*)(target + i) = Sixteen(source + i) - moved;
        }

        for (; i <= count - 8; i += 8)
            *(Vector128<short>*)(target + i) = Eight(source + i) - Vector128.Create(zeroPoint);
        for (; i < count; i++)
            target[i] = (short)(Number(source[i]) - zeroPoint);
        if (count % 2 != 0)
            target[count] = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Wide512<T>(T* source)
        where T : unmanaged => typeof(T) == typeof(sbyte) ? Avx512F.ConvertToVector512Int32(*(Vector128<sbyte>*)source) : Avx512F.ConvertToVector512Int32(*(Vector128<byte>*)source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Wide256<T>(T* source)
        where T : unmanaged => typeof(T) == typeof(sbyte) ? Avx2.ConvertToVector256Int32((sbyte*)source) : Avx2.ConvertToVector256Int32((byte*)source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<short> Eight<T>(T* source)
        where T : unmanaged
    {
        Vector128<byte> bytes = Vector128.CreateScalarUnsafe(*(ulong*)source).AsByte();
        return typeof(T) == typeof(sbyte) ? Vector128.WidenLower(bytes.AsSByte()) : Vector128.WidenLower(bytes).AsInt16();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Sixteen<T>(T* source)
        where T : unmanaged
    {
        Vector256<byte> bytes = (*(Vector128<byte>*)source).ToVector256Unsafe();
        return typeof(T) == typeof(sbyte) ? Vector256.WidenLower(bytes.AsSByte()) : Vector256.WidenLower(bytes).AsInt16();
    }
}
