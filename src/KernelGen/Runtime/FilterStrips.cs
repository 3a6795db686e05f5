using System.ComponentModel;

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

    /// <summary>The rows of every strip of a pack, from the order of the plain filters to the one in which they are read.</summary>
    internal static void SortTaps<T>(PackedWeights<T> packed)
        where T : unmanaged
    {
        fixed (T* strips = packed)
        {
            if (packed.Strips.Bytes == sizeof(float))
                SortTaps((float*)strips, packed.Shape, packed.Strips);
            else
                SortTaps((double*)strips, packed.Shape, packed.Strips);
        }
    }

    private static void SortTaps<T>(T* strip, in PackShape shape, in PackStrips strips)
        where T : unmanaged
    {
        if (shape.N == 0)
            return;
        var unsorted = new T[(long)shape.K * strips.Width];
        fixed (T* copy = unsorted)
        {
            for (int matrix = 0; matrix < shape.Matrices; matrix++)
            {
                for (int j = 0; j < shape.N; j += strips.Width)
                {
                    nint step = strips.WidthAt(j, shape.N), length = shape.K * step;
                    Buffer.MemoryCopy(strip, copy, length * sizeof(T), length * sizeof(T));
                    Sort(copy, shape.K, shape.Taps, step, strip);
                    strip += length;
                }
            }
        }
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
