using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace KernelGen.Runtime;

/// <summary>
/// Sums of filters that go over one channel, of an image in planes. A piece of a plane is copied once with its zeros, cut into one part a phase of the
/// stride: then what a tap meets are neighbours, from one window to the next and, past a few numbers that nobody reads, from one row of windows to the next.
/// So vectors run along the whole result. For processors with vectors and fused multiply-adds. For emitted code; its shape may change with any version.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class DepthwisePlanes
{
    /// <summary>Vectors that go side by side: chains enough to hide the latency of multiply-adds.</summary>
    private const int Together = 4;

    /// <summary>The most numbers that the last vectors reach past the end.</summary>
    private const int Beyond = Together * 16;

    /// <summary>Numbers of a plane that are copied at a time: they and their sums stay in a first-level cache of 32 KiB and more, but for those of wide planes.</summary>
    private const int Copied = 1 << 12;

    /// <summary>The pieces of a convolution: some rows of a plane each.</summary>
    public static DepthwiseSplit Split(in Window window, nint channels, nint batch) => new(window, channels, batch, 1, Copied);

    /// <summary>Numbers of memory that the parts of a piece, the offsets in them, their sums and a row on its way take.</summary>
    public static long Room(in Window piece)
    {
        Parts parts = new(piece);
        return parts.Length + (2 * piece.Taps) + (piece.OutHeight * parts.Width) + (2 * Beyond) + piece.ColumnsUnder(piece.OutWidth);
    }

    /// <summary>Writes to <paramref name="room"/> where in it each tap of a piece of this shape begins.</summary>
    public static void Begin<T>(in Window piece, T* room)
        where T : unmanaged
    {
        Parts parts = new(piece);
        nint* offsets = Offsets(parts, piece, room);
        for (nint ky = 0, t = 0; ky < piece.KernelHeight; ky++)
        {
            for (nint kx = 0; kx < piece.KernelWidth; kx++, t++)
                offsets[t] = parts.Offset(ky * piece.DilationHeight, kx * piece.DilationWidth, piece);
        }
    }

    /// <summary>Copies to <paramref name="room"/> what the windows of a piece see of a plane.</summary>
    public static void Fill(float* plane, in Window piece, float* room) => Fill(plane, piece, 0, room);

    /// <inheritdoc cref="Fill(float*, in Window, float*)"/>
    public static void Fill(double* plane, in Window piece, double* room) => Fill(plane, piece, 0, room);

    /// <summary>The same of numbers of 16 and 8 bits as floats, the latter less their zero point.</summary>
    public static void Fill<T>(T* plane, in Window piece, float* room, int zeroPoint)
        where T : unmanaged => Fill(plane, piece, zeroPoint, room);

    /// <summary>The sums of one filter for the windows of a piece: its rows, <paramref name="leading"/> numbers from one to the next.</summary>
    public static void Sums(float* room, in Window piece, float* filter, float* sums, nint leading)
    {
        if (Processor.HasAvx512)
            Sums<Lanes512<float>, float, Vector512<float>>(room, piece, filter, sums, leading);
        else if (Vector256.IsHardwareAccelerated)
            Sums<Lanes256<float>, float, Vector256<float>>(room, piece, filter, sums, leading);
        else
            Sums<Lanes128<float>, float, Vector128<float>>(room, piece, filter, sums, leading);
    }

    /// <inheritdoc cref="Sums(float*, in Window, float*, float*, nint)"/>
    public static void Sums(double* room, in Window piece, double* filter, double* sums, nint leading)
    {
        if (Processor.HasAvx512)
            Sums<Lanes512<double>, double, Vector512<double>>(room, piece, filter, sums, leading);
        else if (Vector256.IsHardwareAccelerated)
            Sums<Lanes256<double>, double, Vector256<double>>(room, piece, filter, sums, leading);
        else
            Sums<Lanes128<double>, double, Vector128<double>>(room, piece, filter, sums, leading);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fill<TFrom, T>(TFrom* plane, in Window piece, int zeroPoint, T* room)
        where TFrom : unmanaged
        where T : unmanaged
    {
        Parts parts = new(piece);
        T* line = Line(parts, piece, room);
        nint stride = piece.StrideWidth, width = parts.Width;
        for (nint py = 0; py < parts.Down; py++)
        {
            for (nint px = 0; px < parts.Across; px++)
            {
                // Of a row of this part, the numbers from low to high are the image's.
                nint start = px - piece.Left;
                nint low = Math.Clamp(start >= 0 ? 0 : stride == 1 ? -start : (stride - 1 - start) / stride, 0, width);
                nint high = Math.Clamp(piece.Width <= start ? 0 : stride == 1 ? piece.Width - start : ((piece.Width - 1 - start) / stride) + 1, low, width);
                TFrom* source = plane + start + ((py - piece.Top) * piece.Width);
                for (nint r = 0, y = py - piece.Top; r < parts.Height; r++, y += piece.StrideHeight, source += piece.StrideHeight * piece.Width, room += width)
                {
                    if ((nuint)y >= (nuint)piece.Height)
                    {
                        RowCopy.Clear(room, width);
                        continue;
                    }

                    RowCopy.Clear(room, low);
                    Copy(source + (low * stride), stride, high - low, zeroPoint, line, room + low);
                    RowCopy.Clear(room + high, width - high);
                }
            }
        }
    }

    /// <summary>Some numbers of a row, <paramref name="stride"/> apart; those that are to be converted are so first, with what lies between them, in a row of their own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy<TFrom, T>(TFrom* source, nint stride, nint count, int zeroPoint, T* line, T* target)
        where TFrom : unmanaged
        where T : unmanaged
    {
        if (typeof(TFrom) != typeof(T))
        {
            if (count == 0)
                return;
            WidenedRow.Copy(source, ((count - 1) * stride) + 1, zeroPoint, (float*)(stride == 1 ? target : line));
            if (stride != 1)
                RowCopy.Strided(line, stride, count, target);
        }
        else if (stride == 1)
        {
            RowCopy.Plain((T*)source, count, target);
        }
        else
        {
            RowCopy.Strided((T*)source, stride, count, target);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sums<TLanes, T, TVector>(T* room, in Window piece, T* filter, T* sums, nint leading)
        where TLanes : struct, ILanes<T, TVector>
        where T : unmanaged
        where TVector : struct
    {
        Parts parts = new(piece);
        nint lanes = TLanes.Count, taps = piece.Taps, width = parts.Width, length = piece.OutHeight * width;
        T* flat = room + parts.Length + Beyond;
        nint* offsets = Offsets(parts, piece, room);
        for (nint i = 0; i < length; i += Together * lanes)
        {
            TVector s0 = default, s1 = default, s2 = default, s3 = default;
            T* window = room + i;
            for (nint t = 0; t < taps; t++)
            {
                T* seen = window + offsets[t];
                TVector weight = TLanes.All(filter[t]);
                s0 = TLanes.MultiplyAdd(TLanes.Load(seen), weight, s0);
                s1 = TLanes.MultiplyAdd(TLanes.Load(seen + lanes), weight, s1);
                s2 = TLanes.MultiplyAdd(TLanes.Load(seen + (2 * lanes)), weight, s2);
                s3 = TLanes.MultiplyAdd(TLanes.Load(seen + (3 * lanes)), weight, s3);
            }

            TLanes.Store(s0, flat + i);
            TLanes.Store(s1, flat + i + lanes);
            TLanes.Store(s2, flat + i + (2 * lanes));
            TLanes.Store(s3, flat + i + (3 * lanes));
        }

        nint columns = piece.OutWidth;
        for (T* end = flat + length; flat < end; flat += width, sums += leading)
            RowCopy.Plain(flat, columns, sums);
    }

    /// <summary>Where each tap begins: behind the parts and the sums.</summary>
    private static nint* Offsets<T>(in Parts parts, in Window piece, T* room)
        where T : unmanaged => (nint*)(room + parts.Length + (piece.OutHeight * parts.Width) + (2 * Beyond));

    /// <summary>A row of the image: behind all else.</summary>
    private static T* Line<T>(in Parts parts, in Window piece, T* room)
        where T : unmanaged => (T*)Offsets(parts, piece, room) + (2 * piece.Taps);

    /// <summary>The parts of a piece of a plane: of its rows and columns those that a phase of the stride meets, zeros around them.</summary>
    private readonly struct Parts
    {
        public Parts(in Window piece)
        {
            nint rows = (piece.KernelHeight - 1) * piece.DilationHeight, columns = (piece.KernelWidth - 1) * piece.DilationWidth;
            (Down, Across) = (Math.Min(piece.StrideHeight, rows + 1), Math.Min(piece.StrideWidth, columns + 1));
            Height = piece.OutHeight + (piece.StrideHeight == 1 ? rows : rows / piece.StrideHeight);
            Width = piece.OutWidth + (piece.StrideWidth == 1 ? columns : columns / piece.StrideWidth);
        }

        /// <summary>Phases of rows.</summary>
        public nint Down { get; }

        /// <summary>Phases of columns.</summary>
        public nint Across { get; }

        /// <summary>Rows of a part.</summary>
        public nint Height { get; }

        /// <summary>Columns of a part.</summary>
        public nint Width { get; }

        public nint Length => Down * Across * Height * Width;

        /// <summary>From the first window to what a tap there meets.</summary>
        public nint Offset(nint row, nint column, in Window piece)
        {
            (nint y, nint py) = Math.DivRem(row, piece.StrideHeight);
            (nint x, nint px) = Math.DivRem(column, piece.StrideWidth);
            return (((((py * Across) + px) * Height) + y) * Width) + x;
        }
    }
}
