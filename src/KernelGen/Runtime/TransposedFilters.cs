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
    /// <summary>Each phase as rows [outputs][channels · taps]. <paramref name="weights"/> is the first filter of the group, which has so many outputs; of those the ones from <paramref name="first"/> on are wanted. Each number is converted, exactly, where the types differ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows<TFrom, T>(TFrom* weights, in TransposedWindow window, nint outputs, nint first, nint count, T* filters)
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
                            *target++ = Widening.Exactly<TFrom, T>(filter[phase.TapAt(y, x, window.KernelWidth)]);
                    }
                }
            }

            filters += count * seen.Terms;
        }
    }

    /// <summary>
    /// Each phase as strips [taps · channels][<paramref name="width"/>], which a register tile reads from front to back while the channels of a pixel lie side
    /// by side; the last is as wide as its filters in whole vectors. Each number is converted, exactly, where the types differ.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Strips<TFrom, T>(TFrom* weights, in TransposedWindow window, nint outputs, nint first, nint count, nint width, nint vector, T* filters)
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
                                filters[i] = i < columns ? Widening.Exactly<TFrom, T>(from[i * window.Taps]) : default;
                        }
                    }
                }
            }
        }
    }

    /// <summary>
    /// Packed filters of a group as those of the sums, exactly: of each phase those from <paramref name="first"/> on. <paramref name="outputs"/> is how many a phase
    /// has in the pack.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Widen<TFrom, T>(TFrom* packed, in TransposedWindow window, nint outputs, nint first, nint count, T* filters)
        where TFrom : unmanaged
        where T : unmanaged
    {
        for (nint number = 0; number < window.Phases; number++)
        {
            TransposedPhase phase = window.Phase(number, 0, 0);
            nint terms = phase.Window.Terms;
            Widening.Copy(packed + (phase.TapsBefore(window.KernelWidth) * window.GroupChannels * outputs) + (first * terms), 1, count * terms, filters);
            filters += count * terms;
        }
    }

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
}
