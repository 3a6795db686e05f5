using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace KernelGen.Runtime;

/// <summary>
/// Sums of filters of three by three that go over one channel, at strides of one or two, of planes that are read where they lie: masks stand for the zeros beside them. Down the rows, a
/// number is loaded once for all sums that it is part of. The last vector of a row of sums begins before the others end; the only one reaches over what is written after it.
/// </summary>
/// <remarks>
/// On Zen 5 copied first and so, µs: 112 × 112 × 32 114 and 91, 56 × 56 × 128 115 and 99, 28 × 28 × 256 57 and 46, 14 × 14 × 512 27 and 22, 7 × 7 × 1024 23 and 20; by a stride of two
/// 112 × 112 × 64 140 and 104, 56 × 56 × 128 68 and 51, 28 × 28 × 256 34 and 24, 14 × 14 × 512 19 and 16.5.
/// </remarks>
internal static unsafe class PlanesInPlace
{
    /// <summary>Whether the windows of a piece are summed so.</summary>
    public static bool Take(in Window piece) => Avx2.IsSupported && piece is { KernelHeight: 3, KernelWidth: 3, DilationHeight: 1, DilationWidth: 1 }
        && piece.StrideHeight == piece.StrideWidth && piece.StrideWidth <= 2;

    /// <inheritdoc cref="DepthwisePlanes.Sums(float*, float*, in Window, nint, nint, float*, float*)"/>
    public static void Sums<T>(T* image, in Window piece, nint planes, nint each, T* filters, T* sums)
        where T : unmanaged
    {
        image -= piece.Top * piece.Width;
        bool isWide = Processor.HasAvx512 && piece.OutWidth > Vector256<T>.Count;
        if (piece.StrideWidth == 1 && isWide)
            ByOne<Lanes512<T>, T, Vector512<T>>(image, piece, planes, each, filters, sums);
        else if (piece.StrideWidth == 1)
            ByOne<Lanes256<T>, T, Vector256<T>>(image, piece, planes, each, filters, sums);
        else if (isWide)
            ByTwo<Lanes512<T>, T, Vector512<T>>(image, piece, planes, each, filters, sums);
        else
            ByTwo<Lanes256<T>, T, Vector256<T>>(image, piece, planes, each, filters, sums);
    }

    /// <summary>A row of numbers ends the sums <c>a</c>, is in the middle of <c>b</c>, and begins others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ByOne<TLanes, T, TVector>(T* image, in Window piece, nint planes, nint each, T* filter, T* sums)
        where TLanes : struct, IMaskedLanes<T, TVector>
        where T : unmanaged
        where TVector : struct
    {
        nint width = piece.Width, outWidth = piece.OutWidth, last = Math.Max(0, outWidth - TLanes.Count);
        for (; planes > 0; planes--, image += piece.Plane)
        {
            for (nint i = 0; i < each; i++, filter += 9, sums += piece.Pixels)
            {
                TVector w0 = TLanes.All(filter[0]), w1 = TLanes.All(filter[1]), w2 = TLanes.All(filter[2]);
                TVector w3 = TLanes.All(filter[3]), w4 = TLanes.All(filter[4]), w5 = TLanes.All(filter[5]);
                TVector w6 = TLanes.All(filter[6]), w7 = TLanes.All(filter[7]), w8 = TLanes.All(filter[8]);
                T* end = sums + piece.Pixels;
                for (nint x = 0; x < outWidth; x += TLanes.Count)
                {
                    x = Math.Min(x, last);
                    nint left = piece.Left - x;
                    TVector first = TLanes.Mask(left, left + width), second = TLanes.Mask(left - 1, left - 1 + width), third = TLanes.Mask(left - 2, left - 2 + width);
                    TVector a = default, b = default;
                    T* line = image - left, target = sums + x - (2 * outWidth);
                    for (nint row = -piece.Top; target < end; row++, line += width, target += outWidth)
                    {
                        TVector seen0 = default, seen1 = default, seen2 = default;
                        if (row >= 0 && row < piece.Height)
                            (seen0, seen1, seen2) = (TLanes.Load(line, first), TLanes.Load(line + 1, second), TLanes.Load(line + 2, third));
                        a = TLanes.MultiplyAdd(seen2, w8, TLanes.MultiplyAdd(seen1, w7, TLanes.MultiplyAdd(seen0, w6, a)));
                        // The first two rows of numbers end no sums.
                        if (target >= sums)
                            TLanes.Store(a, target);
                        a = TLanes.MultiplyAdd(seen2, w5, TLanes.MultiplyAdd(seen1, w4, TLanes.MultiplyAdd(seen0, w3, b)));
                        b = TLanes.MultiplyAdd(seen2, w2, TLanes.MultiplyAdd(seen1, w1, TLanes.MultiplyAdd(seen0, w0, default)));
                    }
                }
            }
        }
    }

    /// <summary>Of rows in pairs the first is in the middle of the sums <c>a</c>, the second ends them and begins <c>b</c>. Even and odd numbers are parted in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ByTwo<TLanes, T, TVector>(T* image, in Window piece, nint planes, nint each, T* filter, T* sums)
        where TLanes : struct, IMaskedLanes<T, TVector>, IPartingLanes<T, TVector>
        where T : unmanaged
        where TVector : struct
    {
        nint lanes = TLanes.Count, width = piece.Width, outWidth = piece.OutWidth, last = Math.Max(0, outWidth - lanes);
        for (; planes > 0; planes--, image += piece.Plane)
        {
            for (nint i = 0; i < each; i++, filter += 9, sums += piece.Pixels)
            {
                TVector w0 = TLanes.All(filter[0]), w1 = TLanes.All(filter[1]), w2 = TLanes.All(filter[2]);
                TVector w3 = TLanes.All(filter[3]), w4 = TLanes.All(filter[4]), w5 = TLanes.All(filter[5]);
                TVector w6 = TLanes.All(filter[6]), w7 = TLanes.All(filter[7]), w8 = TLanes.All(filter[8]);
                T* end = sums + piece.Pixels;
                for (nint x = 0; x < outWidth; x += lanes)
                {
                    x = Math.Min(x, last);
                    nint left = piece.Left - (2 * x);
                    TVector low = TLanes.Mask(left, left + width), high = TLanes.Mask(left - lanes, left - lanes + width);
                    TVector lowNext = TLanes.Mask(left - 2, left - 2 + width), highNext = TLanes.Mask(left - 2 - lanes, left - 2 - lanes + width);
                    TVector a = default, b = default;
                    T* line = image - left, target = sums + x - outWidth;
                    for (nint row = -piece.Top; target < end; row++, line += width)
                    {
                        TVector seen0 = default, seen1 = default, seen2 = default;
                        if (row >= 0 && row < piece.Height)
                        {
                            TVector near = TLanes.Load(line, low), far = TLanes.Load(line + lanes, high);
                            (seen0, seen1) = (TLanes.Evens(near, far), TLanes.Odds(near, far));
                            seen2 = TLanes.Evens(TLanes.Load(line + 2, lowNext), TLanes.Load(line + 2 + lanes, highNext));
                        }

                        if (((row + piece.Top) & 1) != 0)
                        {
                            a = TLanes.MultiplyAdd(seen2, w5, TLanes.MultiplyAdd(seen1, w4, TLanes.MultiplyAdd(seen0, w3, b)));
                            continue;
                        }

                        a = TLanes.MultiplyAdd(seen2, w8, TLanes.MultiplyAdd(seen1, w7, TLanes.MultiplyAdd(seen0, w6, a)));
                        // The first row of numbers ends no sums.
                        if (target >= sums)
                            TLanes.Store(TLanes.InOrder(a), target);
                        b = TLanes.MultiplyAdd(seen2, w2, TLanes.MultiplyAdd(seen1, w1, TLanes.MultiplyAdd(seen0, w0, default)));
                        target += outWidth;
                    }
                }
            }
        }
    }
}
