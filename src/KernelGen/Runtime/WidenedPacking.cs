using System.ComponentModel;

namespace KernelGen.Runtime;

/// <summary>The copies of <see cref="Packing"/> from numbers that <see cref="Widening"/> takes, converted on the way. For emitted code; its shape may change with any version.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class WidenedPacking
{
    /// <summary>Numbers of a row that are converted at a time; eight such rows fill half of a first-level cache.</summary>
    private const int Run = 256;

    /// <summary>Rows that are turned together.</summary>
    private const int Turned = 8;

    /// <summary>A line more than a run, so that the rows do not meet in one set of the cache.</summary>
    private const int Leading = Run + 16;

    /// <summary>strip[p, j] = source[p, j]: the source's columns lie side by side; columns past the matrix are zeros.</summary>
    public static void Columns<T>(T* source, nint leading, nint k, nint columns, nint width, float* strip)
        where T : unmanaged
    {
        for (nint p = 0; p < k; p++, source += leading, strip += width)
        {
            Widening.ToFloat(source, strip, columns);
            new Span<float>(strip + columns, (int)(width - columns)).Clear();
        }
    }

    /// <summary>strip[p, j] = source[j, p]; columns past the matrix are zeros.</summary>
    public static void Transposed<T>(T* source, nint leading, nint k, nint columns, nint width, float* strip)
        where T : unmanaged
    {
        float* rows = stackalloc float[Turned * Leading];
        for (nint j = 0; j < columns; j += Turned)
        {
            nint count = Math.Min(Turned, columns - j), end = j + count == columns ? width : j + count;
            for (nint p = 0; p < k; p += Run)
            {
                nint run = Math.Min(Run, k - p);
                for (nint row = 0; row < count; row++)
                    Widening.ToFloat(source + ((j + row) * leading) + p, rows + (row * Leading), run);
                Packing.Turned(rows, Leading, run, count, end - j, width, strip + (p * width) + j);
            }
        }
    }

    /// <summary>target[i, p] = source[i, p]: rows as they are, <paramref name="step"/> numbers apart.</summary>
    public static void Rows<T>(T* source, nint leading, nint k, nint rows, nint step, float* target)
        where T : unmanaged
    {
        for (nint i = 0; i < rows; i++)
            Widening.ToFloat(source + (i * leading), target + (i * step), k);
    }

    /// <inheritdoc cref="Rows{T}(T*, nint, nint, nint, nint, float*)"/>
    public static void Rows<T>(T* source, nint leading, nint k, nint rows, nint step, double* target)
        where T : unmanaged
    {
        float* run = stackalloc float[Run];
        for (nint i = 0; i < rows; i++, source += leading, target += step)
        {
            for (nint p = 0; p < k; p += Run)
            {
                nint count = Math.Min(Run, k - p);
                Widening.ToFloat(source + p, run, count);
                for (nint j = 0; j < count; j++)
                    target[p + j] = run[j];
            }
        }
    }

    /// <inheritdoc cref="Columns{T}(T*, nint, nint, nint, nint, float*)"/>
    public static void Columns<T>(T* source, nint leading, nint k, nint columns, nint width, double* strip)
        where T : unmanaged
    {
        float* run = stackalloc float[Run];
        for (nint p = 0; p < k; p++, source += leading, strip += width)
        {
            for (nint j = 0; j < width; j += Run)
            {
                nint count = Math.Clamp(columns - j, 0, Run);
                Widening.ToFloat(source + j, run, count);
                for (nint i = 0; i < Math.Min(Run, width - j); i++)
                    strip[j + i] = i < count ? run[i] : 0;
            }
        }
    }

    /// <inheritdoc cref="Transposed{T}(T*, nint, nint, nint, nint, float*)"/>
    public static void Transposed<T>(T* source, nint leading, nint k, nint columns, nint width, double* strip)
        where T : unmanaged
    {
        float* run = stackalloc float[Run];
        for (nint j = 0; j < width; j++)
        {
            for (nint p = 0; p < k; p += Run)
            {
                nint count = Math.Min(Run, k - p);
                if (j < columns)
                    Widening.ToFloat(source + (j * leading) + p, run, count);
                else
                    new Span<float>(run, (int)count).Clear();
                for (nint i = 0; i < count; i++)
                    strip[((p + i) * width) + j] = run[i];
            }
        }
    }
}
