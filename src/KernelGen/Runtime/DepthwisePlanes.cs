using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace KernelGen.Runtime;

/// <summary>
/// Sums of filters that go over one channel, of an image in planes. Some rows of a plane, or a few small planes, are copied once with their zeros, and the columns of each phase of the
/// stride by themselves: then what a tap meets are neighbours from one window of a row to the next, and vectors run along the rows. Filters of three by three stay in registers for a
/// whole plane, and so does what neighbouring rows of windows share. Floats that those of three by three go over are read where they lie. For processors with vectors and fused multiply-adds. For emitted code; its shape may change with any version.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class DepthwisePlanes
{
    /// <summary>Vectors of any filter that go side by side: chains enough to hide the latency of multiply-adds.</summary>
    private const int Together = 4;

    /// <summary>The most numbers that vectors reach past the end of what there is.</summary>
    private const int Beyond = Together * 16;

    /// <summary>Numbers that are copied at a time: 64 KiB of floats, which stay in a second-level cache. (7 × 7 × 1024: 38.5 µs, by 4096 42.)</summary>
    private const int Copied = 1 << 14;

    /// <summary>The pieces of a convolution: some rows of a plane each, or some planes.</summary>
    public static DepthwiseSplit Split(in Window window, nint channels, nint batch)
    {
        nint plane = window.RowsUnder(window.OutHeight) * window.ColumnsUnder(window.OutWidth);
        return new(window, channels, batch, DepthwiseSplit.Even(Math.Max(1, channels), Math.Max(1, Copied / plane)), Copied);
    }

    /// <summary>Numbers of memory that a plane of a piece takes, of so many, and a row on its way.</summary>
    public static long Room(in Window piece, nint planes)
    {
        Phases phases = new(piece);
        return (planes * phases.Count * phases.Numbers) + Beyond + (2 * piece.KernelWidth) + piece.ColumnsUnder(piece.OutWidth);
    }

    /// <summary>Filters whose sums are made before they are finished, of <paramref name="each"/> for each plane: those of one plane where there are as many as are copied, otherwise all.</summary>
    public static nint Filters(in Window piece, nint planes, nint each) => planes > 1 ? planes * each : Math.Min(each, Math.Max(1, Copied / piece.Pixels));

    /// <summary>Numbers of memory that the sums of so many filters take.</summary>
    public static long RoomOfSums(in Window piece, nint filters) => (filters * piece.Pixels) + Beyond;

    /// <summary>Copies to <paramref name="room"/> what the windows of a piece see of so many planes, where it is not read as it lies.</summary>
    public static void Fill(float* image, in Window piece, nint planes, float* room)
    {
        if (!PlanesInPlace.Take(piece))
            Fill(image, piece, planes, 0, room);
    }

    /// <inheritdoc cref="Fill(float*, in Window, nint, float*)"/>
    public static void Fill(double* image, in Window piece, nint planes, double* room)
    {
        if (!PlanesInPlace.Take(piece))
            Fill(image, piece, planes, 0, room);
    }

    /// <summary>The same of numbers of 16 and 8 bits as floats, the latter less their zero point.</summary>
    public static void Fill<T>(T* image, in Window piece, nint planes, float* room, int zeroPoint)
        where T : unmanaged => Fill(image, piece, planes, zeroPoint, room);

    /// <summary>
    /// The sums of the filters of so many planes, <paramref name="each"/> of one, for the windows of a piece: [filters][windows]. Rows that half of a vector of 512 bits holds go by
    /// 256. (On Zen 5, when floats of 3 × 3 were copied too, 7 × 7 × 1024 took 26.5 µs and then 23.9, 14 × 14 × 512 by a stride of 2 23.9 and 19.3.)
    /// </summary>
    public static void Sums(float* room, in Window piece, nint planes, nint each, float* filters, float* sums)
    {
        if (Processor.HasAvx512 && piece.OutWidth > Vector256<float>.Count)
            Sums<Lanes512<float>, float, Vector512<float>>(room, piece, planes, each, filters, sums);
        else if (Vector256.IsHardwareAccelerated)
            Sums<Lanes256<float>, float, Vector256<float>>(room, piece, planes, each, filters, sums);
        else
            Sums<Lanes128<float>, float, Vector128<float>>(room, piece, planes, each, filters, sums);
    }

    /// <summary>The same of planes that have been copied only where they are not read as they lie.</summary>
    public static void Sums(float* image, float* room, in Window piece, nint planes, nint each, float* filters, float* sums)
    {
        if (PlanesInPlace.Take(piece))
            PlanesInPlace.Sums(image, piece, planes, each, filters, sums);
        else
            Sums(room, piece, planes, each, filters, sums);
    }

    /// <inheritdoc cref="Sums(float*, float*, in Window, nint, nint, float*, float*)"/>
    public static void Sums(double* image, double* room, in Window piece, nint planes, nint each, double* filters, double* sums)
    {
        if (PlanesInPlace.Take(piece))
            PlanesInPlace.Sums(image, piece, planes, each, filters, sums);
        else
            Sums(room, piece, planes, each, filters, sums);
    }

    /// <inheritdoc cref="Sums(float*, in Window, nint, nint, float*, float*)"/>
    private static void Sums(double* room, in Window piece, nint planes, nint each, double* filters, double* sums)
    {
        if (Processor.HasAvx512 && piece.OutWidth > Vector256<double>.Count)
            Sums<Lanes512<double>, double, Vector512<double>>(room, piece, planes, each, filters, sums);
        else if (Vector256.IsHardwareAccelerated)
            Sums<Lanes256<double>, double, Vector256<double>>(room, piece, planes, each, filters, sums);
        else
            Sums<Lanes128<double>, double, Vector128<double>>(room, piece, planes, each, filters, sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fill<TFrom, T>(TFrom* image, in Window piece, nint planes, int zeroPoint, T* room)
        where TFrom : unmanaged
        where T : unmanaged
    {
        Phases phases = new(piece);
        T* line = room + (planes * phases.Count * phases.Numbers) + Beyond + (2 * piece.KernelWidth);
        nint stride = phases.Stride, width = phases.Width, columns = piece.Width;
        nint above = Math.Clamp(piece.Top, 0, phases.Height), rows = Math.Clamp(piece.Top + piece.Height, above, phases.Height) - above;
        TFrom* top = image + ((above - piece.Top) * columns);
        for (nint phase = 0; phase < phases.Count; phase++, room += planes * phases.Numbers)
        {
            // Of a row of this phase, the numbers from low to high are the image's.
            nint start = phase - piece.Left;
            nint low = Math.Clamp(start >= 0 ? 0 : stride == 1 ? -start : (stride - 1 - start) / stride, 0, width);
            nint high = Math.Clamp(columns <= start ? 0 : stride == 1 ? columns - start : ((columns - 1 - start) / stride) + 1, low, width);
            if (low == high || rows == 0)
            {
                RowCopy.Clear(room, planes * phases.Numbers);
                continue;
            }

            PaddedPlanes copied = new()
            {
                Planes = planes,
                Rows = rows,
                Count = high - low,
                Stride = stride,
                SourceStep = columns,
                SourcePlane = piece.Height * columns,
                Before = (above * width) + low,
                Step = width,
                Plane = phases.Numbers,
            };
            TFrom* source = top + start + (low * stride);
            if (typeof(TFrom) == typeof(T))
                PaddedRows.Copy((T*)source, copied, room);
            else
                PaddedRows.Widen(source, copied, zeroPoint, (float*)line, (float*)room);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sums<TLanes, T, TVector>(T* room, in Window piece, nint planes, nint each, T* filters, T* sums)
        where TLanes : struct, IPartingLanes<T, TVector>
        where T : unmanaged
        where TVector : struct
    {
        Phases phases = new(piece);
        nint phase = planes * phases.Numbers;
        nint* offsets = (nint*)(room + (phases.Count * phase) + Beyond);
        for (nint kx = 0; kx < piece.KernelWidth; kx++)
            offsets[kx] = phases.Offset(kx * piece.DilationWidth, phase);
        bool isThree = piece is { KernelHeight: 3, KernelWidth: 3 } && piece.StrideHeight == piece.DilationHeight;
        bool isFive = piece is { KernelHeight: 5, KernelWidth: 5 } && piece.StrideHeight == piece.DilationHeight && piece.OutWidth > TLanes.Count;
        for (; planes > 0; planes--, room += phases.Numbers)
        {
            for (nint filter = 0; filter < each; filter++, filters += piece.Taps, sums += piece.Pixels)
            {
                if (isThree)
                    Three<TLanes, T, TVector>(room, piece, phases.Width * piece.DilationHeight, offsets[1], offsets[2], filters, sums);
                else if (isFive)
                    Five<TLanes, T, TVector>(room, piece, phases.Width * piece.DilationHeight, offsets, filters, sums);
                else if (phases.AreTogether)
                    ThreeOfTwo<TLanes, T, TVector>(room, piece, phases.Width * piece.DilationHeight, filters, sums);
                else
                    Any<TLanes, T, TVector>(room, piece, phases.Width, offsets, filters, sums);
            }
        }
    }

    /// <summary>
    /// Any filter: four rows side by side, or where there are fewer, four vectors of a row. The last rows, and the last vectors of a row, begin before the others end; where a row has
    /// fewer numbers than those, they reach over what is written after them.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Any<TLanes, T, TVector>(T* room, in Window piece, nint row, nint* offsets, T* filter, T* sums)
        where TLanes : struct, ILanes<T, TVector>
        where T : unmanaged
        where TVector : struct
    {
        nint lanes = TLanes.Count, height = piece.OutHeight, width = piece.OutWidth, kernelHeight = piece.KernelHeight, kernelWidth = piece.KernelWidth;
        nint next = row * piece.StrideHeight, down = row * piece.DilationHeight;
        bool isTall = height >= Together;
        nint together = isTall ? Together : 1, span = isTall ? lanes : Together * lanes, step = isTall ? next : lanes, outStep = isTall ? width : lanes;
        nint lastRow = height - together, lastColumn = Math.Max(0, width - span);
        for (nint o = 0; o < height; o += together)
        {
            o = Math.Min(o, lastRow);
            for (nint x = 0; x < width; x += span)
            {
                x = Math.Min(x, lastColumn);
                TVector s0 = default, s1 = default, s2 = default, s3 = default;
                T* line = room + (o * next) + x, weight = filter;
                for (nint ky = 0; ky < kernelHeight; ky++, line += down, weight += kernelWidth)
                {
                    for (nint kx = 0; kx < kernelWidth; kx++)
                    {
                        T* seen = line + offsets[kx];
                        TVector w = TLanes.All(weight[kx]);
                        s0 = TLanes.MultiplyAdd(TLanes.Load(seen), w, s0);
                        s1 = TLanes.MultiplyAdd(TLanes.Load(seen + step), w, s1);
                        seen += 2 * step;
                        s2 = TLanes.MultiplyAdd(TLanes.Load(seen), w, s2);
                        s3 = TLanes.MultiplyAdd(TLanes.Load(seen + step), w, s3);
                    }
                }

                T* target = sums + (o * width) + x;
                TLanes.Store(s0, target);
                TLanes.Store(s1, target + outStep);
                target += 2 * outStep;
                TLanes.Store(s2, target);
                TLanes.Store(s3, target + outStep);
            }
        }
    }

    /// <summary>
    /// Filters of three by three where a row of sums begins where the one above takes its second row of numbers: down the rows, a number is loaded once for the three sums that it is
    /// part of. The last vector of a row begins before the others end; the only one reaches over what is written after it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Three<TLanes, T, TVector>(T* room, in Window piece, nint down, nint second, nint third, T* filter, T* sums)
        where TLanes : struct, ILanes<T, TVector>
        where T : unmanaged
        where TVector : struct
    {
        TVector w0 = TLanes.All(filter[0]), w1 = TLanes.All(filter[1]), w2 = TLanes.All(filter[2]);
        TVector w3 = TLanes.All(filter[3]), w4 = TLanes.All(filter[4]), w5 = TLanes.All(filter[5]);
        TVector w6 = TLanes.All(filter[6]), w7 = TLanes.All(filter[7]), w8 = TLanes.All(filter[8]);
        nint width = piece.OutWidth, last = Math.Max(0, width - TLanes.Count);
        T* end = sums + piece.Pixels;
        for (nint x = 0; x < width; x += TLanes.Count)
        {
            x = Math.Min(x, last);
            T* line = room + x;
            TVector a = TLanes.MultiplyAdd(TLanes.Load(line), w0, default);
            a = TLanes.MultiplyAdd(TLanes.Load(line + second), w1, a);
            a = TLanes.MultiplyAdd(TLanes.Load(line + third), w2, a);
            line += down;
            TVector seen = TLanes.Load(line);
            a = TLanes.MultiplyAdd(seen, w3, a);
            TVector b = TLanes.MultiplyAdd(seen, w0, default);
            seen = TLanes.Load(line + second);
            a = TLanes.MultiplyAdd(seen, w4, a);
            b = TLanes.MultiplyAdd(seen, w1, b);
            seen = TLanes.Load(line + third);
            a = TLanes.MultiplyAdd(seen, w5, a);
            b = TLanes.MultiplyAdd(seen, w2, b);
            for (T* target = sums + x; target < end; target += width)
            {
                line += down;
                seen = TLanes.Load(line);
                a = TLanes.MultiplyAdd(seen, w6, a);
                b = TLanes.MultiplyAdd(seen, w3, b);
                TVector c = TLanes.MultiplyAdd(seen, w0, default);
                seen = TLanes.Load(line + second);
                a = TLanes.MultiplyAdd(seen, w7, a);
                b = TLanes.MultiplyAdd(seen, w4, b);
                c = TLanes.MultiplyAdd(seen, w1, c);
                seen = TLanes.Load(line + third);
                TLanes.Store(TLanes.MultiplyAdd(seen, w8, a), target);
                a = TLanes.MultiplyAdd(seen, w5, b);
                b = TLanes.MultiplyAdd(seen, w2, c);
            }
        }
    }

    /// <summary>The same at a stride of two both ways, of rows as they lie: their even numbers and their odd ones are parted in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ThreeOfTwo<TLanes, T, TVector>(T* room, in Window piece, nint down, T* filter, T* sums)
        where TLanes : struct, IPartingLanes<T, TVector>
        where T : unmanaged
        where TVector : struct
    {
        TVector w0 = TLanes.All(filter[0]), w1 = TLanes.All(filter[1]), w2 = TLanes.All(filter[2]);
        TVector w3 = TLanes.All(filter[3]), w4 = TLanes.All(filter[4]), w5 = TLanes.All(filter[5]);
        TVector w6 = TLanes.All(filter[6]), w7 = TLanes.All(filter[7]), w8 = TLanes.All(filter[8]);
        nint lanes = TLanes.Count, width = piece.OutWidth, last = Math.Max(0, width - lanes);
        T* end = sums + piece.Pixels;
        for (nint x = 0; x < width; x += lanes)
        {
            x = Math.Min(x, last);
            T* line = room + (2 * x);
            TVector low = TLanes.Load(line), high = TLanes.Load(line + lanes);
            TVector a = TLanes.MultiplyAdd(TLanes.Evens(low, high), w0, default);
            a = TLanes.MultiplyAdd(TLanes.Odds(low, high), w1, a);
            a = TLanes.MultiplyAdd(TLanes.Evens(TLanes.Load(line + 2), TLanes.Load(line + 2 + lanes)), w2, a);
            for (T* target = sums + x; target < end; target += width)
            {
                line += down;
                low = TLanes.Load(line);
                high = TLanes.Load(line + lanes);
                a = TLanes.MultiplyAdd(TLanes.Evens(low, high), w3, a);
                a = TLanes.MultiplyAdd(TLanes.Odds(low, high), w4, a);
                a = TLanes.MultiplyAdd(TLanes.Evens(TLanes.Load(line + 2), TLanes.Load(line + 2 + lanes)), w5, a);
                line += down;
                low = TLanes.Load(line);
                high = TLanes.Load(line + lanes);
                TVector seen = TLanes.Evens(low, high);
                a = TLanes.MultiplyAdd(seen, w6, a);
                TVector b = TLanes.MultiplyAdd(seen, w0, default);
                seen = TLanes.Odds(low, high);
                a = TLanes.MultiplyAdd(seen, w7, a);
                b = TLanes.MultiplyAdd(seen, w1, b);
                seen = TLanes.Evens(TLanes.Load(line + 2), TLanes.Load(line + 2 + lanes));
                a = TLanes.MultiplyAdd(seen, w8, a);
                TLanes.Store(TLanes.InOrder(a), target);
                a = TLanes.MultiplyAdd(seen, w2, b);
            }
        }
    }

    /// <summary>Filters of five by five down the rows, two vectors side by side: five rows of sums do not leave registers for the filter too, whose numbers each serve two vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Five<TLanes, T, TVector>(T* room, in Window piece, nint down, nint* offsets, T* filter, T* sums)
        where TLanes : struct, ILanes<T, TVector>
        where T : unmanaged
        where TVector : struct
    {
        nint lanes = TLanes.Count, width = piece.OutWidth, last = Math.Max(0, width - (2 * lanes)), rows = piece.OutHeight + 4;
        for (nint x = 0; x < width; x += 2 * lanes)
        {
            x = Math.Min(x, last);
            T* line = room + x, target = sums + x - (4 * width);
            TVector a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default, d0 = default, d1 = default;
            for (nint row = 0; row < rows; row++, line += down, target += width)
            {
                TVector e0 = default, e1 = default;
                for (nint kx = 0; kx < 5; kx++)
                {
                    T* seen = line + offsets[kx], weight = filter + kx;
                    TVector seen0 = TLanes.Load(seen), seen1 = TLanes.Load(seen + lanes), w = TLanes.All(weight[0]);
                    e0 = TLanes.MultiplyAdd(seen0, w, e0);
                    e1 = TLanes.MultiplyAdd(seen1, w, e1);
                    w = TLanes.All(weight[5]);
                    d0 = TLanes.MultiplyAdd(seen0, w, d0);
                    d1 = TLanes.MultiplyAdd(seen1, w, d1);
                    w = TLanes.All(weight[10]);
                    c0 = TLanes.MultiplyAdd(seen0, w, c0);
                    c1 = TLanes.MultiplyAdd(seen1, w, c1);
                    w = TLanes.All(weight[15]);
                    b0 = TLanes.MultiplyAdd(seen0, w, b0);
                    b1 = TLanes.MultiplyAdd(seen1, w, b1);
                    w = TLanes.All(weight[20]);
                    a0 = TLanes.MultiplyAdd(seen0, w, a0);
                    a1 = TLanes.MultiplyAdd(seen1, w, a1);
                }

                // Those of the first four rows began above the piece.
                if (row >= 4)
                {
                    TLanes.Store(a0, target);
                    TLanes.Store(a1, target + lanes);
                }

                (a0, a1, b0, b1) = (b0, b1, c0, c1);
                (c0, c1, d0, d1) = (d0, d1, e0, e1);
            }
        }
    }

    /// <summary>A piece of a plane with its zeros, column by column of a stride: a plane for each phase that the filter meets.</summary>
    private readonly struct Phases
    {
        public Phases(in Window piece)
        {
            nint columns = (piece.KernelWidth - 1) * piece.DilationWidth;
            AreTogether = piece is { KernelHeight: 3, KernelWidth: 3, StrideWidth: 2, DilationWidth: 1 } && piece.StrideHeight == 2 * piece.DilationHeight;
            Stride = AreTogether ? 1 : piece.StrideWidth;
            Count = Math.Min(Stride, columns + 1);
            Width = AreTogether ? piece.ColumnsUnder(piece.OutWidth) : piece.OutWidth + (Stride == 1 ? columns : columns / Stride);
            Height = piece.RowsUnder(piece.OutHeight);
        }

        /// <summary>Rows are as they lie: the phases are parted in registers.</summary>
        public bool AreTogether { get; }

        /// <summary>Columns of the image from one number of a phase to the next.</summary>
        public nint Stride { get; }

        /// <summary>Phases of columns.</summary>
        public nint Count { get; }

        /// <summary>Columns of one.</summary>
        public nint Width { get; }

        /// <summary>Rows.</summary>
        public nint Height { get; }

        /// <summary>Numbers of one.</summary>
        public nint Numbers => Height * Width;

        /// <summary>From the first window to what a tap of so many columns further meets, where each phase's planes take so many numbers.</summary>
        public nint Offset(nint column, nint numbers)
        {
            (nint x, nint phase) = Math.DivRem(column, Stride);
            return (phase * numbers) + x;
        }
    }
}
