using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace KernelGen.Runtime;

/// <summary>
/// Sums of filters that go over one channel, of an image whose channels lie side by side: vectors run along the channels. A piece is copied once
/// with the zeros around it, and stays in cache meanwhile. For processors with vectors and fused multiply-adds. For emitted code; its
/// shape may change with any version.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class DepthwisePixels
{
    /// <summary>Channels are counted in lines of the cache, which are whole vectors of every width.</summary>
    private const int Line = 16;

    /// <summary>The most channels that are copied at a time.</summary>
    private const int Most = 64;

    /// <summary>Numbers of an image that are copied at a time, where a row of windows sees no more: 256 KiB of floats, a quarter of a second-level cache of 1 MiB.</summary>
    private const int Copied = 1 << 16;

    /// <summary>Channels that are copied at a time, of so many.</summary>
    public static nint Block(nint channels) => Math.Min(Lines(channels), Most);

    /// <summary>The pieces of a convolution: some rows of an image and a block of its channels each.</summary>
    public static DepthwiseSplit Split(in Window window, nint channels, nint batch) => new(window, channels, batch, Block(channels), Copied);

    /// <summary>Numbers of memory that a piece and its filters take.</summary>
    public static long Room(in Window piece, nint block) => ((long)piece.RowsUnder(piece.OutHeight) * piece.ColumnsUnder(piece.OutWidth) * block) + (piece.Taps * block);

    /// <summary>Filters [channels][taps] as rows [taps][block].</summary>
    public static void Filters(float* filters, in Window window, nint channels, nint block, float* turned) =>
        Packing.Transposed(filters, window.Taps, window.Taps, channels, block, turned);

    /// <inheritdoc cref="Filters(float*, in Window, nint, nint, float*)"/>
    public static void Filters(double* filters, in Window window, nint channels, nint block, double* turned) =>
        Packing.Transposed(filters, window.Taps, window.Taps, channels, block, turned);

    /// <summary>Copies to <paramref name="room"/> what the windows of a piece see of some channels.</summary>
    public static void Fill(float* image, in Window piece, nint channels, nint block, float* room) => Fill(image, piece, channels, block, 0, room);

    /// <inheritdoc cref="Fill(float*, in Window, nint, nint, float*)"/>
    public static void Fill(double* image, in Window piece, nint channels, nint block, double* room) => Fill(image, piece, channels, block, 0, room);

    /// <summary>The same of numbers of 16 and 8 bits as floats, the latter less their zero point.</summary>
    public static void Fill<T>(T* image, in Window piece, nint channels, nint block, float* room, int zeroPoint)
        where T : unmanaged => Fill(image, piece, channels, block, zeroPoint, room);

    /// <summary>The sums of a row of windows [windows][block], counted in the piece from its first one.</summary>
    public static void Sums(float* room, in Window window, float* filters, nint channels, nint block, nint row, float* sums)
    {
        if (Processor.HasAvx512)
            Sums<Lanes512<float>, float, Vector512<float>>(room, window, filters, channels, block, row, sums);
        else if (Vector256.IsHardwareAccelerated)
            Sums<Lanes256<float>, float, Vector256<float>>(room, window, filters, channels, block, row, sums);
        else
            Sums<Lanes128<float>, float, Vector128<float>>(room, window, filters, channels, block, row, sums);
    }

    /// <inheritdoc cref="Sums(float*, in Window, float*, nint, nint, nint, float*)"/>
    public static void Sums(double* room, in Window window, double* filters, nint channels, nint block, nint row, double* sums)
    {
        if (Processor.HasAvx512)
            Sums<Lanes512<double>, double, Vector512<double>>(room, window, filters, channels, block, row, sums);
        else if (Vector256.IsHardwareAccelerated)
            Sums<Lanes256<double>, double, Vector256<double>>(room, window, filters, channels, block, row, sums);
        else
            Sums<Lanes128<double>, double, Vector128<double>>(room, window, filters, channels, block, row, sums);
    }

    /// <summary>Copies sums [windows][block] that nothing is done with to the result.</summary>
    public static void Copy<T>(T* sums, nint block, nint windows, nint channels, T* y, nint leading)
        where T : unmanaged
    {
        for (nint i = 0; i < windows; i++, sums += block, y += leading)
            RowCopy.Plain(sums, channels, y);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fill<TFrom, T>(TFrom* image, in Window piece, nint channels, nint block, int zeroPoint, T* room)
        where TFrom : unmanaged
        where T : unmanaged
    {
        nint columns = piece.ColumnsUnder(piece.OutWidth), seen = piece.RowsUnder(piece.OutHeight);
        // The lanes behind the last channel compute too, with numbers that cost no more than others.
        nint idle = Math.Min(Lines(channels), block) - channels;
        nint low = Math.Clamp(piece.Left, 0, columns), high = Math.Clamp(piece.Left + piece.Width, low, columns);
        for (nint r = 0, y = -piece.Top; r < seen; r++, y++)
        {
            if (y < 0 || y >= piece.Height)
            {
                RowCopy.Clear(room, columns * block);
                room += columns * block;
                continue;
            }

            RowCopy.Clear(room, low * block);
            room += low * block;
            TFrom* source = image + (((y * piece.Width) + low - piece.Left) * piece.Channels);
            for (nint c = low; c < high; c++, room += block, source += piece.Channels)
            {
                if (typeof(TFrom) == typeof(T))
                    RowCopy.Plain((T*)source, channels, room);
                else
                    WidenedRow.Copy(source, channels, zeroPoint, (float*)room);
                RowCopy.Clear(room + channels, idle);
            }

            RowCopy.Clear(room, (columns - high) * block);
            room += (columns - high) * block;
        }
    }

    private static void Sums<TLanes, T, TVector>(T* room, in Window window, T* filters, nint channels, nint block, nint row, T* sums)
        where TLanes : struct, ILanes<T, TVector>
        where T : unmanaged
        where TVector : struct
    {
        T* seen = room + (row * window.StrideHeight * window.ColumnsUnder(window.OutWidth) * block);
        for (nint c = 0; c < channels; c += TLanes.Count)
        {
            if (window.OutWidth >= 8)
                Eight<TLanes, T, TVector>(seen + c, window, filters + c, block, sums + c);
            else if (window.OutWidth >= 4)
                Four<TLanes, T, TVector>(seen + c, window, filters + c, block, sums + c);
            else
                One<TLanes, T, TVector>(seen + c, window, filters + c, block, sums + c);
        }
    }

    /// <summary>One vector of channels of all windows of a row, eight at a time; the last eight may begin before the others end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Eight<TLanes, T, TVector>(T* seen, in Window window, T* filters, nint block, T* sums)
        where TLanes : struct, ILanes<T, TVector>
        where T : unmanaged
        where TVector : struct
    {
        nint step = window.StrideWidth * block, row = window.DilationHeight * window.ColumnsUnder(window.OutWidth) * block, column = window.DilationWidth * block;
        nint height = window.KernelHeight, width = window.KernelWidth, last = window.OutWidth - 8;
        for (nint x = 0; x < last + 8; x += 8)
        {
            nint at = Math.Min(x, last);
            TVector s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
            T* line = seen + (at * step), filter = filters;
            for (nint ky = 0; ky < height; ky++, line += row)
            {
                T* a = line, b = line + (4 * step);
                for (nint kx = 0; kx < width; kx++, a += column, b += column, filter += block)
                {
                    TVector weight = TLanes.Load(filter);
                    s0 = TLanes.MultiplyAdd(TLanes.Load(a), weight, s0);
                    s1 = TLanes.MultiplyAdd(TLanes.Load(a + step), weight, s1);
                    s2 = TLanes.MultiplyAdd(TLanes.Load(a + (2 * step)), weight, s2);
                    s3 = TLanes.MultiplyAdd(TLanes.Load(a + (3 * step)), weight, s3);
                    s4 = TLanes.MultiplyAdd(TLanes.Load(b), weight, s4);
                    s5 = TLanes.MultiplyAdd(TLanes.Load(b + step), weight, s5);
                    s6 = TLanes.MultiplyAdd(TLanes.Load(b + (2 * step)), weight, s6);
                    s7 = TLanes.MultiplyAdd(TLanes.Load(b + (3 * step)), weight, s7);
                }
            }

            T* target = sums + (at * block);
            TLanes.Store(s0, target);
            TLanes.Store(s1, target + block);
            TLanes.Store(s2, target + (2 * block));
            TLanes.Store(s3, target + (3 * block));
            target += 4 * block;
            TLanes.Store(s4, target);
            TLanes.Store(s5, target + block);
            TLanes.Store(s6, target + (2 * block));
            TLanes.Store(s7, target + (3 * block));
        }
    }

    /// <summary>The same by fours.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four<TLanes, T, TVector>(T* seen, in Window window, T* filters, nint block, T* sums)
        where TLanes : struct, ILanes<T, TVector>
        where T : unmanaged
        where TVector : struct
    {
        nint step = window.StrideWidth * block, row = window.DilationHeight * window.ColumnsUnder(window.OutWidth) * block, column = window.DilationWidth * block;
        nint height = window.KernelHeight, width = window.KernelWidth, last = window.OutWidth - 4;
        for (nint x = 0; x < last + 4; x += 4)
        {
            nint at = Math.Min(x, last);
            TVector s0 = default, s1 = default, s2 = default, s3 = default;
            T* line = seen + (at * step), filter = filters;
            for (nint ky = 0; ky < height; ky++, line += row)
            {
                T* a = line;
                for (nint kx = 0; kx < width; kx++, a += column, filter += block)
                {
                    TVector weight = TLanes.Load(filter);
                    s0 = TLanes.MultiplyAdd(TLanes.Load(a), weight, s0);
                    s1 = TLanes.MultiplyAdd(TLanes.Load(a + step), weight, s1);
                    s2 = TLanes.MultiplyAdd(TLanes.Load(a + (2 * step)), weight, s2);
                    s3 = TLanes.MultiplyAdd(TLanes.Load(a + (3 * step)), weight, s3);
                }
            }

            T* target = sums + (at * block);
            TLanes.Store(s0, target);
            TLanes.Store(s1, target + block);
            TLanes.Store(s2, target + (2 * block));
            TLanes.Store(s3, target + (3 * block));
        }
    }

    /// <summary>The same one by one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One<TLanes, T, TVector>(T* seen, in Window window, T* filters, nint block, T* sums)
        where TLanes : struct, ILanes<T, TVector>
        where T : unmanaged
        where TVector : struct
    {
        for (nint x = 0; x < window.OutWidth; x++)
        {
            TVector sum = default;
            T* filter = filters;
            for (nint ky = 0; ky < window.KernelHeight; ky++)
            {
                T* line = seen + (((ky * window.DilationHeight * window.ColumnsUnder(window.OutWidth)) + (x * window.StrideWidth)) * block);
                for (nint kx = 0; kx < window.KernelWidth; kx++, filter += block)
                    sum = TLanes.MultiplyAdd(TLanes.Load(line + (kx * window.DilationWidth * block)), TLanes.Load(filter), sum);
            }

            TLanes.Store(sum, sums + (x * block));
        }
    }

    private static nint Lines(nint channels) => (channels + Line - 1) / Line * Line;
}
