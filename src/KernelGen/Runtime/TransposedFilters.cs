using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace KernelGen.Runtime;

/// <summary>
/// Filters [channels of x][outputs of a group][taps] of a transposed convolution, sorted by its phases: one behind the other, each with its own taps only.
/// For emitted code; its shape may change with any version.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class TransposedFilters
{
    /// <summary>Each phase as rows [outputs][channels · taps]. <paramref name="weights"/> is the first filter of the group, which has so many outputs; of those the ones from <paramref name="first"/> on are wanted.</summary>
    public static void Rows(float* weights, in TransposedWindow window, nint outputs, nint first, nint count, float* filters) =>
        Rows<float, float>(weights, window, outputs, first, count, filters);

    /// <inheritdoc cref="Rows(float*, in TransposedWindow, nint, nint, nint, float*)"/>
    public static void Rows(double* weights, in TransposedWindow window, nint outputs, nint first, nint count, double* filters) =>
        Rows<double, double>(weights, window, outputs, first, count, filters);

    /// <summary>The same with each number converted, exactly.</summary>
    public static void Rows(float* weights, in TransposedWindow window, nint outputs, nint first, nint count, double* filters) =>
        Rows<float, double>(weights, window, outputs, first, count, filters);

    /// <summary>
    /// Each phase as strips [taps · channels][<paramref name="width"/>], which a register tile reads from front to back while the channels of a pixel lie side
    /// by side; the last is as wide as its filters in whole vectors.
    /// </summary>
    public static void Strips(float* weights, in TransposedWindow window, nint outputs, nint first, nint count, nint width, nint vector, float* filters) =>
        Strips<float, float>(weights, window, outputs, first, count, width, vector, filters);

    /// <inheritdoc cref="Strips(float*, in TransposedWindow, nint, nint, nint, nint, nint, float*)"/>
    public static void Strips(double* weights, in TransposedWindow window, nint outputs, nint first, nint count, nint width, nint vector, double* filters) =>
        Strips<double, double>(weights, window, outputs, first, count, width, vector, filters);

    /// <summary>The same with each number converted, exactly.</summary>
    public static void Strips(float* weights, in TransposedWindow window, nint outputs, nint first, nint count, nint width, nint vector, double* filters) =>
        Strips<float, double>(weights, window, outputs, first, count, width, vector, filters);

    /// <summary>All groups as a pack has them: phase behind phase, in the order of their first taps.</summary>
    internal static void Fill<TFrom, T>(TFrom* weights, in PackShape shape, in PackStrips strips, T* target)
        where TFrom : unmanaged
        where T : unmanaged
    {
        var window = TransposedWindow.OfPack(shape);
        for (int group = 0; group < shape.Groups; group++, weights += (nint)shape.K * shape.N, target += strips.Length(shape.K, shape.N))
        {
            if (shape.ChannelsLast)
                Strips(weights, window, shape.N, 0, shape.N, strips.Width, strips.Vector, target);
            else
                Rows(weights, window, shape.N, 0, shape.N, target);
        }
    }

    /// <summary>Where the pack has a number of the plain filters.</summary>
    internal static long IndexOf(in PackShape shape, in PackStrips strips, long plain)
    {
        (long filter, long tap) = Math.DivRem(plain, shape.Taps);
        (long channel, long output) = Math.DivRem(filter, shape.N);
        (long group, long own) = Math.DivRem(channel, shape.Channels);
        nint start = (nint)(output / strips.Width * strips.Width), filled = (nint)strips.Length(1, shape.N);
        var window = TransposedWindow.OfPack(shape);
        return window.PlaceInPack((nint)group, filled, start, strips.WidthAt(start, shape.N), (nint)own, (nint)tap / shape.KernelWidth, (nint)tap % shape.KernelWidth, shape.ChannelsLast) + output - start;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows<TFrom, T>(TFrom* weights, in TransposedWindow window, nint outputs, nint first, nint count, T* filters)
        where TFrom : unmanaged
        where T : unmanaged
    {
        for (nint number = 0; number < window.Phases; number++)
        {
            TransposedPhase phase = window.Phase(number, 0, 0);
            Window seen = phase.Window;
            for (nint c = 0; c < seen.GroupChannels; c++)
            {
                for (nint i = 0; i < count; i++)
                {
                    TFrom* filter = weights + (((c * outputs) + first + i) * window.Taps);
                    T* target = filters + (((i * seen.GroupChannels) + c) * seen.Taps);
                    for (nint y = 0; y < seen.KernelHeight; y++)
                    {
                        for (nint x = 0; x < seen.KernelWidth; x++)
                            *target++ = Convert<TFrom, T>(filter[phase.TapAt(y, x, window.KernelWidth)]);
                    }
                }
            }

            filters += count * seen.Terms;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Strips<TFrom, T>(TFrom* weights, in TransposedWindow window, nint outputs, nint first, nint count, nint width, nint vector, T* filters)
        where TFrom : unmanaged
        where T : unmanaged
    {
        for (nint number = 0; number < window.Phases; number++)
        {
            TransposedPhase phase = window.Phase(number, 0, 0);
            Window seen = phase.Window;
            for (nint j = 0; j < count; j += width)
            {
                nint columns = Math.Min(width, count - j), step = Math.Min(width, (columns + vector - 1) / vector * vector);
                for (nint y = 0; y < seen.KernelHeight; y++)
                {
                    for (nint x = 0; x < seen.KernelWidth; x++)
                    {
                        TFrom* from = weights + ((first + j) * window.Taps) + phase.TapAt(y, x, window.KernelWidth);
                        for (nint c = 0; c < seen.GroupChannels; c++, from += outputs * window.Taps, filters += step)
                        {
                            for (nint i = 0; i < step; i++)
                                filters[i] = i < columns ? Convert<TFrom, T>(from[i * window.Taps]) : default;
                        }
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Convert<TFrom, T>(TFrom number)
        where TFrom : unmanaged
        where T : unmanaged
    {
        if (typeof(TFrom) == typeof(T))
            return Unsafe.BitCast<TFrom, T>(number);
        double wide = Unsafe.BitCast<TFrom, float>(number);
        return Unsafe.BitCast<double, T>(wide);
    }
}
