using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace KernelGen.Runtime;

/// <summary>
/// Filters [outputs][channels][taps] as strips [taps·channels][width], which a register tile reads from front to back while the channels of a pixel lie
/// side by side. For emitted code; its shape may change with any version.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class FilterStrips
{
    /// <summary>Numbers of the strips, and behind them of what it takes to make them.</summary>
    public static long Length(nint outputs, nint terms, nint taps, nint width, nint vector) =>
        (long)terms * (((outputs + vector - 1) / vector * vector) + (taps > 1 ? width : 0));

    /// <summary>One strip behind the other, each of <paramref name="width"/> filters; the last is as wide as its filters in whole vectors.</summary>
    public static void Fill(float* filters, nint outputs, nint terms, nint taps, nint width, nint vector, float* strips)
    {
        float* turned = strips + (terms * ((outputs + vector - 1) / vector * vector));
        for (nint j = 0; j < outputs; j += width)
        {
            nint columns = Math.Min(width, outputs - j), step = Math.Min(width, (columns + vector - 1) / vector * vector);
            Packing.Transposed(filters + (j * terms), terms, terms, columns, step, taps > 1 ? turned : strips + (j * terms));
            if (taps > 1)
                Sort(turned, terms, taps, step, strips + (j * terms));
        }
    }

    /// <inheritdoc cref="Fill(float*, nint, nint, nint, nint, nint, float*)"/>
    public static void Fill(double* filters, nint outputs, nint terms, nint taps, nint width, nint vector, double* strips)
    {
        double* turned = strips + (terms * ((outputs + vector - 1) / vector * vector));
        for (nint j = 0; j < outputs; j += width)
        {
            nint columns = Math.Min(width, outputs - j), step = Math.Min(width, (columns + vector - 1) / vector * vector);
            Packing.Transposed(filters + (j * terms), terms, terms, columns, step, taps > 1 ? turned : strips + (j * terms));
            if (taps > 1)
                Sort(turned, terms, taps, step, strips + (j * terms));
        }
    }

    /// <summary>The same with each number converted, exactly.</summary>
    public static void Fill(float* filters, nint outputs, nint terms, nint taps, nint width, nint vector, double* strips)
    {
        double* turned = strips + (terms * ((outputs + vector - 1) / vector * vector));
        for (nint j = 0; j < outputs; j += width)
        {
            nint columns = Math.Min(width, outputs - j), step = Math.Min(width, (columns + vector - 1) / vector * vector);
            Packing.Transposed(filters + (j * terms), terms, terms, columns, step, taps > 1 ? turned : strips + (j * terms));
            if (taps > 1)
                Sort(turned, terms, taps, step, strips + (j * terms));
        }
    }

    /// <summary>
    /// Filters [outputs][channels][taps] in the order of their sums, [outputs][taps][channels]: copied to <paramref name="sorted"/>, or where they lie if either
    /// is one.
    /// </summary>
    public static T* ByTaps<T>(T* filters, nint outputs, nint channels, nint taps, T* sorted)
        where T : unmanaged
    {
        if (channels <= 1 || taps == 1)
            return filters;
        T* target = sorted;
        for (nint filter = 0; filter < outputs; filter++, filters += channels * taps)
        {
            for (nint t = 0; t < taps; t++, target += channels)
                EveryTap(filters + t, channels, taps, target);
        }

        return sorted;
    }

    /// <summary>One number of each channel. Narrow ones are put together to words, since a store a number is what this waits for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void EveryTap<T>(T* source, nint channels, nint taps, T* target)
        where T : unmanaged
    {
        nint c = 0;
        if (sizeof(T) == 1)
        {
            nint taps2 = 2 * taps, taps3 = 3 * taps, taps4 = 4 * taps;
            for (byte* from = (byte*)source; c <= channels - 8; c += 8, from += 2 * taps4)
            {
                byte* next = from + taps4;
                uint low = from[0] | ((uint)from[taps] << 8) | ((uint)from[taps2] << 16) | ((uint)from[taps3] << 24);
                uint high = next[0] | ((uint)next[taps] << 8) | ((uint)next[taps2] << 16) | ((uint)next[taps3] << 24);
                *(ulong*)(target + c) = low | ((ulong)high << 32);
            }
        }
        else if (sizeof(T) == sizeof(ushort))
        {
            nint taps2 = 2 * taps, taps3 = 3 * taps;
            for (ushort* from = (ushort*)source; c <= channels - 4; c += 4, from += 4 * taps)
                *(ulong*)(target + c) = from[0] | ((ulong)from[taps] << 16) | ((ulong)from[taps2] << 32) | ((ulong)from[taps3] << 48);
        }

        for (; c < channels; c++)
            target[c] = source[c * taps];
    }

    /// <summary>The same of all filters that are to be packed.</summary>
    internal static T[] ByTaps<T>(ReadOnlySpan<T> filters, in PackShape shape)
        where T : unmanaged
    {
        var sorted = new T[shape.Elements];
        fixed (T* from = filters)
        fixed (T* to = sorted)
            ByTaps(from, (nint)shape.Groups * shape.N, shape.Channels, shape.Taps, to);
        return sorted;
    }

    /// <summary>Rows [channels][taps] to rows [taps][channels].</summary>
    private static void Sort<T>(T* rows, nint terms, nint taps, nint step, T* target)
        where T : unmanaged
    {
        nint channels = terms / taps;
        for (nint c = 0; c < channels; c++)
        {
            for (nint t = 0; t < taps; t++, rows += step)
                new ReadOnlySpan<T>(rows, (int)step).CopyTo(new Span<T>(target + (((t * channels) + c) * step), (int)step));
        }
    }
}
