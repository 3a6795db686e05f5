using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace KernelGen.Runtime;

/// <summary>
/// Sums of all filters of an image of one channel, whose results lie side by side: vectors run along the filters, and a number of the image goes to all lanes. A piece of the image is
/// copied once with the zeros around it, and no window of it is: windows that begin one column apart, of taps side by side. For processors with vectors and fused multiply-adds. For
/// emitted code; its shape may change with any version.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class OneChannel
{
    /// <summary>Numbers of the image that are copied at a time: 8 KiB of floats, which stay in a first-level cache of 32 KiB beside the filters and their sums.</summary>
    private const int Copied = 1 << 11;

    /// <summary>Results of all filters that are made at a time, where a row of windows has no more: vector by vector, they stay in that cache too.</summary>
    private const int Made = 1 << 12;

    /// <summary>The pieces of a convolution: some windows of an image each.</summary>
    public static DepthwiseSplit Split(in Window window, nint batch) => new(window, 1, batch, 1, Copied);

    /// <summary>Numbers of memory that a piece takes.</summary>
    public static long Room(in Window piece) => DepthwisePlanes.Room(piece.Whole, 1);

    /// <summary>Rows of windows that go through so many filters at a time.</summary>
    public static nint Rows(in Window piece, nint filters) => Math.Clamp(Made / (piece.OutWidth * filters), 1, piece.OutHeight);

    /// <summary>Copies to <paramref name="room"/> what the windows of a piece see.</summary>
    public static void Fill(float* image, in Window piece, float* room) => DepthwisePlanes.Fill(image, piece.Whole, 1, room);

    /// <inheritdoc cref="Fill(float*, in Window, float*)"/>
    public static void Fill(double* image, in Window piece, double* room) => DepthwisePlanes.Fill(image, piece.Whole, 1, room);

    /// <summary>The sums of some rows of windows [windows][lanes], of a vector of so many filters: of rows [taps][width].</summary>
    public static void Sums(float* room, in Window piece, nint row, nint rows, float* filters, nint width, int lanes, float* sums)
    {
        if (lanes == Vector512<float>.Count)
            Sums<Lanes512<float>, float, Vector512<float>>(room, piece, row, rows, filters, width, sums);
        else if (lanes == Vector256<float>.Count)
            Sums<Lanes256<float>, float, Vector256<float>>(room, piece, row, rows, filters, width, sums);
        else
            Sums<Lanes128<float>, float, Vector128<float>>(room, piece, row, rows, filters, width, sums);
    }

    /// <inheritdoc cref="Sums(float*, in Window, nint, nint, float*, nint, int, float*)"/>
    public static void Sums(double* room, in Window piece, nint row, nint rows, double* filters, nint width, int lanes, double* sums)
    {
        if (lanes == Vector512<double>.Count)
            Sums<Lanes512<double>, double, Vector512<double>>(room, piece, row, rows, filters, width, sums);
        else if (lanes == Vector256<double>.Count)
            Sums<Lanes256<double>, double, Vector256<double>>(room, piece, row, rows, filters, width, sums);
        else
            Sums<Lanes128<double>, double, Vector128<double>>(room, piece, row, rows, filters, width, sums);
    }

    private static void Sums<TLanes, T, TVector>(T* room, in Window piece, nint row, nint rows, T* filters, nint width, T* sums)
        where TLanes : struct, ILanes<T, TVector>
        where T : unmanaged
        where TVector : struct
    {
        nint line = piece.ColumnsUnder(piece.OutWidth), next = line * piece.StrideHeight, down = line * piece.DilationHeight, windows = piece.OutWidth;
        T* seen = room + (row * next);
        for (; rows > 0; rows--, seen += next, sums += windows * TLanes.Count)
        {
            if (windows >= Ten)
                ByTens<TLanes, T, TVector>(seen, down, windows, piece.KernelHeight, piece.KernelWidth, filters, width, sums);
            else
                OneByOne<TLanes, T, TVector>(seen, down, windows, piece.KernelHeight, piece.KernelWidth, filters, width, sums);
        }
    }

    /// <summary>Windows that go side by side, whose sums are chains enough to hide the latency of multiply-adds.</summary>
    private const int Ten = 10;

    /// <summary>
    /// All windows of a row, ten at a time; the last ten may begin before the others end. Of three taps a number of the image is spread once for all the windows that it is part of: two of
    /// three instructions are multiply-adds then.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ByTens<TLanes, T, TVector>(T* row, nint down, nint windows, nint kernelHeight, nint kernelWidth, T* filters, nint width, T* sums)
        where TLanes : struct, ILanes<T, TVector>
        where T : unmanaged
        where TVector : struct
    {
        for (nint x = 0; x < windows; x += Ten)
        {
            nint at = Math.Min(x, windows - Ten);
            T* line = row + at, weight = filters;
            TVector s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default, s8 = default, s9 = default;
            for (nint ky = 0; ky < kernelHeight; ky++, line += down)
            {
                T* seen = line;
                nint rest = kernelWidth;
                for (; rest >= 3; rest -= 3, seen += 3, weight += 3 * width)
                {
                    TVector w0 = TLanes.Load(weight), w1 = TLanes.Load(weight + width), w2 = TLanes.Load(weight + (2 * width));
                    TVector number = TLanes.All(seen[0]);
                    s0 = TLanes.MultiplyAdd(number, w0, s0);
                    number = TLanes.All(seen[1]);
                    s0 = TLanes.MultiplyAdd(number, w1, s0);
                    s1 = TLanes.MultiplyAdd(number, w0, s1);
                    number = TLanes.All(seen[2]);
                    s0 = TLanes.MultiplyAdd(number, w2, s0);
                    s1 = TLanes.MultiplyAdd(number, w1, s1);
                    s2 = TLanes.MultiplyAdd(number, w0, s2);
                    number = TLanes.All(seen[3]);
                    s1 = TLanes.MultiplyAdd(number, w2, s1);
                    s2 = TLanes.MultiplyAdd(number, w1, s2);
                    s3 = TLanes.MultiplyAdd(number, w0, s3);
                    number = TLanes.All(seen[4]);
                    s2 = TLanes.MultiplyAdd(number, w2, s2);
                    s3 = TLanes.MultiplyAdd(number, w1, s3);
                    s4 = TLanes.MultiplyAdd(number, w0, s4);
                    number = TLanes.All(seen[5]);
                    s3 = TLanes.MultiplyAdd(number, w2, s3);
                    s4 = TLanes.MultiplyAdd(number, w1, s4);
                    s5 = TLanes.MultiplyAdd(number, w0, s5);
                    number = TLanes.All(seen[6]);
                    s4 = TLanes.MultiplyAdd(number, w2, s4);
                    s5 = TLanes.MultiplyAdd(number, w1, s5);
                    s6 = TLanes.MultiplyAdd(number, w0, s6);
                    number = TLanes.All(seen[7]);
                    s5 = TLanes.MultiplyAdd(number, w2, s5);
                    s6 = TLanes.MultiplyAdd(number, w1, s6);
                    s7 = TLanes.MultiplyAdd(number, w0, s7);
                    number = TLanes.All(seen[8]);
                    s6 = TLanes.MultiplyAdd(number, w2, s6);
                    s7 = TLanes.MultiplyAdd(number, w1, s7);
                    s8 = TLanes.MultiplyAdd(number, w0, s8);
                    number = TLanes.All(seen[9]);
                    s7 = TLanes.MultiplyAdd(number, w2, s7);
                    s8 = TLanes.MultiplyAdd(number, w1, s8);
                    s9 = TLanes.MultiplyAdd(number, w0, s9);
                    number = TLanes.All(seen[10]);
                    s8 = TLanes.MultiplyAdd(number, w2, s8);
                    s9 = TLanes.MultiplyAdd(number, w1, s9);
                    number = TLanes.All(seen[11]);
                    s9 = TLanes.MultiplyAdd(number, w2, s9);
                }

                for (; rest > 0; rest--, seen++, weight += width)
                {
                    TVector w = TLanes.Load(weight);
                    s0 = TLanes.MultiplyAdd(TLanes.All(seen[0]), w, s0);
                    s1 = TLanes.MultiplyAdd(TLanes.All(seen[1]), w, s1);
                    s2 = TLanes.MultiplyAdd(TLanes.All(seen[2]), w, s2);
                    s3 = TLanes.MultiplyAdd(TLanes.All(seen[3]), w, s3);
                    s4 = TLanes.MultiplyAdd(TLanes.All(seen[4]), w, s4);
                    s5 = TLanes.MultiplyAdd(TLanes.All(seen[5]), w, s5);
                    s6 = TLanes.MultiplyAdd(TLanes.All(seen[6]), w, s6);
                    s7 = TLanes.MultiplyAdd(TLanes.All(seen[7]), w, s7);
                    s8 = TLanes.MultiplyAdd(TLanes.All(seen[8]), w, s8);
                    s9 = TLanes.MultiplyAdd(TLanes.All(seen[9]), w, s9);
                }
            }

            T* target = sums + (at * TLanes.Count);
            TLanes.Store(s0, target);
            TLanes.Store(s1, target + TLanes.Count);
            TLanes.Store(s2, target + (2 * TLanes.Count));
            TLanes.Store(s3, target + (3 * TLanes.Count));
            TLanes.Store(s4, target + (4 * TLanes.Count));
            TLanes.Store(s5, target + (5 * TLanes.Count));
            TLanes.Store(s6, target + (6 * TLanes.Count));
            TLanes.Store(s7, target + (7 * TLanes.Count));
            TLanes.Store(s8, target + (8 * TLanes.Count));
            TLanes.Store(s9, target + (9 * TLanes.Count));
        }
    }

    /// <summary>The same one by one, of rows that have fewer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneByOne<TLanes, T, TVector>(T* row, nint down, nint windows, nint kernelHeight, nint kernelWidth, T* filters, nint width, T* sums)
        where TLanes : struct, ILanes<T, TVector>
        where T : unmanaged
        where TVector : struct
    {
        for (; windows > 0; windows--, row++, sums += TLanes.Count)
        {
            T* line = row, weight = filters;
            TVector sum = default;
            for (nint ky = 0; ky < kernelHeight; ky++, line += down)
            {
                for (nint kx = 0; kx < kernelWidth; kx++, weight += width)
                    sum = TLanes.MultiplyAdd(TLanes.All(line[kx]), TLanes.Load(weight), sum);
            }

            TLanes.Store(sum, sums);
        }
    }
}
