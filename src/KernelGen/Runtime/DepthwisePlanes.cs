using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace KernelGen.Runtime;

/// <summary>
/// Sums of filters that go over one channel, of an image in planes. A band of a plane is copied once with its zeros, cut into one part a phase of the
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

    /// <summary>Numbers of a plane that are copied at a time: a quarter of a second-level cache of 1 MiB.</summary>
    private const int Copied = 1 << 16;

    /// <summary>Rows of windows whose numbers are copied at a time.</summary>
    public static nint Band(in Window window)
    {
        Parts parts = new(window, 1);
        return Math.Clamp(Copied / (parts.Down * parts.Across * parts.Width), 1, window.OutHeight);
    }

    /// <summary>Numbers of memory that the parts of some rows of windows, their offsets and their sums take.</summary>
    public static long Room(in Window window, nint rows)
    {
        Parts parts = new(window, rows);
        return parts.Length + (2 * window.Taps) + (rows * parts.Width) + (2 * Beyond);
    }

    /// <summary>Copies to <paramref name="room"/> what some rows of windows see of a plane, from <paramref name="firstRow"/> on.</summary>
    public static void Split(float* plane, in Window window, nint firstRow, nint rows, float* room) => Split<float>(plane, window, firstRow, rows, room);

    /// <inheritdoc cref="Split(float*, in Window, nint, nint, float*)"/>
    public static void Split(double* plane, in Window window, nint firstRow, nint rows, double* room) => Split<double>(plane, window, firstRow, rows, room);

    /// <summary>The sums of one filter for <paramref name="count"/> windows, counted in those rows from <paramref name="first"/> on, one behind the other.</summary>
    public static void Sums(float* room, in Window window, nint rows, float* filter, nint first, nint count, float* sums)
    {
        if (Processor.HasAvx512)
            Sums<Lanes512<float>, float, Vector512<float>>(room, window, rows, filter, first, count, sums);
        else if (Vector256.IsHardwareAccelerated)
            Sums<Lanes256<float>, float, Vector256<float>>(room, window, rows, filter, first, count, sums);
        else
            Sums<Lanes128<float>, float, Vector128<float>>(room, window, rows, filter, first, count, sums);
    }

    /// <inheritdoc cref="Sums(float*, in Window, nint, float*, nint, nint, float*)"/>
    public static void Sums(double* room, in Window window, nint rows, double* filter, nint first, nint count, double* sums)
    {
        if (Processor.HasAvx512)
            Sums<Lanes512<double>, double, Vector512<double>>(room, window, rows, filter, first, count, sums);
        else if (Vector256.IsHardwareAccelerated)
            Sums<Lanes256<double>, double, Vector256<double>>(room, window, rows, filter, first, count, sums);
        else
            Sums<Lanes128<double>, double, Vector128<double>>(room, window, rows, filter, first, count, sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Split<T>(T* plane, in Window window, nint firstRow, nint rows, T* room)
        where T : unmanaged
    {
        Parts parts = new(window, rows);
        nint stride = window.StrideWidth;
        for (nint py = 0; py < parts.Down; py++)
        {
            for (nint px = 0; px < parts.Across; px++)
            {
                // Of a row of this part, the numbers from low to high are the image's.
                nint start = px - window.Left;
                nint low = Math.Clamp(start >= 0 ? 0 : (stride - 1 - start) / stride, 0, parts.Width);
                nint high = Math.Clamp(window.Width <= start ? 0 : ((window.Width - 1 - start) / stride) + 1, low, parts.Width);
                for (nint r = 0; r < parts.Height; r++, room += parts.Width)
                {
                    nint y = ((firstRow + r) * window.StrideHeight) + py - window.Top;
                    if (y < 0 || y >= window.Height)
                    {
                        new Span<T>(room, (int)parts.Width).Clear();
                        continue;
                    }

                    T* source = plane + (y * window.Width) + start;
                    new Span<T>(room, (int)low).Clear();
                    if (stride == 1)
                    {
                        new ReadOnlySpan<T>(source + low, (int)(high - low)).CopyTo(new Span<T>(room + low, (int)(high - low)));
                    }
                    else
                    {
                        for (nint x = low; x < high; x++)
                            room[x] = source[x * stride];
                    }

                    new Span<T>(room + high, (int)(parts.Width - high)).Clear();
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sums<TLanes, T, TVector>(T* room, in Window window, nint rows, T* filter, nint first, nint count, T* sums)
        where TLanes : struct, ILanes<T, TVector>
        where T : unmanaged
        where TVector : struct
    {
        if (count == 0)
            return;
        Parts parts = new(window, rows);
        nint lanes = TLanes.Count, taps = window.Taps, width = parts.Width;
        T* flat = room + parts.Length + Beyond;
        nint* offsets = (nint*)(flat + (rows * width) + Beyond);
        for (nint ky = 0, t = 0; ky < window.KernelHeight; ky++)
        {
            for (nint kx = 0; kx < window.KernelWidth; kx++, t++)
                offsets[t] = parts.Offset(ky * window.DilationHeight, kx * window.DilationWidth, window);
        }

        nint top = first / window.OutWidth, bottom = (first + count - 1) / window.OutWidth;
        for (nint i = top * width; i < (bottom + 1) * width; i += Together * lanes)
        {
            TVector s0 = default, s1 = default, s2 = default, s3 = default;
            for (nint t = 0; t < taps; t++)
            {
                T* seen = room + i + offsets[t];
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

        for (nint y = top, x = first - (top * window.OutWidth); y <= bottom; y++, x = 0)
        {
            nint columns = Math.Min(window.OutWidth - x, count);
            new ReadOnlySpan<T>(flat + (y * width) + x, (int)columns).CopyTo(new Span<T>(sums, (int)columns));
            sums += columns;
            count -= columns;
        }
    }

    /// <summary>The parts of a plane: of its rows and columns those that a phase of the stride meets, zeros around them.</summary>
    private readonly struct Parts
    {
        public Parts(in Window window, nint windowRows)
        {
            nint rows = (window.KernelHeight - 1) * window.DilationHeight, columns = (window.KernelWidth - 1) * window.DilationWidth;
            (Down, Across) = (Math.Min(window.StrideHeight, rows + 1), Math.Min(window.StrideWidth, columns + 1));
            (Height, Width) = (windowRows + (rows / window.StrideHeight), window.OutWidth + (columns / window.StrideWidth));
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
        public nint Offset(nint row, nint column, in Window window)
        {
            (nint y, nint py) = Math.DivRem(row, window.StrideHeight);
            (nint x, nint px) = Math.DivRem(column, window.StrideWidth);
            return (((((py * Across) + px) * Height) + y) * Width) + x;
        }
    }
}
