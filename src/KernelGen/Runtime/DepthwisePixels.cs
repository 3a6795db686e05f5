using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace KernelGen.Runtime;

/// <summary>
/// Sums of filters that go over one channel, of an image whose channels lie side by side: vectors run along the channels. Of a piece, the address of each pixel is noted once: in the
/// image, of zeros around it, or of a copy where the image's own numbers won't do. For processors with vectors and fused multiply-adds. For emitted code; its shape may change with any
/// version.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class DepthwisePixels
{
    /// <summary>Channels are counted in lines of the cache, which are whole vectors of every width.</summary>
    private const int Line = 16;

    /// <summary>The most channels of a piece: the filters and the pixels under seven windows fit a first-level cache. (56 × 56 × 128: 162 µs, by 64 channels 183.)</summary>
    private const int Most = 128;

    /// <summary>Pixels a multiple of so many bytes apart share a few sets of a first-level cache, and would drive each other out: 14 × 14 × 512 in place takes 77 µs, copied 50.</summary>
    private const int Colliding = 2048;

    /// <summary>Numbers of an image that are met at a time, where a row of windows sees no more: 256 KiB of floats, a quarter of a second-level cache of 1 MiB.</summary>
    private const int Copied = 1 << 16;

    /// <summary>Channels of a piece, of so many.</summary>
    public static nint Block(nint channels) => Math.Min(Lines(channels), Most);

    /// <summary>The pieces of a convolution: some rows of an image and a block of its channels each.</summary>
    public static DepthwiseSplit Split(in Window window, nint channels, nint batch) => new(window, channels, batch, Block(channels), Copied);

    /// <summary>Numbers of memory that a piece and its filters take.</summary>
    public static long Room(in Window piece, nint block)
    {
        nint pixels = piece.RowsUnder(piece.OutHeight) * piece.ColumnsUnder(piece.OutWidth);
        return Places(pixels, sizeof(float)) + ((pixels + 1 + piece.Taps) * (long)block);
    }

    /// <summary>Filters [channels][taps] as rows [taps][block].</summary>
    public static void Filters(float* filters, in Window window, nint channels, nint block, float* turned) =>
        Packing.Transposed(filters, window.Taps, window.Taps, channels, block, turned);

    /// <inheritdoc cref="Filters(float*, in Window, nint, nint, float*)"/>
    public static void Filters(double* filters, in Window window, nint channels, nint block, double* turned) =>
        Packing.Transposed(filters, window.Taps, window.Taps, channels, block, turned);

    /// <summary>Notes in <paramref name="room"/> where the pixels lie that the windows of a piece see, of some channels.</summary>
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
        // Vectors reach over what lies behind the last of a few channels.
        bool isCopied = typeof(TFrom) != typeof(T) || channels < Line || piece.Channels * sizeof(T) % Colliding == 0;
        // Those lanes compute too, with numbers that cost no more than others.
        nint idle = Math.Max(0, Line - channels);
        nint low = Math.Clamp(piece.Left, 0, columns), high = Math.Clamp(piece.Left + piece.Width, low, columns);
        T** pixel = (T**)room;
        T* zeros = room + Places(columns * seen, sizeof(T)), copy = zeros + block;
        RowCopy.Clear(zeros, block);
        for (nint r = 0, y = -piece.Top; r < seen; r++, y++)
        {
            nint from = y >= 0 && y < piece.Height ? low : columns, c = 0;
            for (; c < from; c++)
                *pixel++ = zeros;
            TFrom* source = image + (((y * piece.Width) + low - piece.Left) * piece.Channels);
            for (; c < high; c++, source += piece.Channels)
            {
                if (!isCopied)
                {
                    *pixel++ = (T*)source;
                    continue;
                }

                if (typeof(TFrom) == typeof(T))
                    RowCopy.Plain((T*)source, channels, copy);
                else
                    WidenedRow.Copy(source, channels, zeroPoint, (float*)copy);
                RowCopy.Clear(copy + channels, idle);
                *pixel++ = copy;
                copy += block;
            }

            for (; c < columns; c++)
                *pixel++ = zeros;
        }
    }

    private static void Sums<TLanes, T, TVector>(T* room, in Window window, T* filters, nint channels, nint block, nint row, T* sums)
        where TLanes : struct, ILanes<T, TVector>
        where T : unmanaged
        where TVector : struct
    {
        T** seen = (T**)room + (row * window.StrideHeight * window.ColumnsUnder(window.OutWidth));
        nint count = Math.Max(channels, Line);
        if (window is { KernelWidth: 3, StrideWidth: 1, DilationWidth: 1, OutWidth: >= 7 })
            Three<TLanes, T, TVector>(seen, window, filters, count, block, sums);
        else
            Any<TLanes, T, TVector>(seen, window, filters, count, block, sums);
    }

    /// <summary>Rows of three taps over neighbours, seven windows at a time: a number is loaded once for the three windows that see it. The last seven may begin before the others end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Three<TLanes, T, TVector>(T** seen, in Window window, T* filters, nint count, nint block, T* sums)
        where TLanes : struct, ILanes<T, TVector>
        where T : unmanaged
        where TVector : struct
    {
        nint down = window.DilationHeight * window.ColumnsUnder(window.OutWidth), height = window.KernelHeight, windows = window.OutWidth, last = count - TLanes.Count;
        for (nint x = 0; x < windows; x += 7)
        {
            x = Math.Min(x, windows - 7);
            for (nint c = 0; c < count; c += TLanes.Count)
            {
                c = Math.Min(c, last);
                TVector s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default;
                T** pixel = seen + x;
                T* filter = filters + c;
                for (nint ky = 0; ky < height; ky++, pixel += down, filter += 3 * block)
                {
                    TVector w0 = TLanes.Load(filter), w1 = TLanes.Load(filter + block), w2 = TLanes.Load(filter + (2 * block));
                    TVector number = TLanes.Load(pixel[0] + c);
                    s0 = TLanes.MultiplyAdd(number, w0, s0);
                    number = TLanes.Load(pixel[1] + c);
                    s0 = TLanes.MultiplyAdd(number, w1, s0);
                    s1 = TLanes.MultiplyAdd(number, w0, s1);
                    number = TLanes.Load(pixel[2] + c);
                    s0 = TLanes.MultiplyAdd(number, w2, s0);
                    s1 = TLanes.MultiplyAdd(number, w1, s1);
                    s2 = TLanes.MultiplyAdd(number, w0, s2);
                    number = TLanes.Load(pixel[3] + c);
                    s1 = TLanes.MultiplyAdd(number, w2, s1);
                    s2 = TLanes.MultiplyAdd(number, w1, s2);
                    s3 = TLanes.MultiplyAdd(number, w0, s3);
                    number = TLanes.Load(pixel[4] + c);
                    s2 = TLanes.MultiplyAdd(number, w2, s2);
                    s3 = TLanes.MultiplyAdd(number, w1, s3);
                    s4 = TLanes.MultiplyAdd(number, w0, s4);
                    number = TLanes.Load(pixel[5] + c);
                    s3 = TLanes.MultiplyAdd(number, w2, s3);
                    s4 = TLanes.MultiplyAdd(number, w1, s4);
                    s5 = TLanes.MultiplyAdd(number, w0, s5);
                    number = TLanes.Load(pixel[6] + c);
                    s4 = TLanes.MultiplyAdd(number, w2, s4);
                    s5 = TLanes.MultiplyAdd(number, w1, s5);
                    s6 = TLanes.MultiplyAdd(number, w0, s6);
                    number = TLanes.Load(pixel[7] + c);
                    s5 = TLanes.MultiplyAdd(number, w2, s5);
                    s6 = TLanes.MultiplyAdd(number, w1, s6);
                    number = TLanes.Load(pixel[8] + c);
                    s6 = TLanes.MultiplyAdd(number, w2, s6);
                }

                T* target = sums + (x * block) + c;
                TLanes.Store(s0, target);
                TLanes.Store(s1, target + block);
                TLanes.Store(s2, target + (2 * block));
                TLanes.Store(s3, target + (3 * block));
                target += 4 * block;
                TLanes.Store(s4, target);
                TLanes.Store(s5, target + block);
                TLanes.Store(s6, target + (2 * block));
            }
        }
    }

    /// <summary>
    /// Any filter: four windows of a row at a time, and of their channels two vectors. The last four, and the last two, may begin before the others end; where there are fewer, some are
    /// summed twice.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Any<TLanes, T, TVector>(T** seen, in Window window, T* filters, nint count, nint block, T* sums)
        where TLanes : struct, ILanes<T, TVector>
        where T : unmanaged
        where TVector : struct
    {
        nint columns = window.ColumnsUnder(window.OutWidth), step = window.StrideWidth, down = window.DilationHeight * columns, across = window.DilationWidth;
        nint height = window.KernelHeight, width = window.KernelWidth, windows = window.OutWidth;
        nint second = Math.Min(TLanes.Count, count - TLanes.Count), last = count - TLanes.Count - second;
        nint x1 = Math.Min(1, windows - 1), x2 = Math.Min(2, windows - 1), x3 = Math.Min(3, windows - 1);
        nint i1 = x1 * step, i2 = x2 * step, i3 = x3 * step;
        for (nint x = 0; x < windows; x += 4)
        {
            x = Math.Min(x, windows - 1 - x3);
            T** first = seen + (x * step);
            T* target = sums + (x * block);
            for (nint c = 0; c < count; c += 2 * TLanes.Count)
            {
                c = Math.Min(c, last);
                nint d = c + second;
                TVector a0 = default, a1 = default, a2 = default, a3 = default, b0 = default, b1 = default, b2 = default, b3 = default;
                T** line = first;
                T* filter = filters + c;
                for (nint ky = 0; ky < height; ky++, line += down)
                {
                    T** pixel = line;
                    for (nint kx = 0; kx < width; kx++, pixel += across, filter += block)
                    {
                        TVector a = TLanes.Load(filter), b = TLanes.Load(filter + second);
                        T* at = pixel[0];
                        a0 = TLanes.MultiplyAdd(TLanes.Load(at + c), a, a0);
                        b0 = TLanes.MultiplyAdd(TLanes.Load(at + d), b, b0);
                        at = pixel[i1];
                        a1 = TLanes.MultiplyAdd(TLanes.Load(at + c), a, a1);
                        b1 = TLanes.MultiplyAdd(TLanes.Load(at + d), b, b1);
                        at = pixel[i2];
                        a2 = TLanes.MultiplyAdd(TLanes.Load(at + c), a, a2);
                        b2 = TLanes.MultiplyAdd(TLanes.Load(at + d), b, b2);
                        at = pixel[i3];
                        a3 = TLanes.MultiplyAdd(TLanes.Load(at + c), a, a3);
                        b3 = TLanes.MultiplyAdd(TLanes.Load(at + d), b, b3);
                    }
                }

                TLanes.Store(a0, target + c);
                TLanes.Store(b0, target + d);
                TLanes.Store(a1, target + (x1 * block) + c);
                TLanes.Store(b1, target + (x1 * block) + d);
                TLanes.Store(a2, target + (x2 * block) + c);
                TLanes.Store(b2, target + (x2 * block) + d);
                TLanes.Store(a3, target + (x3 * block) + c);
                TLanes.Store(b3, target + (x3 * block) + d);
            }
        }
    }

    /// <summary>Numbers of so many bytes that take the memory of so many addresses, in whole lines.</summary>
    private static nint Places(nint addresses, nint bytes) => Lines(addresses * sizeof(nint) / bytes);

    private static nint Lines(nint channels) => (channels + Line - 1) / Line * Line;
}
