using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace KernelGen.Runtime;

/// <summary>
/// Copies windows of planes to a panel [channels·taps][16]: a vector of 512 bits a row, whatever of it lies beside the image. What it holds behind the last window is left to chance.
/// </summary>
internal static unsafe class WindowVectors
{
    /// <summary>Numbers of a row of a panel.</summary>
    private const int Width = 16;

    /// <summary>Channels whose rows are copied for one tap after the other: what neighbouring taps share, and the rows of the panel, wait in the first-level cache.</summary>
    private const int ChannelsTogether = 32;

    /// <summary>Whether panels of such a width are copied so.</summary>
    public static bool Take(in Window window, nint width) => Processor.HasAvx512 && width == Width && window.StrideWidth <= 2;

    /// <summary>A panel of the windows from <paramref name="pixel"/> on.</summary>
    public static void Copy(float* image, in Window window, nint channels, nint pixel, nint columns, float* panel)
    {
        nint y = pixel / window.OutWidth, x = pixel - (y * window.OutWidth);
        for (nint j = 0; j < columns;)
        {
            nint count = Math.Min(columns - j, window.OutWidth - x);
            for (nint c = 0; c < channels; c += ChannelsTogether)
                Run(image + (c * window.Plane), window, Math.Min(ChannelsTogether, channels - c), y, x, panel + (c * window.Taps * Width), j);
            j += count;
            (y, x) = (y + 1, 0);
        }
    }

    /// <summary>
    /// Windows of one row of the result, in some channels, from column <paramref name="j"/> of the panel to its end: those of the next row come over what is too much.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run(float* image, in Window window, nint channels, nint y, nint x, float* panel, nint j)
    {
        nint step = window.Taps * Width, plane = window.Plane;
        // Of windows two columns apart, taps side by side are the even and the odd columns of the same vectors.
        bool goesByTwo = window.StrideWidth == 2 && window.DilationWidth == 1;
        for (nint kx = 0, taps; kx < window.KernelWidth; kx += taps, panel += taps * Width)
        {
            taps = goesByTwo && kx + 1 < window.KernelWidth ? 2 : 1;
            // As if the panel's first column were this row's too: whole rows are stored, or those from j on.
            nint first = ((x - j) * window.StrideWidth) + (kx * window.DilationWidth) - window.Left, begin = first + (j * window.StrideWidth);
            Vector512<float> stored = Lanes512<float>.Mask(j, Width);
            Vector512<float> near = Lanes512<float>.Mask(Math.Max(begin, 0) - first, window.Width - first), far = Lanes512<float>.Mask(Math.Max(begin, 0) - first - Width, window.Width - first - Width);
            Vector512<int> even = Vector512<int>.Indices * 2;
            for (nint ky = 0; ky < window.KernelHeight; ky++)
            {
                nint row = (y * window.StrideHeight) + (ky * window.DilationHeight) - window.Top;
                float* from = image + (row * window.Width) + first, to = panel + (ky * window.KernelWidth * Width);
                if (row < 0 || row >= window.Height)
                {
                    for (nint c = 0; c < channels; c++, to += step)
                    {
                        for (nint t = 0; t < taps; t++)
                            Avx512F.MaskStore(to + (t * Width), stored, Vector512<float>.Zero);
                    }
                }
                else if (window.StrideWidth == 1)
                {
                    for (nint c = 0; c < channels; c++, from += plane, to += step)
                        Avx512F.MaskStore(to, stored, Lanes512<float>.Load(from, near));
                }
                else
                {
                    for (nint c = 0; c < channels; c++, from += plane, to += step)
                    {
                        Vector512<float> low = Lanes512<float>.Load(from, near), high = Lanes512<float>.Load(from + Width, far);
                        Avx512F.MaskStore(to, stored, Avx512F.PermuteVar16x32x2(low, even, high));
                        if (taps == 2)
                            Avx512F.MaskStore(to + Width, stored, Avx512F.PermuteVar16x32x2(low, even + Vector512<int>.One, high));
                    }
                }
            }
        }
    }
}
