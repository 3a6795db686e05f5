using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace KernelGen.Runtime;

/// <summary>Where a pool's windows meet an image, and where its columns lie meanwhile. For emitted code; its shape may change with any version.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Pooling
{
    /// <summary>The first number under a window that lies in the image, of numbers <paramref name="dilation"/> apart; as many as there are where none does.</summary>
    public static nint First(nint start, nint kernel, nint dilation) => start >= 0 ? 0 : Math.Min(kernel, (dilation - 1 - start) / dilation);

    /// <summary>The number behind the last that lies in the image.</summary>
    public static nint End(nint start, nint kernel, nint dilation, nint size, nint first) =>
        start >= size ? first : Math.Clamp(((size - 1 - start) / dilation) + 1, first, kernel);

    /// <summary>
    /// Places of a window's columns. Columns lie by the remainder of their number divided by the stride, <paramref name="length"/> of each, so that those
    /// that a tap of windows side by side reads lie side by side.
    /// </summary>
    public static void Places(nint* places, nint kernel, nint dilation, nint stride, nint length)
    {
        for (nint k = 0; k < kernel; k++)
            places[k] = (k * dilation % stride * length) + (k * dilation / stride);
    }

    /// <summary>Puts columns side by side, of which the first has the number <paramref name="first"/>, into their places.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Spread(float* columns, nint count, nint first, nint stride, nint length, float* places)
    {
        nint i = 0;
        if (stride == 2 && Avx2.IsSupported)
        {
            float* own = places + ((first & 1) * length) + (first >> 1), other = places + ((~first & 1) * length) + ((first + 1) >> 1);
            for (; i <= count - 16; i += 16, own += 8, other += 8)
            {
                Vector256<float> low = *(Vector256<float>*)(columns + i), high = *(Vector256<float>*)(columns + i + 8);
                *(Vector256<float>*)own = Avx2.Permute4x64(Avx.Shuffle(low, high, 0x88).AsDouble(), 0xd8).AsSingle();
                *(Vector256<float>*)other = Avx2.Permute4x64(Avx.Shuffle(low, high, 0xdd).AsDouble(), 0xd8).AsSingle();
            }
        }

        SpreadRest(columns, i, count, first, stride, length, places);
    }

    /// <inheritdoc cref="Spread(float*, nint, nint, nint, nint, float*)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Spread(double* columns, nint count, nint first, nint stride, nint length, double* places) =>
        SpreadRest(columns, 0, count, first, stride, length, places);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SpreadRest<T>(T* columns, nint i, nint count, nint first, nint stride, nint length, T* places)
        where T : unmanaged
    {
        nint index = (first + i) / stride, remainder = first + i - (index * stride);
        for (; i < count; i++)
        {
            places[(remainder * length) + index] = columns[i];
            if (++remainder == stride)
                (remainder, index) = (0, index + 1);
        }
    }

    /// <summary>How many columns of each window lie in the image, 1 at least.</summary>
    public static void Count(float* counts, nint windows, nint left, nint kernel, nint stride, nint dilation, nint width)
    {
        for (nint x = 0; x < windows; x++)
            counts[x] = Columns((x * stride) - left, kernel, dilation, width);
    }

    /// <inheritdoc cref="Count(float*, nint, nint, nint, nint, nint, nint)"/>
    public static void Count(double* counts, nint windows, nint left, nint kernel, nint stride, nint dilation, nint width)
    {
        for (nint x = 0; x < windows; x++)
            counts[x] = Columns((x * stride) - left, kernel, dilation, width);
    }

    private static nint Columns(nint start, nint kernel, nint dilation, nint width)
    {
        nint first = First(start, kernel, dilation);
        return Math.Max(1, End(start, kernel, dilation, width, first) - first);
    }

    /// <summary>Fills columns with what a sum, or a maximum, begins with.</summary>
    public static void Clear(float* columns, nint count, float start)
    {
        for (nint i = 0; i < count; i++)
            columns[i] = start;
    }

    /// <inheritdoc cref="Clear(float*, nint, float)"/>
    public static void Clear(double* columns, nint count, double start)
    {
        for (nint i = 0; i < count; i++)
            columns[i] = start;
    }
}
