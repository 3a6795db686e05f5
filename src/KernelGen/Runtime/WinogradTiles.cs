using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace KernelGen.Runtime;

/// <summary>
/// What the tiles of a convolution by Winograd's algorithm see: of m × m pixels of the result, (m + 2) × (m + 2) of the image. Tiles are counted along the rows of
/// all images. For emitted code; its shape may change with any version.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class WinogradTiles
{
    /// <summary>Where each pixel of a tile is, row behind row, in an image whose channels lie side by side; <paramref name="absent"/> for those beside it.</summary>
    public static void Pixels<T>(T* image, in Window window, nint outputs, nint tile, T* absent, T** pixels)
        where T : unmanaged
    {
        (nint picture, nint top, nint left) = PlaceOf(window, outputs, tile);
        nint side = outputs + 2;
        T* start = image + (((picture * window.Plane) + (top * window.Width) + left) * window.Channels);
        for (nint y = 0; y < side; y++, start += window.Width * window.Channels)
        {
            bool inside = top + y >= 0 && top + y < window.Height;
            T* pixel = start;
            for (nint x = 0; x < side; x++, pixel += window.Channels)
                *pixels++ = inside && left + x >= 0 && left + x < window.Width ? pixel : absent;
        }
    }

    /// <summary>
    /// The same where the channels are planes: in <paramref name="band"/>, which has the rows that the tile sees, each in its place by its number modulo m + 2, as
    /// pixels of <paramref name="wide"/> numbers.
    /// </summary>
    public static void PixelsOfBand<T>(T* band, in Window window, nint outputs, nint tile, nint wide, T* absent, T** pixels)
        where T : unmanaged
    {
        (_, nint top, nint left) = PlaceOf(window, outputs, tile);
        nint side = outputs + 2;
        for (nint y = 0; y < side; y++)
        {
            bool inside = top + y >= 0 && top + y < window.Height;
            T* row = inside ? band + ((top + y) % side * window.Width * wide) : absent;
            for (nint x = 0; x < side; x++)
                *pixels++ = inside && left + x >= 0 && left + x < window.Width ? row + ((left + x) * wide) : absent;
        }
    }

    /// <summary>
    /// Turns to pixels the rows of planes that a tile sees and no tile before it did. Rows are counted through all images: those before
    /// <paramref name="turned"/> are, and what is given back is turned then.
    /// </summary>
    public static nint Turn(float* image, in Window window, nint outputs, nint tile, nint turned, nint wide, float* band)
    {
        (nint first, nint end, nint picture) = RowsOf(window, outputs, tile, turned);
        float* planes = image + (picture * window.Channels * window.Plane);
        for (nint row = first; row < end; row++)
        {
            nint y = row - (picture * window.Height);
            Packing.Transposed(planes + (y * window.Width), window.Plane, window.Width, window.Channels, wide, band + (y % (outputs + 2) * window.Width * wide));
        }

        return Math.Max(turned, end);
    }

    /// <inheritdoc cref="Turn(float*, in Window, nint, nint, nint, nint, float*)"/>
    public static nint Turn(double* image, in Window window, nint outputs, nint tile, nint turned, nint wide, double* band)
    {
        (nint first, nint end, nint picture) = RowsOf(window, outputs, tile, turned);
        double* planes = image + (picture * window.Channels * window.Plane);
        for (nint row = first; row < end; row++)
        {
            nint y = row - (picture * window.Height);
            Packing.Transposed(planes + (y * window.Width), window.Plane, window.Width, window.Channels, wide, band + (y % (outputs + 2) * window.Width * wide));
        }

        return Math.Max(turned, end);
    }

    /// <summary>Rows that are still to be turned for a tile, counted through all images.</summary>
    private static (nint First, nint End, nint Picture) RowsOf(in Window window, nint outputs, nint tile, nint turned)
    {
        (nint picture, nint top, _) = PlaceOf(window, outputs, tile);
        nint start = picture * window.Height;
        return (Math.Max(start + Math.Max(0, top), turned), start + Math.Clamp(top + outputs + 2, 0, window.Height), picture);
    }

    /// <summary>The image of a tile, and the first row and column that it sees.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (nint Picture, nint Top, nint Left) PlaceOf(in Window window, nint outputs, nint tile)
    {
        nint across = (window.OutWidth + outputs - 1) / outputs, down = (window.OutHeight + outputs - 1) / outputs;
        nint row = tile / across, picture = row / down;
        return (picture, ((row - (picture * down)) * outputs) - window.Top, ((tile - (row * across)) * outputs) - window.Left);
    }
}
