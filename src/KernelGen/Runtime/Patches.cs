using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace KernelGen.Runtime;

/// <summary>
/// Copies what a filter sees of an image into what a register tile reads, zeros for the padding, or into what is to be copied there. Only a part of the image is copied at a time: it
/// stays in cache until it is multiplied. For emitted code; its shape may change with any version.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Patches
{
    /// <summary>
    /// Channels whose rows are copied for one tap after the other: the lines that neighbouring taps share wait in the first-level cache, and where the image ends is looked for once
    /// for all of them.
    /// </summary>
    private const int ChannelsTogether = 8;

    /// <summary>
    /// A strip [channels·taps][width] of an image in planes: one column a window, counted from <paramref name="pixel"/>, <paramref name="padding"/> behind the
    /// last and where a tap falls beside the image. <paramref name="image"/> is the first channel. Each number is converted, exactly, where the types differ.
    /// </summary>
    public static void Columns<TFrom, T>(TFrom* image, in Window window, nint channels, nint pixel, nint columns, nint width, T* strip, T padding = default)
        where TFrom : unmanaged
        where T : unmanaged
    {
        nint y = pixel / window.OutWidth, x = pixel - (y * window.OutWidth);
        // The windows of a strip lie in runs, each in one row of the result.
        for (nint j = 0; j < columns;)
        {
            nint count = Math.Min(columns - j, window.OutWidth - x);
            for (nint c = 0; c < channels; c += ChannelsTogether)
                Run(image + (c * window.Plane), window, Math.Min(ChannelsTogether, channels - c), y, x, count, strip + j + (c * window.Taps * width), width, padding);
            j += count;
            (y, x) = (y + 1, 0);
        }

        Repeat(strip + columns, width, channels * window.Taps, width - columns, padding);
    }

    /// <summary>
    /// The same for panels one behind the other, each <paramref name="width"/> wide and with a row to spare, so that those of many channels do not meet in one set of the cache: of
    /// <paramref name="count"/> the first <paramref name="taller"/> have a window more than <paramref name="low"/>, and what is beside those is left to chance.
    /// </summary>
    public static void Panels<TFrom, T>(TFrom* image, in Window window, nint channels, nint pixel, nint count, nint low, nint taller, T* panel, nint width)
        where TFrom : unmanaged
        where T : unmanaged
    {
        bool byVectors = typeof(TFrom) == typeof(float) && typeof(T) == typeof(float) && WindowVectors.Take(window, width);
        for (nint t = 0; t < count; t++, panel += width * ((channels * window.Taps) + 1))
        {
            nint columns = t < taller ? low + 1 : low;
            if (byVectors)
                WindowVectors.Copy((float*)image, window, channels, pixel, columns, (float*)panel);
            else
                Columns(image, window, channels, pixel, columns, width, panel);
            pixel += columns;
        }
    }

    /// <summary>Windows of one row of the result, in some channels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TFrom, T>(TFrom* image, in Window window, nint channels, nint y, nint x, nint count, T* target, nint width, T padding)
        where TFrom : unmanaged
        where T : unmanaged
    {
        nint stride = window.StrideWidth, step = window.Taps * width;
        for (nint ky = 0; ky < window.KernelHeight; ky++)
        {
            nint row = (y * window.StrideHeight) + (ky * window.DilationHeight) - window.Top;
            bool inside = row >= 0 && row < window.Height;
            for (nint kx = 0; kx < window.KernelWidth; kx++, target += width)
            {
                // The windows from low to high meet the image with this tap.
                nint first = (x * stride) + (kx * window.DilationWidth) - window.Left, low = 0, high = inside ? count : 0;
                if (inside && first < 0)
                    low = Math.Min(count, (stride - 1 - first) / stride);
                if (inside && first + ((count - 1) * stride) >= window.Width)
                    high = Math.Max(low, first >= window.Width ? 0 : ((window.Width - 1 - first) / stride) + 1);
                if (low > 0)
                    Repeat(target, step, channels, low, padding);
                if (high < count)
                    Repeat(target + high, step, channels, count - high, padding);
                if (low < high)
                    CopyMany(image + (row * window.Width) + first + (low * stride), stride, high - low, window.Plane, target + low, step, channels);
            }
        }
    }

    /// <summary>
    /// Rows [taps·channels] of an image whose channels lie side by side: one row a window, counted from <paramref name="pixel"/> through all images, the
    /// taps from <paramref name="firstTap"/> on, <paramref name="padding"/> where one falls beside the image. <paramref name="image"/> is the first number of the
    /// group. Each number is converted, exactly, where the types differ.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows<TFrom, T>(TFrom* image, in Window window, nint firstTap, nint taps, nint pixel, nint rows, T* panel, T padding = default)
        where TFrom : unmanaged
        where T : unmanaged
    {
        nint channels = window.GroupChannels, picture = pixel / window.Pixels;
        nint y = (pixel - (picture * window.Pixels)) / window.OutWidth, x = pixel - (picture * window.Pixels) - (y * window.OutWidth);
        // Taps side by side whose numbers lie one behind the other are copied at once.
        bool joined = channels == window.Channels && window.DilationWidth == 1;
        // Windows from low to high have no column beside the image.
        nint low = (window.Left + window.StrideWidth - 1) / window.StrideWidth, beside = window.Width - window.KernelWidth + window.Left;
        nint high = joined && typeof(TFrom) == typeof(T) && taps == window.Taps && beside >= 0 ? Math.Min(window.OutWidth, (beside / window.StrideWidth) + 1) : 0;
        TFrom* start = image + (picture * window.Plane * window.Channels);
        for (nint r = 0; r < rows;)
        {
            nint count = 1;
            if (x >= low && x < high)
            {
                count = Math.Min(rows - r, high - x);
                ManyRows((T*)start, window, y, x, count, panel, padding);
                panel += count * window.Terms;
            }
            else
            {
                panel = Row(start, window, y, x, firstTap, taps, joined, panel, padding);
            }

            r += count;
            x += count;
            if (x == window.OutWidth)
            {
                x = 0;
                if (++y * window.OutWidth == window.Pixels)
                {
                    y = 0;
                    start += window.Plane * window.Channels;
                }
            }
        }
    }

    /// <summary>What one window sees; gives the end of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T* Row<TFrom, T>(TFrom* picture, in Window window, nint y, nint x, nint firstTap, nint taps, bool joined, T* panel, T padding)
        where TFrom : unmanaged
        where T : unmanaged
    {
        nint channels = window.GroupChannels, ky = firstTap / window.KernelWidth, kx = firstTap - (ky * window.KernelWidth);
        for (nint done = 0; done < taps;)
        {
            nint row = (y * window.StrideHeight) + (ky * window.DilationHeight) - window.Top;
            nint column = (x * window.StrideWidth) + (kx * window.DilationWidth) - window.Left;
            bool inside = row >= 0 && row < window.Height && column >= 0 && column < window.Width;
            nint count = 1;
            if (joined)
            {
                nint rest = Math.Min(taps - done, window.KernelWidth - kx);
                count = inside ? Math.Min(rest, window.Width - column) : column < 0 && row >= 0 && row < window.Height ? Math.Min(rest, -column) : rest;
            }

            if (inside)
                Copy(picture + (((row * window.Width) + column) * window.Channels), count * channels, panel);
            else
                Fill(panel, count * channels, padding);
            panel += count * channels;
            done += count;
            kx += count;
            if (kx == window.KernelWidth)
                (kx, ky) = (0, ky + 1);
        }

        return panel;
    }

    /// <summary>
    /// What windows side by side see that have no column beside the image, whose taps of a row lie one behind the other. One row of their filters after the other, so that what a
    /// copy of few numbers does is decided once a row.
    /// </summary>
    private static void ManyRows<T>(T* picture, in Window window, nint y, nint x, nint windows, T* panel, T padding)
        where T : unmanaged
    {
        nint length = window.KernelWidth * window.Channels, step = window.StrideWidth * window.Channels;
        T* first = picture + (((x * window.StrideWidth) - window.Left) * window.Channels);
        for (nint ky = 0; ky < window.KernelHeight; ky++, panel += length)
        {
            nint row = (y * window.StrideHeight) + (ky * window.DilationHeight) - window.Top;
            if (row >= 0 && row < window.Height)
            {
                RowCopy.Many(first + (row * window.Width * window.Channels), step, length, panel, window.Terms, windows);
                continue;
            }

            for (nint i = 0; i < windows; i++)
                Fill(panel + (i * window.Terms), length, padding);
        }
    }

    /// <summary>What stands for the padding. The sums of numbers of 32 and 64 bits know it as zero.</summary>
    private static void Fill<T>(T* target, nint count, T padding)
        where T : unmanaged
    {
        if (sizeof(T) < sizeof(float))
            new Span<T>(target, (int)count).Fill(padding);
        else
            new Span<T>(target, (int)count).Clear();
    }

    /// <summary>What stands for the padding: so many rows of it, <paramref name="step"/> apart.</summary>
    private static void Repeat<T>(T* target, nint step, nint rows, nint count, T padding)
        where T : unmanaged
    {
        for (nint r = 0; r < rows && count > 0; r++, target += step)
        {
            for (nint i = 0; i < count; i++)
                target[i] = padding;
        }
    }

    /// <summary>Numbers one behind the other or <paramref name="stride"/> apart, of so many rows.</summary>
    private static void CopyMany<TFrom, T>(TFrom* source, nint stride, nint count, nint sourceStep, T* target, nint targetStep, nint rows)
        where TFrom : unmanaged
        where T : unmanaged
    {
        if (typeof(TFrom) != typeof(T))
        {
            for (nint r = 0; r < rows; r++)
                Widening.Copy(source + (r * sourceStep), stride, count, target + (r * targetStep));
        }
        else if (stride != 1)
        {
            RowCopy.ManyStrided((T*)source, stride, sourceStep, count, target, targetStep, rows);
        }
        else
        {
            RowCopy.Many((T*)source, sourceStep, count, target, targetStep, rows);
        }
    }

    /// <summary>Some numbers, one behind the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy<TFrom, T>(TFrom* source, nint count, T* target)
        where TFrom : unmanaged
        where T : unmanaged
    {
        if (typeof(TFrom) != typeof(T))
            Widening.Copy(source, 1, count, target);
        else
            RowCopy.Plain((T*)source, count, target);
    }
}
