using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace KernelGen.Runtime;

/// <summary>
/// The copies of <see cref="Packing"/> from 8-bit integers, four neighbours along k to a number: strips are [(k + 3) / 4][width], filled up with zeros.
/// For emitted code; its shape may change with any version.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class QuadPacking
{
    /// <summary>Numbers of a row that are copied at a time; sixteen such rows fill half of a first-level cache.</summary>
    private const int Run = 256;

    /// <summary>Rows that are turned together.</summary>
    private const int Turned = 16;

    /// <summary>A line more than a run, so that the rows do not meet in one set of the cache.</summary>
    private const int Leading = Run + 16;

    /// <summary>strip[p / 4, j] holds source[p, j] … source[p + 3, j]; columns past the matrix are zeros.</summary>
    public static void Columns<T>(T* source, nint leading, nint k, nint columns, nint width, int* strip)
        where T : unmanaged
    {
        for (nint p = 0; p < k; p += 4, source += 4 * leading, strip += width)
        {
            nint j = k - p >= 4 ? Interleave((byte*)source, leading, columns, (byte*)strip) : 0;
            for (; j < columns; j++)
            {
                for (nint i = 0; i < 4; i++)
                    ((T*)strip)[(4 * j) + i] = p + i < k ? source[(i * leading) + j] : default;
            }

            new Span<int>(strip + columns, (int)(width - columns)).Clear();
        }
    }

    /// <summary>strip[p / 4, j] holds source[j, p] … source[j, p + 3]; columns past the matrix are zeros.</summary>
    public static void Transposed<T>(T* source, nint leading, nint k, nint columns, nint width, int* strip)
        where T : unmanaged
    {
        int* rows = stackalloc int[Turned * Leading];
        for (nint j = 0; j < columns; j += Turned)
        {
            nint count = Math.Min(Turned, columns - j), end = j + count == columns ? width : j + count;
            for (nint p = 0; p < k; p += 4 * Run)
            {
                nint run = Math.Min(4 * Run, k - p), steps = (run + 3) / 4;
                for (nint row = 0; row < count; row++)
                {
                    int* target = rows + (row * Leading);
                    target[steps - 1] = 0;
                    new ReadOnlySpan<byte>(source + ((j + row) * leading) + p, (int)run).CopyTo(new Span<byte>(target, (int)run));
                }

                Packing.Turned((float*)rows, Leading, steps, count, end - j, width, (float*)strip + (p / 4 * width) + j);
            }
        }
    }

    /// <summary>target[i, p / 4] holds source[i, p] … source[i, p + 3]: rows as they are, <paramref name="step"/> numbers apart.</summary>
    public static void Rows<T>(T* source, nint leading, nint k, nint rows, nint step, int* target)
        where T : unmanaged
    {
        for (nint i = 0; i < rows; i++, source += leading, target += step)
        {
            if (k % 4 != 0)
                target[k / 4] = 0;
            new ReadOnlySpan<byte>(source, (int)k).CopyTo(new Span<byte>(target, (int)k));
        }
    }

    /// <summary>Sixteen columns of four rows at a time, and eight; how many columns that were.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static nint Interleave(byte* source, nint leading, nint columns, byte* target)
    {
        nint j = 0;
        for (; Sse2.IsSupported && j <= columns - 16; j += 16, target += 64)
        {
            Vector128<byte> a = *(Vector128<byte>*)(source + j), b = *(Vector128<byte>*)(source + leading + j);
            Vector128<byte> c = *(Vector128<byte>*)(source + (2 * leading) + j), d = *(Vector128<byte>*)(source + (3 * leading) + j);
            Vector128<short> ab0 = Sse2.UnpackLow(a, b).AsInt16(), ab1 = Sse2.UnpackHigh(a, b).AsInt16();
            Vector128<short> cd0 = Sse2.UnpackLow(c, d).AsInt16(), cd1 = Sse2.UnpackHigh(c, d).AsInt16();
            *(Vector128<short>*)target = Sse2.UnpackLow(ab0, cd0);
            *(Vector128<short>*)(target + 16) = Sse2.UnpackHigh(ab0, cd0);
            *(Vector128<short>*)(target + 32) = Sse2.UnpackLow(ab1, cd1);
            *(Vector128<short>*)(target + 48) = Sse2.UnpackHigh(ab1, cd1);
        }

        for (; Sse2.IsSupported && j <= columns - 8; j += 8, target += 32)
        {
            Vector128<byte> a = Eight(source + j), b = Eight(source + leading + j), c = Eight(source + (2 * leading) + j), d = Eight(source + (3 * leading) + j);
            Vector128<short> ab = Sse2.UnpackLow(a, b).AsInt16(), cd = Sse2.UnpackLow(c, d).AsInt16();
            *(Vector128<short>*)target = Sse2.UnpackLow(ab, cd);
            *(Vector128<short>*)(target + 16) = Sse2.UnpackHigh(ab, cd);
        }

        return j;
    }

    private static Vector128<byte> Eight(byte* source) => Vector128.CreateScalarUnsafe(*(ulong*)source).AsByte();
}
